//! One event, as far as frictions read it: values are numbered, so that cases are compared without comparing texts.

use serde_json::Value;
use std::collections::HashMap;

/// A property by which cases are told apart or found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Which order.
    Order,
    /// Who carries the parcel.
    Carrier,
    /// In which shop.
    Store,
    /// In which region.
    Region,
    /// In which state.
    State,
    /// Who sells.
    Seller,
    /// On which sort of device.
    Device,
    /// By which way.
    Channel,
    /// How it is paid.
    Method,
    /// Which product.
    Product,
    /// From which batch of it.
    Batch,
    /// Which queue of calls.
    Queue,
    /// What was asked, and at which step.
    Asked,
}

impl Field {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 13] = [
        Self::Order,
        Self::Carrier,
        Self::Store,
        Self::Region,
        Self::State,
        Self::Seller,
        Self::Device,
        Self::Channel,
        Self::Method,
        Self::Product,
        Self::Batch,
        Self::Queue,
        Self::Asked,
    ];

    /// Returns the name of the property in events.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Order => "order_id",
            Self::Carrier => "carrier",
            Self::Store => "store",
            Self::Region => "region",
            Self::State => "state",
            Self::Seller => "seller_id",
            Self::Device => "device",
            Self::Channel => "channel",
            Self::Method => "payment_method",
            Self::Product => "product_id",
            Self::Batch => "batch",
            Self::Queue => "queue",
            Self::Asked => "asked",
        }
    }
}

/// The number of each field's value; 0 is none.
pub(crate) type Values = [u32; Field::ALL.len()];

/// Numbers texts, and tells them again.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    numbers: HashMap<String, u32>,
    texts: Vec<String>,
}

impl Texts {
    pub(crate) fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        self.texts.push(text.to_owned());
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// Returns the text of a number that this gave.
    pub(crate) fn text(&self, number: u32) -> &str {
        let place = (number as usize).checked_sub(1);
        place.and_then(|place| self.texts.get(place)).map_or("", String::as_str)
    }

    /// Numbers what an event says of each field.
    pub(crate) fn values(&mut self, props: &Value) -> Values {
        let mut values = Values::default();
        for field in Field::ALL {
            values[field as usize] = match (field, &props[field.as_str()]) {
                (Field::Asked, _) => 0,
                (_, Value::String(text)) if !text.trim().is_empty() => self.number(text),
                (_, Value::Number(number)) => self.number(&number.to_string()),
                _ => 0,
            };
        }
        values
    }
}

/// Returns a number, be it written as one or as text.
pub(crate) fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}
