//! What somebody means to buy.

use crate::fields::Fields;
use crate::world::{Market, Product};
use jiff::civil::Date;
use serde_json::Value;

/// Lines of one basket at most.
const LINES_MAX: usize = 6;
/// A basket is emptied after as many days without a change.
const KEPT_DAYS: u32 = 20;

/// Some of one product.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) product: &'static Product,
    pub(super) category: &'static str,
    pub(super) quantity: i64,
    /// Price of one, tax included, in cents.
    pub(super) price: i64,
    /// The number of its batch; 0 until it is packed.
    pub(super) batch: u32,
    pub(super) is_flawed: bool,
    pub(super) is_misfit: bool,
}

/// What somebody means to buy.
#[derive(Debug, Default)]
pub(super) struct Basket {
    pub(super) lines: Vec<Line>,
    changed: Option<Date>,
}

impl Basket {
    /// Adds a line, unless the basket is full or has the product.
    pub(super) fn add(&mut self, line: Line, day: Date) -> bool {
        let fits = self.lines.len() < LINES_MAX && self.lines.iter().all(|other| other.product.id != line.product.id);
        if fits {
            self.lines.push(line);
            self.changed = Some(day);
        }
        fits
    }

    /// Empties the basket and returns what was in it.
    pub(super) fn take(&mut self) -> Vec<Line> {
        self.changed = None;
        std::mem::take(&mut self.lines)
    }

    /// Returns for how many days something has waited in the basket.
    pub(super) fn waits_since(&self, day: Date) -> Option<u32> {
        let days = day.duration_since(self.changed?).as_hours() / 24;
        u32::try_from(days).ok()
    }

    /// Empties the basket when it has waited too long.
    pub(super) fn expire(&mut self, day: Date) {
        if self.waits_since(day).is_some_and(|days| days > KEPT_DAYS) {
            self.take();
        }
    }

    /// Returns what all lines cost, in cents.
    pub(super) fn total(&self) -> i64 {
        total(&self.lines)
    }
}

impl Line {
    /// Makes a line of which nobody yet knows the pieces.
    pub(super) fn new(product: &'static Product, category: &'static str, quantity: i64, price: i64) -> Self {
        Self { product, category, quantity, price, batch: 0, is_flawed: false, is_misfit: false }
    }

    /// Returns what the label says of the batch.
    pub(super) fn batch_code(&self) -> String {
        self.product.batch_code(self.batch)
    }

    /// Returns what the line costs, in cents.
    pub(super) fn total(&self) -> i64 {
        self.price * self.quantity
    }

    /// Returns what remains of the line's price without tax and cost, in cents.
    pub(super) fn margin(&self, market: &Market) -> i64 {
        self.total() - market.tax_within(self.total()) - self.product.cost * self.quantity
    }

    /// Describes the product.
    pub(super) fn describe(&self) -> Fields {
        Fields::new()
            .with("product_id", self.product.id.as_str())
            .with("name", self.product.name.as_str())
            .with("category", self.category)
            .with("brand", self.product.brand.as_str())
            .money("price", self.price)
    }

    /// Describes the line of an order.
    pub(super) fn describe_sold(&self, market: &Market) -> Fields {
        self.describe()
            .with("quantity", self.quantity)
            .with("batch", self.batch_code())
            .money("cost", self.product.cost)
            .money("margin", self.margin(market))
    }
}

/// Returns what some lines cost, in cents.
pub(super) fn total(lines: &[Line]) -> i64 {
    lines.iter().map(Line::total).sum()
}

/// Describes some lines as `products`.
pub(super) fn products(lines: &[Line], describe: impl Fn(&Line) -> Fields) -> Value {
    lines.iter().map(|line| Value::Object(describe(line).into_map())).collect()
}

#[cfg(test)]
mod tests {
    use super::{Basket, Line, products, total};
    use crate::world::World;
    use expect_test::expect;
    use jiff::civil::date;

    fn line(number: usize) -> Line {
        let product = &World::shipped().catalogue.products[number];
        Line::new(product, "Chaussures", 2, product.price_at(15))
    }

    #[test]
    fn a_line_says_what_it_costs_and_what_remains() {
        let market = &World::shipped().markets[0];
        let sold = products(&[line(2)], |line| line.describe_sold(market));
        expect![[r#"[{"product_id":"CH-110","name":"Chaussures basses Sentier Léger","category":"Chaussures","brand":"Maison Rando","price":76.40,"quantity":2,"batch":"CH-110-00","cost":34.00,"margin":59.33}]"#]].assert_eq(&sold.to_string());
    }

    #[test]
    fn a_basket_holds_each_product_once_and_not_for_ever() {
        let mut basket = Basket::default();
        let monday = date(2026, 3, 2);
        assert_eq!([0, 0, 1].map(|number| basket.add(line(number), monday)), [true, false, true]);
        assert_eq!(basket.total(), total(&basket.lines));
        assert_eq!(basket.waits_since(date(2026, 3, 4)), Some(2));
        basket.expire(date(2026, 3, 22));
        assert_eq!(basket.lines.len(), 2);
        basket.expire(date(2026, 3, 23));
        assert_eq!((basket.lines.len(), basket.waits_since(date(2026, 3, 24))), (0, None));
    }
}
