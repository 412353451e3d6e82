use super::Language;
use serde::Deserialize;

/// Batches of one product at most.
const BATCHES_MAX: u32 = 99;

/// What Maison Rando sells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Catalogue {
    pub(crate) categories: Vec<Category>,
    pub(crate) products: Vec<Product>,
}

/// A shelf of the catalogue.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Category {
    pub(crate) key: String,
    pub(crate) name: String,
    /// The name in addresses of pages.
    pub(crate) slug: String,
    searches: Searches,
}

/// What people type to find a category.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Searches {
    fr: Vec<String>,
    en: Vec<String>,
}

/// Something sold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Product {
    pub(crate) id: String,
    /// The key of its category.
    pub(crate) category: String,
    pub(crate) name: String,
    /// The short name that customers use.
    pub(crate) model: String,
    pub(crate) brand: String,
    /// In cents, tax at the French rate included.
    pub(crate) price: i64,
    /// In cents, without tax.
    pub(crate) cost: i64,
}

impl Catalogue {
    /// Returns the category with a key.
    pub(crate) fn category(&self, key: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.key == key)
    }

    /// Returns the products of a category.
    pub(crate) fn of_category(&self, key: &str) -> impl Iterator<Item = &Product> + Clone {
        self.products.iter().filter(move |product| product.category == key)
    }
}

impl Category {
    /// Returns what people type to find it.
    pub(crate) fn searches(&self, language: Language) -> &[String] {
        match language {
            Language::French => &self.searches.fr,
            Language::English => &self.searches.en,
        }
    }
}

impl Product {
    /// Whether it has sizes.
    pub(crate) fn is_wearable(&self) -> bool {
        matches!(self.category.as_str(), "shoes" | "clothing")
    }

    /// Returns the code of its `n`th batch, which the label shows.
    pub(crate) fn batch_code(&self, n: u32) -> String {
        format!("{}-{n:02}", self.id)
    }

    /// Whether `code` is one of a batch of this product.
    pub(crate) fn has_batch(&self, code: &str) -> bool {
        (1..=BATCHES_MAX).any(|n| self.batch_code(n) == code)
    }

    /// Returns the price paid at a discount, in cents, down to the nearest ten cents.
    pub(crate) fn price_at(&self, discount_percent: i64) -> i64 {
        let price = self.price * (100 - discount_percent) / 100;
        if discount_percent == 0 { price } else { price / 10 * 10 }
    }
}
