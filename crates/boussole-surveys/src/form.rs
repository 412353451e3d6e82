//! A form as it was sent, and what it answers. Nothing of a form counts unless all of it can be read.

use crate::model::{COMMENT_CHARS_MAX, Definition, Kind, Question};
use crate::words::Fault;
use url::form_urlencoded;

/// The most fields of a form: those of the largest survey, and some.
const FIELDS_MAX: usize = 1_000;
/// The field that people do not see, and programs fill in.
pub(crate) const TRAP: &str = "website";

/// The fields of a form, or of the address that opens it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    fields: Vec<(String, String)>,
}

/// A question with its answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Filled<'a> {
    pub(crate) question: &'a Question,
    pub(crate) answer: Answer,
    /// What was written beside.
    pub(crate) comment: Option<String>,
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Level(u8),
    Text(String),
    /// At least one.
    Choices(Vec<String>),
}

/// What is wrong with the answer to a question; to none in particular: to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FaultAt {
    pub(crate) question: Option<String>,
    pub(crate) fault: Fault,
}

impl Form {
    /// Reads the fields of a form.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let fields: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().take(FIELDS_MAX + 1).collect();
        (fields.len() <= FIELDS_MAX).then_some(Self { fields })
    }

    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Tells whether the answer to a question is this one.
    pub(crate) fn has(&self, question: &Question, answer: &str) -> bool {
        self.all(&answer_field(question)).any(|given| given == answer)
    }

    /// Tells whether a program filled it in.
    pub(crate) fn is_trapped(&self) -> bool {
        self.first(TRAP).is_some_and(|text| !text.is_empty())
    }

    /// Reads what it answers, question by question; what was skipped is not there.
    ///
    /// # Errors
    /// Says all that is wrong.
    pub(crate) fn read<'a>(&self, definition: &'a Definition) -> Result<Vec<Filled<'a>>, Vec<FaultAt>> {
        let (mut filled, mut faults) = (Vec::new(), Vec::new());
        for question in &definition.questions {
            match self.read_question(question) {
                Ok(Some(answered)) => filled.push(answered),
                Ok(None) => {}
                Err(fault) => faults.push(FaultAt { question: Some(question.id.clone()), fault }),
            }
        }
        if faults.is_empty() && filled.is_empty() {
            faults.push(FaultAt { question: None, fault: Fault::Nothing });
        }
        if faults.is_empty() { Ok(filled) } else { Err(faults) }
    }

    fn read_question<'a>(&self, question: &'a Question) -> Result<Option<Filled<'a>>, Fault> {
        let given: Vec<&str> =
            self.all(&answer_field(question)).map(str::trim).filter(|text| !text.is_empty()).collect();
        let Some(first) = given.first() else {
            return if question.is_required { Err(Fault::Missing) } else { Ok(None) };
        };
        let possible = question.answers();
        let is_possible = |answer: &&str| possible.iter().any(|possible| possible == answer);
        let answer = match question.kind {
            Kind::Text => Answer::Text(words(first)?),
            Kind::MultipleChoice => {
                // In the order of the question, each once, whatever was sent.
                let chosen = possible.iter().filter(|possible| given.contains(&possible.as_str()));
                if !given.iter().all(is_possible) {
                    return Err(Fault::Impossible);
                }
                Answer::Choices(chosen.cloned().collect())
            }
            _ if given.len() > 1 || !is_possible(first) => return Err(Fault::Impossible),
            Kind::SingleChoice => Answer::Choices(vec![(*first).to_owned()]),
            _ => Answer::Level(first.parse().map_err(|_| Fault::Impossible)?),
        };
        // Only what is asked beside this answer: what was written before another was chosen belongs to no answer.
        let asked = question
            .follow_ups
            .iter()
            .position(|follow_up| follow_up.answers.iter().any(|answer| given.contains(&answer.as_str())));
        let written = asked.and_then(|index| self.first(&comment_field(question, index)));
        let written = written.map(str::trim).filter(|text| !text.is_empty());
        Ok(Some(Filled { question, answer, comment: written.map(words).transpose()? }))
    }
}

/// Returns the name of the field of an answer.
pub(crate) fn answer_field(question: &Question) -> String {
    format!("a.{}", question.id)
}

