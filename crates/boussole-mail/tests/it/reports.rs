//! Reports as servers write them: the forms of Postfix, Exim, Exchange and large providers, and what is none.

use boussole_mail::{REPORT_BYTES_MAX, Report};
use expect_test::{Expect, expect};

const ID: &str = "0123456789abcdef0123456789abcdef";

fn told(raw: &str) -> String {
    // As on the wire; what is told of a report does not depend on it.
    let wire = raw.replace('\n', "\r\n");
    let parsed = [raw, &wire].map(|raw| match Report::parse(raw.as_bytes()) {
        Ok(Report { id, verdict, said }) => format!("{} of {id}: {said}", verdict.as_str()),
        Err(refusal) => format!("{}: {refusal}", refusal.code),
    });
    assert_eq!(parsed[0], parsed[1]);
    parsed[0].clone()
}

/// A report with the fields of a recipient, and what came back.
fn report(fields: &str, returned: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.net (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender\n\
         To: cx@example.org\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"next/mx.example.net\"\n\n\
         This is a MIME-encapsulated message.\n\n--next/mx.example.net\nContent-Description: Notification\n\
         Content-Type: text/plain; charset=us-ascii\n\nThe message could not be delivered.\n\n\
         --next/mx.example.net\nContent-Description: Delivery report\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example.net\nX-Postfix-Queue-ID: 8F2B1\nArrival-Date: Mon, 23 Nov 2026 09:00:00 +0000\n\n\
         {fields}\n\n--next/mx.example.net\n{returned}\n\n--next/mx.example.net--\n"
    )
}

/// A report that a message came back with a status.
pub(crate) fn bounce(id: &str, status: &str) -> Vec<u8> {
    report(&fields("failed", status, &format!("smtp; 550 {status} said")), &message()).replace(ID, id).into_bytes()
}

/// A report that a reader calls a message spam.
pub(crate) fn complaint(id: &str) -> Vec<u8> {
    complained("abuse").replace(ID, id).into_bytes()
}

fn complained(kind: &str) -> String {
    format!(
        "From: <feedback@mail.example.net>\nTo: <cx@example.org>\nSubject: complaint\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=feedback-report;\n boundary=\"part\"\n\n--part\n\
         Content-Type: text/plain\n\nSomebody calls this spam.\n\n--part\nContent-Type: message/feedback-report\n\n\
         Feedback-Type: {kind}\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n\n--part\n{}\n--part--\n",
        message()
    )
}

fn message() -> String {
    format!(
        "Content-Description: Undelivered Message\nContent-Type: message/rfc822\n\nFrom: cx@example.org\n\
         To: anna@example.net\nMessage-ID: <{ID}@example.org>\nSubject: Hello\n\nHello\n"
    )
}

fn headers() -> String {
    format!(
        "Content-Type: text/rfc822-headers\n\nFrom: cx@example.org\nTo: anna@example.net\n\
         Message-ID:\n <{ID}@example.org>\nSubject: Hello\n"
    )
}

fn fields(action: &str, status: &str, diagnostic: &str) -> String {
    format!(
        "Final-Recipient: rfc822; anna@example.net\nOriginal-Recipient: rfc822;anna@example.net\nAction: {action}\n\
         Status: {status}\nRemote-MTA: dns; mx.example.net\nDiagnostic-Code: {diagnostic}"
    )
}

fn check(action: &str, status: &str, diagnostic: &str, expected: Expect) {
    let fields = fields(action, status, diagnostic);
    let told = [message(), headers()].map(|returned| told(&report(&fields, &returned)));
    assert_eq!(told[0], told[1], "the message and its header say the same");
    expected.assert_eq(&told[0].replace(ID, "it"));
}

