use crate::error::TodayError;
use boussole_insights::Asking;
use boussole_query::Answer;
use serde_json::Value;
use tokio::task::JoinHandle;

/// Asks several questions of one state of the project, as many at once as there are turns for, and returns the answers in
/// the order of the questions. What is asked twice is answered once.
///
/// # Errors
/// As the first question that has no answer.
pub(crate) async fn ask_all(asking: &Asking, questions: Vec<Value>) -> Result<Vec<Answer>, TodayError> {
    let mut distinct: Vec<Value> = Vec::with_capacity(questions.len());
    let mut places = Vec::with_capacity(questions.len());
    for question in questions {
        let place = distinct.iter().position(|asked| *asked == question).unwrap_or(distinct.len());
        if place == distinct.len() {
            distinct.push(question);
        }
        places.push(place);
    }
    let ask = |question: Value| {
        let asking = asking.clone();
        tokio::spawn(async move { asking.ask(question).await })
    };
    let asked: Vec<JoinHandle<_>> = distinct.into_iter().map(ask).collect();
    let mut answers = Vec::with_capacity(asked.len());
    for answer in asked {
        answers.push(answer.await??);
    }
    Ok(places.into_iter().map(|place: usize| answers[place].clone()).collect())
}
