use boussole_core::Refusal;
use boussole_db::{DbError, FolderError};
use boussole_events::StoreError;
use boussole_frictions::FrictionError;
use boussole_import::ImportError;
use boussole_insights::InsightsError;
use boussole_jobs::JobError;
use boussole_journeys::JourneyError;
use boussole_lake::LakeError;
use boussole_mail::MailError;
use boussole_members::MemberError;
use boussole_notifications::NotificationError;
use boussole_projects::ProjectError;
use boussole_query::QueryError;
use boussole_sources::SourceError;
use boussole_surveys::SurveyError;
use boussole_today::TodayError;
use boussole_uploads::UploadError;
use boussole_verbatims::VerbatimError;
use std::io;
use std::process::ExitCode;

/// Refused: the message names the field and what to do.
const EXIT_REFUSED: u8 = 2;
/// The storage failed: `EX_IOERR` of sysexits.
const EXIT_STORAGE: u8 = 74;

/// Why a command was not done.
#[derive(Debug)]
pub(crate) enum Failure {
    Refused(Refusal),
    Storage(anyhow::Error),
    /// The server that holds the folder said so.
    Remote {
        message: String,
        exit_code: u8,
    },
}

impl Failure {
    /// Returns what the process ends with.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.exit_number())
    }

    /// Returns the same as a number.
    pub(crate) fn exit_number(&self) -> u8 {
        match self {
            Self::Refused(_) => EXIT_REFUSED,
            Self::Storage(_) => EXIT_STORAGE,
            Self::Remote { exit_code, .. } => *exit_code,
        }
    }

    /// Returns what is said on standard error.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Refused(refusal) => {
                let hint = refusal.hint.as_ref().map(|hint| format!("\n  hint: {hint}")).unwrap_or_default();
                format!("refused: {refusal} ({}){hint}", refusal.code)
            }
            Self::Storage(error) => format!("failed: {error:#}"),
            Self::Remote { message, .. } => message.clone(),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Storage(error.into())
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Self::Storage(error.into())
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Held(refusal) => Self::Refused(refusal),
            other @ FolderError::Io { .. } => Self::Storage(other.into()),
        }
    }
}

impl From<ProjectError> for Failure {
    fn from(error: ProjectError) -> Self {
        match error {
            ProjectError::Refused(refusal) => Self::Refused(refusal),
            other @ ProjectError::Db(_) => Self::Storage(other.into()),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Refused(refusal) => Self::Refused(refusal),
            ImportError::Store(error) => error.into(),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<JobError> for Failure {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<JourneyError> for Failure {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<VerbatimError> for Failure {
    fn from(error: VerbatimError) -> Self {
        match error {
            VerbatimError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<FrictionError> for Failure {
    fn from(error: FrictionError) -> Self {
        match error {
            FrictionError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<SurveyError> for Failure {
    fn from(error: SurveyError) -> Self {
        match error {
            SurveyError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<NotificationError> for Failure {
    fn from(error: NotificationError) -> Self {
        match error {
            NotificationError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Refused(refusal) => Self::Refused(refusal),
            QueryError::Storage(error) => error.into(),
        }
    }
}

impl From<InsightsError> for Failure {
    fn from(error: InsightsError) -> Self {
        match error {
            InsightsError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<TodayError> for Failure {
    fn from(error: TodayError) -> Self {
        match error {
            TodayError::Refused(refusal) => Self::Refused(refusal),
            TodayError::Insights(error) => error.into(),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<UploadError> for Failure {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Refused(refusal) => Self::Refused(refusal),
            UploadError::Import(error) => error.into(),
            UploadError::Lake(error) => error.into(),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<LakeError> for Failure {
    fn from(error: LakeError) -> Self {
        match error {
            LakeError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<MemberError> for Failure {
    fn from(error: MemberError) -> Self {
        match error {
            MemberError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<MailError> for Failure {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other.into()),
        }
    }
}
