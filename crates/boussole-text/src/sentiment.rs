//! How good or bad is what somebody says: by the words that they use, what they deny, and how strongly.

use crate::clause::Clause;
use crate::language::{Language, language};
use crate::lexicon::{ENGLISH, FRENCH, Found, Lexicon, Role};
use crate::reading::{Break, Reading};

/// How many words back it is looked whether something is denied, and how strongly it is said.
const SCOPE: usize = 3;
const STRENGTH_SCOPE: usize = 2;
/// What is denied: praise becomes blame, and blame becomes a little praise.
const DENIED_PRAISE: f32 = -0.8;
const DENIED_BLAME: f32 = -0.5;
const STRONG: f32 = 1.4;
const WEAK: f32 = 0.6;
const LOUD: f32 = 1.2;
/// What is set against something else weighs more than that.
const AGAINST: f32 = 1.3;
/// People praise out of politeness and blame with reason: blame weighs more (Taboada and others, Lexicon-Based Methods for
/// Sentiment Analysis, Computational Linguistics 37, 2011, give it one half more).
const BLAME: f32 = 1.5;
/// Below this weight nothing is said to be good or bad.
const WEIGHT_MIN: f32 = 0.5;
/// Who praises and blames nearly as much does both.
const MIXED_MAX: f32 = 0.08;

/// How good or bad something is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// Good.
    Positive,
    /// Bad.
    Negative,
    /// Both, and neither more than the other.
    Mixed,
    /// Neither.
    Neutral,
}

impl Polarity {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Positive, Self::Negative, Self::Mixed, Self::Neutral];

    /// Returns the word by which it is stored and asked for.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
            Self::Mixed => "mixed",
            Self::Neutral => "neutral",
        }
    }

    /// Finds the polarity of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|polarity| polarity.as_str() == word)
    }
}

/// How good or bad a text says that something is.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentiment {
    /// What it comes to.
    pub polarity: Polarity,
    /// From -1, all blame, to 1, all praise; 0 where nothing is said.
    pub score: f32,
    /// What weighs how much, in the order of the text: what it comes to can be seen in it.
    pub evidence: Vec<Evidence>,
}

/// A word or phrase that weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// Where it begins in the text, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Praise above 0, blame below.
    pub weight: f32,
}

/// Says how good or bad a text says that something is.
#[must_use]
pub fn sentiment(reading: &Reading<'_>) -> Sentiment {
    of_clauses(reading, &reading.clauses(), language(reading))
}

/// Says the same of one clause of a text in a language.
#[must_use]
pub fn clause_sentiment(reading: &Reading<'_>, clause: &Clause, language: Option<Language>) -> Sentiment {
    of_clauses(reading, std::slice::from_ref(clause), language)
}

fn of_clauses(reading: &Reading<'_>, clauses: &[Clause], language: Option<Language>) -> Sentiment {
    let lexicons: &[&Lexicon] = match language {
        Some(Language::French) => &[&FRENCH],
        Some(Language::English) => &[&ENGLISH],
        None => &[&FRENCH, &ENGLISH],
    };
    let mut evidence = Vec::new();
    for clause in clauses {
        Scale { reading, clause, lexicons }.weigh(&mut evidence);
    }
    Sentiment::of(evidence)
}

impl Sentiment {
    /// Says what the parts of a text come to together.
    #[must_use]
    pub fn of_parts(parts: &[Self]) -> Self {
        Self::of(parts.iter().flat_map(|part| part.evidence.iter().copied()).collect())
    }

    fn of(evidence: Vec<Evidence>) -> Self {
        let sum = |sign: f32| evidence.iter().map(|each| (each.weight * sign).max(0.0)).sum::<f32>();
        let (praise, blame) = (sum(1.0), sum(-1.0));
        let weight = praise + blame;
        let score = if weight > 0.0 { (praise - blame) / weight } else { 0.0 };
        let polarity = match score {
            _ if weight < WEIGHT_MIN => Polarity::Neutral,
            _ if score.abs() <= MIXED_MAX => Polarity::Mixed,
            _ if score > 0.0 => Polarity::Positive,
            _ => Polarity::Negative,
        };
        Self { polarity, score, evidence }
    }
}

/// A clause that is weighed, in the languages that it may be in.
struct Scale<'a> {
    reading: &'a Reading<'a>,
    clause: &'a Clause,
    lexicons: &'a [&'a Lexicon],
}

