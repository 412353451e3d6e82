use boussole_text::{Example, Language, Learnt, Polarity, Reading, Theme, fold, language, sentiment, theme};
use flate2::read::GzDecoder;
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::path::PathBuf;

const FRENCH: &str = "avis_assurance_fr/avis_labelled.csv.gz";
const TWEETS: &str = "airline_tweets/TwitterUSAirlineSentiment.csv.gz";
const NPS: &str = "nps_verbatims/verbatim.csv.gz";
const CLOTHES: &str = "womens_clothing_reviews/reviews.csv.gz";

/// How comments with a score are told.
#[derive(Default)]
struct Told {
    /// Of those that blame, and of those that praise: how many are told right, and how many there are.
    right: [u32; 2],
    n: [u32; 2],
}

impl Told {
    /// The mean of both shares that are told right.
    fn balanced(&self) -> f64 {
        let share = |sort: usize| f64::from(self.right[sort]) / f64::from(self.n[sort]);
        f64::midpoint(share(0), share(1))
    }
}

/// Reads two columns of a file.
fn rows(file: &str, columns: [&str; 2]) -> Vec<[String; 2]> {
    let data = std::env::var("BOUSSOLE_TEST_DATA").expect("BOUSSOLE_TEST_DATA names the folder of test data");
    let file = File::open(PathBuf::from(data).join(file)).expect("the file");
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let headers = reader.headers().expect("headers").clone();
    let places = columns.map(|column| headers.iter().position(|name| name == column).expect("the column"));
    let rows = reader.byte_records().map(|row| {
        let row = row.expect("a row");
        places.map(|place| String::from_utf8_lossy(&row[place]).into_owned())
    });
    rows.collect()
}

/// Tells what comments say of which somebody gave a score: who is not sure is wrong.
fn told(file: &str, columns: [&str; 2], bad: &[&str], good: &[&str]) -> Told {
    let mut told = Told::default();
    for [score, text] in rows(file, columns) {
        let expected = match score.as_str() {
            score if bad.contains(&score) => Polarity::Negative,
            score if good.contains(&score) => Polarity::Positive,
            _ => continue,
        };
        let sort = usize::from(expected == Polarity::Positive);
        told.n[sort] += 1;
        told.right[sort] += u32::from(sentiment(&Reading::new(&text)).polarity == expected);
    }
    told
}

#[test]
fn reviews_in_french_are_told_without_learning_from_any() {
    let told = told(FRENCH, ["note", "avis"], &["1", "2"], &["4", "5"]);
    assert_eq!(told.n, [7_642, 6_825], "all rows");
    assert!(told.balanced() >= 0.88, "{:.4} of {:?}", told.balanced(), told.n);
}

#[test]
fn messages_in_english_are_told_without_learning_from_any() {
    let told = told(TWEETS, ["airline_sentiment", "text"], &["negative"], &["positive"]);
    assert_eq!(told.n, [6_486, 1_653], "all rows");
    assert!(told.balanced() >= 0.80, "{:.4} of {:?}", told.balanced(), told.n);
}

#[test]
fn answers_to_surveys_and_reviews_of_clothes_are_told() {
    let nps = told(NPS, ["NPS_RATING", "text"], &["Detractor"], &["Promoter"]);
    assert!(nps.balanced() >= 0.80, "{:.4} of {:?}", nps.balanced(), nps.n);
    // Who does not like a dress says so among praise: this is hard without learning.
    let clothes = told(CLOTHES, ["Rating", "Review Text"], &["1", "2"], &["4", "5"]);
    assert!(clothes.balanced() >= 0.70, "{:.4} of {:?}", clothes.balanced(), clothes.n);
}

/// Into how many parts comments are cut to learn from all but one.
const PARTS: u64 = 5;

/// FNV-1a.
fn hash(text: &str) -> u64 {
    let spread = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, spread)
}

/// Tells in which part a comment is: the same text is always in the same one.
fn part(text: &str) -> u64 {
    hash(&fold(text.trim())) % PARTS
}

