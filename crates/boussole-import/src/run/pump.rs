//! Reads a table on a thread of its own, a little ahead of who uses it.

use crate::ImportError;
use crate::table::{Chunk, TableReader};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// How many chunks are read ahead.
const CHUNKS_AHEAD: usize = 2;

/// The chunks of a table, as they are read.
pub(super) struct Chunks {
    receiver: mpsc::Receiver<Result<Chunk, ImportError>>,
    reading: Option<JoinHandle<()>>,
}

/// Begins to read.
pub(super) fn start(mut reader: TableReader) -> Chunks {
    let (sender, receiver) = mpsc::channel(CHUNKS_AHEAD);
    let reading = tokio::task::spawn_blocking(move || {
        while let Some(chunk) = reader.next_chunk().transpose() {
            let failed = chunk.is_err();
            // Nobody listens any more when the import has stopped.
            if sender.blocking_send(chunk).is_err() || failed {
                return;
            }
        }
    });
    Chunks { receiver, reading: Some(reading) }
}

impl Chunks {
    /// Returns the next chunk; `None` after the last.
    pub(super) async fn next(&mut self) -> Result<Option<Chunk>, ImportError> {
        if let Some(chunk) = self.receiver.recv().await {
            return chunk.map(Some);
        }
        // A thread that fell must not look like the end of the file.
        if let Some(reading) = self.reading.take() {
            reading.await?;
        }
        Ok(None)
    }
}
