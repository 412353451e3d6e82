//! What a message says, and how it is written for its way.

use crate::model::{Language, Letter, Template};
use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use std::time::{Duration, UNIX_EPOCH};

/// What tells programs that a program wrote (RFC 3834): nobody's holiday is announced to it.
const AUTO_SUBMITTED: &str = "Auto-Submitted";

/// Returns the subject of a letter.
pub(crate) fn subject(letter: &Letter) -> &'static str {
    match (letter.template, letter.language) {
        (Template::Test, Language::En) => "Boussole can write to you",
        (Template::Test, Language::Fr) => "Boussole peut vous écrire",
    }
}

fn text(letter: &Letter) -> &'static str {
    match (letter.template, letter.language) {
        (Template::Test, Language::En) => {
            "Hello,\n\nthis message was asked for on the page Mail of Boussole. It arrived: mail can be sent.\n\n\
             There is nothing to do.\n"
        }
        (Template::Test, Language::Fr) => {
            "Bonjour,\n\nce message a été demandé sur la page E-mails de Boussole. Il est arrivé : l’envoi fonctionne.\n\n\
             Vous n’avez rien à faire.\n"
        }
    }
}

/// Writes a letter as a message: its Message-ID follows from the effect's id, so that each attempt sends the same one.
///
/// # Errors
/// Says why it cannot be written: an address that is none.
pub(crate) fn write(letter: &Letter, id: &str, from: &Mailbox, now_ms: i64) -> Result<Message, String> {
    let to: Mailbox = letter.to.parse().map_err(|error| format!("the address of the recipient: {error}"))?;
    let date = UNIX_EPOCH + Duration::from_millis(u64::try_from(now_ms).unwrap_or_default());
    let message = Message::builder()
        .from(from.clone())
        .to(to)
        .date(date)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .subject(subject(letter))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(AUTO_SUBMITTED), "auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(text(letter).to_owned());
    message.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::model::{Language, Letter, Template};
    use expect_test::expect;

    #[test]
    fn a_message_has_its_own_id_and_says_that_a_program_wrote_it() {
        let letter = Letter { template: Template::Test, to: "anna@example.org".to_owned(), language: Language::Fr };
        let from = "Maison Rando <cx@example.org>".parse().unwrap();
        let message = write(&letter, "0123abcd", &from, 1_700_000_000_000).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        expect![[r#"
            From: "Maison Rando" <cx@example.org>
            To: anna@example.org
            Date: Tue, 14 Nov 2023 22:13:20 +0000
            Message-ID: <0123abcd@example.org>
            Subject: Boussole peut vous =?utf-8?b?w6ljcmlyZQ==?=
            Auto-Submitted: auto-generated
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Bonjour,

            ce message a =C3=A9t=C3=A9 demand=C3=A9 sur la page E-mails de Boussole. Il=
             est arriv=C3=A9 : l=E2=80=99envoi fonctionne.

            Vous n=E2=80=99avez rien =C3=A0 faire.
        "#]]
        .assert_eq(&text.replace('\r', ""));
        let nobody = Letter { to: "nobody".to_owned(), ..letter };
        expect!["the address of the recipient: Invalid input"].assert_eq(&write(&nobody, "0", &from, 0).unwrap_err());
    }
}
