//! Folding: a part is written anew without what is deleted of it.

use crate::error::StoreError;
use crate::part::{self, Part, PartRow};
use crate::row::schema;
use crate::view::{View, sort};

/// What folding a part came to.
#[derive(Debug)]
pub(crate) enum Folded {
    /// Nothing of it is deleted.
    Clean,
    /// Rows are left, in a new part.
    Rewritten(PartRow),
    /// Nothing is left.
    Empty,
}

/// Writes what stays of a part into a new one, under the people of today.
pub(crate) fn fold(folder: &std::path::Path, view: &View, part: &Part) -> Result<Folded, StoreError> {
    let columns: Vec<usize> = (0..schema().fields().len()).collect();
    let kept = part.read_kept(&columns, &view.deletes())?.collect::<Result<Vec<_>, _>>()?;
    match kept.iter().map(arrow_array::RecordBatch::num_rows).sum::<usize>() {
        0 => Ok(Folded::Empty),
        n_rows if n_rows == part.meta.n_rows => Ok(Folded::Clean),
        _ => {
            let rows = sort(&kept, &view.identity)?;
            Ok(Folded::Rewritten(part::write(folder, part.month(), &rows, view.identity.version())?))
        }
    }
}
