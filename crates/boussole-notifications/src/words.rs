//! The words, numbers and dates of letters, in French and English.

use boussole_mail::{Language, Letter, Unwritten};
use boussole_today::{Brief, BriefFigure, Unit};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use std::fmt::Display;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The name of each figure, in English and in French.
const FIGURES: [(&str, &str, &str); 13] = [
    ("orders", "Orders", "Commandes"),
    ("revenue", "Revenue", "Chiffre d’affaires"),
    ("active_customers", "Active customers", "Clients actifs"),
    ("promises_kept", "Promises kept", "Promesses tenues"),
    ("nps", "NPS", "NPS"),
    ("csat", "Satisfaction (CSAT)", "Satisfaction (CSAT)"),
    ("ces", "Ease (CES), from 1 to 7", "Effort client (CES), de 1 à 7"),
    ("reviews", "Good reviews", "Avis favorables"),
    ("retention", "Retention rate", "Taux de rétention"),
    ("churn", "Churn rate", "Taux d’attrition (churn)"),
    ("repeat_purchase", "Repeat purchase rate", "Taux de réachat"),
    ("return_rate", "Return rate", "Taux de retour"),
    ("given_back", "Refunds", "Remboursements"),
];

/// What is said in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    language: Language,
}

/// Reads what a letter is about.
pub(crate) fn unread<T: DeserializeOwned>(letter: &Letter) -> Result<T, Unwritten> {
    serde_json::from_str(&letter.about).map_err(|error| Unwritten::Never(format!("stored letter: {error}")))
}

/// Says that something may work later.
pub(crate) fn later(error: impl Display) -> Unwritten {
    Unwritten::Later(error.to_string())
}

impl Words {
    pub(crate) fn of(language: Language) -> Self {
        Self { language }
    }

    fn say<'a>(&self, english: &'a str, french: &'a str) -> &'a str {
        match self.language {
            Language::En => english,
            Language::Fr => french,
        }
    }

    /// The reason of a letter to who left the project meanwhile.
    pub(crate) fn no_member(&self) -> Unwritten {
        Unwritten::Never("no_member".to_owned())
    }

