//! A journey as a question: in the words of those events that the project has.

use crate::model::{Definition, Step};
use boussole_insights::survey_answers;
use serde_json::{Value, json};

/// What is asked of a project, and what of the journey cannot be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// The question, without a range; `None` when no step was ever passed.
    pub(crate) question: Option<Value>,
    /// The ids of the steps of which no event was ever seen.
    pub(crate) unseen: Vec<String>,
}

/// Makes the question of a journey for a project with these events, whose names are sorted. Steps go by their ids.
pub(crate) fn question(definition: &Definition, known: &[String]) -> Asked {
    let (mut steps, mut unseen) = (Vec::new(), Vec::new());
    for step in definition.steps() {
        match asked_step(step, known) {
            Some(asked) => steps.push(asked),
            None => unseen.push(step.id.clone()),
        }
    }
    if steps.is_empty() {
        return Asked { question: None, unseen };
    }
    let mut question = json!({"kind": "journey", "window": format!("{}d", definition.window_days), "steps": steps});
    if let Some(contact) = selector(&definition.contact, known) {
        question["contact"] = contact;
    }
    question["scores"] = scores(known).into();
    Asked { question: Some(question), unseen }
}

fn asked_step(step: &Step, known: &[String]) -> Option<Value> {
    let first = selector(&step.events, known)?;
    let Some(minutes) = step.within_minutes else { return Some(json!({"name": step.id, "select": first})) };
    let then = step.followed_by.iter().map(|events| selector(events, known)).collect::<Option<Vec<_>>>()?;
    let sequence: Vec<Value> = std::iter::once(first).chain(then).collect();
    Some(json!({"name": step.id, "sequence": sequence, "within": format!("{minutes}m")}))
}

/// Selects those of some events that are known; `None` when none is.
fn selector(names: &[String], known: &[String]) -> Option<Value> {
    let found: Vec<&String> = names.iter().filter(|name| known.binary_search(name).is_ok()).collect();
    (!found.is_empty()).then(|| json!({"events": found}))
}

/// The answers to surveys and the stars of reviews: what people say of where they were.
fn scores(known: &[String]) -> Vec<Value> {
    let has = |name: &str| known.binary_search(&name.to_owned()).is_ok();
    let mut scores = Vec::new();
    if has("Survey Answered") {
        let of = |score: &str| {
            let select = json!({"event": "Survey Answered", "where": survey_answers(score)});
            json!({"score": score, "select": select, "property": "score"})
        };
        scores.extend([of("nps"), of("ces")]);
    }
    if has("Review Submitted") {
        scores.push(json!({"score": "csat", "select": {"event": "Review Submitted"}, "property": "score"}));
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::question;
    use crate::retail;
    use expect_test::expect;

    #[test]
    fn only_what_was_seen_is_asked_for() {
        let mut journey = retail();
        let known = ["Conversation Opened", "Order Completed", "Page Viewed", "Payment Failed"].map(str::to_owned);
        let payment = &mut journey.stages[2].steps[2];
        (payment.followed_by, payment.within_minutes) = (vec![vec!["Order Completed".to_owned()]], Some(60));
        let asked = question(&journey, &known);
        expect![[r#"
            {
              "kind": "journey",
              "window": "30d",
              "steps": [
                {
                  "name": "visit",
                  "select": {
                    "events": [
                      "Page Viewed"
                    ]
                  }
                },
                {
                  "name": "payment",
                  "sequence": [
                    {
                      "events": [
                        "Payment Failed"
                      ]
                    },
                    {
                      "events": [
                        "Order Completed"
                      ]
                    }
                  ],
                  "within": "60m"
                },
                {
                  "name": "order",
                  "select": {
                    "events": [
                      "Order Completed"
                    ]
                  }
                },
                {
                  "name": "help",
                  "select": {
                    "events": [
                      "Conversation Opened"
                    ]
                  }
                }
              ],
              "contact": {
                "events": [
                  "Conversation Opened"
                ]
              },
              "scores": []
            }"#]]
        .assert_eq(&format!("{:#}", asked.question.expect("a question")));
        expect!["signup find product cart checkout shipping reception usage return opinion sharing"]
            .assert_eq(&asked.unseen.join(" "));
        assert_eq!(question(&journey, &[]).question, None);
    }
}
