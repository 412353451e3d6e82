//! What the company sends to the subscribers of its newsletter, and when.

use crate::plants::Plants;
use jiff::civil::{Date, Weekday};
use std::borrow::Cow;

/// The subjects of the monthly letter, from January.
const SUBJECTS: [&str; 12] = [
    "Nos plus belles boucles d’hiver",
    "Raquettes aux pieds : où aller ce mois-ci",
    "Le sac de printemps, pièce par pièce",
    "Six week-ends pour reprendre en douceur",
    "Bivouac : ce que l’on oublie toujours",
    "Refuges : réserver, arriver, repartir",
    "Marcher quand il fait chaud",
    "Les tours de deux jours que nous aimons",
    "La montagne en septembre",
    "Bien lacer, bien marcher",
    "Réparer plutôt que racheter",
    "Sous le sapin des marcheurs",
];
/// What the monthly letter costs, in cents.
const COST: i64 = 18_000;

/// A letter sent on some day to half of the subscribers; the others are drawn to be left out.
#[derive(Debug, Clone)]
pub(crate) struct Letter<'a> {
    pub(crate) campaign: Cow<'a, str>,
    pub(crate) subject: &'a str,
    /// In cents.
    pub(crate) cost: i64,
    /// For how many days it acts, and how often those who receive it then come, in percent of before.
    pub(crate) effect: Option<(u32, u32)>,
}

/// Returns the letters that are sent on `day`: the monthly one, which changes nothing, and what is planted.
pub(crate) fn sent_on(day: Date, plants: &Plants) -> Vec<Letter<'_>> {
    let planted = plants.mailings().iter().filter(|mailing| mailing.from == day).map(|mailing| Letter {
        campaign: Cow::Borrowed(&mailing.campaign),
        subject: &mailing.subject,
        cost: mailing.cost,
        effect: Some((mailing.days, mailing.visits_percent)),
    });
    monthly(day).into_iter().chain(planted).collect()
}

/// Returns the letter of the month, sent on its first Tuesday.
fn monthly(day: Date) -> Option<Letter<'static>> {
    if day.weekday() != Weekday::Tuesday || day.day() > 7 {
        return None;
    }
    Some(Letter {
        campaign: Cow::Owned(format!("lettre-{:04}-{:02}", day.year(), day.month())),
        subject: SUBJECTS[usize::from(day.month().unsigned_abs() - 1)],
        cost: COST,
        effect: None,
    })
}

#[cfg(test)]
mod tests {
    use super::sent_on;
    use crate::plants::Plants;
    use expect_test::expect;
    use jiff::civil::date;

    #[test]
    fn there_is_a_letter_a_month_and_what_is_planted() {
        let (first, last) = (date(2026, 1, 1), date(2026, 3, 31));
        let plants = Plants::usual(date(2026, 4, 30));
        let days = first.series(jiff::ToSpan::days(1)).take_while(|day| *day <= last);
        let letters = days.flat_map(|day| {
            let letters = sent_on(day, &plants).into_iter();
            letters.map(|letter| format!("{day} {}", letter.campaign)).collect::<Vec<_>>()
        });
        expect!["2026-01-06 lettre-2026-01, 2026-02-03 lettre-2026-02, 2026-02-14 retour-au-sentier, 2026-03-03 lettre-2026-03, 2026-03-13 grand-tirage"].assert_eq(&letters.collect::<Vec<_>>().join(", "));
    }
}
