//! What definitions of every feature have in common: how many, which ids, how something may be called.

use crate::Refusal;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The longest id of a part of a definition, in characters.
const ID_CHARS_MAX: usize = 40;
/// The longest name, in characters.
const NAME_CHARS_MAX: usize = 80;

/// Checks that there are neither too few nor too many.
///
/// # Errors
/// Refuses with `out_of_bounds`, and says how many there may be.
pub fn check_count(field: &str, n: usize, allowed: RangeInclusive<usize>) -> Result<(), Refusal> {
    if allowed.contains(&n) {
        return Ok(());
    }
    let (least, most) = (allowed.start(), allowed.end());
    Err(Refusal::new("out_of_bounds", format!("{n} are too many or too few"))
        .at(field)
        .hint(format!("write {least} to {most} of them")))
}

/// Checks the id of a part, and that none of the `ids` before is the same; it is one of them afterwards.
///
/// # Errors
/// Refuses with `invalid_id` what is not 1 to 40 small letters, digits, `-` and `_`, and with `duplicate_name` one that is
/// there already.
pub fn check_id(id: &str, ids: &mut BTreeSet<String>) -> Result<(), Refusal> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if id.is_empty() || id.len() > ID_CHARS_MAX || !id.chars().all(is_plain) {
        return Err(Refusal::new("invalid_id", "this is not an id")
            .at("id")
            .hint(format!("use 1 to {ID_CHARS_MAX} small letters, digits, `-` and `_`")));
    }
    match ids.insert(id.to_owned()) {
        true => Ok(()),
        false => Err(Refusal::new("duplicate_name", format!("`{id}` is there twice")).at("id")),
    }
}

/// Returns a name without the spaces around it.
///
/// # Errors
/// Refuses with `invalid_name` an empty one, one of more than 80 characters, and one with control characters.
pub fn check_name(text: &str) -> Result<String, Refusal> {
    let name = text.trim();
    if (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(Refusal::new("invalid_name", "this is not a name")
        .at("name")
        .hint(format!("use 1 to {NAME_CHARS_MAX} characters")))
}

/// Makes an id that can be read of a name: its letters without accents, and its digits; empty when it has none.
#[must_use]
pub fn readable_id(name: &str) -> String {
    let mut id = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            'à' | 'â' | 'ä' => id.push('a'),
            'é' | 'è' | 'ê' | 'ë' => id.push('e'),
            'î' | 'ï' => id.push('i'),
            'ô' | 'ö' => id.push('o'),
            'ù' | 'û' | 'ü' => id.push('u'),
            'ç' => id.push('c'),
            'œ' => id.push_str("oe"),
            _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    // Some room is left for a number behind it.
    id.truncate(ID_CHARS_MAX - 5);
    id.truncate(id.trim_end_matches('-').len());
    id
}

#[cfg(test)]
mod tests {
    use super::{check_count, check_id, check_name, readable_id};
    use std::collections::BTreeSet;

    #[test]
    fn a_count_lies_within_its_bounds() {
        assert_eq!(check_count("steps", 1, 1..=2), Ok(()));
        let refusal = check_count("steps", 3, 1..=2).expect_err("too many");
        assert_eq!((refusal.code, refusal.field.as_deref()), ("out_of_bounds", Some("steps")));
        assert_eq!(refusal.hint.as_deref(), Some("write 1 to 2 of them"));
    }

    #[test]
    fn an_id_is_plain_and_there_once() {
        let mut ids = BTreeSet::new();
        for (id, expected) in [
            ("after_sales-2", Ok(())),
            ("after_sales-2", Err("duplicate_name")),
            ("", Err("invalid_id")),
            ("A", Err("invalid_id")),
            ("é", Err("invalid_id")),
            (&"a".repeat(41), Err("invalid_id")),
        ] {
            assert_eq!(check_id(id, &mut ids).map_err(|refusal| refusal.code), expected, "{id}");
        }
    }

    #[test]
    fn a_name_loses_the_spaces_around_it() {
        assert_eq!(check_name(" Magasin de Lyon ").as_deref(), Ok("Magasin de Lyon"));
        for wrong in ["", "  ", "a\nb", &"a".repeat(81)] {
            assert_eq!(check_name(wrong).expect_err("no name").code, "invalid_name", "{wrong:?}");
        }
    }

    #[test]
    fn an_id_can_be_read() {
        for (name, id) in [
            (" Boutique en ligne ", "boutique-en-ligne"),
            ("Été 2024 !", "ete-2024"),
            ("  --  ", ""),
            ("店", ""),
            ("Cœur de ville", "coeur-de-ville"),
            (&"ab ".repeat(26), "ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab"),
        ] {
            assert_eq!(readable_id(name), id, "{name}");
        }
    }
}