/// Returns the name of the field of what is written beside.
pub(crate) fn comment_field(question: &Question, follow_up: usize) -> String {
    format!("c.{}.{follow_up}", question.id)
}

fn words(text: &str) -> Result<String, Fault> {
    match text.chars().nth(COMMENT_CHARS_MAX) {
        // Browsers end lines as letters do.
        None => Ok(text.replace("\r\n", "\n").replace('\0', "")),
        Some(_) => Err(Fault::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::Form;
    use crate::model::{Definition, Kind};
    use crate::templates;
    use expect_test::{Expect, expect};

    /// The score, a choice of several, and words.
    fn survey() -> Definition {
        let mut all = templates();
        let mut definition = all.swap_remove(0).definition;
        let mut origin = all.iter().find(|template| template.id == "origin").expect("a template").definition.clone();
        let mut text = all.iter().find(|template| template.id == "text").expect("a template").definition.clone();
        origin.questions[0].kind = Kind::MultipleChoice;
        origin.questions[0].is_required = false;
        text.questions[0].is_required = false;
        definition.questions.append(&mut origin.questions);
        definition.questions.append(&mut text.questions);
        definition.parse().expect("it can be asked")
    }

    fn check(body: &str, expected: Expect) {
        let (definition, form) = (survey(), Form::parse(body.as_bytes()).expect("a form"));
        let told = match form.read(&definition) {
            Ok(filled) => filled
                .iter()
                .map(|filled| format!("{}: {:?} {:?}", filled.question.id, filled.answer, filled.comment))
                .collect::<Vec<_>>(),
            Err(faults) => faults.iter().map(|at| format!("{:?}: {:?}", at.question, at.fault)).collect(),
        };
        expected.assert_eq(&told.join("\n"));
    }

    #[test]
    fn what_was_skipped_is_no_answer() {
        check("a.nps=9&c.nps.2=&a.text=", expect!["nps: Level(9) None"]);
        check("a.nps=", expect![[r#"Some("nps"): Missing"#]]);
        check("", expect![[r#"Some("nps"): Missing"#]]);
    }

    #[test]
    fn a_comment_belongs_to_the_answer_beside_which_it_was_asked() {
        check("a.nps=10&c.nps.2=Tout+va+bien", expect![[r#"nps: Level(10) Some("Tout va bien")"#]]);
        check("a.nps=2&c.nps.2=Tout+va+bien", expect!["nps: Level(2) None"]);
        check("a.nps=2&c.nps.0=a%0D%0Ab%00&c.nps.2=x", expect![[r#"nps: Level(2) Some("a\nb")"#]]);
    }

    #[test]
    fn choices_are_those_of_the_question_each_once() {
        check(
            "a.nps=7&a.origin=store&a.origin=friend&a.origin=store",
            expect![[r#"
                nps: Level(7) None
                origin: Choices(["friend", "store"]) None"#]],
        );
        check("a.nps=7&a.origin=moon", expect![[r#"Some("origin"): Impossible"#]]);
    }

    #[test]
    fn what_cannot_be_answered_is_no_answer() {
        for wrong in ["11", "-1", "1e1", "07", "nine", "7.0", "%2B7"] {
            check(&format!("a.nps={wrong}"), expect![[r#"Some("nps"): Impossible"#]]);
        }
        check("a.nps=7&a.nps=8", expect![[r#"Some("nps"): Impossible"#]]);
        let long = "é".repeat(5_001);
        check(&format!("a.nps=7&a.text={long}"), expect![[r#"Some("text"): TooLong"#]]);
        check(&format!("a.nps=3&c.nps.0={long}"), expect![[r#"Some("nps"): TooLong"#]]);
    }

    #[test]
    fn a_form_is_not_endless_and_may_be_a_trap() {
        assert!(Form::parse("a=1&".repeat(1_000).as_bytes()).is_some());
        assert!(Form::parse("a=1&".repeat(1_001).as_bytes()).is_none());
        let is_trapped = |text: &str| Form::parse(text.as_bytes()).expect("a form").is_trapped();
        assert_eq!([is_trapped("website=x"), is_trapped("website="), is_trapped("")], [true, false, false]);
    }
}
