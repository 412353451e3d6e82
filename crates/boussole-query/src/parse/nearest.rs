use crate::value::fold;

/// How many names a hint proposes.
const NAMES_MAX: usize = 3;
/// Names longer than this are not compared: no event, field or zone has such a name.
const NAME_CHARS_MAX: usize = 200;

/// Returns "did you mean …" with the known names nearest to `written`; `None` when none is near.
pub(crate) fn nearest_hint(written: &str, known: &[String]) -> Option<String> {
    let names = nearest(written, known);
    if names.is_empty() {
        return None;
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Some(format!("did you mean {}?", quoted.join(" or ")))
}

fn nearest<'a>(written: &str, known: &'a [String]) -> Vec<&'a str> {
    let written: Vec<char> = fold(written).chars().take(NAME_CHARS_MAX).collect();
    let mut near: Vec<(usize, &str)> = known
        .iter()
        .filter_map(|name| {
            let folded: Vec<char> = fold(name).chars().take(NAME_CHARS_MAX).collect();
            let distance = edit_distance(&written, &folded);
            // A third of the letters may be wrong; beyond that the two words have nothing in common.
            (distance <= (written.len().max(folded.len()) / 3).max(1)).then_some((distance, name.as_str()))
        })
        .collect();
    near.sort_unstable();
    let best = near.first().map_or(0, |(distance, _)| *distance);
    // Next to a name that is nearly right, one that is half right would only confuse.
    near.into_iter().take_while(|(distance, _)| *distance <= best + 1).take(NAMES_MAX).map(|(_, name)| name).collect()
}

/// Counts the letters to insert, remove or replace to go from one word to the other (Levenshtein).
fn edit_distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest_hint;
    use expect_test::{Expect, expect};

    fn check(written: &str, expected: Expect) {
        let known = ["Order Completed", "Order Cancelled", "Product Viewed", "Page Viewed"].map(str::to_owned);
        expected.assert_eq(&nearest_hint(written, &known).unwrap_or_default());
    }

    #[test]
    fn near_names_are_proposed() {
        check("order completed", expect!["did you mean `Order Completed`?"]);
        check("Order Complete", expect!["did you mean `Order Completed`?"]);
        check("Order Canceled", expect!["did you mean `Order Cancelled`?"]);
        check("Page View", expect!["did you mean `Page Viewed`?"]);
        check("signup", expect![""]);
        check("", expect![""]);
    }
}
