//! How many events there are, of how many customers, and what is known of their answers.

/// One size of the set of events.
pub(crate) struct Size {
    pub(crate) n_events: u64,
    pub(crate) n_customers: u64,
    /// The digests of the answers to the first seven questions.
    pub(crate) digests: [&'static str; 7],
    /// How many events a thousand customers have, drawn as the eighth question draws them.
    pub(crate) n_in_histories: u64,
}

/// All sizes for which answers were written down beside the program that makes the events.
pub(crate) const SIZES: [Size; 3] = [
    Size {
        n_events: 1_000_000,
        n_customers: 100_000,
        digests: ["6674b872", "e6bd7fdf", "d93d7169", "751b2d5a", "755374b7", "6a3c6a58", "430f6293"],
        n_in_histories: 9_823,
    },
    Size {
        n_events: 10_000_000,
        n_customers: 1_000_000,
        digests: ["db87d4f5", "efadba18", "002404ea", "ecb89c86", "aec826a9", "2ad337f9", "91b5fc02"],
        n_in_histories: 9_090,
    },
    Size {
        n_events: 100_000_000,
        n_customers: 5_000_000,
        digests: ["47d787cb", "b9167309", "01f4fe4d", "acfcce89", "fc91cdfc", "24f6c0c8", "422f40af"],
        n_in_histories: 19_799,
    },
];

/// The size that is quick to import.
pub(crate) const MILLION: &Size = &SIZES[0];

/// The size at which memory is promised.
pub(crate) const TEN_MILLIONS: &Size = &SIZES[1];
