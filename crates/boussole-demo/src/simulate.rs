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
