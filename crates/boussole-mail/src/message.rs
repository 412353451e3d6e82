//! How a letter is written for its way: its words as text and as HTML, and what programs read of it.

use crate::content::{Block, Content};
use crate::model::{Language, Letter, Template, Topic};
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use minijinja::{AutoEscape, Environment, context};
use std::sync::LazyLock;
use std::time::{Duration, UNIX_EPOCH};

/// What tells programs that a program wrote (RFC 3834): nobody's holiday is announced to it.
const AUTO_SUBMITTED: &str = "Auto-Submitted";
/// Where a program unsubscribes, and that one request does (RFC 2369, RFC 8058).
const LIST_UNSUBSCRIBE: &str = "List-Unsubscribe";
const LIST_UNSUBSCRIBE_POST: &str = "List-Unsubscribe-Post";
/// What such a request says.
pub(crate) const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|name| match name {
        "letter.html" => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    let parts = [
        ("letter.html", include_str!("../templates/letter.html")),
        ("letter.txt", include_str!("../templates/letter.txt")),
    ];
    for (name, source) in parts {
        environment.add_template(name, source).expect("the templates inside the binary are templates");
    }
    environment
});

/// Returns the subject of a letter.
pub(crate) fn subject(letter: &Letter) -> &'static str {
    match (letter.template, letter.language) {
        (Template::Test, Language::En) => "Boussole can write to you",
        (Template::Test, Language::Fr) => "Boussole peut vous écrire",
        (Template::Weekly, Language::En) => "Where your customers stand",
        (Template::Weekly, Language::Fr) => "Où en sont vos clients",
        (Template::Silence, Language::En) => "A source has fallen silent",
        (Template::Silence, Language::Fr) => "Une source n’envoie plus rien",
        (Template::Survey, Language::En) => "One question for you",
        (Template::Survey, Language::Fr) => "Une question pour vous",
    }
}

/// Writes the letter that tells whoever asked that mail arrives.
pub(crate) fn test_content(language: Language) -> Content {
    let (title, text) = match language {
        Language::En => (
            "Mail can be sent",
            "This message was asked for on the page Mail of Boussole. It arrived. There is nothing to do.",
        ),
        Language::Fr => (
            "L’envoi d’e-mails fonctionne",
            "Ce message a été demandé sur la page E-mails de Boussole. Il est arrivé. Vous n’avez rien à faire.",
        ),
    };
    Content { title: title.to_owned(), blocks: vec![Block::Text(text.to_owned())] }
}

/// Says why somebody gets the letters of a topic.
fn why(topic: Topic, language: Language) -> &'static str {
    match (topic, language) {
        (Topic::Weekly, Language::En) => "You asked for this weekly letter in Boussole.",
        (Topic::Weekly, Language::Fr) => "Vous avez demandé cette lettre hebdomadaire dans Boussole.",
        (Topic::Silence, Language::En) => "You asked to be told in Boussole when a source falls silent.",
        (Topic::Silence, Language::Fr) => {
            "Vous avez demandé dans Boussole à savoir quand une source n’envoie plus rien."
        }
        (Topic::Survey, Language::En) => "You are asked because you are a customer.",
        (Topic::Survey, Language::Fr) => "Cette question vous est posée en tant que client.",
    }
}

