use crate::look::Failure;
use crate::read::Field;
use boussole_stats::Estimate;

/// What customers suffer from, and what was looked at to find it.
#[derive(Debug, Clone, PartialEq)]
pub struct FrictionList {
    /// What was found, that from which most can be recovered first.
    pub frictions: Vec<Friction>,
    /// How many comparisons were made.
    pub n_looks: u64,
    /// How many events were read, and how many more there are.
    pub n_events: u64,
    /// How many events were too many to be read.
    pub n_left_out: u64,
    /// From when on events were read, in milliseconds since 1970.
    pub from_ms: i64,
    /// Until when.
    pub to_ms: i64,
    /// In which currency amounts are, where the project says so.
    pub currency: Option<String>,
}

/// Something that some customers suffer from.
#[derive(Debug, Clone, PartialEq)]
pub struct Friction {
    /// Which friction: the same for as long as it is the same failure of the same group.
    pub id: String,
    /// What goes wrong.
    pub failure: Failure,
    /// Whom it meets; empty when it meets everybody alike.
    pub group: Vec<Condition>,
    /// Since when, in milliseconds since 1970; absent when it is as old as what is known.
    pub since_ms: Option<i64>,
    /// How often it goes wrong.
    pub size: Size,
    /// What else goes wrong more often in the same group.
    pub signs: Vec<Sign>,
    /// How many people it happened to.
    pub n_people: u64,
    /// What those people do differently from comparable ones.
    pub harm: Harm,
    /// What could be recovered.
    pub value: Option<Value>,
    /// How strong the proof is.
    pub strength: Strength,
}

/// A property with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Which property.
    pub field: Field,
    /// Its value.
    pub value: String,
}

/// How often something goes wrong in a group, and among those it is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// How many went wrong.
    pub n_wrong: u64,
    /// Of how many.
    pub n: u64,
    /// How many went wrong among the others in the same time; 0 of 0 when nobody is left to compare with.
    pub others_wrong: u64,
    /// Of how many.
    pub others: u64,
    /// By how much the share is larger, with its interval; absent when nobody is left to compare with.
    pub difference: Option<Estimate>,
}

/// Another thing that goes wrong more often in the same group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sign {
    /// What.
    pub failure: Failure,
    /// How often.
    pub size: Size,
}

/// What people to whom it happened did within sixty days, beyond comparable people to whom it did not: as many orders
/// before, in the same month. A link, not yet a cause.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Harm {
    /// How many people could be compared: it is no longer than sixty days ago for the rest.
    pub n: u64,
    /// The share who order, as a difference.
    pub orders: Option<Estimate>,
    /// What they spend, as a difference, in the currency of the project.
    pub revenue: Option<Estimate>,
    /// The share whose next opinion is bad, as a difference, and of how many.
    pub bad_opinion: Option<Estimate>,
    /// How many of them said something.
    pub n_opinions: u64,
}

/// What could be recovered if it happened as rarely as with the others: the people to whom it happened beyond that, times what
/// each spends less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// How many people.
    pub n_people: f64,
    /// The amount.
    pub amount: Estimate,
}

/// How strong the proof is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// It is more frequent than with comparable people, more than chance explains.
    Medium,
    /// It happens to everybody alike, and those to whom it happens do differently.
    Watch,
}

impl Strength {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Medium, Self::Watch];

    /// Returns the word by which it is told.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Medium => "medium",
            Self::Watch => "watch",
        }
    }
}
