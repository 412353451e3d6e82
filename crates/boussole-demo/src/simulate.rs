use crate::TIMEZONE;
use crate::calendar::Window;
use crate::company;
use crate::life;
use crate::model::DemoOptions;
use boussole_events::Incoming;
use jiff::tz::TimeZone;

/// Simulates the company and returns everything that happened: what the company spent, then person after person, each in
/// order of time.
///
/// The same options give the same events, byte for byte, on every machine. Each person is drawn from random streams of
/// their own, so that more customers add people and change nobody, and a plant changes nobody whom it does not reach.
/// Nothing happens after the last day.
pub fn simulate(options: &DemoOptions) -> impl Iterator<Item = Incoming> + Send + use<> {
    let zone = TimeZone::get(TIMEZONE).expect("the time zones are part of the binary");
    let window = Window::ending(options.last_day(), &zone);
    let (seed, plants) = (options.seed, options.plants.clone());
    let company = company::spend(options, &window).into_iter();
    company.chain((0..options.n_people()).flat_map(move |person| life::live(person, seed, &window, &plants)))
}

#[cfg(test)]
mod tests {
    use super::simulate;
    use crate::model::DemoOptions;
    use crate::person::Temperament;
    use crate::plants::Plants;
    use crate::random::Draw;
    use crate::world::World;
    use jiff::civil::date;
    use serde_json::Value;
    use std::collections::BTreeSet;

    /// Hidden causes outside of people and plants: of what is sold, and of moods.
    const HIDDEN: [&str; 3] = ["is_flawed", "is_misfit", "mood"];

    /// Returns the names of all hidden causes: those of people and plants as the compiler knows them.
    fn hidden_names() -> BTreeSet<String> {
        let world = World::shipped();
        let temperament = format!("{:?}", Temperament::draw(world, &mut Draw::of_person(1, 1)));
        // Without plants only their kinds are listed; what is said of them (a carrier, a day) may well be told.
        let causes = temperament + &format!("{:?}", Plants::none());
        let is_part = |c: char| c.is_ascii_lowercase() || c == '_';
        let before_colons = causes.split(':').map(|text| text.rsplit(|c| !is_part(c)).next().unwrap_or_default());
        let names = before_colons.filter(|name| !name.is_empty()).chain(world.leanings.keys().map(String::as_str));
        names.chain(HIDDEN).map(str::to_owned).collect()
    }

    fn words(name: Option<&String>, value: &Value, said: &mut BTreeSet<String>) {
        said.extend(name.map(|name| name.to_lowercase()));
        match value {
            Value::String(text) => _ = said.insert(text.to_lowercase()),
            Value::Array(items) => items.iter().for_each(|item| words(None, item, said)),
            Value::Object(fields) => fields.iter().for_each(|(name, value)| words(Some(name), value, said)),
            _ => (),
        }
    }

    #[test]
    fn no_hidden_cause_is_ever_named() {
        let hidden = hidden_names();
        for known in ["thrift", "secretive", "eagerness", "sale_hunter", "silence", "slow_carrier", "silent_regulars"] {
            assert!(hidden.contains(known), "{known} is not among {hidden:?}");
        }
        let mut said = BTreeSet::new();
        for event in simulate(&DemoOptions { customers: 300, ..DemoOptions::new(date(2026, 6, 30)) }) {
            said.insert(event.event.to_lowercase());
            for fields in [event.props, event.traits] {
                words(None, &Value::Object(fields), &mut said);
            }
        }
        assert!(said.contains("utm_campaign") && said.contains("maison rando"), "the words were read");
        assert_eq!(said.intersection(&hidden).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
