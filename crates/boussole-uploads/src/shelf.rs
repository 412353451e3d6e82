//! Where the files of uploads lie, and whose they are.

use crate::UploadError;
use crate::model::{DryRun, DryRunEnd, FileName, Upload, UploadedFile};
use crate::place::without_folder;
use boussole_core::{Clock, Ctx, Refusal};
use boussole_import::{ImportError, Look, TableTemplate, look};
use http_body_util::BodyExt;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::AsyncWriteExt;

/// How long an upload is kept after its last change, in milliseconds.
const KEPT_MS: i64 = 24 * 60 * 60 * 1_000;
/// The most uploads at once.
const UPLOADS_MAX: usize = 16;
/// The most files of one upload.
const FILES_MAX: usize = 50;
/// The largest file, in bytes.
const FILE_BYTES_MAX: u64 = 2 << 30;
/// The most bytes of all files of all uploads.
const ALL_BYTES_MAX: u64 = 8 << 30;
/// Bytes of chance in the id of an upload.
const ID_BYTES: usize = 16;

/// The uploads of one project. They do not outlive the process: what is not imported is not kept.
#[derive(Debug, Clone)]
pub(crate) struct Shelf {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    uploads: Arc<Mutex<HashMap<String, Upload>>>,
}

impl Shelf {
    /// Opens an empty shelf in `folder`, of which everything else is removed.
    pub(crate) fn open(folder: PathBuf, clock: Arc<dyn Clock>) -> io::Result<Self> {
        remove(&folder)?;
        Ok(Self { folder, clock, uploads: Arc::default() })
    }

    /// Makes an empty upload of who asks.
    pub(crate) fn create(&self, ctx: &Ctx) -> Result<Upload, UploadError> {
        self.sweep();
        let mut bytes = [0; ID_BYTES];
        getrandom::fill(&mut bytes)?;
        let id = bytes.iter().fold(String::new(), |mut id, byte| {
            let _ = write!(id, "{byte:02x}");
            id
        });
        let mut uploads = self.lock();
        if uploads.len() >= UPLOADS_MAX {
            return Err(Refusal::new("too_many_uploads", format!("{UPLOADS_MAX} uploads are open already"))
                .hint("import or discard one of them")
                .into());
        }
        fs::create_dir_all(self.files_of(&id))?;
        let upload = Upload {
            id: id.clone(),
            owner: ctx.actor.clone(),
            expires_ms: self.clock.now_ms() + KEPT_MS,
            files: BTreeMap::new(),
            dry_run: None,
            is_read: false,
        };
        uploads.insert(id, upload.clone());
        Ok(upload)
    }

    /// Returns an upload of who asks.
    pub(crate) fn fetch(&self, ctx: &Ctx, id: &str) -> Result<Upload, UploadError> {
        self.sweep();
        self.lock().get(id).filter(|upload| upload.owner == ctx.actor).cloned().ok_or_else(UploadError::unknown_upload)
    }

    /// Changes an upload of who asks, whose time begins anew.
    pub(crate) fn change<T>(
        &self,
        ctx: &Ctx,
        id: &str,
        change: impl FnOnce(&mut Upload) -> Result<T, Refusal>,
    ) -> Result<T, UploadError> {
        let mut uploads = self.lock();
        let upload = uploads.get_mut(id).filter(|upload| upload.owner == ctx.actor);
        let upload = upload.ok_or_else(UploadError::unknown_upload)?;
        upload.expires_ms = self.clock.now_ms() + KEPT_MS;
        Ok(change(upload)?)
    }

    /// Notes how a dry run ended, if its upload is still there.
    pub(crate) fn end_dry_run(&self, id: &str, end: DryRunEnd) {
        if let Some(DryRun { end: open, .. }) = self.lock().get_mut(id).and_then(|upload| upload.dry_run.as_mut()) {
            *open = Some(end);
        }
    }

    /// Keeps a file as it arrives; it is there when it is whole. One of the same name is replaced.
    pub(crate) async fn put<B>(&self, ctx: &Ctx, id: &str, name: FileName, body: B) -> Result<Upload, UploadError>
    where
        B: BodyExt + Unpin,
        B::Data: AsRef<[u8]>,
    {
        let is_new = |upload: &Upload| !upload.files.contains_key(&name);
        self.change(ctx, id, |upload| {
            not_read(upload)?;
            if is_new(upload) && upload.files.len() >= FILES_MAX {
                return Err(Refusal::new("too_many_files", format!("an upload has at most {FILES_MAX} files"))
                    .at("name")
                    .hint("pack fewer at once; another upload can follow"));
            }
            Ok(())
        })?;
        let mut bytes = [0; ID_BYTES];
        getrandom::fill(&mut bytes)?;
        let arriving = self.folder.join(id).join(format!("arriving-{:x}", u128::from_le_bytes(bytes)));
        let received = self.receive(body, &arriving).await;
        let kept = match received {
            Ok(n_bytes) => self.shelve(ctx, id, name, &arriving, n_bytes).await,
            Err(error) => Err(error),
        };
        if kept.is_err() {
            // Nothing half-done stays; it may be gone with its upload.
            let _ = fs::remove_file(&arriving);
        }
        kept
    }

