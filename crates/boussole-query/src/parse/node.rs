use super::nearest::nearest_hint;
use boussole_core::{Code, Refusal};
use serde_json::{Map, Value};

/// A value of a question with the path at which it stands (`series[0].select`).
#[derive(Debug)]
pub(crate) struct Node<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Node<'a> {
    /// Makes the node of the whole question.
    pub(crate) fn root(value: &'a Value) -> Self {
        Self { value, path: String::new() }
    }

    /// Makes the node of a field that has its default.
    pub(crate) fn at(value: &'a Value, path: &str) -> Self {
        Self { value, path: path.to_owned() }
    }

    /// Returns the path of the node.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Returns the value as it was written.
    pub(crate) fn value(&self) -> &'a Value {
        self.value
    }

    /// Makes a refusal of this node.
    pub(crate) fn refuse(&self, code: Code, message: impl Into<String>) -> Refusal {
        let refusal = Refusal::new(code, message);
        if self.path.is_empty() { refusal } else { refusal.at(&self.path) }
    }

    /// Makes the refusal of something that the language has and this version has not.
    pub(crate) fn not_available(&self, what: &str) -> Refusal {
        self.refuse("not_available", format!("`{what}` is not available yet")).hint("leave it out, or ask another way")
    }

    /// Completes a refusal that was made without knowing where.
    pub(crate) fn place<T>(&self, result: Result<T, Refusal>) -> Result<T, Refusal> {
        result.map_err(|refusal| refusal.within(&self.path))
    }

    fn wrong_type(&self, expected: &str) -> Refusal {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.refuse("wrong_type", format!("expected {expected}, found {found}"))
    }

    /// Reads a text.
    pub(crate) fn text(&self) -> Result<&'a str, Refusal> {
        self.value.as_str().ok_or_else(|| self.wrong_type("a text"))
    }

    /// Reads `true` or `false`.
    pub(crate) fn flag(&self) -> Result<bool, Refusal> {
        self.value.as_bool().ok_or_else(|| self.wrong_type("true or false"))
    }

    /// Reads a whole number from `min` to `max`.
    pub(crate) fn whole(&self, min: u64, max: u64) -> Result<u64, Refusal> {
        if !self.value.is_number() {
            return Err(self.wrong_type("a whole number"));
        }
        self.value.as_u64().filter(|number| (min..=max).contains(number)).ok_or_else(|| {
            self.refuse("out_of_bounds", "this number is out of bounds")
                .hint(format!("write a whole number from {min} to {max}"))
        })
    }

    /// Reads a list of `min` to `max` values.
    pub(crate) fn list(&self, min: usize, max: usize) -> Result<Vec<Node<'a>>, Refusal> {
        let values = self.value.as_array().ok_or_else(|| self.wrong_type("a list"))?;
        if !(min..=max).contains(&values.len()) {
            let message = format!("this list has {} entries", values.len());
            return Err(self.refuse("out_of_bounds", message).hint(format!("write {min} to {max} of them")));
        }
        let node = |(index, value)| Node { value, path: format!("{}[{index}]", self.path) };
        Ok(values.iter().enumerate().map(node).collect())
    }

    /// Reads an object that has no other fields than `fields`.
    pub(crate) fn object(&self, fields: &[&str]) -> Result<Object<'a>, Refusal> {
        let object = self.any_object()?;
        match object.map.keys().find(|key| !fields.contains(&key.as_str())) {
            None => Ok(object),
            Some(unknown) => {
                let field = object.field_path(unknown);
                let names: Vec<String> = fields.iter().map(|&name| name.to_owned()).collect();
                let hint =
                    nearest_hint(unknown, &names).unwrap_or_else(|| format!("known here: {}", fields.join(", ")));
                Err(Refusal::new("unknown_field", format!("there is no field `{unknown}` here")).at(field).hint(hint))
            }
        }
    }

    /// Reads an object whose fields are checked later.
    pub(crate) fn any_object(&self) -> Result<Object<'a>, Refusal> {
        let map = self.value.as_object().ok_or_else(|| self.wrong_type("an object"))?;
        Ok(Object { map, path: self.path.clone() })
    }
}

/// An object of a question.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    map: &'a Map<String, Value>,
    path: String,
}

impl<'a> Object<'a> {
    /// Returns the node of a field, when it is there.
    pub(crate) fn get(&self, field: &str) -> Option<Node<'a>> {
        self.map.get(field).map(|value| Node { value, path: self.field_path(field) })
    }

    /// Returns the node of a field that must be there.
    pub(crate) fn require(&self, field: &str) -> Result<Node<'a>, Refusal> {
        self.get(field).ok_or_else(|| Refusal::new("missing_field", "this field is missing").at(self.field_path(field)))
    }

    /// Returns the only one of `fields` that is there, with its place in `fields`.
    pub(crate) fn one_of(&self, fields: &[&str]) -> Result<(usize, Node<'a>), Refusal> {
        let mut found =
            fields.iter().enumerate().filter_map(|(index, field)| self.get(field).map(|node| (index, node)));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => {
                Err(self.refuse("missing_field", format!("one of these fields is missing: {}", fields.join(", "))))
            }
            (Some(_), Some((_, second))) => Err(second
                .refuse("too_many_fields", format!("only one of these fields may be here: {}", fields.join(", ")))),
        }
    }

    /// Makes a refusal of this object.
    pub(crate) fn refuse(&self, code: Code, message: impl Into<String>) -> Refusal {
        let refusal = Refusal::new(code, message);
        if self.path.is_empty() { refusal } else { refusal.at(&self.path) }
    }

    fn field_path(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }
}
