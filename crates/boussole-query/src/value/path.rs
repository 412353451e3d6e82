use boussole_core::Refusal;

/// The longest path of a property, in bytes.
const PATH_BYTES_MAX: usize = 200;
/// The only list that a path may walk through.
const LIST_ROOT: &str = "products[]";

/// The place of a value inside an event's properties: `channel`, `context.page.url`, `products[].category`.
///
/// A dot walks into an object; `products[]` means any element. A property whose own name contains a dot has no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PropertyPath {
    text: String,
    steps: Vec<Step>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into an object.
    Key(String),
    /// Into every element of a list.
    Elements,
}

impl PropertyPath {
    /// Parses the path of a property.
    ///
    /// # Errors
    /// Refuses an empty or long path, an empty step, and `[]` elsewhere than in `products[].…`.
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let refuse =
            |hint: &str| Err(Refusal::new("invalid_property", "this is not the path of a property").hint(hint));
        if text.is_empty() || text.len() > PATH_BYTES_MAX {
            return refuse("write 1 to 200 characters, such as `channel` or `context.page.url`");
        }
        let mut steps = Vec::new();
        for (index, part) in text.split('.').enumerate() {
            if index == 0 && part == LIST_ROOT && part.len() < text.len() {
                steps.extend([Step::Key("products".to_owned()), Step::Elements]);
            } else if part.is_empty() {
                return refuse("remove the empty step between two dots");
            } else if part.contains(['[', ']']) {
                return refuse("only `products[].…` walks through a list");
            } else {
                steps.push(Step::Key(part.to_owned()));
            }
        }
        Ok(Self { text: text.to_owned(), steps })
    }

    /// Returns the path as it was written.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns its steps from the outside in.
    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Tells whether one event may have several values here.
    pub(crate) fn is_list(&self) -> bool {
        self.steps.contains(&Step::Elements)
    }

    /// Tells whether the name is one by which e-commerce events give money.
    pub(crate) fn is_money(&self) -> bool {
        /// The monetary names of Segment's e-commerce specification, and the common `amount`, `cost`, `margin`.
        const MONEY: [&str; 11] = [
            "revenue", "total", "subtotal", "price", "shipping", "tax", "discount", "value", "amount", "cost", "margin",
        ];
        let name = self.text.rsplit('.').next().unwrap_or_default();
        MONEY.iter().any(|money| name.eq_ignore_ascii_case(money))
    }
}

#[cfg(test)]
mod tests {
    use super::PropertyPath;

    #[test]
    fn a_path_walks_objects_and_only_one_list() {
        for text in ["channel", "context.page.url", "products[].category", "products[].a.b", "products"] {
            assert_eq!(PropertyPath::parse(text).expect("valid").as_str(), text);
        }
        for text in ["", "a..b", ".a", "a.", "tags[].x", "products[]", "a.products[].b", "a[0]"] {
            assert_eq!(PropertyPath::parse(text).expect_err("invalid").code, "invalid_property", "{text}");
        }
    }

    #[test]
    fn money_is_known_by_name() {
        for (text, money) in [("revenue", true), ("order.Total", true), ("quantity", false), ("price_note", false)] {
            assert_eq!(PropertyPath::parse(text).expect("valid").is_money(), money, "{text}");
        }
    }
}
