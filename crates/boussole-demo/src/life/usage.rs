//! Walks: what was bought is used, and those who take the application along tell it where.

use super::Life;
use super::order::Order;
use crate::calendar;
use crate::fields::Fields;
use crate::person::DeviceKind;
use boussole_core::HOUR_MS;
use jiff::civil::Weekday;

/// Walks told after one order at most.
const WALKS_MAX: u32 = 5;
/// Walks follow within so many days.
const DAYS_MAX: i64 = 60;

impl Life<'_> {
    /// Takes what was ordered along on some walks.
    pub(super) fn take_along(&mut self, order: &Order, received_ms: i64) {
        let has_application = self.devices.iter().any(|device| device.kind == DeviceKind::Phone && device.signed_in);
        if !has_application || !self.temperament.wanderlust || !self.temperament.openness {
            return;
        }
        // Nobody walks with what is broken or does not fit.
        let Some(line) = order.lines.iter().find(|line| !line.is_flawed && !line.is_misfit) else { return };
        let received_on = self.day(received_ms);
        for _ in 0..self.draw.below(WALKS_MAX + 1) {
            let day = calendar::days_after(received_on, self.draw.between(2, DAYS_MAX));
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let (kilometres, start_ms) = (self.draw.between(5, 24), self.hours(day, 7, 15));
            let minutes = kilometres * self.draw.between(14, 22);
            let ascent = kilometres * self.draw.between(8, 70);
            // Most people work on the other days.
            if !weekend && !self.draw.chance(350) {
                continue;
            }
            let props = Fields::new()
                .with("activity", "hike")
                .with("product_id", line.product.id.as_str())
                .with("name", line.product.name.as_str())
                .with("distance_km", kilometres)
                .with("ascent_m", ascent)
                .with("duration_min", minutes)
                .with("channel", "mobile")
                .with("device", "mobile");
            self.told("Activity Recorded", start_ms + minutes.min(10 * 60) * HOUR_MS / 60, props);
        }
    }
}
