//! What the page of a survey says by itself, in the language of who answers.

use crate::model::{COMMENT_CHARS_MAX, Kind};
use boussole_mail::Language;
use serde::Serialize;

/// The words of the page in one language.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct PageWords {
    pub(crate) language_choice: &'static str,
    pub(crate) required: &'static str,
    pub(crate) optional: &'static str,
    pub(crate) send: &'static str,
    pub(crate) to_correct: &'static str,
    pub(crate) preview: &'static str,
    pub(crate) thanks_title: &'static str,
    pub(crate) thanks: &'static str,
    pub(crate) kept_first: &'static str,
    pub(crate) leave_empty: &'static str,
    pub(crate) close: &'static str,
    pub(crate) not_sent: &'static str,
    pub(crate) closed_title: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) unknown_title: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) broken_title: &'static str,
    pub(crate) broken: &'static str,
    pub(crate) expired_title: &'static str,
    pub(crate) expired: &'static str,
}

const ENGLISH: PageWords = PageWords {
    language_choice: "Language",
    required: "(required)",
    optional: "(optional)",
    send: "Send my answer",
    to_correct: "Your answer was not sent yet",
    preview: "Preview: nothing is sent, nothing is kept.",
    thanks_title: "Thank you",
    thanks: "Your answer was received.",
    kept_first: "You had answered before: your first answer is kept.",
    leave_empty: "Leave this empty",
    close: "Close",
    not_sent: "Your answer was not sent. Please try again in a moment.",
    closed_title: "This survey is closed",
    closed: "Thank you for wanting to answer. Answers are no longer taken.",
    unknown_title: "There is no such survey",
    unknown: "The address is not complete, or the survey is not open yet.",
    broken_title: "This link is not complete",
    broken: "Open it once more from the message that you received.",
    expired_title: "This link is too old",
    expired: "It could be used for 90 days. Thank you for wanting to answer.",
};

const FRENCH: PageWords = PageWords {
    language_choice: "Langue",
    required: "(obligatoire)",
    optional: "(facultatif)",
    send: "Envoyer ma réponse",
    to_correct: "Votre réponse n’est pas encore envoyée",
    preview: "Aperçu\u{a0}: rien n’est envoyé, rien n’est conservé.",
    thanks_title: "Merci",
    thanks: "Votre réponse est bien arrivée.",
    kept_first: "Vous aviez déjà répondu\u{a0}: votre première réponse est conservée.",
    leave_empty: "Laissez ce champ vide",
    close: "Fermer",
    not_sent: "Votre réponse n’est pas partie. Réessayez dans un moment.",
    closed_title: "Cette enquête est terminée",
    closed: "Merci d’avoir voulu répondre. Les réponses ne sont plus prises en compte.",
    unknown_title: "Cette enquête n’existe pas",
    unknown: "L’adresse est incomplète, ou l’enquête n’est pas encore ouverte.",
    broken_title: "Ce lien est incomplet",
    broken: "Ouvrez-le une nouvelle fois depuis le message reçu.",
    expired_title: "Ce lien est trop ancien",
    expired: "Il était valable 90 jours. Merci d’avoir voulu répondre.",
};

/// What is wrong with a form, in the words of who filled it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A question that must be answered was not.
    Missing,
    /// None was.
    Nothing,
    /// A comment is too long.
    TooLong,
    /// An answer that cannot be given.
    Impossible,
    /// What only a program fills in is filled in.
    Robot,
    /// Too many came.
    TooMany,
    /// The form is too large, or is none.
    Unreadable,
    /// It cannot be kept for now.
    NotKept,
}

impl PageWords {
    pub(crate) fn of(language: Language) -> Self {
        match language {
            Language::En => ENGLISH,
            Language::Fr => FRENCH,
        }
    }
}

impl Fault {
    pub(crate) fn words(self, language: Language) -> String {
        let most = COMMENT_CHARS_MAX;
        let (en, fr) = match self {
            Self::Missing => ("Please answer this question.".to_owned(), "Répondez à cette question.".to_owned()),
            Self::Nothing => {
                ("Please answer at least one question.".to_owned(), "Répondez à au moins une question.".to_owned())
            }
            Self::TooLong => (
                format!("This is too long: please write {most} characters at most."),
                format!("C’est trop long\u{a0}: écrivez {most} caractères au plus."),
            ),
            Self::Impossible => {
                ("Please choose one of the answers.".to_owned(), "Choisissez l’une des réponses.".to_owned())
            }
            Self::Robot => (
                "This looks as if a program had filled it in. If you are a person, please send it once more.".to_owned(),
                "On dirait qu’un programme a rempli ce formulaire. Si ce n’est pas le cas, envoyez-le une fois de plus."
                    .to_owned(),
            ),
            Self::TooMany => (
                "Too many answers came from here in a short time. Please try again in a quarter of an hour.".to_owned(),
                "Trop de réponses sont arrivées d’ici en peu de temps. Réessayez dans un quart d’heure.".to_owned(),
            ),
            Self::Unreadable => (
                "The form could not be read, or is too long.".to_owned(),
                "Le formulaire n’a pas pu être lu, ou il est trop long.".to_owned(),
            ),
            Self::NotKept => (
                "Your answer could not be kept. Please try again in a moment.".to_owned(),
                "Votre réponse n’a pas pu être conservée. Réessayez dans un moment.".to_owned(),
            ),
        };
        match language {
            Language::En => en,
            Language::Fr => fr,
        }
    }
}

/// Returns what the lowest and the highest number of a scale mean; `None` of what has no ends.
pub(crate) fn ends(kind: Kind, language: Language) -> Option<(&'static str, &'static str)> {
    let (en, fr) = match kind {
        Kind::Nps => (("Not at all likely", "Extremely likely"), ("Pas du tout probable", "Tout à fait probable")),
        Kind::Csat7 | Kind::Csat10 => {
            (("Not at all satisfied", "Very satisfied"), ("Pas du tout satisfait(e)", "Très satisfait(e)"))
        }
        Kind::Ces => (("Very difficult", "Very easy"), ("Très difficile", "Très facile")),
        Kind::CesAgreement => {
            (("Strongly disagree", "Strongly agree"), ("Pas du tout d’accord", "Tout à fait d’accord"))
        }
        Kind::Csat4 | Kind::Csat | Kind::Text | Kind::SingleChoice | Kind::MultipleChoice => return None,
    };
    Some(match language {
        Language::En => en,
        Language::Fr => fr,
    })
}

/// Returns what each number of a scale means, from the lowest on; none of those on which numbers are shown.
pub(crate) fn level_names(kind: Kind, language: Language) -> &'static [&'static str] {
    match (kind, language) {
        (Kind::Csat4, Language::En) => {
            &["Not at all satisfied", "Rather dissatisfied", "Rather satisfied", "Very satisfied"]
        }
        (Kind::Csat4, Language::Fr) => {
            &["Pas du tout satisfait(e)", "Plutôt pas satisfait(e)", "Plutôt satisfait(e)", "Très satisfait(e)"]
        }
        (Kind::Csat, Language::En) => {
            &["Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied"]
        }
        (Kind::Csat, Language::Fr) => {
            &["Très insatisfait(e)", "Insatisfait(e)", "Neutre", "Satisfait(e)", "Très satisfait(e)"]
        }
        _ => &[],
    }
}
