use crate::table::parse_decimal;
use boussole_core::Refusal;

/// What numbers with a fraction look like.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    n_with_point: u64,
    n_with_comma: u64,
    /// Those with a comma that cannot be a thousand: `12,5`, but not `1,234`.
    n_sure_commas: u64,
}

impl Numbers {
    /// Looks at the text of a cell.
    pub(super) fn see(&mut self, text: &str) {
        // A whole number is the same in both manners.
        let with_point = parse_decimal(text, false).is_some();
        let with_comma = parse_decimal(text, true).is_some();
        self.n_with_point += u64::from(with_point && !with_comma);
        self.n_with_comma += u64::from(with_comma && !with_point);
        self.n_sure_commas += u64::from(with_comma && !with_point && !could_be_thousands(text));
    }

    /// Says whether the commas seen may stand after thousands, as in English.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.n_with_comma > self.n_with_point && self.n_sure_commas == 0
    }

    /// Decides whether fractions stand behind a comma; `None` where nothing tells.
    pub(super) fn decide(&self) -> Result<Option<bool>, Refusal> {
        if self.is_ambiguous() {
            return Err(Refusal::new("ambiguous_numbers", "a comma in numbers like `1,234` may stand before a fraction or after thousands")
                .hint("say `decimal_comma = true` when it stands before a fraction, and take it out of the file when it stands after thousands"));
        }
        Ok((self.n_with_comma + self.n_with_point > 0).then_some(self.n_with_comma > self.n_with_point))
    }
}

/// Says whether the text is groups of three digits with commas between, like `1,234,567`.
fn could_be_thousands(text: &str) -> bool {
    let mut groups = text.trim_start_matches(['-', '+']).split(',');
    let first = groups.next().unwrap_or_default();
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut n_groups = 0;
    let all_of_three = groups.all(|group| {
        n_groups += 1;
        group.len() == 3 && is_digits(group)
    });
    // No group of thousands begins with a zero.
    (1..=3).contains(&first.len()) && is_digits(first) && !first.starts_with('0') && n_groups > 0 && all_of_three
}

#[cfg(test)]
mod tests {
    use super::Numbers;
    use expect_test::{Expect, expect};

    fn check(texts: &[&str], expected: Expect) {
        let mut numbers = Numbers::default();
        texts.iter().for_each(|text| numbers.see(text));
        expected
            .assert_eq(&numbers.decide().map_or_else(|refusal| refusal.code.to_owned(), |comma| format!("{comma:?}")));
    }

    #[test]
    fn commas_are_told_from_points_and_thousands() {
        check(&["12.50", "3", "-0.1"], expect!["Some(false)"]);
        check(&["12,50", "3", "1 234,5"], expect!["Some(true)"]);
        check(&["0,125", "1,234"], expect!["Some(true)"]);
        check(&["12", "7", "abc"], expect!["None"]);
        check(&["1,234", "2,500", "12"], expect!["ambiguous_numbers"]);
        check(&["1,234.50", "12.00"], expect!["Some(false)"]);
        check(&["12,5", "3.5", "4.25"], expect!["Some(false)"]);
    }
}