#[test]
fn what_a_status_says_of_the_address_decides() {
    let unknown = "smtp; 550 5.1.1 <anna@example.net>: Recipient address\n    rejected: User unknown";
    check(
        "failed",
        "5.1.1",
        unknown,
        expect!["hard_bounce of it: 550 5.1.1 <anna@example.net>: Recipient address rejected: User unknown"],
    );
    check("Failed", "5.1.1 (bad destination mailbox address)", "smtp; no", expect!["hard_bounce of it: no"]);
    check(
        "failed",
        "5.1.2",
        "X-Postfix; Host or domain name not found",
        expect!["hard_bounce of it: Host or domain name not found"],
    );
    check(
        "failed",
        "5.1.10",
        "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound",
        expect!["hard_bounce of it: 550 5.1.10 RESOLVER.ADR.RecipientNotFound"],
    );
    check("failed", "5.2.2", "smtp; 552 5.2.2 mailbox full", expect!["soft_bounce of it: 552 5.2.2 mailbox full"]);
    check("failed", "4.4.7", "smtp; 421 4.4.7 too old", expect!["soft_bounce of it: 421 4.4.7 too old"]);
    check(
        "failed",
        "5.7.1",
        "smtp; 550 5.7.1 blocked, see example.net/why",
        expect!["policy of it: 550 5.7.1 blocked, see example.net/why"],
    );
    check(
        "failed",
        "5.7.26",
        "smtp; 550-5.7.26 not authenticated",
        expect!["policy of it: 550-5.7.26 not authenticated"],
    );
    check("delayed", "4.4.1", "smtp; connection timed out", expect!["notice of it: delayed"]);
    check("delivered", "2.0.0", "smtp; 250 OK", expect!["notice of it: delivered"]);
}

#[test]
fn where_only_the_class_is_told_the_other_server_knows_more() {
    check(
        "failed",
        "5.0.0",
        "smtp; 550-5.1.1 The email account that you tried",
        expect!["hard_bounce of it: 550-5.1.1 The email account that you tried"],
    );
    check("failed", "5.0.0", "smtp; 550 no such user here", expect!["soft_bounce of it: 550 no such user here"]);
    check(
        "failed",
        "5.0.0",
        "smtp; from 192.0.2.1 on 23.11.2026",
        expect!["soft_bounce of it: from 192.0.2.1 on 23.11.2026"],
    );
}

#[test]
fn of_several_recipients_the_one_that_failed_counts() {
    let both =
        format!("{}\n\n{}", fields("relayed", "2.0.0", "smtp; 250 OK"), fields("failed", "5.1.1", "smtp; unknown"));
    expect!["hard_bounce of 0123456789abcdef0123456789abcdef: unknown"].assert_eq(&told(&report(&both, &message())));
}

#[test]
fn a_complaint_is_no_bounce() {
    expect!["complaint of 0123456789abcdef0123456789abcdef: abuse"].assert_eq(&told(&complained("abuse")));
    expect!["notice of 0123456789abcdef0123456789abcdef: not-spam"].assert_eq(&told(&complained("not-spam")));
}

#[test]
fn what_is_answered_to_tells_which_message_it_was_when_nothing_came_back() {
    let raw = report(&fields("failed", "5.1.1", "smtp; unknown"), "Content-Type: text/plain\n\nnothing");
    expect!["foreign_report: the report names no message of ours"].assert_eq(&told(&raw));
    let raw = format!("In-Reply-To: <{ID}@example.org>\n{raw}");
    expect!["hard_bounce of 0123456789abcdef0123456789abcdef: unknown"].assert_eq(&told(&raw));
}

#[test]
fn what_is_no_report_is_refused() {
    expect!["not_a_report: this message is no report about another"].assert_eq(&told(""));
    let holiday = format!(
        "From: anna@example.net\nIn-Reply-To: <{ID}@example.org>\nSubject: Away\n\nI am away until Monday. Status: 5.1.1\n"
    );
    expect!["not_a_report: this message is no report about another"].assert_eq(&told(&holiday));
    let foreign = message().replace(ID, "somebody-else");
    let raw = report(&fields("failed", "5.1.1", "smtp; unknown"), &foreign);
    expect!["foreign_report: the report names no message of ours"].assert_eq(&told(&raw));
    let refusal = Report::parse(&vec![b'a'; REPORT_BYTES_MAX + 1]).unwrap_err();
    assert_eq!(refusal.code, "too_large");
    for n in 0..message().len() {
        // Cut anywhere it is a report or none, and never a panic.
        let raw = report(&fields("failed", "5.1.1", "smtp; unknown"), &message());
        let _ = Report::parse(&raw.as_bytes()[..raw.len() - n]);
    }
}