    pub(crate) fn weekly_title(&self) -> &'static str {
        self.say("Where your customers stand", "Où en sont vos clients")
    }

    pub(crate) fn weekly_link(&self) -> &'static str {
        self.say("Open Today", "Ouvrir Aujourd’hui")
    }

    pub(crate) fn nothing_yet(&self) -> &'static str {
        self.say(
            "Nothing has arrived yet. Connect your shop or your site, or import a file, and this letter tells you each \
             week how your customers are.",
            "Rien n’est encore arrivé. Connectez votre boutique ou votre site, ou importez un fichier, et cette lettre \
             vous dira chaque semaine comment vont vos clients.",
        )
    }

    pub(crate) fn nothing_yet_link(&self) -> &'static str {
        self.say("Connect a source", "Connecter une source")
    }

    /// Says of which days the figures are, and beside what.
    pub(crate) fn weekly_period(&self, brief: &Brief) -> String {
        let (from, until, days) = (self.day(brief.from), self.day(brief.until), brief.n_days);
        let has_past = brief.figures.iter().any(|figure| figure.previous.is_some());
        match (self.language, has_past) {
            (Language::En, true) => format!("From {from} to {until}, beside the {days} days before."),
            (Language::Fr, true) => format!("Du {from} au {until}, à côté des {days} jours d’avant."),
            (Language::En, false) => format!("From {from} to {until}."),
            (Language::Fr, false) => format!("Du {from} au {until}."),
        }
    }

    /// Says how much there is to look at first.
    pub(crate) fn look_first(&self, n: usize) -> String {
        match (self.language, n) {
            (Language::En, 0) => "Nothing stands out from chance: there is nothing to look at first.".to_owned(),
            (Language::En, 1) => "One thing stands out from chance: look at it first.".to_owned(),
            (Language::En, n) => format!("{n} things stand out from chance: look at them first."),
            (Language::Fr, 0) => "Rien ne dépasse le hasard\u{a0}: il n’y a rien à regarder d’abord.".to_owned(),
            (Language::Fr, 1) => "Une chose dépasse le hasard\u{a0}: regardez-la d’abord.".to_owned(),
            (Language::Fr, n) => format!("{n} choses dépassent le hasard\u{a0}: regardez-les d’abord."),
        }
    }

    pub(crate) fn figure_name(&self, name: &'static str) -> &'static str {
        let found = FIGURES.iter().find(|(known, ..)| *known == name);
        found.map_or(name, |(_, english, french)| self.say(english, french))
    }

    /// Writes a value in the unit of its figure.
    pub(crate) fn figure_value(&self, figure: &BriefFigure, value: f64, currency: Option<&str>) -> String {
        match figure.unit {
            Unit::Count => self.number(value, 0),
            Unit::Money => match currency {
                Some(currency) => format!("{}\u{a0}{currency}", self.number(value, 0)),
                None => self.number(value, 0),
            },
            Unit::Percent => format!("{}{}", self.number(value, 1), self.say("%", "\u{202f}%")),
            Unit::Points => self.number(value, 1),
            Unit::Mean => self.number(value, 2),
        }
    }

    /// Says what a figure rests on, within which range it may lie, and what it was before.
    pub(crate) fn figure_beside(&self, figure: &BriefFigure, currency: Option<&str>) -> String {
        let value = |value: f64| self.figure_value(figure, value, currency);
        let mut parts = Vec::new();
        if let Some((low, high)) = figure.interval {
            let (low, high) = (value(low), value(high));
            parts.push(match self.language {
                Language::En => format!("between {low} and {high}"),
                Language::Fr => format!("entre {low} et {high}"),
            });
        }
        if let Some(n) = figure.n {
            let n = self.number(n as f64, 0);
            parts.push(match figure.is_small {
                true => format!("{} {n}", self.say("of only", "sur seulement")),
                false => format!("{} {n}", self.say("of", "sur")),
            });
        }
        if let Some((from, until)) = figure.days {
            let (from, until) = (self.day(from), self.day(until));
            parts.push(match self.language {
                Language::En => format!("from {from} to {until}"),
                Language::Fr => format!("du {from} au {until}"),
            });
        }
        if let Some(previous) = figure.previous {
            parts.push(format!("{} {}", self.say("before:", "avant\u{a0}:"), value(previous)));
        }
        parts.join(self.say("; ", "\u{202f}; "))
    }

    pub(crate) fn silent_title(&self, source: &str) -> String {
        match self.language {
            Language::En => format!("“{source}” sends nothing any more"),
            Language::Fr => format!("«\u{a0}{source}\u{a0}» n’envoie plus rien"),
        }
    }

    pub(crate) fn silent_since(&self, last: &str, hours: i64) -> String {
        match self.language {
            Language::En => format!("Its last event arrived on {last}. Nothing came in the {hours} hours after that."),
            Language::Fr => {
                format!("Son dernier événement est arrivé le {last}. Plus rien dans les {hours} heures qui ont suivi.")
            }
        }
    }

    pub(crate) fn silent_advice(&self) -> &'static str {
        self.say(
            "What customers do there is not seen meanwhile. Look first whether something was put online or changed that \
             day: a removed script, a key, a consent banner.",
            "Ce que les clients y font n’est pas vu pendant ce temps. Regardez d’abord ce qui a été mis en ligne ou changé \
             ce jour-là\u{a0}: un script retiré, une clé, un bandeau de consentement.",
        )
    }

    pub(crate) fn silent_link(&self) -> &'static str {
        self.say("Open the sources", "Ouvrir les sources")
    }

    /// Writes a day: `3 June 2026`, `1er juin 2026`.
    pub(crate) fn day(&self, date: Date) -> String {
        let month = usize::try_from(date.month() - 1).unwrap_or_default();
        match self.language {
            Language::En => format!("{} {} {}", date.day(), MONTHS_EN[month], date.year()),
            Language::Fr => {
                let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
                format!("{day} {} {}", MONTHS_FR[month], date.year())
            }
        }
    }

    /// Writes a moment in a time zone, to the minute.
    pub(crate) fn moment(&self, time_ms: i64, zone: &TimeZone) -> String {
        let local = Timestamp::from_millisecond(time_ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
        let (day, clock) = (self.day(local.date()), local.strftime("%H:%M"));
        match self.language {
            Language::En => format!("{day} at {clock}"),
            Language::Fr => format!("{day} à {clock}"),
        }
    }

    /// Writes a number with so many decimals, thousands apart.
    fn number(&self, value: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let (thousands, point) = (self.say(",", "\u{202f}"), self.say(".", ","));
        let digits: Vec<char> = whole.chars().collect();
        let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
        let is_zero = !text.contains(|c: char| ('1'..='9').contains(&c));
        let sign = if value < 0.0 && !is_zero { "\u{2212}" } else { "" };
        let end = if fraction.is_empty() { String::new() } else { format!("{point}{fraction}") };
        format!("{sign}{}{end}", groups.join(thousands))
    }
}

