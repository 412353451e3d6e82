//! How quickly short comments are understood, on one core: `comments FILE TEXT SCORE BLAME PRAISE RUNS`.
//!
//! The file is CSV (gzip); `TEXT` and `SCORE` name columns, `BLAME` and `PRAISE` scores, parted by commas. A fifth of the comments,
//! by a hash of their bytes, is never learnt from. Prints a JSON line for each thing that is measured.

use boussole_text::{
    Example, Learnt, Polarity, Reading, Sentiment, Theme, alarms, clause_sentiment, language, mask, sentiment, theme,
};
use flate2::read::GzDecoder;
use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{Write, stdout};
use std::time::Instant;

/// Longer ones are not short.
const CHARS_MAX: usize = 280;

struct Comment {
    text: String,
    is_praise: bool,
    is_held_back: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, text, score, blame, praise, runs] = arguments.as_slice() else {
        return Err("comments FILE TEXT SCORE BLAME PRAISE RUNS".into());
    };
    let comments = read(file, text, score, &words(blame), &words(praise))?;
    let examples: Vec<Example> = comments
        .iter()
        .filter(|comment| !comment.is_held_back)
        .map(|comment| Example::new(&comment.text, comment.is_praise))
        .collect();
    let learnt = Learnt::learn(&examples.iter().collect::<Vec<_>>()).ok_or("too few comments")?;
    let runs: usize = runs.parse()?;
    let polarity = |text: &str| {
        let reading = Reading::new(text);
        learnt.polarity(&reading, &sentiment(&reading))
    };
    let everything = |text: &str| {
        let (text, _) = mask(text);
        let reading = Reading::new(&text);
        let language = language(&reading);
        let clauses = reading.clauses();
        let read: Vec<Sentiment> = clauses.iter().map(|clause| clause_sentiment(&reading, clause, language)).collect();
        let themes: Vec<Option<Theme>> = clauses.iter().map(|clause| theme(&reading, clause)).collect();
        black_box(themes);
        black_box((alarms(&reading), learnt.polarity(&reading, &Sentiment::of_parts(&read))));
    };
    let balanced = balanced(&comments, polarity);
    report("everything", runs, &comments, balanced, everything)?;
    report("praise or blame", runs, &comments, balanced, |text| {
        black_box(polarity(text));
    })?;
    Ok(())
}

fn words(text: &str) -> Vec<&str> {
    text.split(',').collect()
}

fn read(file: &str, text: &str, score: &str, blame: &[&str], praise: &[&str]) -> Result<Vec<Comment>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_reader(GzDecoder::new(File::open(file)?));
    let headers = reader.headers()?.clone();
    let place = |name: &str| headers.iter().position(|header| header == name).ok_or(format!("no column {name}"));
    let (text, score) = (place(text)?, place(score)?);
    let mut comments = Vec::new();
    for row in reader.byte_records() {
        let row = row?;
        let (text, score) = (String::from_utf8_lossy(&row[text]), String::from_utf8_lossy(&row[score]));
        let is_praise = praise.contains(&&*score);
        if (is_praise || blame.contains(&&*score)) && text.chars().count() <= CHARS_MAX {
            let hash = text
                .bytes()
                .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
            comments.push(Comment { text: text.into_owned(), is_praise, is_held_back: hash.is_multiple_of(5) });
        }
    }
    Ok(comments)
}

fn balanced(comments: &[Comment], polarity: impl Fn(&str) -> Polarity) -> f64 {
    let share = |is_praise: bool, expected: Polarity| {
        let held: Vec<&Comment> =
            comments.iter().filter(|comment| comment.is_held_back && comment.is_praise == is_praise).collect();
        held.iter().filter(|comment| polarity(&comment.text) == expected).count() as f64 / held.len() as f64
    };
    f64::midpoint(share(true, Polarity::Positive), share(false, Polarity::Negative))
}

fn report(what: &str, runs: usize, comments: &[Comment], balanced: f64, each: impl Fn(&str)) -> std::io::Result<()> {
    let seconds: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            comments.iter().for_each(|comment| each(&comment.text));
            start.elapsed().as_secs_f64()
        })
        .collect();
    writeln!(
        stdout(),
        "{{\"what\":\"{what}\",\"n\":{},\"seconds\":{seconds:?},\"balanced\":{balanced}}}",
        comments.len()
    )
}
