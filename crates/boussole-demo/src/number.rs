//! Numbers that name people and orders: unlike each other, and never twice the same.

/// Orders of one person at most.
pub(crate) const ORDERS_MAX: u32 = 32;
/// An odd factor makes a different product, modulo 2³², for each number.
const SCATTER: u32 = 2_654_435_761;

/// Returns the customer number of a person.
pub(crate) fn user_id(person: u32) -> String {
    format!("C{:010}", person.wrapping_add(1).wrapping_mul(SCATTER))
}

/// Returns the number of an order: the `n`th of a person, counted from 0 and below [`ORDERS_MAX`].
pub(crate) fn order_id(person: u32, n: u32) -> String {
    format!("R{:010}", person.wrapping_mul(ORDERS_MAX).wrapping_add(n).wrapping_mul(SCATTER))
}

#[cfg(test)]
mod tests {
    use super::{ORDERS_MAX, order_id, user_id};
    use std::collections::BTreeSet;

    #[test]
    fn numbers_are_never_given_twice() {
        let users: BTreeSet<_> = (0..10_000).map(user_id).collect();
        let orders: BTreeSet<_> =
            (0..1_000).flat_map(|person| (0..ORDERS_MAX).map(move |n| order_id(person, n))).collect();
        assert_eq!((users.len(), orders.len()), (10_000, 32_000));
    }
}
