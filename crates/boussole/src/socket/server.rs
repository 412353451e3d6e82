use super::address::Address;
use super::frame::{CALL_BYTES_MAX, Call, Frame, VERSION, line};
use crate::failure::Failure;
use crate::house::House;
use crate::order::Caller;
use crate::progress::sentence;
use boussole_core::Refusal;
use boussole_import::Progress;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Commands that are served at once.
const CALLS_MAX: usize = 16;
/// How long a call may take to arrive.
const CALL_TIME_MAX: Duration = Duration::from_secs(10);

/// The socket of a folder that this process holds.
#[derive(Debug)]
pub(crate) struct Socket {
    listener: UnixListener,
    /// The user whose folder it is; the only one served, besides root.
    owner: u32,
}

impl Socket {
    /// Listens in a folder. What an earlier server left there is replaced: the lock says that it is gone.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let address = Address::of(folder)?;
        let path = address.path();
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(path)?;
        fs::set_permissions(path, Permissions::from_mode(0o600))?;
        Ok(Self { listener, owner: fs::metadata(path)?.uid() })
    }

    /// Serves commands for ever; who drops this stops those under way.
    pub(crate) async fn serve(&self, house: &Arc<House>) {
        let places = Arc::new(Semaphore::new(CALLS_MAX));
        let mut calls = JoinSet::new();
        loop {
            tokio::select! {
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) if self.admits(&stream) => {
                        let (house, place) = (house.clone(), places.clone().try_acquire_owned());
                        calls.spawn(async move {
                            let is_busy = place.is_err();
                            // Who asked may have gone; there is nobody else to tell.
                            let _ = answer(stream, &house, is_busy).await;
                            drop(place);
                        });
                    }
                    Ok(_) => tracing::warn!("a stranger knocked at the socket of the data folder"),
                    Err(error) => tracing::error!(cause = %error, "the socket of the data folder failed"),
                },
                Some(_) = calls.join_next() => {}
            }
        }
    }

    fn admits(&self, stream: &UnixStream) -> bool {
        stream.peer_cred().is_ok_and(|peer| peer.uid() == self.owner || peer.uid() == 0)
    }
}

async fn answer(stream: UnixStream, house: &House, is_busy: bool) -> io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    let frame = match read(&mut reader).await {
        Ok(_) if is_busy => failed(&too_many().into()),
        Ok(call) => match Box::pin(work(call, house, &mut reader, &mut writer)).await {
            Ok(output) => Frame::Done { output },
            Err(failure) => failed(&failure),
        },
        Err(failure) => failed(&failure),
    };
    write(&mut writer, &frame).await
}

fn too_many() -> Refusal {
    Refusal::new("too_many_commands", format!("the server does {CALLS_MAX} commands already"))
        .hint("wait until one of them ends")
}

fn failed(failure: &Failure) -> Frame {
    Frame::Failed { message: failure.message(), exit_code: failure.exit_number() }
}

async fn read(reader: &mut BufReader<OwnedReadHalf>) -> Result<Call, Failure> {
    let mut text = String::new();
    match timeout(CALL_TIME_MAX, reader.take(CALL_BYTES_MAX).read_line(&mut text)).await {
        Ok(read) => read?,
        Err(_) => return Err(Refusal::new("too_slow", "the command did not arrive").into()),
    };
    let call: Result<Call, _> = serde_json::from_str(&text);
    match call {
        Ok(call) if call.version == VERSION => Ok(call),
        other => {
            let version =
                other.map_or_else(|_| "another version".to_owned(), |call| format!("version {}", call.version));
            let message = format!("this is {version} of boussole, and the server of this folder is version {VERSION}");
            Err(Refusal::new("other_version", message)
                .hint("use the program that serves, or restart the server")
                .into())
        }
    }
}

/// Does the work while telling how far it is; ends early when who asked has gone.
async fn work(
    call: Call,
    house: &House,
    reader: &mut BufReader<OwnedReadHalf>,
    writer: &mut OwnedWriteHalf,
) -> Result<String, Failure> {
    let (told, mut heard) = watch::channel(String::new());
    let mut progress = move |progress: &Progress| {
        told.send_replace(sentence(progress));
    };
    // A caller says nothing more: whatever ends this read means that it has gone.
    let gone = async move {
        let _ = reader.read_u8().await;
    };
    let caller = Caller { progress: &mut progress, gone: pin!(gone) };
    let mut run = pin!(call.order.run(house, &call.project, caller));
    loop {
        tokio::select! {
            done = &mut run => return done,
            Ok(()) = heard.changed() => {
                let sentence = heard.borrow_and_update().clone();
                // If it cannot be told, the caller has gone, which is noticed by itself.
                let _ = write(writer, &Frame::Progress { sentence }).await;
            }
        }
    }
}

async fn write(writer: &mut OwnedWriteHalf, frame: &Frame) -> io::Result<()> {
    writer.write_all(&line(frame).map_err(io::Error::other)?).await
}
