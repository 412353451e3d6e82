use crate::world::{World, all};
use boussole_core::{Actor, Ctx, Role, Scope};
use boussole_text::Polarity;
use boussole_verbatims::{Said, ThemeEntry, Verbatim, VerbatimError, VerbatimFilter};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::File;
use std::path::PathBuf;

/// The code with which something was refused.
fn refused<T: std::fmt::Debug>(result: Result<T, VerbatimError>) -> &'static str {
    match result {
        Err(VerbatimError::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

fn message(text: &str) -> Value {
    json!({"text": text})
}

async fn clause_of(world: &World, search: &str) -> boussole_verbatims::Clause {
    let filter = VerbatimFilter { search: Some(search.to_owned()), ..all() };
    let page = world.verbatims.list(&world.ctx, filter, None, 1).await.expect("a page");
    page.verbatims[0].clauses[0].clone()
}

#[tokio::test]
async fn what_somebody_says_of_a_clause_holds_wherever_it_is_written_and_can_be_taken_back() {
    let world = World::with(&[
        ("u-1", 1, "Message Received", message("La borne est éteinte")),
        ("u-2", 2, "Message Received", message("  la BORNE est eteinte !")),
        ("u-3", 3, "Message Received", message("La livraison est en retard")),
    ])
    .await;
    let World { verbatims, ctx, .. } = &world;
    let clause = clause_of(&world, "borne").await;
    assert_eq!((clause.theme.as_deref(), clause.is_checked), (None, false));
    let said = Said { theme: Some("store".into()), polarity: Polarity::Negative };
    verbatims.label(ctx, clause.key, Some(said.clone())).await.expect("kept");
    let at_store = VerbatimFilter { theme: Some("store".to_owned()), polarity: Some(Polarity::Negative), ..all() };
    let page = verbatims.list(ctx, at_store.clone(), None, 50).await.expect("a page");
    assert_eq!(page.total, 2, "both wrote the same");
    assert!(page.verbatims.iter().all(|verbatim| verbatim.polarity == Polarity::Negative));
    assert!(page.verbatims[0].clauses[0].is_checked);
    let summary = verbatims.summary(ctx, all()).await.expect("a summary");
    let store = summary.themes.iter().find(|theme| &*theme.theme == "store").expect("the theme");
    assert_eq!((store.counted.n, store.counted.n_negative, summary.n_without_theme), (2, 2, 0));
    let late = clause_of(&world, "livraison").await;
    verbatims.label(ctx, late.key, Some(Said { theme: late.theme, polarity: late.polarity })).await.expect("kept");
    let agreement = verbatims.teaching(ctx).await.expect("what is learnt").agreement;
    assert_eq!((agreement.n, agreement.n_theme, agreement.n_polarity), (2, 1, 1));
    verbatims.label(ctx, clause.key, None).await.expect("forgotten");
    assert_eq!(verbatims.list(ctx, at_store, None, 50).await.expect("a page").total, 0);
    let unknown = Said { theme: Some("nowhere".into()), ..said.clone() };
    assert_eq!(refused(verbatims.label(ctx, clause.key, Some(unknown)).await), "unknown_theme");
    assert_eq!(refused(verbatims.label(ctx, 7, Some(said)).await), "unknown_clause");
}

fn changed(themes: &[ThemeEntry], change: impl FnOnce(&mut Vec<ThemeEntry>)) -> Vec<ThemeEntry> {
    let mut themes = themes.to_vec();
    change(&mut themes);
    themes
}

#[tokio::test]
async fn themes_are_renamed_parted_put_together_and_passed_over() {
    let world = World::with(&[
        ("u-1", 1, "Message Received", message("La livraison au point relais est en retard")),
        ("u-2", 2, "Message Received", message("La livraison est en retard")),
        ("u-3", 3, "Message Received", message("Emballage abîmé")),
    ])
    .await;
    let World { verbatims, ctx, .. } = &world;
    let themes = async || {
        let summary = verbatims.summary(ctx, all()).await.expect("a summary");
        let mut themes: Vec<String> =
            summary.themes.iter().map(|theme| format!("{} {}", theme.theme, theme.counted.n)).collect();
        themes.sort();
        (themes, summary.n_without_theme)
    };
    assert_eq!(themes().await, (vec!["delivery 2".to_owned(), "packaging 1".to_owned()], 0));
    let shipped = verbatims.themes(ctx).await.expect("themes");
    assert_eq!(shipped.version, 0);
    let own = ThemeEntry {
        name: Some("Point relais".to_owned()),
        words: vec!["point relais".to_owned()],
        ..ThemeEntry::default()
    };
    let parted = changed(shipped.taxonomy.themes(), |themes| themes.push(own));
    let saved = verbatims.themes_save(ctx, 0, parted.clone()).await.expect("saved");
    assert_eq!(saved.version, 1);
    assert_eq!(
        themes().await,
        (vec!["delivery 1".to_owned(), "packaging 1".to_owned(), "t1 1".to_owned()], 0),
        "parted"
    );
    assert_eq!(refused(verbatims.themes_save(ctx, 0, parted).await), "themes_changed");
    let again = verbatims.themes_save(ctx, 1, saved.taxonomy.themes().to_vec()).await.expect("nothing to save");
    assert_eq!(again.version, 1);
    let together = changed(saved.taxonomy.themes(), |themes| {
        for theme in themes {
            match theme.id.as_str() {
                "packaging" => theme.into = Some("delivery".to_owned()),
                "t1" => theme.is_ignored = true,
                _ => {}
            }
        }
    });
    verbatims.themes_save(ctx, 1, together).await.expect("saved");
    assert_eq!(themes().await, (vec!["delivery 2".to_owned()], 0), "what is passed over is known all the same");
}

#[tokio::test]
async fn nobody_says_anything_of_what_they_cannot_see_or_may_not_change() {
    let world = World::with(&[("u-1", 1, "Message Received", message("La borne est éteinte"))]).await;
    let stores = ["Lyon".to_owned()].into_iter().collect();
    let limited = Ctx {
        scope: Scope::Limited { stores, regions: Default::default(), brands: Default::default() },
        ..world.ctx.clone()
    };
    let key = clause_of(&world, "borne").await.key;
    let said = Said { theme: None, polarity: Polarity::Negative };
    assert_eq!(refused(world.verbatims.label(&limited, key, Some(said)).await), "unknown_clause", "they cannot see it");
    let actor = Actor::Member { id: "m".to_owned(), email: "v@example.org".to_owned() };
    let viewer = Ctx { actor, role: Role::Viewer, ..world.ctx.clone() };
    assert_eq!(refused(world.verbatims.learn(&viewer).await), "forbidden");
}

/// Reviews of insurers: how many stars, and what was written.
fn reviews(n: usize) -> Vec<(u8, String)> {
    let data = std::env::var("BOUSSOLE_TEST_DATA").expect("BOUSSOLE_TEST_DATA names the folder of test data");
    let file = File::open(PathBuf::from(data).join("avis_assurance_fr/avis_labelled.csv.gz")).expect("the file");
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let headers = reader.headers().expect("headers").clone();
    let place = |wanted: &str| headers.iter().position(|name| name == wanted).expect("the column");
    let (note, text) = (place("note"), place("avis"));
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        (row[note].parse().expect("stars"), row[text].to_owned())
    });
    rows.take(n).collect()
}

