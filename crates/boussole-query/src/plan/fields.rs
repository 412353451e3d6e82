use crate::value::{PropertyPath, Scalar, Step};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The place of a wanted property in [`RowValues`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot(usize);

/// The properties that a pass reads. Only these are taken from the text of an event; the rest is skipped unparsed.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    paths: Vec<PropertyPath>,
    /// Whether the question names each, by slot.
    is_named: Vec<bool>,
    tree: Branch,
}

/// What is wanted below one point of the properties.
#[derive(Debug, Default)]
struct Branch {
    slot: Option<Slot>,
    keys: Vec<(String, Branch)>,
    elements: Option<Box<Branch>>,
}

/// The wanted values of one event, as JSON text. Reused from event to event.
#[derive(Debug, Default)]
pub(crate) struct RowValues<'a> {
    found: Vec<(Slot, &'a str)>,
}

impl Fields {
    /// Asks for a property that the question names, and returns its slot.
    pub(crate) fn slot(&mut self, path: &PropertyPath) -> Slot {
        let slot = self.helper_slot(path);
        self.is_named[slot.0] = true;
        slot
    }

    /// Asks for a property that the question does not name, so that its absence is nobody's surprise.
    pub(crate) fn helper_slot(&mut self, path: &PropertyPath) -> Slot {
        if let Some(index) = self.paths.iter().position(|known| known == path) {
            return Slot(index);
        }
        let slot = Slot(self.paths.len());
        self.paths.push(path.clone());
        self.is_named.push(false);
        path.steps().iter().fold(&mut self.tree, Branch::step).slot = Some(slot);
        slot
    }

    /// Returns how many properties are wanted.
    pub(crate) fn len(&self) -> usize {
        self.paths.len()
    }

    /// Tells whether no property is wanted: then none needs to be read.
    pub(crate) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Returns the properties that the question names and that are not among the `seen`, by slot.
    pub(crate) fn missing<'a>(&'a self, seen: &'a [bool]) -> impl Iterator<Item = &'a PropertyPath> {
        let slots = self.paths.iter().zip(&self.is_named).zip(seen);
        slots.filter(|((_, is_named), is_seen)| **is_named && !**is_seen).map(|((path, _), _)| path)
    }

    /// Reads the wanted values of one event into `row`; tells whether `properties` is a JSON object.
    pub(crate) fn read<'a>(&self, properties: &'a str, row: &mut RowValues<'a>) -> bool {
        row.found.clear();
        self.paths.is_empty() || self.tree.read(properties, row).is_ok()
    }
}

impl<'a> RowValues<'a> {
    /// Returns the values of a property: several only where the path walks through a list.
    pub(crate) fn all(&self, slot: Slot) -> impl Iterator<Item = Scalar<'a>> {
        self.found.iter().filter(move |(found, _)| *found == slot).filter_map(|(_, raw)| Scalar::read(raw))
    }

    /// Returns the value of a property.
    pub(crate) fn one(&self, slot: Slot) -> Option<Scalar<'a>> {
        self.all(slot).next()
    }

    /// Marks in `seen` the properties that this event carries.
    pub(crate) fn mark(&self, seen: &mut [bool]) {
        for (slot, _) in &self.found {
            seen[slot.0] = true;
        }
    }
}

impl Branch {
    fn step(&mut self, step: &Step) -> &mut Self {
        match step {
            Step::Elements => self.elements.get_or_insert_default(),
            Step::Key(key) => {
                let index = self.keys.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
                    self.keys.push((key.clone(), Self::default()));
                    self.keys.len() - 1
                });
                &mut self.keys[index].1
            }
        }
    }

    /// Takes the wanted values from the JSON text of one value. As deep as the longest path, however deep the text is.
    fn read<'a>(&self, raw: &'a str, row: &mut RowValues<'a>) -> serde_json::Result<()> {
        if let Some(slot) = self.slot {
            row.found.push((slot, raw));
        }
        if !self.keys.is_empty() && raw.starts_with('{') {
            serde_json::Deserializer::from_str(raw).deserialize_map(Keys { branch: self, row })?;
        } else if let (Some(elements), true) = (&self.elements, raw.starts_with('[')) {
            serde_json::Deserializer::from_str(raw).deserialize_seq(Elements { branch: elements, row })?;
        }
        Ok(())
    }
}

/// Visits an object and reads the values under wanted keys.
struct Keys<'b, 'r, 'a> {
    branch: &'b Branch,
    row: &'r mut RowValues<'a>,
}

impl<'a> Visitor<'a> for Keys<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(wanted) = map.next_key_seed(KeyIn(self.branch))? {
            match wanted {
                None => drop(map.next_value::<IgnoredAny>()?),
                Some(branch) => {
                    let raw: &'a RawValue = map.next_value()?;
                    branch.read(raw.get(), self.row).map_err(A::Error::custom)?;
                }
            }
        }
        Ok(())
    }
}

/// Looks a key up among the wanted ones, without keeping its text.
struct KeyIn<'b>(&'b Branch);

impl<'a, 'b> DeserializeSeed<'a> for KeyIn<'b> {
    type Value = Option<&'b Branch>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'b> Visitor<'_> for KeyIn<'b> {
    type Value = Option<&'b Branch>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.keys.iter().find(|(known, _)| known == key).map(|(_, branch)| branch))
    }
}

/// Visits a list and reads every element.
struct Elements<'b, 'r, 'a> {
    branch: &'b Branch,
    row: &'r mut RowValues<'a>,
}

impl<'a> Visitor<'a> for Elements<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(raw) = list.next_element::<&'a RawValue>()? {
            self.branch.read(raw.get(), self.row).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, RowValues};
    use crate::value::PropertyPath;
    use expect_test::{Expect, expect};

    fn check(paths: &[&str], properties: &str, expected: Expect) {
        let mut fields = Fields::default();
        for path in paths {
            fields.slot(&PropertyPath::parse(path).expect("a path"));
        }
        let mut row = RowValues::default();
        assert!(fields.read(properties, &mut row), "an object");
        let found: Vec<String> = row.found.iter().map(|(slot, raw)| format!("{}={raw}", paths[slot.0])).collect();
        expected.assert_eq(&found.join(" "));
    }

    #[test]
    fn only_wanted_properties_are_read() {
        let text = r#"{"a": {"b": 1.50, "c": [2]}, "k\u00e9": "x", "products": [{"x": 1}, {"y": 2}, 3, {"x": null}], "n": null}"#;
        check(&["a.b"], text, expect!["a.b=1.50"]);
        check(&["a", "a.b"], text, expect![[r#"a={"b": 1.50, "c": [2]} a.b=1.50"#]]);
        check(&["ké", "n", "zz", "a.b.c"], text, expect![[r#"ké="x" n=null"#]]);
        check(&["products[].x"], text, expect!["products[].x=1 products[].x=null"]);
        check(&[], text, expect![""]);
        check(&["a"], "{}", expect![""]);
    }
}
