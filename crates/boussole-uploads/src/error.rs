use boussole_core::Refusal;
use boussole_events::StoreError;
use boussole_import::ImportError;
use boussole_lake::LakeError;
use boussole_projects::ProjectError;
use std::io;

/// Why an upload could not be kept, or its files not be imported.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The caller can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The import failed.
    #[error(transparent)]
    Import(ImportError),
    /// The project could not be read or changed.
    #[error(transparent)]
    Project(ProjectError),
    /// The lake could not be published.
    #[error(transparent)]
    Lake(LakeError),
    /// The disk failed.
    #[error("the files of an upload: {0}")]
    Disk(#[from] io::Error),
    /// The operating system gave no chance to draw from.
    #[error("random numbers: {0}")]
    Chance(#[from] getrandom::Error),
    /// A task ended without an answer.
    #[error("a task of an upload stopped")]
    Stopped(#[from] tokio::task::JoinError),
}

impl UploadError {
    /// Makes the refusal of an upload that is not there, or not of who asks.
    pub(crate) fn unknown_upload() -> Self {
        Refusal::new("unknown_upload", "there is no such upload")
            .at("id")
            .hint("it went away a day after its last change, or when the server was started again: send the files anew")
            .into()
    }
}

impl From<ImportError> for UploadError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Refused(refusal) => Self::Refused(refusal),
            ImportError::Store(StoreError::Refused(refusal)) => Self::Refused(refusal),
            other => Self::Import(other),
        }
    }
}

impl From<LakeError> for UploadError {
    fn from(error: LakeError) -> Self {
        match error {
            LakeError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Lake(other),
        }
    }
}

impl From<ProjectError> for UploadError {
    fn from(error: ProjectError) -> Self {
        match error {
            ProjectError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Project(other),
        }
    }
}
