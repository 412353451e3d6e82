//! The journey that every project begins with: that of a shop, in the words of Segment's e-commerce specification.

use crate::model::{Definition, Stage, Step};

/// A step and the events by which it is known.
type StepWords = (&'static str, &'static [&'static str]);

/// The stages, each with its steps.
const STAGES: [(&str, &[StepWords]); 7] = [
    (
        "discovery",
        &[
            (
                "visit",
                &[
                    "Page Viewed",
                    "Screen Viewed",
                    "Store Visited",
                    "Promotion Viewed",
                    "Promotion Clicked",
                    "Email Link Clicked",
                ],
            ),
            ("signup", &["Signed Up", "Newsletter Subscribed"]),
        ],
    ),
    (
        "search",
        &[
            ("find", &["Products Searched", "Product List Viewed", "Product List Filtered"]),
            ("product", &["Product Viewed", "Product Clicked"]),
        ],
    ),
    (
        "purchase",
        &[
            (
                "cart",
                &[
                    "Product Added",
                    "Product Removed",
                    "Cart Viewed",
                    "Product Added to Wishlist",
                    "Product Removed from Wishlist",
                    "Wishlist Product Added to Cart",
                ],
            ),
            (
                "checkout",
                &[
                    "Checkout Started",
                    "Checkout Step Viewed",
                    "Checkout Step Completed",
                    "Coupon Entered",
                    "Coupon Applied",
                    "Coupon Denied",
                    "Coupon Removed",
                ],
            ),
            ("payment", &["Payment Info Entered", "Payment Failed"]),
            ("order", &["Order Completed", "Order Approved", "Order Updated"]),
        ],
    ),
    ("delivery", &[("shipping", &["Order Shipped", "Order Fulfilled"]), ("reception", &["Order Delivered"])]),
    ("use", &[("usage", &["Activity Recorded", "Product Used"])]),
    (
        "after_sales",
        &[
            (
                "help",
                &[
                    "Conversation Opened",
                    "Message Received",
                    "Conversation Resolved",
                    "Call Received",
                    "Call Answered",
                    "Call Abandoned",
                ],
            ),
            ("return", &["Return Requested", "Order Refunded", "Order Cancelled"]),
        ],
    ),
    (
        "loyalty",
        &[
            ("opinion", &["Review Submitted", "Product Reviewed", "Survey Answered"]),
            ("sharing", &["Product Shared", "Cart Shared"]),
        ],
    ),
];
/// What is a call for help.
const CONTACT: [&str; 2] = ["Conversation Opened", "Call Received"];
/// For how many days somebody is awaited at the next step.
const WINDOW_DAYS: u16 = 30;

/// Returns the journey of a shop. Its stages and steps have no names: the interface says them in its language.
#[must_use]
pub fn retail() -> Definition {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let step = |(id, events): &StepWords| Step {
        id: (*id).to_owned(),
        name: None,
        events: owned(events),
        followed_by: Vec::new(),
        within_minutes: None,
        is_moment_of_truth: false,
    };
    let stage = |(id, steps): (&str, &[StepWords])| Stage {
        id: id.to_owned(),
        name: None,
        steps: steps.iter().map(step).collect(),
    };
    Definition { window_days: WINDOW_DAYS, stages: STAGES.into_iter().map(stage).collect(), contact: owned(&CONTACT) }
}

#[cfg(test)]
mod tests {
    use super::retail;
    use std::collections::BTreeSet;

    /// The events of Segment's e-commerce specification.
    const SPECIFIED: [&str; 26] = [
        "Products Searched",
        "Product List Viewed",
        "Product List Filtered",
        "Promotion Viewed",
        "Promotion Clicked",
        "Product Clicked",
        "Product Viewed",
        "Product Added",
        "Product Removed",
        "Cart Viewed",
        "Checkout Started",
        "Checkout Step Viewed",
        "Checkout Step Completed",
        "Payment Info Entered",
        "Order Updated",
        "Order Completed",
        "Order Refunded",
        "Order Cancelled",
        "Coupon Entered",
        "Coupon Applied",
        "Coupon Denied",
        "Coupon Removed",
        "Product Added to Wishlist",
        "Product Shared",
        "Cart Shared",
        "Product Reviewed",
    ];

    #[test]
    fn a_shop_that_follows_the_specification_needs_no_work() {
        let journey = retail().parse().expect("a journey");
        let events: Vec<&String> = journey.steps().flat_map(|step| &step.events).collect();
        let known: BTreeSet<&str> = events.iter().map(|event| event.as_str()).collect();
        assert_eq!(known.len(), events.len(), "an event is of one step");
        let missing: Vec<&str> = SPECIFIED.into_iter().filter(|event| !known.contains(event)).collect();
        assert_eq!(missing, Vec::<&str>::new());
    }
}