/// The events of reviews, one a person.
fn reviewed(reviews: &[(u8, String)], from: usize) -> Vec<(&'static str, i64, &'static str, Value)> {
    let event = |(at, (stars, text)): (usize, &(u8, String))| {
        let name: &'static str = format!("u-{}", from + at).leak();
        (name, 1, "Review Submitted", json!({"rating": stars, "text": text}))
    };
    reviews.iter().enumerate().map(event).collect()
}

async fn insurer(n: usize) -> World {
    World::with(&reviewed(&reviews(n), 0)).await
}

#[tokio::test]
async fn what_is_learnt_of_scores_is_measured_on_comments_that_were_held_back_and_used_when_it_is_better() {
    let world = insurer(4_000).await;
    let World { verbatims, ctx, .. } = &world;
    let lesson = verbatims.learn(ctx).await.expect("learnt").expect("enough comments");
    let (words, learnt) = (lesson.words.balanced().expect("both"), lesson.learnt.balanced().expect("both"));
    assert!(lesson.is_used && learnt > words && learnt > 0.92, "{lesson:?}: {words} {learnt}");
    let held_back = lesson.learnt.n_blame + lesson.learnt.n_praise;
    assert!(lesson.n > 3 * held_back && held_back > 500, "{lesson:?}");
    let right = async || {
        let of = async |polarity| {
            let filter = VerbatimFilter { polarity: Some(polarity), ..all() };
            verbatims.list(ctx, filter, None, 0).await.expect("a page").total
        };
        (of(Polarity::Positive).await, of(Polarity::Negative).await, of(Polarity::Neutral).await)
    };
    let (_, _, n_neutral) = right().await;
    assert!(n_neutral < 40, "few texts are not understood: {n_neutral}");
    let again = verbatims.learn(ctx).await.expect("learnt").expect("enough comments");
    assert_eq!((again.number, again.learnt), (2, lesson.learnt), "the same comments teach the same");
    assert_eq!(verbatims.teaching(ctx).await.expect("what is learnt").lessons.len(), 2);
}

