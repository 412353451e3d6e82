use super::{Choice, Definition, FollowUp, Kind, Words};
use crate::templates;
use boussole_mail::Language;
use expect_test::{Expect, expect};

fn check(change: impl Fn(&mut Definition), expected: Expect) {
    let mut definition = templates().swap_remove(0).definition;
    change(&mut definition);
    let told = definition.parse().map(|_| "fine".to_owned());
    expected.assert_eq(&told.unwrap_or_else(|refusal| format!("{} | {refusal}", refusal.code)));
}

fn words(en: &str) -> Words {
    Words { en: Some(en.to_owned()), fr: Some(en.to_owned()) }
}

#[test]
fn what_cannot_be_asked_is_refused_with_its_place() {
    check(|_| {}, expect!["fine"]);
    check(|all| all.brand = " ".to_owned(), expect!["invalid_name | brand: this is not a name"]);
    check(
        |all| all.languages.clear(),
        expect!["invalid_languages | languages: a survey has each language once, and at least one"],
    );
    check(
        |all| all.languages = vec![Language::Fr, Language::Fr],
        expect!["invalid_languages | languages: a survey has each language once, and at least one"],
    );
    check(|all| all.questions.clear(), expect!["out_of_bounds | questions: 0 are too many or too few"]);
    check(
        |all| all.questions.push(all.questions[0].clone()),
        expect!["duplicate_name | questions[1].id: `nps` is there twice"],
    );
    check(
        |all| all.questions[0].text.fr = None,
        expect!["invalid_text | questions[0].text.fr: a text has 1 to 500 characters"],
    );
    check(
        |all| all.intro = Some(Words { en: Some("x".repeat(501)), fr: None }),
        expect!["invalid_text | intro.en: a text has 1 to 500 characters"],
    );
    check(
        |all| all.questions[0].kind = Kind::SingleChoice,
        expect!["out_of_bounds | questions[0].choices: 0 are too many or too few"],
    );
    check(
        |all| all.questions[0].choices.push(Choice { id: "a".to_owned(), text: words("A") }),
        expect!["out_of_bounds | questions[0].choices: 1 are too many or too few"],
    );
    check(
        |all| all.questions[0].follow_ups.push(FollowUp { answers: vec!["6".to_owned()], text: words("Why?") }),
        expect!["invalid_follow_up | questions[0].follow_ups[3].answers: `6` is no answer, or has a follow-up"],
    );
    check(
        |all| all.questions[0].follow_ups[0].answers.push("11".to_owned()),
        expect!["invalid_follow_up | questions[0].follow_ups[0].answers: `11` is no answer, or has a follow-up"],
    );
    check(
        |all| all.questions[0].kind = Kind::Text,
        expect!["out_of_bounds | questions[0].follow_ups: 3 are too many or too few"],
    );
    check(|all| all.step = Some("The help".to_owned()), expect!["invalid_id | step: this is not an id"]);
}

#[test]
fn a_language_that_is_not_used_needs_no_words() {
    check(
        |all| {
            all.languages = vec![Language::Fr];
            all.questions[0].text.en = None;
            all.questions[0].follow_ups.iter_mut().for_each(|follow_up| follow_up.text.en = Some("  ".to_owned()));
        },
        expect!["fine"],
    );
}

#[test]
fn texts_lose_the_spaces_around_them() {
    let mut definition = templates().swap_remove(0).definition;
    definition.questions[0].text.fr = Some("  Alors ? ".to_owned());
    let parsed = definition.parse().expect("it can be asked");
    assert_eq!(parsed.questions[0].text.of(Language::Fr), "Alors ?");
}

#[test]
fn every_template_can_be_asked() {
    for template in templates() {
        template.definition.parse().unwrap_or_else(|refusal| panic!("{}: {refusal}", template.id));
    }
}

#[test]
fn kinds_are_stored_under_their_words() {
    for kind in [Kind::Nps, Kind::Csat4, Kind::Csat, Kind::Csat10, Kind::CesAgreement, Kind::SingleChoice] {
        assert_eq!(serde_json::to_value(kind).expect("JSON"), kind.as_str());
    }
}
