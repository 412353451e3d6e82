//! What the company does of its own: it spends money, which is nobody's event.

use crate::calendar::{Day, Window};
use crate::fields::Fields;
use crate::letter;
use crate::model::DemoOptions;
use crate::random::{Draw, Fate, Matter};
use crate::world::World;
use boussole_events::Incoming;
use jiff::civil::Weekday;

/// Costs have a stream of their own, that of nobody.
const NOBODY: u32 = u32::MAX;
/// How far a week's cost lies from the plan, in percent.
const SPREAD_PERCENT: i64 = 12;

/// Returns what the company spends, in order of time.
pub(crate) fn spend(options: &DemoOptions, window: &Window) -> Vec<Incoming> {
    let mut draw = Fate::of_person(options.seed, NOBODY).draw(Matter::Costs, 0);
    let costs = window.days.iter().flat_map(|day| {
        let weekly = if day.date.weekday() == Weekday::Monday { weekly(day, options, &mut draw) } else { Vec::new() };
        let letters = letter::sent_on(day.date, &options.plants).into_iter().map(|letter| {
            let name = letter.campaign.into_owned();
            (name.clone(), day.noon_ms, cost("email", Some(&name), None, letter.cost))
        });
        weekly.into_iter().chain(letters.collect::<Vec<_>>()).collect::<Vec<_>>()
    });
    costs.map(|(name, time_ms, props)| recorded(options.seed, &name, time_ms, props)).collect()
}

/// Returns what is paid on a Monday.
fn weekly(day: &Day, options: &DemoOptions, draw: &mut Draw) -> Vec<(String, i64, Fields)> {
    let paid = World::shipped().costs.iter().filter(|cost| cost.is_paid(day.date.month()));
    let costs = paid.map(|each| {
        let plan = each.weekly * i64::from(options.n_people()) / 100;
        let amount = plan * (100 + draw.around(SPREAD_PERCENT)) / 100;
        let (campaign, store) = (each.campaign.as_deref(), each.store.as_deref());
        let name = format!("{}-{}", each.channel, campaign.or(store).unwrap_or_default());
        (name, day.noon_ms, cost(&each.channel, campaign, store, amount))
    });
    costs.collect()
}

fn cost(channel: &str, campaign: Option<&str>, store: Option<&str>, cents: i64) -> Fields {
    Fields::new()
        .money("amount", cents)
        .with("currency", crate::CURRENCY)
        .with("channel", channel)
        .with_some("campaign", campaign)
        .with_some("store", store)
}

/// Makes the event; its id is of the cost and the moment, so that a cost more or less leaves the others as they are.
fn recorded(seed: u64, name: &str, time_ms: i64, props: Fields) -> Incoming {
    Incoming {
        event: "Cost Recorded".to_owned(),
        time_ms,
        message_id: Some(format!("demo-{seed:x}-cost-{name}-{time_ms}")),
        props: props.into_map(),
        ..Incoming::default()
    }
}
