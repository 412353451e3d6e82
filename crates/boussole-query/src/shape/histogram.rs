use super::table::cell;
use super::{Drills, json_number};
use crate::answer::{BinAnswer, HistogramAnswer, Meta, Table};
use crate::run::HistogramResult;

/// Shapes the answer of a histogram.
pub(crate) fn histogram(result: &HistogramResult, meta: Meta, drills: Drills<'_>) -> HistogramAnswer {
    let bin = |(index, (edges, count)): (usize, (&[crate::value::Number], &crate::run::BinCount))| BinAnswer {
        from: json_number(edges[0]),
        to: json_number(edges[1]),
        events: count.n_events,
        people: count.n_people,
        drill: drills.token(0, index),
    };
    HistogramAnswer {
        kind: "histogram",
        meta,
        bins: result.edges.windows(2).zip(&result.bins).enumerate().map(bin).collect(),
        below: result.n_below,
        above: result.n_above,
    }
}

impl HistogramAnswer {
    /// One line a bin.
    pub(crate) fn to_table(&self) -> Table {
        let header = ["from", "to", "events", "people"].map(str::to_owned).to_vec();
        let line =
            |bin: &BinAnswer| vec![cell(&bin.from), cell(&bin.to), bin.events.to_string(), bin.people.to_string()];
        Table { header, rows: self.bins.iter().map(line).collect() }
    }
}
