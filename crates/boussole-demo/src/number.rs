//! Numbers that name people and orders: unlike each other, and never twice the same; and what names a text.

/// Days of a history at most; a person orders once a day at most.
const DAYS_MAX: u32 = 512;
/// An odd factor makes a different product, modulo 2³², for each number.
const SCATTER: u32 = 2_654_435_761;

/// Returns the customer number of a person.
pub(crate) fn user_id(person: u32) -> String {
    format!("C{:010}", person.wrapping_add(1).wrapping_mul(SCATTER))
}

/// Returns the number of the order that a person makes on day `today` of the history.
pub(crate) fn order_id(person: u32, today: u32) -> String {
    format!("R{:010}", person.wrapping_mul(DAYS_MAX).wrapping_add(today).wrapping_mul(SCATTER))
}

/// Returns a number that names a text: FNV-1a of its bytes, the same in every version.
pub(crate) fn number_of(text: &str) -> u32 {
    text.bytes().fold(2_166_136_261, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619))
}

#[cfg(test)]
mod tests {
    use super::{DAYS_MAX, order_id, user_id};
    use std::collections::BTreeSet;

    #[test]
    fn numbers_are_never_given_twice() {
        let users: BTreeSet<_> = (0..10_000).map(user_id).collect();
        let orders: BTreeSet<_> =
            (0..100).flat_map(|person| (0..DAYS_MAX).map(move |today| order_id(person, today))).collect();
        assert_eq!((users.len(), orders.len()), (10_000, 51_200));
    }
}
