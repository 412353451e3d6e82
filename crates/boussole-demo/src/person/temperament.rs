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
        }
    }

    /// Writes `text` as this person types it.
    pub(crate) fn type_out(&self, text: &str) -> String {
        match self.carelessness {
            0 => text.to_owned(),
            1 => text.trim_end_matches('.').to_owned(),
            2 => lower_first(text.trim_end_matches('.')).chars().map(without_accent).collect(),
            _ => lower_first(text).replace(" !", "!!").replace("...", "......"),
        }
    }
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
            Temperament { carelessness, ..temperament }.type_out("Échange réglé, merci ! À bientôt...")
        };
        expect![[r#"
            Échange réglé, merci ! À bientôt...
            Échange réglé, merci ! À bientôt
            echange regle, merci ! A bientot
            échange réglé, merci!! À bientôt......"#]]
        .assert_eq(&[0, 1, 2, 3].map(typed).join("\n"));
    }
}
