//! Mail out: messages through the outbox to an SMTP server.
//!
//! See the README for what holds; start at `mail.rs`.

mod content;
mod error;
mod http;
mod mail;
mod message;
mod model;
mod report;
mod server;
mod smtp;
mod store;
mod suppression;
mod unsubscribe;
mod writer;

pub use content::{Block, Composer, Composing, Content, FigureLine, ScaleLevel, Unwritten};
pub use error::MailError;
pub use http::{LanguageWord, routes};
pub use mail::{Mail, Reported, Running};
pub use model::{Language, Letter, MAIL, Template, Topic};
pub use report::{REPORT_BYTES_MAX, Report, Verdict};
pub use server::{MailServer, Security};
pub use suppression::{Reason, Suppression};
pub use unsubscribe::Subscription;