impl Scale<'_> {
    fn weigh(&self, evidence: &mut Vec<Evidence>) {
        let words = self.reading.words();
        let mut at = self.clause.words.start;
        while at < self.clause.words.end {
            let found = self.lexicons.iter().filter_map(|lexicon| lexicon.find(self.reading, at));
            let Some(Found { what: weight, n_words }) = found.max_by_key(|found| found.n_words) else {
                at += 1;
                continue;
            };
            let last = (at + n_words - 1).min(words.len() - 1);
            let weight = weight * self.factor(at, last, weight);
            let weight = if weight < 0.0 { weight * BLAME } else { weight };
            if weight != 0.0 {
                evidence.push(Evidence { from: words[at].from, to: words[last].to, weight });
            }
            at = last + 1;
        }
    }

    /// Returns by how much what is around some words changes what they weigh.
    fn factor(&self, at: usize, last: usize, weight: f32) -> f32 {
        let Self { reading, clause, .. } = self;
        let words = reading.words();
        let mut factor = if clause.is_against { AGAINST } else { 1.0 };
        if words[at..=last].iter().any(|word| word.is_loud) {
            factor *= LOUD;
        }
        // Back to the beginning of the clause, or to the comma before.
        let back = (clause.words.start..at).rev().take_while(|place| words[place + 1].before == Break::None);
        let before: Vec<usize> = back.take(SCOPE).collect();
        let after = last + 1..clause.words.end.min(last + 1 + SCOPE);
        let nearby = before.iter().copied().take(STRENGTH_SCOPE);
        if nearby.clone().any(|at| self.is(Role::Strong, at)) {
            factor *= STRONG;
        } else if nearby.clone().any(|at| self.is(Role::Weak, at)) {
            factor *= WEAK;
        }
        let is_denying = |at: &usize| self.is(Role::Deny, *at);
        if weight > 0.0 {
            let is_given = (at..=last).any(|at| self.is(Role::Given, at));
            if !is_given && before.iter().any(|at| self.is(Role::Wish, *at)) {
                return 0.0;
            }
        } else if after.clone().any(|at| self.is(Role::Solved, at))
            && !before.iter().copied().chain(after).any(|at| is_denying(&at))
        {
            return factor * DENIED_BLAME;
        }
        let has_ne = before.iter().any(|at| matches!(reading.folded(*at), "ne" | "n"));
        let is_denied = before.iter().any(|at| is_denying(at) || (has_ne && self.is(Role::DenyWithNe, *at)))
            // `ne … pas` has the word that is denied between.
            || (has_ne && matches!(reading.folded(last + 1), "pas" | "plus" | "jamais" | "guere" | "point"));
        match is_denied {
            true if weight > 0.0 => factor * DENIED_PRAISE,
            true => factor * DENIED_BLAME,
            false => factor,
        }
    }

    fn is(&self, role: Role, at: usize) -> bool {
        self.lexicons.iter().any(|lexicon| lexicon.is(role, self.reading.folded(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Polarity, sentiment};
    use crate::reading::Reading;

    #[test]
    fn what_is_said_is_understood_with_what_is_denied_and_how_strongly() {
        use Polarity::{Mixed, Negative, Neutral, Positive};
        for (text, expected) in [
            ("Très satisfait de ma commande, livraison rapide", Positive),
            ("Je ne suis pas satisfait du tout", Negative),
            ("Je ne recommande pas cette enseigne", Negative),
            ("Jamais déçu en dix ans", Positive),
            ("Aucun problème à signaler", Positive),
            ("Le service client est injoignable", Negative),
            ("Toujours pas remboursé après trois semaines", Negative),
            ("Produit magnifique mais livraison catastrophique et en retard", Negative),
            ("NUL", Negative),
            ("👍", Positive),
            ("Colis posé devant la porte", Neutral),
            ("", Neutral),
            ("Great service, thank you!", Positive),
            ("I'm not happy with this", Negative),
            ("Not bad at all", Positive),
            ("No issues whatsoever", Positive),
            ("Still waiting for my refund", Negative),
            ("The room was excellent and the breakfast was bad", Mixed),
            ("My parcel is blue", Neutral),
        ] {
            let read = sentiment(&Reading::new(text));
            assert_eq!(read.polarity, expected, "{text}: {read:?}");
        }
    }

    #[test]
    fn what_weighs_lies_in_the_text() {
        let text = "Très déçue : l’article n’est pas conforme, mais le SAV a été génial";
        let read = sentiment(&Reading::new(text));
        let shown: Vec<(&str, bool)> =
            read.evidence.iter().map(|each| (&text[each.from..each.to], each.weight > 0.0)).collect();
        assert_eq!(shown, [("déçue", false), ("conforme", false), ("génial", true)]);
    }
}
