use jiff::civil::Date;

/// What is planted: causes whose effects can be found in the events. Each acts from a day on.
///
/// No event, property or trait ever names one, and a test sees to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plants {
    pub(super) failing_payment: Vec<FailingPayment>,
    pub(super) slow_carrier: Vec<SlowCarrier>,
    pub(super) size_guide: Vec<SizeGuide>,
    pub(super) long_queue: Vec<LongQueue>,
    pub(super) silent_regulars: Vec<SilentRegulars>,
    pub(super) mailing: Vec<Mailing>,
    pub(super) faulty_batch: Vec<FaultyBatch>,
}

/// A payment step that fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FailingPayment {
    pub(super) method: String,
    pub(super) device: String,
    pub(super) from: Date,
    pub(super) share: u32,
}

/// A carrier that breaks its promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SlowCarrier {
    pub(super) carrier: String,
    pub(super) from: Date,
    pub(super) share: u32,
}

/// A page that tells which size to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SizeGuide {
    pub(super) from: Date,
    pub(super) shown: u32,
    pub(super) prevents: u32,
}

/// A shop where one waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LongQueue {
    pub(super) store: String,
    pub(super) from: Date,
    pub(super) minutes: u32,
}

/// People who buy often and say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SilentRegulars {
    pub(super) from: Date,
    pub(super) share: u32,
    pub(super) visits_percent: u32,
}

/// A message to the subscribers, half of whom are left out by lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mailing {
    pub(crate) campaign: String,
    pub(crate) subject: String,
    pub(crate) from: Date,
    /// For how many days it acts.
    pub(crate) days: u32,
    /// How often those who receive it come, in percent of before.
    pub(crate) visits_percent: u32,
    /// In cents.
    pub(crate) cost: i64,
}

/// A batch of which some pieces are flawed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FaultyBatch {
    pub(super) batch: String,
    pub(super) share: u32,
}

impl Plants {
    /// Returns the company in which nothing is planted: whatever differs there differs by chance.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns of 1,000 attempts to pay with `method` on `device`, how many fail besides those that fail anyway.
    pub(crate) fn failed_payments(&self, method: &str, device: &str, day: Date) -> u32 {
        let found = self.failing_payment.iter().filter(|plant| plant.from <= day);
        found.filter(|plant| plant.method == method && plant.device == device).map(|plant| plant.share).sum()
    }

    /// Returns of 1,000 parcels of `carrier`, how many are late besides those that are late anyway.
    pub(crate) fn late_parcels(&self, carrier: &str, day: Date) -> u32 {
        let found = self.slow_carrier.iter().filter(|plant| plant.from <= day && plant.carrier == carrier);
        found.map(|plant| plant.share).sum()
    }

    /// Returns of 1,000 people, how many are shown which size to take.
    pub(crate) fn shown_sizes(&self, day: Date) -> u32 {
        self.size_guide.iter().filter(|plant| plant.from <= day).map(|plant| plant.shown).sum()
    }

    /// Returns of 1,000 misfits of people who were shown which size to take, how many do not happen.
    pub(crate) fn misfits_prevented(&self, day: Date) -> u32 {
        self.size_guide.iter().filter(|plant| plant.from <= day).map(|plant| plant.prevents).sum()
    }

    /// Returns for how many minutes more one waits in `store`.
    pub(crate) fn minutes_waited(&self, store: &str, day: Date) -> u32 {
        let found = self.long_queue.iter().filter(|plant| plant.from <= day && plant.store == store);
        found.map(|plant| plant.minutes).sum()
    }

    /// Returns how often somebody comes, in percent of others, when they say nothing ever: those with a `lot` (drawn
    /// below 1,000) low enough.
    pub(crate) fn silent_visits(&self, lot: u32, day: Date) -> Option<u32> {
        let found = self.silent_regulars.iter().find(|plant| plant.from <= day && lot < plant.share);
        found.map(|plant| plant.visits_percent)
    }

    /// Returns the messages that are sent to the subscribers besides the usual letters.
    pub(crate) fn mailings(&self) -> &[Mailing] {
        &self.mailing
    }

    /// Returns of 1,000 pieces of a batch, how many are flawed.
    pub(crate) fn flawed(&self, batch: &str) -> u32 {
        self.faulty_batch.iter().filter(|plant| plant.batch == batch).map(|plant| plant.share).sum()
    }
}