/// Writes a letter as a message: its Message-ID follows from the effect's id, so that each attempt sends the same one.
/// `unsubscribe` is where its reader says that no more of the kind is wanted.
///
/// # Errors
/// Says why it cannot be written: an address that is none.
pub(crate) fn write(
    letter: &Letter,
    content: &Content,
    unsubscribe: Option<(Topic, &str)>,
    id: &str,
    from: &Mailbox,
    now_ms: i64,
) -> Result<Message, String> {
    let to: Mailbox = letter.to.parse().map_err(|error| format!("the address of the recipient: {error}"))?;
    let date = UNIX_EPOCH + Duration::from_millis(u64::try_from(now_ms).unwrap_or_default());
    let mut message = Message::builder()
        .from(from.clone())
        .to(to)
        .date(date)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .subject(subject(letter))
        .raw_header(raw(AUTO_SUBMITTED, "auto-generated".to_owned()));
    if let Some((_, address)) = unsubscribe {
        message = message
            .raw_header(raw(LIST_UNSUBSCRIBE, format!("<{address}>")))
            .raw_header(raw(LIST_UNSUBSCRIBE_POST, ONE_CLICK.to_owned()));
    }
    let [text, html] = ["letter.txt", "letter.html"].map(|name| render(name, letter, content, unsubscribe));
    let body = MultiPart::alternative_plain_html(text?, html?);
    message.multipart(body).map_err(|error| error.to_string())
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn render(
    name: &str,
    letter: &Letter,
    content: &Content,
    unsubscribe: Option<(Topic, &str)>,
) -> Result<String, String> {
    let (colon, unsubscribe_name) = match letter.language {
        Language::En => (":", "Unsubscribe"),
        Language::Fr => ("\u{a0}:", "Se désabonner"),
    };
    let template = TEMPLATES.get_template(name).map_err(|error| error.to_string())?;
    let rendered = template.render(context! {
        language => letter.language.as_str(),
        subject => subject(letter),
        title => content.title,
        blocks => content.blocks,
        colon,
        why => unsubscribe.map(|(topic, _)| why(topic, letter.language)),
        unsubscribe => unsubscribe.map(|(_, address)| address),
        unsubscribe_name,
    });
    rendered.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{test_content, write};
    use crate::content::{Block, Content, FigureLine};
    use crate::model::{Language, Letter, Template, Topic};
    use expect_test::expect;

    /// Writes a letter, and leaves out what differs each time.
    fn written(letter: &Letter, content: &Content, unsubscribe: Option<(Topic, &str)>) -> String {
        let from = "Maison Rando <cx@example.org>".parse().unwrap();
        let message = write(letter, content, unsubscribe, "0123abcd", &from, 1_700_000_000_000).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap().replace('\r', "");
        let boundary = text.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let text = text.replace(&boundary, "BOUNDARY");
        let (head, body) = text.split_once("\n\n").unwrap();
        format!("{head}\n\n{}", body.replace("=\n", ""))
    }

    #[test]
    fn a_message_has_its_own_id_and_says_that_a_program_wrote_it() {
        let letter = Letter::new(Template::Test, "anna@example.org", Language::Fr);
        let text = written(&letter, &test_content(Language::Fr), None);
        let head = text.split("--BOUNDARY").take(2).collect::<String>();
        expect![[r#"
            From: "Maison Rando" <cx@example.org>
            To: anna@example.org
            Date: Tue, 14 Nov 2023 22:13:20 +0000
            Message-ID: <0123abcd@example.org>
            Subject: Boussole peut vous =?utf-8?b?w6ljcmlyZQ==?=
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/alternative;
             boundary="BOUNDARY"


            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            L=E2=80=99envoi d=E2=80=99e-mails fonctionne

            Ce message a =C3=A9t=C3=A9 demand=C3=A9 sur la page E-mails de Boussole. Il est arriv=C3=A9. Vous n=E2=80=99avez rien =C3=A0 faire.


        "#]].assert_eq(&head);
        let from = "cx@example.org".parse().unwrap();
        let nobody = Letter { to: "nobody".to_owned(), ..letter };
        expect!["the address of the recipient: Invalid input"]
            .assert_eq(&write(&nobody, &test_content(Language::En), None, "0", &from, 0).unwrap_err());
    }

    #[test]
    fn what_is_written_is_never_markup_and_can_be_ended_with_one_request() {
        let letter = Letter::new(Template::Weekly, "anna@example.org", Language::En);
        let line =
            FigureLine { name: "Orders".to_owned(), value: "1,204".to_owned(), beside: "1,100 before".to_owned() };
        let blocks = vec![
            Block::Text("Rando & <b>Fils</b>".to_owned()),
            Block::Figures(vec![line]),
            Block::Link { name: "Open Today".to_owned(), address: "https://cx.example.org/?a=1&b=2".to_owned() },
        ];
        let content = Content { title: "Your week".to_owned(), blocks };
        let text = written(&letter, &content, Some((Topic::Weekly, "https://cx.example.org/u/token")));
        expect![[r#"
            From: "Maison Rando" <cx@example.org>
            To: anna@example.org
            Date: Tue, 14 Nov 2023 22:13:20 +0000
            Message-ID: <0123abcd@example.org>
            Subject: Where your customers stand
            Auto-Submitted: auto-generated
            List-Unsubscribe: <https://cx.example.org/u/token>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            Content-Type: multipart/alternative;
             boundary="BOUNDARY"

            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit

            Your week

            Rando & <b>Fils</b>

            - Orders: 1,204 (1,100 before)

            Open Today:
            https://cx.example.org/?a=1&b=2

            -- 
            You asked for this weekly letter in Boussole.
            Unsubscribe: https://cx.example.org/u/token

            --BOUNDARY
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <!doctype html>
            <html lang=3D"en">
            <head>
            <meta charset=3D"utf-8">
            <meta name=3D"viewport" content=3D"width=3Ddevice-width, initial-scale=3D1">
            <meta name=3D"color-scheme" content=3D"light dark">
            <title>Where your customers stand</title>
            </head>
            <body style=3D"margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
            <div style=3D"max-width:560px;margin:0 auto">
            <h1 style=3D"margin:0 0 16px;font-size:20px;line-height:1.3">Your week</h1>
            <p style=3D"margin:0 0 16px">Rando &amp; &lt;b&gt;Fils&lt;&#x2f;b&gt;</p>
            <table role=3D"table" style=3D"width:100%;margin:0 0 16px;border-collapse:collapse">
            <tr>
            <th scope=3D"row" style=3D"padding:8px 8px 8px 0;border-top:1px solid #8884;text-align:left;font-weight:400">Orders</th>
            <td style=3D"padding:8px 0;border-top:1px solid #8884;text-align:right"><strong>1,204</strong><br><span style=3D"font-size:13px">1,100 before</span></td>
            </tr>
            </table>
            <p style=3D"margin:0 0 16px"><a href=3D"https:&#x2f;&#x2f;cx.example.org&#x2f;?a=3D1&amp;b=3D2" style=3D"display:inline-block;padding:10px 18px;border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none">Open Today</a></p>
            <p style=3D"margin:32px 0 0;padding-top:12px;border-top:1px solid #8884;font-size:13px">You asked for this weekly letter in Boussole. <a href=3D"https:&#x2f;&#x2f;cx.example.org&#x2f;u&#x2f;token" style=3D"color:inherit">Unsubscribe</a></p>
            </div>
            </body>
            </html>
            --BOUNDARY--
        "#]].assert_eq(&text);
    }
}