#[tokio::test]
async fn themes_that_are_found_stay_themselves_as_more_is_written() {
    let (first, more) = (reviews(3_600), reviews(4_000).split_off(3_600));
    let world = World::with(&reviewed(&first, 0)).await;
    let World { verbatims, ctx, .. } = &world;
    let without = async || verbatims.summary(ctx, all()).await.expect("a summary").n_without_theme;
    let before = without().await;
    let (n, saved) = verbatims.themes_find(ctx).await.expect("found");
    let found: Vec<&str> =
        saved.taxonomy.themes().iter().filter(|theme| theme.is_found).map(|theme| theme.words[0].as_str()).collect();
    assert!(n == found.len() && n >= 5 && found.contains(&"dossier"), "{found:?}");
    assert!(without().await < before * 2 / 3, "{} of {before} are about nothing known", without().await);
    let told = async || {
        let page = verbatims.list(ctx, all(), None, 5_000).await.expect("a page");
        let themes = |verbatim: Verbatim| {
            let themes: Vec<_> = verbatim.clauses.into_iter().filter_map(|clause| clause.theme).collect();
            (verbatim.seq, themes)
        };
        page.verbatims.into_iter().map(themes).collect::<HashMap<_, _>>()
    };
    let themes_before = told().await;
    world.add(&reviewed(&more, 3_600)).await;
    let (_, after) = verbatims.themes_find(ctx).await.expect("found");
    assert_eq!(after.taxonomy.themes()[..saved.taxonomy.themes().len()], *saved.taxonomy.themes(), "all stay");
    let themes_after = told().await;
    assert_eq!((themes_before.len(), themes_after.len()), (3_600, 4_000));
    let kept = themes_before
        .iter()
        .filter(|(seq, themes)| themes.iter().all(|theme| themes_after[*seq].contains(theme)))
        .count();
    assert_eq!(kept, 3_600, "each text is about what it was about");
}

#[tokio::test]
async fn who_says_that_a_theme_is_right_does_not_hold_it_against_new_words() {
    let world = World::with(&[("u-1", 1, "Message Received", message("La borne est éteinte"))]).await;
    let World { verbatims, ctx, .. } = &world;
    let clause = clause_of(&world, "borne").await;
    let said = Said { theme: clause.theme, polarity: Polarity::Negative };
    verbatims.label(ctx, clause.key, Some(said)).await.expect("kept");
    let own = ThemeEntry { name: Some("Bornes".to_owned()), words: vec!["borne*".to_owned()], ..ThemeEntry::default() };
    let themes = changed(verbatims.themes(ctx).await.expect("themes").taxonomy.themes(), |themes| themes.push(own));
    verbatims.themes_save(ctx, 0, themes).await.expect("saved");
    let clause = clause_of(&world, "borne").await;
    assert_eq!((clause.theme.as_deref(), clause.polarity), (Some("t1"), Polarity::Negative));
}
