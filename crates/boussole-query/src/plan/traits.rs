use crate::value::Scalar;
use boussole_core::Ctx;
use boussole_events::{EventStore, Snapshot, StoreError, TraitColumn};

/// The traits that a question needs, one column each.
pub(crate) struct Traits {
    columns: Vec<(String, TraitColumn)>,
}

impl Traits {
    /// Loads the values of the traits `names` at the snapshot.
    pub(crate) async fn load(
        store: &EventStore,
        ctx: &Ctx,
        snapshot: &Snapshot,
        names: &[String],
    ) -> Result<Self, StoreError> {
        let mut columns: Vec<(String, TraitColumn)> = Vec::new();
        for name in names {
            if !columns.iter().any(|(known, _)| known == name) {
                columns.push((name.clone(), store.trait_column(ctx, snapshot, name).await?));
            }
        }
        Ok(Self { columns })
    }

    /// Loads the values that some people have of the traits `names` at the snapshot.
    pub(crate) async fn load_of(
        store: &EventStore,
        ctx: &Ctx,
        snapshot: &Snapshot,
        names: impl IntoIterator<Item = &str>,
        people: &[u64],
    ) -> Result<Self, StoreError> {
        let mut columns = Vec::new();
        for name in names {
            columns.push((name.to_owned(), store.trait_of_people(ctx, snapshot, name, people).await?));
        }
        Ok(Self { columns })
    }

    /// Returns the place of a trait's column.
    pub(crate) fn index(&self, name: &str) -> usize {
        self.columns.iter().position(|(known, _)| known == name).expect("every trait of the question was loaded")
    }

    /// Returns a person's value of the trait at `index`.
    pub(crate) fn get(&self, index: usize, person: u64) -> Option<Scalar<'_>> {
        self.columns[index].1.get(person).and_then(Scalar::read)
    }
}