    async fn receive<B>(&self, mut body: B, path: &Path) -> Result<u64, UploadError>
    where
        B: BodyExt + Unpin,
        B::Data: AsRef<[u8]>,
    {
        let room = ALL_BYTES_MAX.saturating_sub(self.n_bytes());
        let most = FILE_BYTES_MAX.min(room);
        let mut file = tokio::fs::File::create(path).await?;
        let mut n_bytes = 0;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| {
                Refusal::new("incomplete_file", "the file did not arrive whole").at("name").hint("send it again")
            })?;
            let Ok(data) = frame.into_data() else { continue };
            let data = data.as_ref();
            n_bytes += data.len() as u64;
            if n_bytes > most {
                let gib = FILE_BYTES_MAX >> 30;
                return Err(Refusal::new(
                    "too_large",
                    format!("a file has at most {gib} GiB, and there must be room for it"),
                )
                .at("name")
                .hint("pack it with gzip or zstd, cut it in two, or use `boussole import` on the server")
                .into());
            }
            file.write_all(data).await?;
        }
        file.flush().await?;
        Ok(n_bytes)
    }

    async fn shelve(
        &self,
        ctx: &Ctx,
        id: &str,
        name: FileName,
        arriving: &Path,
        n_bytes: u64,
    ) -> Result<Upload, UploadError> {
        let path = self.files_of(id).join(name.as_str());
        let (from, to) = (arriving.to_owned(), path.clone());
        let looked = tokio::task::spawn_blocking(move || -> Result<_, UploadError> {
            fs::rename(&from, &to)?;
            look_at(&to)
        });
        let look = looked.await??;
        self.change(ctx, id, |upload| {
            upload.files.insert(name, UploadedFile { n_bytes, look });
            // What was read before is no longer what is there.
            upload.dry_run = None;
            Ok(upload.clone())
        })
    }

    /// Removes a file.
    pub(crate) fn remove_file(&self, ctx: &Ctx, id: &str, name: &FileName) -> Result<Upload, UploadError> {
        let upload = self.change(ctx, id, |upload| {
            not_read(upload)?;
            upload.files.remove(name);
            upload.dry_run = None;
            Ok(upload.clone())
        })?;
        remove(&self.files_of(id).join(name.as_str()))?;
        Ok(upload)
    }

    /// Removes an upload with its files.
    pub(crate) fn discard(&self, ctx: &Ctx, id: &str) -> Result<(), UploadError> {
        self.change(ctx, id, |upload| not_read(upload))?;
        self.forget(id);
        Ok(())
    }

    /// Removes an upload whose files were imported.
    pub(crate) fn forget(&self, id: &str) {
        let upload = self.lock().remove(id);
        if let Some(DryRun { job, .. }) = upload.and_then(|upload| upload.dry_run) {
            job.stop();
        }
        // What cannot be removed now is removed by the next start.
        if let Err(error) = remove(&self.folder.join(id)) {
            tracing::error!(cause = %error, "the files of an upload stay");
        }
    }

    /// Notes whether an import reads the files.
    pub(crate) fn set_read(&self, id: &str, is_read: bool) {
        if let Some(upload) = self.lock().get_mut(id) {
            upload.is_read = is_read;
            upload.expires_ms = self.clock.now_ms() + KEPT_MS;
        }
    }

    /// Returns the folder of an upload's files.
    pub(crate) fn files_of(&self, id: &str) -> PathBuf {
        self.folder.join(id).join("files")
    }

    /// Returns the file of the rows that a dry run refused.
    pub(crate) fn rejects_of(&self, id: &str) -> PathBuf {
        self.folder.join(id).join("rejects.csv")
    }

    /// Removes what nobody touched for a day.
    pub(crate) fn sweep(&self) {
        let now_ms = self.clock.now_ms();
        let gone: Vec<String> = {
            let uploads = self.lock();
            let is_old = |upload: &&Upload| upload.expires_ms <= now_ms && !upload.is_read;
            uploads.values().filter(is_old).map(|upload| upload.id.clone()).collect()
        };
        gone.iter().for_each(|id| self.forget(id));
    }

    fn n_bytes(&self) -> u64 {
        self.lock().values().flat_map(|upload| upload.files.values()).map(|file| file.n_bytes).sum()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Upload>> {
        self.uploads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Refuses while an import reads the files.
pub(crate) fn not_read(upload: &Upload) -> Result<(), Refusal> {
    if upload.is_read {
        return Err(Refusal::new("upload_in_use", "an import reads these files").at("id").hint("wait until it ends"));
    }
    Ok(())
}

/// Says what a file shows of itself, or why nothing.
fn look_at(path: &Path) -> Result<Result<Look, Refusal>, UploadError> {
    match look(path, &TableTemplate::default(), 0) {
        Ok(look) => Ok(Ok(look)),
        Err(ImportError::Refused(refusal)) => Ok(Err(without_folder(refusal, path))),
        Err(error) => Err(error.into()),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
