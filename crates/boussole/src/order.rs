//! What a command asks for, as data: it is done by this process, or by the server that holds the folder.

use crate::args::{
    Arguments, Format, ImportArguments, ImportListArguments, ImportUndoArguments, LakePublishArguments, Place,
};
use crate::failure::Failure;
use crate::house::House;
use crate::print::Printer;
use crate::progress::{ProgressLine, sentence};
use crate::socket;
use crate::{import, imports, lake, mail, query};
use boussole_import::Progress;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::future::{Future, pending};
use std::pin::{Pin, pin};

/// A command whose input was read and checked.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Order {
    Import(ImportArguments),
    ImportList(ImportListArguments),
    ImportUndo(ImportUndoArguments),
    Query { question: Value, format: Format },
    LakePublish(LakePublishArguments),
    MailReport { text: String, format: Format },
}

/// Who asked, while the work is done.
pub(crate) struct Caller<'a> {
    /// Is told how far the work is.
    pub(crate) progress: &'a mut (dyn FnMut(&Progress) + Send),
    /// Is ready when nobody waits for the answer any more.
    pub(crate) gone: Pin<&'a mut (dyn Future<Output = ()> + Send)>,
}

impl Order {
    /// What others read of it who find the folder in use.
    fn purpose(&self) -> &'static str {
        match self {
            Self::Import(_) => "import",
            Self::ImportList(_) => "import list",
            Self::ImportUndo(_) => "import undo",
            Self::Query { .. } => "query",
            Self::LakePublish(_) => "lake publish",
            Self::MailReport { .. } => "mail report",
        }
    }

    /// Does it, and returns what is to be printed.
    pub(crate) async fn run(self, house: &House, project: &str, caller: Caller<'_>) -> Result<String, Failure> {
        let desk = house.desk(project).await?;
        match self {
            Self::Import(arguments) => import::import(desk, &arguments, caller).await,
            Self::ImportList(arguments) => imports::list(&desk, &arguments).await,
            Self::ImportUndo(arguments) => imports::undo(&desk, &arguments).await,
            Self::Query { question, format } => query::query(&desk, &question, format).await,
            Self::LakePublish(arguments) => lake::publish(&desk, &arguments).await,
            Self::MailReport { text, format } => mail::report(house, &desk, &text, format).await,
        }
    }
}

/// Does an order in this process, or has the server do it that holds the folder, and prints what comes of it.
pub(crate) async fn carry_out(order: Order, arguments: &Arguments, printer: &mut Printer) -> Result<(), Failure> {
    let Place { data, project } = &arguments.place;
    let mut line = ProgressLine::start();
    let done = match House::open(data, order.purpose()).await {
        Ok(house) => {
            let mut progress = |progress: &Progress| line.show(&sentence(progress));
            let caller = Caller { progress: &mut progress, gone: pin!(pending()) };
            let done = Box::pin(order.run(&house, project, caller)).await;
            house.close().await;
            done
        }
        // In use: by a server, which can be asked, or by somebody else.
        Err(Failure::Refused(refusal)) => match socket::connect(data).await {
            Some(stream) => socket::call(stream, project, order, &mut |sentence| line.show(sentence)).await,
            None => Err(refusal.into()),
        },
        Err(failure) => Err(failure),
    };
    line.end();
    printer.text(&done?)
}
