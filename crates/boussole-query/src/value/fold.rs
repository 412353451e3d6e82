use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Removes what `"fold": true` ignores, case and accents: `Élégant` becomes `elegant`.
pub(crate) fn fold(text: &str) -> String {
    strip_accents(&text.to_lowercase())
}

/// Removes accents and keeps case. For patterns, in which `\W` and `\w` must stay different.
pub(crate) fn strip_accents(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_and_accents_are_folded_and_nothing_else() {
        for (text, folded) in [("Élégant", "elegant"), ("ÇA VA?", "ca va?"), ("naïve e\u{301}", "naive e"), ("", "")]
        {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
