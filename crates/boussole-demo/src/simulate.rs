use crate::TIMEZONE;
use crate::calendar::Window;
use crate::life;
use crate::model::DemoOptions;
use boussole_events::Incoming;
use jiff::tz::TimeZone;

/// Simulates the company and returns everything that happened, person after person, each in order of time.
///
/// The same options give the same events, byte for byte, on every machine. Each person is drawn from a random stream of
/// their own, so that more customers add people and change nobody. Nothing happens after the last day.
pub fn simulate(options: &DemoOptions) -> impl Iterator<Item = Incoming> + Send + use<> {
    let zone = TimeZone::get(TIMEZONE).expect("the time zones are part of the binary");
    let window = Window::ending(options.last_day(), &zone);
    let seed = options.seed;
    (0..options.n_people()).flat_map(move |person| life::live(person, seed, &window))
}

#[cfg(test)]
mod tests {
    use super::simulate;
    use crate::model::DemoOptions;
    use crate::person::Temperament;
    use crate::random::Draw;
    use crate::world::World;
    use jiff::civil::date;
    use serde_json::Value;
    use std::collections::BTreeSet;

    /// Hidden causes outside of people: of products, of carriers, of moods.
    const HIDDEN: [&str; 5] = ["sound", "runs_small", "late_share", "late_share_peak", "mood"];

    /// Returns the names of all hidden causes, those of people as the compiler knows them.
    fn hidden_names() -> BTreeSet<String> {
        let world = World::shipped();
        let temperament = format!("{:?}", Temperament::draw(world, &mut Draw::of_person(1, 1)));
        let is_part = |c: char| c.is_ascii_lowercase() || c == '_';
        let before_colons = temperament.split(':').map(|text| text.rsplit(|c| !is_part(c)).next().unwrap_or_default());
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
        for known in ["thrift", "secretive", "forbearance", "eagerness", "sale_hunter"] {
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