/// Tells the comments of each part after learning from the others; who is not sure is wrong. The worst must reach `least`.
fn check_learnt(file: &str, columns: [&str; 2], bad: &[&str], good: &[&str], least: f64) {
    let scored = rows(file, columns).into_iter().filter_map(|[score, text]| {
        let is_praise = good.contains(&score.as_str());
        (is_praise || bad.contains(&score.as_str())).then(|| (part(&text), Example::new(&text, is_praise), text))
    });
    let comments: Vec<(u64, Example, String)> = scored.collect();
    let tell = |held: u64| {
        let others = comments.iter().filter(|(part, ..)| *part != held).map(|(_, example, _)| example);
        let learnt = Learnt::learn(&others.collect::<Vec<_>>()).expect("enough comments");
        let mut told = Told::default();
        for (_, example, text) in comments.iter().filter(|(part, ..)| *part == held) {
            let reading = Reading::new(text);
            let sort = usize::from(example.is_praise());
            let expected = [Polarity::Negative, Polarity::Positive][sort];
            told.n[sort] += 1;
            told.right[sort] += u32::from(learnt.polarity(&reading, &sentiment(&reading)) == expected);
        }
        told
    };
    let told: Vec<Told> = (0..PARTS).map(tell).collect();
    let each: Vec<String> = told.iter().map(|told| format!("{:.4} of {:?}", told.balanced(), told.n)).collect();
    assert!(told.iter().all(|told| told.balanced() >= least), "{file}: {}", each.join(", "));
}

#[test]
fn what_was_learnt_tells_comments_that_it_has_not_seen() {
    check_learnt(FRENCH, ["note", "avis"], &["1", "2"], &["4", "5"], 0.94);
    check_learnt(TWEETS, ["airline_sentiment", "text"], &["negative"], &["positive"], 0.90);
    check_learnt(NPS, ["NPS_RATING", "text"], &["Detractor"], &["Promoter"], 0.88);
    check_learnt(CLOTHES, ["Rating", "Review Text"], &["1", "2"], &["4", "5"], 0.80);
}

/// Takes three words from the middle of a text; `None` of a text that is shorter.
fn three_words(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with(['@', '#'])).collect();
    let from = words.len().checked_sub(3)? / 2;
    Some(words[from..from + 3].join(" "))
}

#[test]
fn the_language_of_three_words_is_told() {
    for (file, column, expected) in [
        (FRENCH, "avis", Language::French),
        (TWEETS, "text", Language::English),
        (NPS, "text", Language::English),
        (CLOTHES, "Review Text", Language::English),
    ] {
        let texts: Vec<String> =
            rows(file, [column, column]).iter().filter_map(|[text, _]| three_words(text)).collect();
        let right = texts.iter().filter(|text| language(&Reading::new(text)) == Some(expected)).count();
        let share = right as f64 / texts.len() as f64;
        assert!(share >= 0.95, "{file}: {share:.4} of {}", texts.len());
    }
}

/// Themes of comments: how many are told, how many were said by hand, and how many of them are the same.
#[derive(Default)]
struct Agreed {
    told: usize,
    said: usize,
    same: usize,
}

impl Agreed {
    fn f1(&self) -> f64 {
        2.0 * self.same as f64 / (self.told + self.said) as f64
    }
}

#[test]
fn what_comments_are_about_is_what_was_said_by_hand() {
    let lines = include_str!("../data/themes.txt").lines().filter(|line| !line.starts_with('#')).enumerate();
    let said = lines.map(|(at, line)| {
        let (key, themes) = line.split_once(' ').unwrap_or((line, ""));
        (u64::from_str_radix(key, 16).expect("a hash"), (at, themes.split_whitespace().collect::<BTreeSet<&str>>()))
    });
    let said: HashMap<u64, (usize, BTreeSet<&str>)> = said.collect();
    let texts = [(FRENCH, "avis"), (TWEETS, "text"), (NPS, "text")].map(|(file, column)| rows(file, [column, column]));
    let texts: BTreeSet<String> = texts.into_iter().flatten().map(|[text, _]| text).collect();
    let mut halves = [Agreed::default(), Agreed::default()];
    let mut n = 0;
    for text in texts {
        let Some((at, said)) = said.get(&hash(&text)) else { continue };
        let reading = Reading::new(&text);
        let told: BTreeSet<&str> =
            reading.clauses().iter().filter_map(|clause| theme(&reading, clause)).map(Theme::id).collect();
        let half = &mut halves[at % 2];
        half.told += told.len();
        half.said += said.len();
        half.same += told.intersection(said).count();
        n += 1;
    }
    assert_eq!(n, 300, "all comments are there");
    // Words were added after a look at the first half; the second was never looked at.
    let [seen, unseen] = halves.map(|half| half.f1());
    assert!(seen >= 0.65 && unseen >= 0.70, "{seen:.3} {unseen:.3}");
}
