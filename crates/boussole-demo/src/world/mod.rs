//! What is the same for everybody: the catalogue, the countries, the names, the phrases.

mod arrival;
mod catalogue;
mod cost;
mod leaning;
mod market;
mod names;
mod phrases;

pub(crate) use arrival::Arrival;
pub(crate) use catalogue::{Catalogue, Category, Product};
pub(crate) use cost::Cost;
pub(crate) use leaning::Leaning;
pub(crate) use market::{Carrier, City, Language, Market};
pub(crate) use names::Names;
pub(crate) use phrases::{Aspect, PhraseBook, Slots, Voice};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Everything that people find when they arrive.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) catalogue: Catalogue,
    pub(crate) markets: Vec<Market>,
    /// By name; in the order of the names, so that draws never change.
    pub(crate) leanings: BTreeMap<String, Leaning>,
    pub(crate) names: Names,
    pub(crate) arrivals: Vec<Arrival>,
    pub(crate) costs: Vec<Cost>,
    pub(crate) phrases: PhraseBook,
}

#[derive(Deserialize)]
struct MarketsFile {
    markets: Vec<Market>,
}

#[derive(Deserialize)]
struct ArrivalsFile {
    arrivals: Vec<Arrival>,
}

#[derive(Deserialize)]
struct CostsFile {
    costs: Vec<Cost>,
}

impl World {
    /// Returns the world whose files are part of this crate.
    pub(crate) fn shipped() -> &'static Self {
        static WORLD: LazyLock<World> = LazyLock::new(World::read);
        &WORLD
    }

    /// Returns the names of all carriers.
    pub(crate) fn carriers(&self) -> Vec<&str> {
        let all = self.markets.iter().flat_map(|market| &market.carriers);
        BTreeSet::from_iter(all.map(|carrier| carrier.name.as_str())).into_iter().collect()
    }

    /// Returns the names of all shops.
    pub(crate) fn stores(&self) -> Vec<&str> {
        let all = self.markets.iter().flat_map(|market| &market.cities);
        BTreeSet::from_iter(all.filter_map(|city| city.store.as_deref())).into_iter().collect()
    }

    fn read() -> Self {
        let opinions = parse(include_str!("../texts/opinions.toml"));
        let conversations = parse(include_str!("../texts/conversations.toml"));
        Self {
            catalogue: parse(include_str!("../data/catalogue.toml")),
            markets: parse::<MarketsFile>(include_str!("../data/markets.toml")).markets,
            leanings: parse(include_str!("../data/leanings.toml")),
            names: parse(include_str!("../data/names.toml")),
            arrivals: parse::<ArrivalsFile>(include_str!("../data/arrivals.toml")).arrivals,
            costs: parse::<CostsFile>(include_str!("../data/costs.toml")).costs,
            phrases: PhraseBook::new([opinions, conversations]),
        }
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> T {
    // The files are compiled in, and every test reads them.
    toml::from_str(text).expect("a file of this crate is valid")
}

#[cfg(test)]
mod tests {
    use super::World;
    use std::collections::BTreeSet;

    #[test]
    fn every_part_of_the_world_knows_the_others() {
        let world = World::shipped();
        let categories: BTreeSet<_> = world.catalogue.categories.iter().map(|category| &category.key).collect();
        for product in &world.catalogue.products {
            assert!(categories.contains(&product.category), "{}", product.id);
            // Even at the largest discount and the highest tax a product is not sold at a loss.
            let price = product.price_at(20);
            let tax = world.markets.iter().map(|market| market.tax_within(price)).max().unwrap();
            assert!(product.cost < price - tax, "{}", product.id);
        }
        for (name, leaning) in &world.leanings {
            assert_eq!(leaning.picks.keys().collect::<BTreeSet<_>>(), categories, "{name}");
        }
        for market in &world.markets {
            assert!(world.names.of(&market.country).is_some(), "{}", market.country);
        }
        let spent: BTreeSet<_> = world.costs.iter().filter_map(|cost| cost.campaign.as_ref()).collect();
        let bought: BTreeSet<_> = world.arrivals.iter().filter_map(|way| way.campaign.as_ref()).collect();
        assert_eq!(spent, bought);
        let stores: Vec<_> = world.costs.iter().filter_map(|cost| cost.store.as_deref()).collect();
        assert_eq!(BTreeSet::from_iter(stores), BTreeSet::from_iter(world.stores()));
        let ids: BTreeSet<_> = world.catalogue.products.iter().map(|product| &product.id).collect();
        assert_eq!(ids.len(), world.catalogue.products.len());
    }
}
