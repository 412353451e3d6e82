use crate::table::{STANDARD, year_of};
use boussole_core::Refusal;
use std::collections::BTreeMap;

/// The years that files are believed to speak of: `25` is not the year 25.
const YEARS: std::ops::Range<i16> = 1900..2200;
/// The most texts that a refusal shows.
const EXAMPLES_MAX: usize = 3;

/// In which order day, month and year stand, by which of them is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Year,
    Day,
    Month,
}

/// The patterns that days and times have in files beside the standard ones, and their orders. One with a day of the
/// week, or with a month in letters, is said by a recipe.
const PATTERNS: [(Order, &str); 25] = [
    (Order::Year, "%Y/%m/%d"),
    (Order::Year, "%Y/%m/%d %H:%M"),
    (Order::Year, "%Y/%m/%d %H:%M:%S"),
    (Order::Day, "%d/%m/%Y"),
    (Order::Day, "%d/%m/%Y %H:%M"),
    (Order::Day, "%d/%m/%Y %H:%M:%S"),
    (Order::Day, "%d.%m.%Y"),
    (Order::Day, "%d.%m.%Y %H:%M"),
    (Order::Day, "%d.%m.%Y %H:%M:%S"),
    (Order::Day, "%d-%m-%Y"),
    (Order::Day, "%d-%m-%Y %H:%M"),
    (Order::Day, "%d-%m-%Y %H:%M:%S"),
    (Order::Day, "%d/%m/%y"),
    (Order::Day, "%d/%m/%y %H:%M"),
    (Order::Day, "%d/%m/%y %H:%M:%S"),
    (Order::Month, "%m/%d/%Y"),
    (Order::Month, "%m/%d/%Y %H:%M"),
    (Order::Month, "%m/%d/%Y %H:%M:%S"),
    (Order::Month, "%m/%d/%Y %I:%M %p"),
    (Order::Month, "%m/%d/%Y %I:%M:%S %p"),
    (Order::Month, "%m-%d-%Y"),
    (Order::Month, "%m-%d-%Y %H:%M"),
    (Order::Month, "%m-%d-%Y %H:%M:%S"),
    (Order::Month, "%m/%d/%y"),
    (Order::Month, "%m/%d/%y %H:%M"),
];

/// What the days and times of a table look like.
#[derive(Debug, Default)]
pub(super) struct Moments {
    columns: BTreeMap<usize, ColumnMoments>,
}

/// What those of one column look like.
#[derive(Debug, Default)]
struct ColumnMoments {
    /// How many texts are written in the standard manner.
    n_standard: u64,
    /// How many could be written in each order.
    n_fitting: [u64; 3],
    /// Which patterns something could be written by.
    is_used: [bool; PATTERNS.len()],
    /// Texts that could have the day first as well as the month.
    examples: Vec<String>,
}

impl Moments {
    /// Looks at the text of a cell of a column.
    pub(super) fn see(&mut self, column: usize, text: &str) {
        self.columns.entry(column).or_default().see(text);
    }

    /// Says whether the days seen could have the day first as well as the month.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.undecided().is_some() && self.decided().is_none()
    }

    /// Decides by which patterns days are read; none where all are standard, or nothing tells.
    pub(super) fn decide(&self) -> Result<Vec<String>, Refusal> {
        if let (Some(column), None) = (self.undecided(), self.decided()) {
            return Err(column.refuse());
        }
        let mut patterns: Vec<String> = Vec::new();
        for column in self.columns.values() {
            let order = column.order().or(column.is_undecided().then(|| self.decided()).flatten());
            let used = order.into_iter().flat_map(|order| column.used(order)).map(str::to_owned);
            patterns.extend(used.filter(|pattern| !patterns.contains(pattern)).collect::<Vec<_>>());
        }
        if !patterns.is_empty() && self.columns.values().any(|column| column.n_standard > 0) {
            patterns.push(STANDARD.to_owned());
        }
        Ok(patterns)
    }

    /// Returns a column whose days could be read in two ways.
    fn undecided(&self) -> Option<&ColumnMoments> {
        self.columns.values().find(|column| column.is_undecided())
    }

    /// Returns which of the day and the month comes first in a column that tells: a table is written by one hand.
    fn decided(&self) -> Option<Order> {
        self.columns.values().filter_map(ColumnMoments::order).find(|order| *order != Order::Year)
    }
}

