use crate::error::TodayError;
use boussole_insights::Asking;
use boussole_query::Answer;
use serde_json::Value;
use tokio::task::JoinHandle;

/// Asks several questions of one state of the project, as many at once as there are turns for, and returns the answers in
/// the order of the questions.
///
/// # Errors
/// As the first question that has no answer.
pub(crate) async fn ask_all(asking: &Asking, questions: Vec<Value>) -> Result<Vec<Answer>, TodayError> {
    let ask = |question: Value| {
        let asking = asking.clone();
        tokio::spawn(async move { asking.ask(question).await })
    };
    let asked: Vec<JoinHandle<_>> = questions.into_iter().map(ask).collect();
    let mut answers = Vec::with_capacity(asked.len());
    for answer in asked {
        answers.push(answer.await??);
    }
    Ok(answers)
}
