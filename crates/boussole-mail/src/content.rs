//! What a letter says, whatever it says it in: the same blocks become text and HTML.

use crate::model::{Letter, Template};
use boussole_core::ProjectId;
use serde::Serialize;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// What a letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Content {
    /// The first line.
    pub title: String,
    /// What follows, in order.
    pub blocks: Vec<Block>,
}

/// A part of a letter. Its texts are plain: what is markup in them is shown as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// Figures, one a line.
    Figures(Vec<FigureLine>),
    /// The levels of a scale: each leads to where it is filled in, and sent from there.
    Scale {
        /// From the lowest to the highest.
        levels: Vec<ScaleLevel>,
        /// What the lowest means; empty where the names say it.
        low: String,
        /// What the highest means; empty where the names say it.
        high: String,
    },
    /// Something to go on with.
    Link {
        /// What is there.
        name: String,
        /// Where: an address of this server.
        address: String,
    },
}

/// A figure of a letter, as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureLine {
    /// What it is.
    pub name: String,
    /// How much, with its unit.
    pub value: String,
    /// What it is beside: its base, its past; empty without.
    pub beside: String,
}

/// A level of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScaleLevel {
    /// What is read.
    pub name: String,
    /// Where it leads: an address of this server.
    pub address: String,
}

/// Why a letter is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritten {
    /// It cannot be now, and may be later.
    Later(String),
    /// There is no reason to write it any more.
    Never(String),
}

/// The writing of a letter, while it takes.
pub type Composing<'a> = Pin<Box<dyn Future<Output = Result<Content, Unwritten>> + Send + 'a>>;

/// Who writes the letters of a template. They are written when they are sent: what changed since they were planned counts.
pub trait Composer: fmt::Debug + Send + Sync + 'static {
    /// Returns which letters.
    fn template(&self) -> Template;

    /// Writes one.
    fn compose<'a>(&'a self, project: &'a ProjectId, letter: &'a Letter) -> Composing<'a>;
}
