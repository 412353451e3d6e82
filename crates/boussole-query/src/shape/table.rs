use crate::answer::{ScoreAnswer, SeriesAnswer, Table, TimelineAnswer, TrendAnswer};
use serde_json::{Map, Value};

impl TrendAnswer {
    /// One line a bucket and group: the bucket, the values of the breakdown, one column a series, then `partial`.
    ///
    /// With a comparison, a first column says `current` or `previous`.
    pub(crate) fn to_table(&self) -> Table {
        let mut header = Vec::new();
        if self.compare.is_some() {
            header.push("period".to_owned());
        }
        header.push("bucket".to_owned());
        let keys = group_keys(self.series.iter().map(|series| (&series.group, series.other)));
        header.extend(keys.iter().cloned());
        let names = names(&self.series);
        header.extend(names.iter().map(|&name| name.to_owned()));
        header.push("partial".to_owned());

        let period = self.compare.is_some().then_some("current");
        let mut rows = lines(period, &self.buckets, &self.partial, &keys, &self.series, names.len());
        if let Some(compare) = &self.compare {
            rows.extend(lines(
                Some("previous"),
                &compare.buckets,
                &compare.partial,
                &keys,
                &compare.series,
                names.len(),
            ));
        }
        Table { header, rows }
    }
}

/// Returns the names of the series, once each; they follow each other group by group.
fn names(series: &[SeriesAnswer]) -> Vec<&str> {
    let mut names: Vec<&str> = series.iter().map(|series| series.name.as_str()).collect();
    names.dedup();
    names
}

fn lines(
    period: Option<&str>,
    buckets: &[String],
    partial: &[bool],
    keys: &[String],
    series: &[SeriesAnswer],
    n_names: usize,
) -> Vec<Vec<String>> {
    let n_groups = series.len().checked_div(n_names).unwrap_or(0);
    let mut rows = Vec::new();
    for (bucket, label) in buckets.iter().enumerate() {
        for group in 0..n_groups {
            let first = &series[group];
            let mut row: Vec<String> = period.map(str::to_owned).into_iter().collect();
            row.push(label.clone());
            row.extend(group_cells(keys, &first.group, first.other));
            row.extend((0..n_names).map(|name| cell(&series[name * n_groups + group].values[bucket])));
            row.push(partial[bucket].to_string());
            rows.push(row);
        }
    }
    rows
}

impl ScoreAnswer {
    /// One line a bucket and group: the bucket, the values of the breakdown, the base, the score and its interval, to two
    /// decimals.
    pub(crate) fn to_table(&self) -> Table {
        let keys = group_keys(self.groups.iter().map(|group| (&group.group, group.other)));
        let figures = ["n", self.score, "low", "high", "partial"].map(str::to_owned);
        let header = std::iter::once("bucket".to_owned()).chain(keys.iter().cloned()).chain(figures).collect();
        let mut rows = Vec::new();
        for (bucket, label) in self.buckets.iter().enumerate() {
            for group in &self.groups {
                let value = &group.values[bucket];
                let mut row = vec![label.clone()];
                row.extend(group_cells(&keys, &group.group, group.other));
                row.push(value.n.to_string());
                row.extend([value.value, value.low, value.high].map(two_decimals));
                row.push(self.partial[bucket].to_string());
                rows.push(row);
            }
        }
        Table { header, rows }
    }
}

impl TimelineAnswer {
    /// One line an event, newest first.
    pub(crate) fn to_table(&self) -> Table {
        let header = ["time", "event", "source", "session", "properties"].map(str::to_owned).to_vec();
        let rows = self.events.iter().map(|event| {
            vec![
                event.local_time.clone(),
                event.event.clone(),
                event.source.clone(),
                event.session.clone().unwrap_or_default(),
                event.properties.get().to_owned(),
            ]
        });
        Table { header, rows: rows.collect() }
    }
}

/// Returns the names of the breakdown's columns: those of any group that is not `other`.
pub(super) fn group_keys<'a>(mut groups: impl Iterator<Item = (&'a Map<String, Value>, bool)>) -> Vec<String> {
    let named = groups.find(|(_, other)| !other);
    named.map(|(group, _)| group.keys().cloned().collect()).unwrap_or_default()
}

/// Writes the columns of the breakdown for one group.
pub(super) fn group_cells(keys: &[String], group: &Map<String, Value>, other: bool) -> impl Iterator<Item = String> {
    keys.iter().map(move |key| if other { "other".to_owned() } else { cell(&group[key]) })
}

/// Writes a figure with two decimals; nothing where there is none.
pub(super) fn two_decimals(value: Option<f64>) -> String {
    value.map(|value| format!("{value:.2}")).unwrap_or_default()
}

/// Writes one value; nothing for null.
pub(super) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
