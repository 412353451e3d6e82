use boussole_core::Refusal;

/// Collects the people whom one number of an answer counts.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) wanted: Wanted,
    /// The name of the wanted bucket, until its place is known.
    bucket_label: Option<String>,
    /// In the order of keys, each once.
    people: Vec<u64>,
}

/// The number whose people are wanted. What a kind does not have is 0 or absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Wanted {
    /// The series of a trend, the cohort of a retention, the step of a journey.
    pub(crate) series: usize,
    pub(crate) group: usize,
    /// All buckets, when absent.
    pub(crate) bucket: Option<usize>,
    /// The step of a funnel, the period of a retention, the fate at a step of a journey.
    pub(crate) step: Option<usize>,
    pub(crate) outcome: Outcome,
}

/// Which of those who were looked at are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Outcome {
    /// Who is counted.
    #[default]
    Counted,
    /// Who is not, though counted before: at the step before, in the denominator.
    Missed,
    /// The denominator of a rate.
    Base,
}

impl Listing {
    /// Starts with nobody; `bucket` is the name of the wanted bucket.
    pub(crate) fn new(wanted: Wanted, bucket: Option<String>) -> Self {
        Self { wanted, bucket_label: bucket, people: Vec::new() }
    }

    /// Finds the wanted bucket among those of the answer.
    ///
    /// # Errors
    /// Refuses a name that no bucket has.
    pub(crate) fn place(&mut self, labels: &[String]) -> Result<(), Refusal> {
        if let Some(wanted) = &self.bucket_label {
            let place = labels.iter().position(|label| label == wanted).ok_or_else(|| {
                Refusal::new("unknown_bucket", format!("the answer has no bucket `{wanted}`"))
                    .at("at.bucket")
                    .hint("write a bucket as the answer names it")
            })?;
            self.wanted.bucket = Some(place);
        }
        Ok(())
    }

    /// Takes a person counted in this cell, when that is the wanted one. People come in the order of their keys.
    pub(crate) fn take(&mut self, person: u64, series: usize, group: usize, bucket: usize) {
        let Wanted { series: wanted_series, group: wanted_group, bucket: wanted_bucket, .. } = self.wanted;
        if series == wanted_series && group == wanted_group && wanted_bucket.is_none_or(|wanted| wanted == bucket) {
            self.add(person);
        }
    }

    /// Adds a person; nobody (0) is no person.
    pub(crate) fn add(&mut self, person: u64) {
        if person != 0 && self.people.last() != Some(&person) {
            self.people.push(person);
        }
    }

    /// Returns the people.
    pub(crate) fn into_people(self) -> Vec<u64> {
        self.people
    }
}
