//! What a mail server says of a message that it did not deliver (RFC 3464), and what its reader complains of (RFC 5965).

use boussole_core::Refusal;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// The longest report that is read, in bytes: servers send the whole message back.
pub const REPORT_BYTES_MAX: usize = 1024 * 1024;
/// The hexadecimal digits of a message's id.
const ID_DIGITS: usize = 32;
/// Enhanced status codes (RFC 3463) by which an address takes nothing, ever: unknown, of no domain, malformed, moved, of a
/// domain that takes no mail, or switched off.
const HARD: [&str; 6] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"];
/// Statuses by which a server says that it does not want this sender or this content: the address is not to blame.
const POLICY: &str = "5.7.";

/// What somebody reports of one of our messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The id of our message.
    pub id: String,
    /// What it means.
    pub verdict: Verdict,
    /// The status and what the server said, in its words.
    pub said: String,
}

/// What a report means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The address takes nothing, ever.
    Hard,
    /// The message came back; another may arrive.
    Soft,
    /// The server does not want the sender or the content.
    Policy,
    /// The reader says that it is spam.
    Complaint,
    /// Nothing is decided: it is late, or it arrived.
    Notice,
}

impl Verdict {
    /// Returns the word by which a verdict is told.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hard => "hard_bounce",
            Self::Soft => "soft_bounce",
            Self::Policy => "policy",
            Self::Complaint => "complaint",
            Self::Notice => "notice",
        }
    }
}

impl Report {
    /// Reads a report from a message as it arrived.
    ///
    /// # Errors
    /// Refuses with `too_large`, `not_a_report` any other message, and `foreign_report` one that names no message of ours.
    pub fn parse(raw: &[u8]) -> Result<Self, Refusal> {
        if raw.len() > REPORT_BYTES_MAX {
            return Err(Refusal::new("too_large", format!("a report has {REPORT_BYTES_MAX} bytes at most")));
        }
        let refuse = || {
            Refusal::new("not_a_report", "this message is no report about another")
                .hint("hand over what the mail server sends back: multipart/report with a delivery status or a feedback report")
        };
        let message = MessageParser::default().parse(raw).ok_or_else(refuse)?;
        let mut verdict = None;
        for part in &message.parts {
            let fields = match subtype(part).as_deref() {
                Some("delivery-status") => delivery(&text_of(part)),
                Some("feedback-report") => feedback(&text_of(part)),
                _ => None,
            };
            verdict = verdict.or(fields);
        }
        let (verdict, said) = verdict.ok_or_else(refuse)?;
        let id = message_id(&message).ok_or_else(|| {
            Refusal::new("foreign_report", "the report names no message of ours")
                .hint("a report contains the message, or at least its header with the Message-ID")
        })?;
        Ok(Self { id, verdict, said })
    }
}

/// Returns the second word of a part's type, when the first is `message`.
fn subtype(part: &MessagePart<'_>) -> Option<String> {
    let kind = part.content_type()?;
    kind.ctype().eq_ignore_ascii_case("message").then(|| kind.subtype().unwrap_or_default().to_ascii_lowercase())
}

fn text_of(part: &MessagePart<'_>) -> String {
    String::from_utf8_lossy(part.contents()).into_owned()
}

/// Reads the fields of a delivery status: a group about the message, then one for each recipient. Ours have one recipient,
/// whom a list may have become several: what failed counts.
fn delivery(text: &str) -> Option<(Verdict, String)> {
    let groups: Vec<_> = groups(text).into_iter().filter(|fields| field(fields, "action").is_some()).collect();
    let has_failed =
        |fields: &&Fields| field(fields, "action").is_some_and(|action| action.eq_ignore_ascii_case("failed"));
    let Some(failed) = groups.iter().find(has_failed) else {
        let said = groups.first().and_then(|fields| field(fields, "action")).unwrap_or_default();
        return (!groups.is_empty()).then(|| (Verdict::Notice, said.to_owned()));
    };
    let diagnostic =
        field(failed, "diagnostic-code").map(|text| text.split_once(';').map_or(text, |(_, said)| said).trim());
    let status = status(field(failed, "status").unwrap_or_default(), diagnostic.unwrap_or_default());
    let verdict = if HARD.contains(&status) {
        Verdict::Hard
    } else if status.starts_with(POLICY) {
        Verdict::Policy
    } else {
        Verdict::Soft
    };
    // Servers say the status in their own words too.
    let said = diagnostic.filter(|said| !said.is_empty()).unwrap_or(status);
    Some((verdict, said.to_owned()))
}

/// Returns the status, without the comment that may follow; where a server says only the class of it (`5.0.0`), the one that
/// the other server said.
fn status<'a>(told: &'a str, diagnostic: &'a str) -> &'a str {
    let told = told.split_whitespace().next().unwrap_or_default();
    if !told.ends_with(".0.0") {
        return told;
    }
    let is_status = |word: &&str| {
        let numbers: Vec<_> = word.split('.').collect();
        numbers.len() == 3
            && numbers.iter().all(|n| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
    };
    let words = diagnostic.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    words.into_iter().find(is_status).unwrap_or(told)
}

/// Reads the fields of a feedback report.
fn feedback(text: &str) -> Option<(Verdict, String)> {
    let groups = groups(text);
    let kind = groups.iter().find_map(|fields| field(fields, "feedback-type"))?.to_ascii_lowercase();
    let verdict = if matches!(kind.as_str(), "abuse" | "fraud") { Verdict::Complaint } else { Verdict::Notice };
    Some((verdict, kind))
}

type Fields = Vec<(String, String)>;

/// Reads groups of fields, as in the head of a message: a line that begins with a blank goes on with the one before.
fn groups(text: &str) -> Vec<Fields> {
    let mut groups: Vec<Fields> = vec![Fields::new()];
    for line in text.lines() {
        let last = groups.last_mut();
        if line.trim().is_empty() {
            groups.push(Fields::new());
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = last.and_then(|fields| fields.last_mut()) {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let (Some((name, value)), Some(fields)) = (line.split_once(':'), last) {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    groups
}

fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
}

/// Finds the id of our message: in the message or the header that came back, else in what the report answers to.
fn message_id(report: &Message<'_>) -> Option<String> {
    let returned = report.parts.iter().find_map(|part| match &part.body {
        PartType::Message(message) => message.message_id().and_then(ours),
        PartType::Text(text) if part.content_type().is_some_and(|kind| kind.subtype() == Some("rfc822-headers")) => {
            groups(text).iter().find_map(|fields| field(fields, "message-id")).and_then(ours)
        }
        _ => None,
    });
    let answered = || {
        let names = [report.in_reply_to().as_text_list(), report.references().as_text_list()];
        names.into_iter().flatten().flatten().find_map(|name| ours(name))
    };
    returned.or_else(answered)
}

/// Returns the id in a Message-ID that we wrote.
fn ours(name: &str) -> Option<String> {
    let (id, _) = name.trim().trim_start_matches('<').split_once('@')?;
    let is_ours = id.len() == ID_DIGITS && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_ours.then(|| id.to_owned())
}
