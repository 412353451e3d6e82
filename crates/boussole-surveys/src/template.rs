//! Questionnaires to begin with, in the words of the field.

use crate::model::{Choice, Definition, FollowUp, Kind, Question, Words};
use boussole_mail::Language;

/// A questionnaire to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Which one.
    pub id: &'static str,
    /// What it asks; who asks is still to be said.
    pub definition: Definition,
}

/// Who asks, until somebody says it.
const NOBODY_YET: &str = "Boussole";

/// Returns the questionnaires to begin with.
#[must_use]
pub fn templates() -> Vec<Template> {
    vec![
        template("nps", vec![nps()]),
        template("csat", vec![csat()]),
        template("ces", vec![ces()]),
        template("recovery", vec![recovery()]),
        template("origin", vec![origin()]),
        template("text", vec![text()]),
    ]
}

fn template(id: &'static str, questions: Vec<Question>) -> Template {
    let definition = Definition {
        brand: NOBODY_YET.to_owned(),
        languages: vec![Language::Fr, Language::En],
        intro: None,
        questions,
        thanks: None,
        step: None,
        invite: None,
        in_page: None,
    };
    Template { id, definition }
}

/// Would they recommend; and why. Source: Reichheld, *The one number you need to grow*, 2003.
fn nps() -> Question {
    let asked = words(
        "On a scale of 0 to 10, how likely are you to recommend {brand} to a friend?",
        "Sur une échelle de 0 à 10, quelle est la probabilité que vous recommandiez {brand} à un proche ?",
    );
    let follow_ups = vec![
        follow_up(0..=6, "What should we have done better?", "Qu’aurions-nous dû mieux faire ?"),
        follow_up(7..=8, "What is the main reason for your answer?", "Quelle est la raison principale de votre note ?"),
        follow_up(9..=10, "What did you like most?", "Qu’avez-vous le plus apprécié ?"),
    ];
    Question { is_required: true, follow_ups, ..question("nps", Kind::Nps, asked) }
}

fn csat() -> Question {
    let asked = words("How satisfied are you with your experience?", "Êtes-vous satisfait(e) de votre expérience ?");
    let follow_ups = vec![
        follow_up(1..=3, "What went wrong?", "Qu’est-ce qui n’a pas été ?"),
        follow_up(4..=5, "What did you like most?", "Qu’avez-vous le plus apprécié ?"),
    ];
    Question { is_required: true, follow_ups, ..question("csat", Kind::Csat, asked) }
}

/// How easy it was: in French the word for effort would be taken for something else.
fn ces() -> Question {
    let asked = words(
        "On a scale of 1 to 7, how easy was it to do what you came for?",
        "Sur une échelle de 1 à 7, dans quelle mesure était-il facile de faire ce que vous vouliez ?",
    );
    let follow_ups = vec![follow_up(1..=4, "What made it difficult?", "Qu’est-ce qui l’a rendu difficile ?")];
    Question { is_required: true, follow_ups, ..question("ces", Kind::Ces, asked) }
}

fn recovery() -> Question {
    let asked = words("Did our answer solve your problem?", "Notre réponse a-t-elle réglé votre problème ?");
    let choices =
        vec![choice("yes", "Yes", "Oui"), choice("partly", "In part", "En partie"), choice("no", "No", "Non")];
    let not_quite = FollowUp {
        answers: vec!["partly".to_owned(), "no".to_owned()],
        text: words("What is still missing?", "Que manque-t-il encore ?"),
    };
    Question {
        is_required: true,
        choices,
        follow_ups: vec![not_quite],
        ..question("recovery", Kind::SingleChoice, asked)
    }
}

fn origin() -> Question {
    let asked = words("How did you hear about us?", "Comment nous avez-vous connus ?");
    let choices = vec![
        choice("friend", "From a friend", "Un proche"),
        choice("search", "A search engine", "Un moteur de recherche"),
        choice("social", "Social networks", "Les réseaux sociaux"),
        choice("advertising", "An advertisement", "Une publicité"),
        choice("store", "A shop", "Un magasin"),
        choice("other", "Something else", "Autre"),
    ];
    let other = FollowUp { answers: vec!["other".to_owned()], text: words("What was it?", "Comment ?") };
    Question { is_required: true, choices, follow_ups: vec![other], ..question("origin", Kind::SingleChoice, asked) }
}

fn text() -> Question {
    let asked = words("What would you like to tell us?", "Que souhaitez-vous nous dire ?");
    Question { is_required: true, ..question("text", Kind::Text, asked) }
}

fn question(id: &str, kind: Kind, text: Words) -> Question {
    Question { id: id.to_owned(), kind, text, is_required: false, choices: Vec::new(), follow_ups: Vec::new() }
}

fn choice(id: &str, en: &str, fr: &str) -> Choice {
    Choice { id: id.to_owned(), text: words(en, fr) }
}

fn follow_up(levels: std::ops::RangeInclusive<u8>, en: &str, fr: &str) -> FollowUp {
    FollowUp { answers: levels.map(|level| level.to_string()).collect(), text: words(en, fr) }
}

fn words(en: &str, fr: &str) -> Words {
    Words { en: Some(en.to_owned()), fr: Some(fr.to_owned()) }
}
