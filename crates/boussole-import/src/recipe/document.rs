//! Reads a TOML document strictly: every key is either asked for or refused, and every refusal says where.

use boussole_core::Refusal;
use serde_json::Value as Json;
use toml::{Table, Value};

/// One table of the document, whose keys are taken one by one.
pub(super) struct Section {
    path: String,
    entries: Table,
    known: Vec<&'static str>,
}

/// One value of the document and where it stands.
#[derive(Clone)]
pub(super) struct Node {
    pub(super) path: String,
    pub(super) value: Value,
}

/// Makes the refusal of a recipe at `path`.
pub(super) fn invalid(path: &str, message: impl Into<String>) -> Refusal {
    let refusal = Refusal::new("invalid_recipe", message);
    if path.is_empty() { refusal } else { refusal.at(path) }
}

/// Returns the hint that names the candidates nearest to `name`, for a typing mistake.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN_MAX: usize = 3;
    let mut ranked: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase()), candidate))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let names: Vec<String> = ranked.iter().take(SHOWN_MAX).map(|(_, name)| format!("`{name}`")).collect();
    if names.is_empty() { "there is none".to_owned() } else { format!("nearest: {}", names.join(", ")) }
}

impl Section {
    pub(super) fn new(path: impl Into<String>, entries: Table) -> Self {
        Self { path: path.into(), entries, known: Vec::new() }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Takes the value of `key`, if it is there.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        self.entries.remove(key).map(|value| Node { path: self.path_of(key), value })
    }

    /// Takes the value of `key`, which must be there.
    pub(super) fn require(&mut self, key: &'static str) -> Result<Node, Refusal> {
        self.take(key).ok_or_else(|| invalid(&self.path_of(key), "this key is missing"))
    }

    pub(super) fn text(&mut self, key: &'static str) -> Result<Option<String>, Refusal> {
        self.take(key).map(Node::text).transpose()
    }

    pub(super) fn texts(&mut self, key: &'static str) -> Result<Option<Vec<String>>, Refusal> {
        self.take(key).map(Node::texts).transpose()
    }

    pub(super) fn boolean(&mut self, key: &'static str) -> Result<Option<bool>, Refusal> {
        self.take(key).map(Node::boolean).transpose()
    }

    /// Takes the entries of the table at `key`; none when it is absent.
    pub(super) fn entries(&mut self, key: &'static str) -> Result<Vec<(String, Node)>, Refusal> {
        Ok(self.take(key).map(Node::entries).transpose()?.unwrap_or_default())
    }

    /// Takes the tables listed at `key`; each is called by its `name` where it has one.
    pub(super) fn sections(&mut self, key: &'static str) -> Result<Vec<Section>, Refusal> {
        let Some(node) = self.take(key) else { return Ok(Vec::new()) };
        let path = node.path.clone();
        let mut sections = Vec::new();
        for (index, item) in node.list()?.into_iter().enumerate() {
            let mut section = item.section()?;
            section.path = match section.entries.get("name").and_then(Value::as_str) {
                Some(name) => format!("{path}[{name}]"),
                None => format!("{path}[{index}]"),
            };
            sections.push(section);
        }
        Ok(sections)
    }

    /// Refuses what was not asked for.
    pub(super) fn finish(self) -> Result<(), Refusal> {
        match self.entries.keys().next() {
            None => Ok(()),
            Some(key) => Err(invalid(&self.path_of(key), "unknown key").hint(nearest(key, self.known.iter().copied()))),
        }
    }
}

impl Node {
    fn wrong(&self, wanted: &str) -> Refusal {
        invalid(&self.path, format!("{wanted} is wanted here, not {}", self.value.type_str()))
    }

    pub(super) fn text(self) -> Result<String, Refusal> {
        match self.value {
            Value::String(text) if !text.trim().is_empty() => Ok(text),
            Value::String(_) => Err(invalid(&self.path, "this text is empty")),
            _ => Err(self.wrong("a text")),
        }
    }

    pub(super) fn boolean(self) -> Result<bool, Refusal> {
        self.value.as_bool().ok_or_else(|| self.wrong("true or false"))
    }

    pub(super) fn list(self) -> Result<Vec<Node>, Refusal> {
        let Value::Array(items) = self.value else { return Err(self.wrong("a list")) };
        let node = |(index, value)| Node { path: format!("{}[{index}]", self.path), value };
        Ok(items.into_iter().enumerate().map(node).collect())
    }

    pub(super) fn texts(self) -> Result<Vec<String>, Refusal> {
        self.list()?.into_iter().map(Node::text).collect()
    }

    pub(super) fn section(self) -> Result<Section, Refusal> {
        match self.value {
            Value::Table(entries) => Ok(Section::new(self.path, entries)),
            _ => Err(self.wrong("a table")),
        }
    }

    pub(super) fn entries(self) -> Result<Vec<(String, Node)>, Refusal> {
        let section = self.section()?;
        let node = |(key, value)| {
            let path = format!("{}.{key}", section.path);
            (key, Node { path, value })
        };
        Ok(section.entries.into_iter().map(node).collect())
    }

    /// Converts the value to JSON; a date becomes its text.
    pub(super) fn json(self) -> Result<Json, Refusal> {
        match self.value {
            Value::String(text) => Ok(Json::String(text)),
            Value::Boolean(boolean) => Ok(Json::Bool(boolean)),
            Value::Integer(number) => Ok(Json::from(number)),
            Value::Float(number) if number.is_finite() => Ok(Json::from(number)),
            Value::Datetime(moment) => Ok(Json::String(moment.to_string())),
            _ => Err(self.wrong("a text, a number, true or false, or a date")),
        }
    }
}