impl ColumnMoments {
    fn see(&mut self, text: &str) {
        if year_of(text, STANDARD).is_some() {
            self.n_standard += 1;
            return;
        }
        let mut fits = [false; 3];
        for (place, (order, pattern)) in PATTERNS.iter().enumerate() {
            if !fits[*order as usize] && year_of(text, pattern).is_some_and(|year| YEARS.contains(&year)) {
                fits[*order as usize] = true;
                self.is_used[place] = true;
            }
        }
        for (n_fitting, fits) in self.n_fitting.iter_mut().zip(fits) {
            *n_fitting += u64::from(fits);
        }
        let in_two_ways = fits[Order::Day as usize] && fits[Order::Month as usize];
        if in_two_ways && self.examples.len() < EXAMPLES_MAX {
            self.examples.push(text.to_owned());
        }
    }

    fn n_fitting(&self, order: Order) -> u64 {
        self.n_fitting[order as usize]
    }

    fn is_undecided(&self) -> bool {
        let n_day_first = self.n_fitting(Order::Day);
        n_day_first > self.n_standard && n_day_first == self.n_fitting(Order::Month)
    }

    /// Returns the order by which most texts are written, unless that is the standard manner.
    fn order(&self) -> Option<Order> {
        let orders = [Order::Year, Order::Day, Order::Month];
        let best = orders.into_iter().max_by_key(|&order| self.n_fitting(order))?;
        (self.n_fitting(best) > self.n_standard && !self.is_undecided()).then_some(best)
    }

    fn used(&self, wanted: Order) -> impl Iterator<Item = &'static str> {
        let used = PATTERNS.iter().zip(self.is_used);
        used.filter_map(move |((order, pattern), is_used)| (is_used && *order == wanted).then_some(*pattern))
    }

    fn refuse(&self) -> Refusal {
        let written = |order| self.used(order).map(|pattern| format!("\"{pattern}\"")).collect::<Vec<_>>().join(", ");
        let (day_first, month_first) = (written(Order::Day), written(Order::Month));
        let message = format!("days like `{}` may have the day or the month first", self.examples.join("`, `"));
        Refusal::new("ambiguous_dates", message)
            .hint(format!("say `time_formats = [{day_first}]` or `time_formats = [{month_first}]`"))
    }
}

#[cfg(test)]
mod tests {
    use super::Moments;
    use expect_test::{Expect, expect};

    /// Shows by which patterns columns of texts are read.
    fn check(columns: &[&[&str]], expected: Expect) {
        let mut moments = Moments::default();
        for (column, texts) in columns.iter().enumerate() {
            texts.iter().for_each(|text| moments.see(column, text));
        }
        let shown = match moments.decide() {
            Ok(patterns) => patterns.join(" | "),
            Err(refusal) => format!("{}: {} ({})", refusal.code, refusal.message, refusal.hint.unwrap_or_default()),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn the_order_of_days_is_read_from_those_that_tell() {
        check(&[&["2025-01-03", "2025-01-03T10:00:00Z", "2025-01-03 10:00"]], expect![""]);
        check(&[&["03/01/2025", "31/01/2025"]], expect!["%d/%m/%Y"]);
        check(&[&["01/03/2025 9:05", "01/31/2025 14:30"]], expect!["%m/%d/%Y %H:%M"]);
        check(&[&["1/31/2025 2:30 PM"]], expect!["%m/%d/%Y %I:%M %p"]);
        check(&[&["31.12.25", "31.12.2025"]], expect!["%d.%m.%Y"]);
        check(&[&["31/12/25 08:00"]], expect!["%d/%m/%y %H:%M"]);
        check(&[&["2025/12/31"]], expect!["%Y/%m/%d"]);
        check(&[&["n/a", "soon"]], expect![""]);
    }

    #[test]
    fn columns_of_one_table_are_written_by_one_hand() {
        check(&[&["03/01/2025"], &["31/01/2025 10:00"]], expect!["%d/%m/%Y | %d/%m/%Y %H:%M"]);
        check(&[&["2025-01-03"], &["31/01/2025"]], expect!["%d/%m/%Y | iso"]);
        check(&[&["2025-01-03", "2025-01-04", "01/02/2025"]], expect![""]);
    }

    #[test]
    fn days_that_could_be_read_in_two_ways_are_refused() {
        check(
            &[&["03/01/2025", "04/01/2025"]],
            expect![[
                r#"ambiguous_dates: days like `03/01/2025`, `04/01/2025` may have the day or the month first (say `time_formats = ["%d/%m/%Y"]` or `time_formats = ["%m/%d/%Y"]`)"#
            ]],
        );
    }
}