#[cfg(test)]
mod tests {
    use super::{FIGURES, Words};
    use boussole_mail::Language;
    use boussole_today::{BriefFigure, Unit, figure_names};
    use jiff::tz::TimeZone;

    #[test]
    fn every_figure_of_the_start_page_has_a_name() {
        for name in figure_names() {
            assert!(FIGURES.iter().any(|(known, ..)| *known == name), "{name}");
        }
    }

    #[test]
    fn numbers_are_written_as_readers_write_them() {
        let (english, french) = (Words::of(Language::En), Words::of(Language::Fr));
        for (value, decimals, in_english, in_french) in [
            (0.0, 0, "0", "0"),
            (-0.04, 1, "0.0", "0,0"),
            (999.5, 0, "1,000", "1\u{202f}000"),
            (1_234_567.891, 2, "1,234,567.89", "1\u{202f}234\u{202f}567,89"),
            (-12.34, 1, "\u{2212}12.3", "\u{2212}12,3"),
        ] {
            assert_eq!(english.number(value, decimals), in_english);
            assert_eq!(french.number(value, decimals), in_french);
        }
    }

    #[test]
    fn a_score_is_told_with_its_base_and_range() {
        let figure = BriefFigure {
            name: "csat",
            unit: Unit::Percent,
            value: 82.4,
            previous: Some(80.0),
            interval: Some((78.8, 85.5)),
            n: Some(1_500),
            is_small: false,
            days: None,
        };
        let (english, french) = (Words::of(Language::En), Words::of(Language::Fr));
        assert_eq!(english.figure_value(&figure, figure.value, None), "82.4%");
        assert_eq!(english.figure_beside(&figure, None), "between 78.8% and 85.5%; of 1,500; before: 80.0%");
        assert_eq!(
            french.figure_beside(&figure, None),
            "entre 78,8\u{202f}% et 85,5\u{202f}%\u{202f}; sur 1\u{202f}500\u{202f}; avant\u{a0}: 80,0\u{202f}%"
        );
        let money = BriefFigure { unit: Unit::Money, interval: None, n: None, previous: None, ..figure };
        assert_eq!(french.figure_value(&money, 12_345.6, Some("EUR")), "12\u{202f}346\u{a0}EUR");
        assert_eq!(french.figure_beside(&money, Some("EUR")), "");
    }

    #[test]
    fn days_are_written_out() {
        let (english, french) = (Words::of(Language::En), Words::of(Language::Fr));
        let paris = TimeZone::get("Europe/Paris").expect("a zone");
        assert_eq!(french.moment(1_780_264_800_000, &paris), "1er juin 2026 à 00:00");
        assert_eq!(english.moment(1_780_264_800_000, &paris), "1 June 2026 at 00:00");
    }
}
