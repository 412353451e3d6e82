//! Questions and answers side by side: every file in `tests/data`.
//!
//! A file is made of blocks that end with an empty line; a line that begins with `#` is a comment.
//!
//! - `events` begins a new project. Then one line an event: `TIME PERSON EVENT {PROPERTIES}`, with `-` for nobody;
//!   `traits TIME PERSON {TRAITS}`; `repeat N` before either writes it N times, `{}` in PERSON being 1 to N.
//! - `now TIME`, `zone NAME` and `currency CODE` change the present and the settings of the project.
//! - `ask {QUESTION}`, over as many lines as it needs, then `----` and the table of the answer, or `refused`, the code,
//!   the message and the hint.
//! - `look POINTER {QUESTION}` shows one part of the answer as JSON instead.
//!
//! With `UPDATE_DATA=1` the answers are written into the files.

use crate::world::{NOW, World, event, instant, traits};
use boussole_events::Incoming;
use boussole_query::{Answer, QueryError};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Separates a question from its answer.
const RULE: &str = "----";
/// The most times that an event is repeated.
const REPEAT_MAX: usize = 10_000;

#[tokio::test]
async fn every_file_answers_as_written() {
    let updates = std::env::var_os("UPDATE_DATA").is_some();
    let mut differences = Vec::new();
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let answered = answer(&path, &text).await;
        if updates && answered != text {
            std::fs::write(&path, &answered).expect("a writable file");
        } else if answered != text {
            differences.push(difference(&path, &text, &answered));
        }
    }
    assert!(differences.is_empty(), "{}\n(UPDATE_DATA=1 writes the answers)", differences.join("\n\n"));
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let entries = std::fs::read_dir(folder).expect("the folder of the data");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort_unstable();
    assert!(!files.is_empty(), "there are files to run");
    files
}

/// Returns the text of a file with its questions answered.
async fn answer(path: &Path, text: &str) -> String {
    let mut world = World::empty().await;
    let mut blocks = Vec::new();
    for block in text.trim_end().split("\n\n") {
        let lines: Vec<&str> = block.lines().collect();
        let first = lines.iter().find(|line| !line.starts_with('#')).copied().unwrap_or_default();
        let (word, rest) = first.split_once(' ').unwrap_or((first, ""));
        let mut block = block.to_owned();
        match word {
            "" => {}
            "events" => world = project(&lines).await,
            "now" => world.now_ms = instant(rest),
            "zone" => rest.clone_into(&mut world.settings.timezone),
            "currency" => world.settings.currency = Some(rest.to_owned()),
            "ask" | "look" => {
                let lines = lines.split(|line| *line == RULE).next().unwrap_or_default();
                let pointer = (word == "look").then(|| rest.split(' ').next().unwrap_or_default());
                let question = question(lines, &pointer.map_or("ask".to_owned(), |pointer| format!("look {pointer}")));
                let shown = asked(&world, &question).await.map(|answer| match pointer {
                    None => table(&answer),
                    Some(pointer) => part(&answer, pointer),
                });
                block = [&lines.join("\n"), RULE, &shown.unwrap_or_else(|refusal| refusal)].join("\n");
            }
            other => panic!("{}: there is no `{other}`", path.display()),
        }
        blocks.push(block);
    }
    blocks.join("\n\n") + "\n"
}

/// Makes a project of the events of a block, one half of them in a file.
async fn project(lines: &[&str]) -> World {
    let lines = lines.iter().filter(|line| !line.starts_with('#')).skip(1);
    let items: Vec<Incoming> = lines.flat_map(|line| repeated(line)).collect();
    let (early, late) = items.split_at(items.len() / 2);
    let world = World::with(early.to_vec()).await;
    world.store.seal(&world.ctx).await.expect("the store seals");
    world.accept(late.to_vec()).await;
    assert_eq!(world.now_ms, instant(NOW));
    world
}

fn repeated(line: &str) -> Vec<Incoming> {
    let Some(rest) = line.strip_prefix("repeat ") else { return vec![item(line, None)] };
    let (count, line) = rest.split_once(' ').unwrap_or_else(|| panic!("{line}: repeat N, then an event"));
    let count = count.parse().unwrap_or_else(|_| panic!("{line}: {count} is no number"));
    assert!(count <= REPEAT_MAX, "{line}: at most {REPEAT_MAX} times");
    (1..=count).map(|number| item(line, Some(number))).collect()
}

/// Reads one event; in the name of the person `{}` is its number.
fn item(line: &str, number: Option<usize>) -> Incoming {
    let (is_traits, rest) = line.strip_prefix("traits ").map_or((false, line), |rest| (true, rest));
    let (head, object) = rest.find(" {\"").map_or((rest, "{}"), |place| (&rest[..place], &rest[place + 1..]));
    let mut words = head.splitn(3, ' ');
    let mut word = || words.next().unwrap_or_default();
    let (time, person, name) = (word(), word(), word());
    let object: Value = serde_json::from_str(object).unwrap_or_else(|error| panic!("{line}: {error}"));
    let person = match number {
        None => person.to_owned(),
        Some(number) => person.replace("{}", &number.to_string()),
    };
    let person = if person == "-" { "" } else { person.as_str() };
    if is_traits { traits(person, time, object) } else { event(person, name, time, object) }
}

/// Reads the question of a block.
fn question(lines: &[&str], word: &str) -> Value {
    let lines: Vec<&str> = lines.iter().filter(|line| !line.starts_with('#')).copied().collect();
    let text = lines.join("\n");
    let json = text.strip_prefix(word).expect("the block begins with it");
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Asks; what is refused is written in one line.
async fn asked(world: &World, question: &Value) -> Result<Answer, String> {
    match world.ask(question).await {
        Ok(answer) => Ok(answer),
        Err(QueryError::Refused(refusal)) => {
            let hint = refusal.hint.as_deref().unwrap_or_default();
            Err(format!("refused {} | {refusal} | {hint}", refusal.code).trim_end().to_owned())
        }
        Err(error) => panic!("{question}: {error}"),
    }
}

/// Writes the table of an answer and its warnings.
fn table(answer: &Answer) -> String {
    let table = answer.to_table();
    let lines = std::iter::once(&table.header).chain(&table.rows).map(|line| line.join(" | ").trim_end().to_owned());
    let warnings = answer.meta().warnings.iter().map(|warning| format!("! {warning}"));
    lines.chain(warnings).collect::<Vec<_>>().join("\n")
}

/// Writes the part of an answer at a JSON pointer.
fn part(answer: &Answer, pointer: &str) -> String {
    let answer = serde_json::to_value(answer).expect("an answer is JSON");
    answer.pointer(pointer).unwrap_or(&Value::Null).to_string()
}

/// Shows the first lines that differ.
fn difference(path: &Path, written: &str, answered: &str) -> String {
    const CONTEXT: usize = 3;
    let (written, answered): (Vec<&str>, Vec<&str>) = (written.lines().collect(), answered.lines().collect());
    let same = written.iter().zip(&answered).take_while(|(left, right)| left == right).count();
    let shown = |lines: &[&str]| {
        let end = lines.len().min(same + CONTEXT);
        lines[same.min(end)..end].join("\n")
    };
    let (written, answered) = (shown(&written), shown(&answered));
    format!("{}:{}\nwritten:\n{written}\nanswered:\n{answered}", path.display(), same + 1)
}
