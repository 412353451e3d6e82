//! Arithmetic over the series of a trend: `A / B`, `100 * orders / (orders + carts)`.

use boussole_core::Refusal;
use rust_decimal::Decimal;
use std::iter::Peekable;
use std::str::Chars;

/// The most series of a trend: one for each letter.
pub(crate) const SERIES_MAX: usize = 26;
/// The longest formula, in bytes.
const FORMULA_BYTES_MAX: usize = 500;
/// The deepest nesting of parentheses and signs.
const DEPTH_MAX: usize = 32;

/// Returns the letter that means the series at `index` in a formula.
pub(crate) fn letter(index: usize) -> char {
    (b'A'..=b'Z').nth(index).map_or('?', char::from)
}

/// A formula over series.
#[derive(Debug)]
pub(crate) struct Formula {
    text: String,
    expression: Expression,
}

#[derive(Debug)]
enum Expression {
    Constant(Decimal),
    Series(usize),
    Negated(Box<Expression>),
    Joined(Box<Expression>, Operator, Box<Expression>),
}

#[derive(Debug, Clone, Copy)]
enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Formula {
    /// Parses a formula over series with these names. A name that is not one word is written between double quotes; a
    /// single letter means the series at its place, unless a series has that name.
    ///
    /// # Errors
    /// Refuses what is not a formula, and an unknown name.
    pub(crate) fn parse(text: &str, names: &[&str]) -> Result<Self, Refusal> {
        if text.len() > FORMULA_BYTES_MAX {
            return Err(invalid(format!("a formula has at most {FORMULA_BYTES_MAX} bytes")));
        }
        let mut parser = Parser { rest: text.chars().peekable(), names, depth: 0 };
        let expression = parser.sum()?;
        match parser.next_visible() {
            None => Ok(Self { text: text.to_owned(), expression }),
            Some(found) => Err(invalid(format!("`{found}` is not expected there"))),
        }
    }

    /// Returns the formula as it was written; it names the series of its results.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Computes the formula from one value a series.
    ///
    /// Returns nothing when a value is missing, when it divides by zero, and beyond 28 digits.
    pub(crate) fn compute(&self, values: &[Option<Decimal>]) -> Option<Decimal> {
        self.expression.compute(values)
    }
}

impl Expression {
    fn compute(&self, values: &[Option<Decimal>]) -> Option<Decimal> {
        match self {
            Self::Constant(number) => Some(*number),
            Self::Series(index) => values.get(*index).copied().flatten(),
            Self::Negated(inner) => inner.compute(values).map(|number| -number),
            Self::Joined(left, operator, right) => {
                let (left, right) = (left.compute(values)?, right.compute(values)?);
                match operator {
                    Operator::Add => left.checked_add(right),
                    Operator::Subtract => left.checked_sub(right),
                    Operator::Multiply => left.checked_mul(right),
                    Operator::Divide => left.checked_div(right),
                }
            }
        }
    }
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
    names: &'a [&'a str],
    depth: usize,
}

