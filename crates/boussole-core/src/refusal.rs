/// A stable, machine-readable name of one cause of refusal, in snake case (`unknown_recipe_column`).
pub type Code = &'static str;

/// Why something was not done, told to the person who can repair it.
///
/// Every crate refuses bad input with this type, so that the command line, the API and the pages all say the same.
/// The message is lower case, without a final period, and never contains the content of an event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", field.as_ref().map(|field| format!("{field}: ")).unwrap_or_default())]
pub struct Refusal {
    /// The cause.
    pub code: Code,
    /// The field, column, file or option at fault, as the sender wrote it.
    pub field: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Refusal {
    /// Makes a refusal of no field in particular.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, field: None, message: message.into(), hint: None }
    }

    /// Names the field at fault.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Puts `outer` before the field at fault: `where` and `op` become `where.op`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.field = Some(match self.field {
            Some(inner) if inner.starts_with('[') => format!("{outer}{inner}"),
            Some(inner) => format!("{outer}.{inner}"),
            None => outer.to_owned(),
        });
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Refusal;
    use expect_test::{Expect, expect};

    fn check(refusal: Refusal, expected: Expect) {
        expected.assert_eq(&refusal.to_string());
    }

    #[test]
    fn a_refusal_names_its_field_from_the_outside_in() {
        check(Refusal::new("empty", "no rows"), expect!["no rows"]);
        check(Refusal::new("bad", "not a number").at("price"), expect!["price: not a number"]);
        check(Refusal::new("bad", "unknown").at("op").within("[1]").within("where"), expect!["where[1].op: unknown"]);
        check(Refusal::new("bad", "unknown").within("range"), expect!["range: unknown"]);
    }
}
