//! The table: for each question Boussole, then who else was asked.

use super::{Measured, Peer};
use crate::prove::reference::{Size, seven};

/// Prints the table; returns whether all answers that can be compared are those that are known.
pub(super) fn print(size: &Size, ours: &[Measured], others: &[(Peer, Vec<Option<Measured>>)]) -> bool {
    let (text, all_known) = table(size, ours, others);
    print!("{text}");
    println!("ratio: the median divided by that of Boussole; above 1, Boussole is quicker");
    all_known
}

fn table(size: &Size, ours: &[Measured], others: &[(Peer, Vec<Option<Measured>>)]) -> (String, bool) {
    let head = ["first ms", "median ms", "best ms", "worst ms", "ratio", "answer", "peak MB"];
    let mut text = line("question", "who", &head.map(str::to_owned));
    let mut all_known = true;
    let names = seven().map(|question| question.name);
    let expected = size.digests.map(str::to_owned).into_iter().chain([size.n_in_histories.to_string()]);
    let names = names.into_iter().chain(["8: history of a customer"]);
    for (number, ((name, expected), our)) in names.zip(expected).zip(ours).enumerate() {
        let mut row = |name: &str, who: &str, measured: Option<&Measured>| {
            text += &match measured {
                Some(measured) => {
                    all_known &= measured.answer.as_ref().is_none_or(|answer| *answer == expected);
                    line(name, who, &cells(measured, our, &expected))
                }
                None => line(name, who, &["no answer".to_owned()]),
            };
        };
        row(name, "boussole", Some(our));
        for (peer, measured) in others {
            row("", peer.name(), measured.get(number).and_then(Option::as_ref));
        }
    }
    (text, all_known)
}

fn cells(measured: &Measured, our: &Measured, expected: &str) -> [String; 7] {
    let ms = |ms: Option<f64>| ms.map_or_else(|| "-".to_owned(), |ms| format!("{ms:.1}"));
    let answer = match &measured.answer {
        Some(answer) if answer == expected => "as known".to_owned(),
        Some(answer) => format!("DIFFERS: {answer}"),
        None => "not compared".to_owned(),
    };
    [
        ms(Some(measured.first_ms)),
        ms(Some(measured.median_ms)),
        ms(measured.best_ms),
        ms(measured.worst_ms),
        format!("{:.2}", measured.median_ms / our.median_ms),
        answer,
        measured.peak_mb.to_string(),
    ]
}

fn line(question: &str, who: &str, cells: &[String]) -> String {
    let cells: String = cells.iter().map(|cell| format!(" {cell:>12}")).collect();
    format!("{question:<44} {who:<9}{cells}\n")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::prove::reference::MILLION;

    fn measured(median_ms: f64, answer: Option<&str>) -> Measured {
        let answer = answer.map(str::to_owned);
        Measured { first_ms: 9.0, median_ms, best_ms: Some(1.0), worst_ms: None, answer, peak_mb: 7 }
    }

    #[test]
    fn an_answer_that_differs_is_told() {
        let ours = [measured(2.0, Some("6674b872"))];
        let peer = |answer| vec![(Peer::Duckdb, vec![Some(measured(5.0, answer))])];
        let (text, all_known) = table(MILLION, &ours, &peer(Some("6674b872")));
        assert!(all_known);
        expect![[r#"
            question                                     who           first ms    median ms      best ms     worst ms        ratio       answer      peak MB
            1: funnel                                    boussole           9.0          2.0          1.0            -         1.00     as known            7
                                                         duckdb             9.0          5.0          1.0            -         2.50     as known            7
        "#]].assert_eq(&text);
        assert!(!table(MILLION, &ours, &peer(Some("0"))).1);
        assert!(table(MILLION, &ours, &peer(None)).1);
        assert!(table(MILLION, &ours, &[(Peer::Polars, vec![None])]).0.contains("no answer"));
    }
}