impl Parser<'_> {
    /// sum = product (("+" | "-") product)*
    fn sum(&mut self) -> Result<Expression, Refusal> {
        let mut left = self.product()?;
        while let Some(operator) = self.operator(&[('+', Operator::Add), ('-', Operator::Subtract)]) {
            left = Expression::Joined(Box::new(left), operator, Box::new(self.product()?));
        }
        Ok(left)
    }

    /// product = factor (("*" | "/") factor)*
    fn product(&mut self) -> Result<Expression, Refusal> {
        let mut left = self.factor()?;
        while let Some(operator) = self.operator(&[('*', Operator::Multiply), ('/', Operator::Divide)]) {
            left = Expression::Joined(Box::new(left), operator, Box::new(self.factor()?));
        }
        Ok(left)
    }

    /// factor = "-" factor | "(" sum ")" | number | name
    fn factor(&mut self) -> Result<Expression, Refusal> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(invalid(format!("a formula nests at most {DEPTH_MAX} parentheses")));
        }
        let factor = match self.next_visible() {
            Some('-') => Expression::Negated(Box::new(self.factor()?)),
            Some('(') => {
                let inner = self.sum()?;
                if self.next_visible() != Some(')') {
                    return Err(invalid("a parenthesis is not closed"));
                }
                inner
            }
            Some('"') => self.quoted()?,
            Some(first) if first.is_ascii_digit() => self.constant(first)?,
            Some(first) if first.is_alphabetic() || first == '_' => {
                let name = self.word(first, |c| c.is_alphanumeric() || c == '_');
                self.series(&name)?
            }
            Some(found) => return Err(invalid(format!("`{found}` is not expected there"))),
            None => return Err(invalid("the formula ends too early")),
        };
        self.depth -= 1;
        Ok(factor)
    }

    fn constant(&mut self, first: char) -> Result<Expression, Refusal> {
        let text = self.word(first, |c| c.is_ascii_digit() || c == '.');
        let number = Decimal::from_str_exact(&text);
        number.map(Expression::Constant).map_err(|_| invalid(format!("`{text}` is not a number")))
    }

    fn quoted(&mut self) -> Result<Expression, Refusal> {
        let mut name = String::new();
        for next in self.rest.by_ref() {
            if next == '"' {
                return self.series(&name);
            }
            name.push(next);
        }
        Err(invalid("a quotation mark is not closed"))
    }

    fn series(&self, name: &str) -> Result<Expression, Refusal> {
        let named = self.names.iter().position(|known| *known == name);
        let lettered = || (0..self.names.len()).find(|&index| name.chars().eq([letter(index)]));
        named.or_else(lettered).map(Expression::Series).ok_or_else(|| {
            invalid(format!("there is no series `{name}`")).hint(format!("the series are {}", self.names.join(", ")))
        })
    }

    fn word(&mut self, first: char, belongs: impl Fn(char) -> bool) -> String {
        let mut word = String::from(first);
        while let Some(next) = self.rest.next_if(|&c| belongs(c)) {
            word.push(next);
        }
        word
    }

    fn operator(&mut self, known: &[(char, Operator)]) -> Option<Operator> {
        self.skip_spaces();
        let next = *self.rest.peek()?;
        let operator = known.iter().find(|(sign, _)| *sign == next).map(|(_, operator)| *operator)?;
        self.rest.next();
        Some(operator)
    }

    fn next_visible(&mut self) -> Option<char> {
        self.skip_spaces();
        self.rest.next()
    }

    fn skip_spaces(&mut self) {
        while self.rest.next_if(|c| c.is_whitespace()).is_some() {}
    }
}

fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::new("invalid_formula", message).hint("write as in `A / B` or `100 * A / (A + B)`")
}

#[cfg(test)]
mod tests {
    use super::Formula;
    use expect_test::{Expect, expect};
    use rust_decimal::Decimal;

    /// Computes with orders = 3, carts = 8, empty = 0, missing = nothing.
    fn check(text: &str, expected: Expect) {
        let names = ["orders", "big carts", "empty", "missing", "E"];
        let values =
            [Some(Decimal::from(3)), Some(Decimal::from(8)), Some(Decimal::ZERO), None, Some(Decimal::from(5))];
        let computed = match Formula::parse(text, &names) {
            Ok(formula) => format!("{:?}", formula.compute(&values)),
            Err(refusal) => refusal.to_string(),
        };
        expected.assert_eq(&computed);
    }

    #[test]
    fn a_formula_computes() {
        check("A / B", expect!["Some(0.375)"]);
        check("orders+\"big carts\" * 2", expect!["Some(19)"]);
        check("100 * A / (A + B)", expect!["Some(27.272727272727272727272727273)"]);
        check("-A - -2.5", expect!["Some(-0.5)"]);
        check("A - B - E", expect!["Some(-10)"]);
        check("A / empty", expect!["None"]);
        check("A + missing", expect!["None"]);
        check(&["9999999999"; 4].join("*"), expect!["None"]);
    }

    #[test]
    fn what_is_not_a_formula_is_refused() {
        check("", expect!["the formula ends too early"]);
        check("A +", expect!["the formula ends too early"]);
        check("(A", expect!["a parenthesis is not closed"]);
        check("A B", expect!["`B` is not expected there"]);
        check("A ** B", expect!["`*` is not expected there"]);
        check("F", expect!["there is no series `F`"]);
        check("\"A", expect!["a quotation mark is not closed"]);
        check("1.2.3", expect!["`1.2.3` is not a number"]);
        check(&"(".repeat(33), expect!["a formula nests at most 32 parentheses"]);
        check(&"-".repeat(400), expect!["a formula nests at most 32 parentheses"]);
    }
}
