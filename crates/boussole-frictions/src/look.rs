//! Where is looked: what can go wrong at a step, and what the company does that might be behind it.
//!
//! Groups are told apart by what the company chose (a carrier, a means of payment, a batch), never by who somebody is: people
//! of another country or age differ without anybody's fault.

use crate::read::Field;

/// Something that can go wrong, each time that somebody comes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Failure {
    /// An attempt to pay fails.
    PaymentFailed,
    /// What was promised comes late or not at all.
    PromiseBroken,
    /// Somebody waits more than ten minutes in a shop.
    LongWait,
    /// Somebody hangs up before they are answered.
    CallAbandoned,
    /// What was ordered is sent back within thirty days.
    Returned,
    /// Who ordered calls for help about the order within thirty days.
    HelpNeeded,
    /// Who is asked, or reviews, is not content.
    BadOpinion,
    /// Who began to check out does not order within a day.
    CheckoutLeft,
}

impl Failure {
    /// All of them: what is a cause rather than a consequence comes first.
    pub const ALL: [Self; 8] = [
        Self::PaymentFailed,
        Self::PromiseBroken,
        Self::LongWait,
        Self::CallAbandoned,
        Self::Returned,
        Self::HelpNeeded,
        Self::BadOpinion,
        Self::CheckoutLeft,
    ];

    /// Returns the word by which it is told.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PaymentFailed => "payment_failed",
            Self::PromiseBroken => "promise_broken",
            Self::LongWait => "long_wait",
            Self::CallAbandoned => "call_abandoned",
            Self::Returned => "returned",
            Self::HelpNeeded => "help_needed",
            Self::BadOpinion => "bad_opinion",
            Self::CheckoutLeft => "checkout_left",
        }
    }

    /// Returns the id of the step at which it happens, in the journey that comes with Boussole.
    #[must_use]
    pub fn step(self) -> &'static str {
        match self {
            Self::PaymentFailed => "payment",
            Self::PromiseBroken => "reception",
            Self::LongWait => "visit",
            Self::CallAbandoned | Self::HelpNeeded => "help",
            Self::Returned => "return",
            Self::BadOpinion => "opinion",
            Self::CheckoutLeft => "checkout",
        }
    }

    /// Returns what the cases that are compared share, and by what they are told apart, alone and in pairs.
    pub(crate) fn kinds(self) -> &'static [Kinds] {
        const BATCH: Kinds = Kinds { among: Some(Field::Product), apart: &[Field::Batch] };
        const PAYMENT: [Kinds; 1] = [by(&[Field::Device, Field::Method, Field::Channel, Field::Store])];
        const PROMISE: [Kinds; 1] = [by(&[Field::Carrier, Field::Store, Field::Region, Field::State, Field::Seller])];
        const WAIT: [Kinds; 1] = [by(&[Field::Store])];
        const CALL: [Kinds; 1] = [by(&[Field::Queue, Field::Store])];
        const HELP: [Kinds; 1] = [by(&[Field::Carrier, Field::Store])];
        // Who is asked after a return is less content than who is asked after a visit: questions are no equals.
        const ASKED: Kinds = Kinds { among: Some(Field::Asked), apart: &[Field::Carrier, Field::Store] };
        const CHECKOUT: [Kinds; 1] = [by(&[Field::Device, Field::Channel])];
        match self {
            Self::PaymentFailed => &PAYMENT,
            Self::PromiseBroken => &PROMISE,
            Self::LongWait => &WAIT,
            Self::CallAbandoned => &CALL,
            Self::Returned => &[BATCH],
            Self::HelpNeeded => &HELP,
            Self::BadOpinion => &[ASKED, BATCH],
            Self::CheckoutLeft => &CHECKOUT,
        }
    }
}

/// What cases share that are compared, and by what they are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kinds {
    pub(crate) among: Option<Field>,
    pub(crate) apart: &'static [Field],
}

const fn by(apart: &'static [Field]) -> Kinds {
    Kinds { among: None, apart }
}
