use super::profile::without_accent;
use crate::random::Draw;
use crate::world::{Leaning, World};

/// What moves a person. Hidden causes: no event, property or trait ever names one, and a test sees to it.
#[derive(Debug)]
pub(crate) struct Temperament {
    pub(crate) leaning: &'static Leaning,
    /// Whether the person never gives a name.
    pub(crate) secretive: bool,
    /// From 0, who only looks at prices, to 100.
    pub(crate) thrift: i64,
    /// From 0, who forgives no delay, to 100.
    pub(crate) forbearance: i64,
    /// Added to every satisfaction: some are never content, some always.
    pub(crate) leniency: i64,
    /// Of 1,000 times that the person is asked something, how many are answered.
    pub(crate) outspokenness: u32,
    /// Whether the person says "tu" to a company.
    pub(crate) familiarity: bool,
    /// How little care goes into writing, from 0 to 3.
    pub(crate) carelessness: u32,
    /// Of 1,000 visits, how many are made on a telephone.
    pub(crate) thumb: u32,
    /// A lot from 0 to 999: the lowest are drawn to say nothing ever.
    pub(crate) silence: u32,
    /// A lot from 0 to 999: the lowest are shown what only some visitors are shown.
    pub(crate) curiosity: u32,
    /// Whether the person lets a site write down what they look at.
    pub(crate) openness: bool,
    /// Whether the person takes the application along on a walk.
    pub(crate) wanderlust: bool,
}

impl Temperament {
    /// Draws what moves a person.
    pub(crate) fn draw(world: &'static World, draw: &mut Draw) -> Self {
        let leanings = world.leanings.values().map(|leaning| (leaning.weight, leaning));
        let leaning = draw.weighted(leanings).expect("some leaning has a weight");
        Self {
            leaning,
            secretive: draw.chance(170),
            thrift: (leaning.thrift + draw.around(25)).clamp(0, 100),
            forbearance: (leaning.patience + draw.around(35)).clamp(0, 100),
            leniency: draw.around(22),
            outspokenness: leaning.outspoken * draw.below(200) / 100,
            familiarity: draw.chance(160),
            carelessness: draw.weighted([(55, 0), (22, 1), (13, 2), (10, 3)]).unwrap_or(0),
            thumb: u32::try_from((610 + draw.around(390)).clamp(0, 1_000)).unwrap_or(0),
            silence: draw.below(1_000),
            curiosity: draw.below(1_000),
            openness: draw.chance(760),
            wanderlust: draw.chance(320),
        }
    }

    /// Writes `text` as this person types it.
    pub(crate) fn type_out(&self, text: &str, draw: &mut Draw) -> String {
        match self.carelessness {
            0 => text.to_owned(),
            1 => slip(text.trim_end_matches('.'), 6, draw),
            2 => slip(&lower_first(text.trim_end_matches('.')), 14, draw).chars().map(without_accent).collect(),
            _ => abbreviate(&slip(&lower_first(text), 24, draw).replace(" !", "!!").replace("...", "......")),
        }
    }
}

/// Lets fingers slip: of 1,000 letters inside of words, so many are swapped with the next, dropped or doubled.
fn slip(text: &str, per_thousand: u32, draw: &mut Draw) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let mut at = 1;
    while at + 1 < letters.len() {
        let inside = letters[at - 1..=at + 1].iter().all(|letter| letter.is_lowercase());
        if inside && draw.chance(per_thousand) {
            match draw.below(4) {
                0 | 1 => letters.swap(at, at + 1),
                2 => _ = letters.remove(at),
                _ => letters.insert(at, letters[at]),
            }
            at += 2;
        }
        at += 1;
    }
    letters.into_iter().collect()
}

/// Shortens words as in a message from a telephone.
fn abbreviate(text: &str) -> String {
    let word = |word: &str| match word {
        "beaucoup" => "bcp".to_owned(),
        "toujours" => "tjrs".to_owned(),
        "problème" => "pb".to_owned(),
        "pour" => "pr".to_owned(),
        "vous" => "vs".to_owned(),
        "please" => "pls".to_owned(),
        "and" => "&".to_owned(),
        other => other.to_owned(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Temperament;
    use crate::random::Draw;
    use crate::world::World;
    use expect_test::expect;

    #[test]
    fn people_type_with_more_or_less_care() {
        let typed = |carelessness| {
            let temperament = Temperament::draw(World::shipped(), &mut Draw::of_person(1, 1));
            let text = "Échange réglé pour cette fois, merci beaucoup ! À bientôt...";
            Temperament { carelessness, ..temperament }.type_out(text, &mut Draw::of_person(1, 2))
        };
        expect![[r#"
            Échange réglé pour cette fois, merci beaucoup ! À bientôt...
            Échange réglé pour cette fois, merci beaucoup ! À bienôtt
            echange regle pour cette fois, merci beaucoup ! A bietnot
            échange réglé pr cette fois, merci beaucoup!! À bietnôt......"#]]
        .assert_eq(&[0, 1, 2, 3].map(typed).join("\n"));
    }
}
