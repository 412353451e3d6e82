use super::address::Address;
use super::frame::{Call, Frame, VERSION, line};
use crate::failure::Failure;
use crate::order::Order;
use std::path::Path;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;

/// Reaches the server that holds a folder; `None` when whoever holds it serves nobody.
pub(crate) async fn connect(folder: &Path) -> Option<UnixStream> {
    let address = Address::of(folder).ok()?;
    UnixStream::connect(address.path()).await.ok()
}

/// Has the server do an order, and returns what is to be printed.
pub(crate) async fn call(
    stream: UnixStream,
    project: &str,
    order: Order,
    progress: &mut (dyn FnMut(&str) + Send),
) -> Result<String, Failure> {
    let (reader, mut writer) = stream.into_split();
    let call = Call { version: VERSION.to_owned(), project: project.to_owned(), order };
    writer.write_all(&line(&call).map_err(anyhow::Error::from).map_err(Failure::Storage)?).await?;
    let mut lines = BufReader::new(reader).lines();
    while let Some(line) = lines.next_line().await? {
        match serde_json::from_str(&line).map_err(anyhow::Error::from).map_err(Failure::Storage)? {
            Frame::Progress { sentence } => progress(&sentence),
            Frame::Done { output } => return Ok(output),
            Frame::Failed { message, exit_code } => return Err(Failure::Remote { message, exit_code }),
        }
    }
    Err(Failure::Storage(anyhow::anyhow!("the server stopped before it answered")))
}
