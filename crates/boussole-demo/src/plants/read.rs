//! From a file to what is planted.

use super::entries::Entries;
use super::model::{FailingPayment, FaultyBatch, LongQueue, Mailing, Plants, SilentRegulars, SizeGuide, SlowCarrier};
use crate::life::PAYMENT_METHODS;
use crate::person::DeviceKind;
use crate::world::World;
use boussole_core::Refusal;
use jiff::civil::Date;

/// The file that says what is planted in the usual company.
pub const PLANTS_FILE: &str = include_str!("../data/plants.toml");
/// The longest time for which a message acts, in days.
const DAYS_MAX: u32 = 366;
/// The most that visits may grow to, in percent.
const VISITS_PERCENT_MAX: u32 = 1_000;
/// The longest wait, in minutes.
const MINUTES_MAX: u32 = 180;
/// The largest cost, in whole euros.
const COST_MAX: u32 = 100_000_000;

impl Plants {
    /// Returns the plants of the usual company ([`PLANTS_FILE`]), whose history ends with the day `last`.
    #[must_use]
    pub fn usual(last: Date) -> Self {
        Self::parse(PLANTS_FILE, "plants.toml", last).expect("the file of this crate is valid, and every test reads it")
    }

    /// Reads plants from the text of a file, of which `name` is shown in refusals; `last` is the last day of the history.
    ///
    /// # Errors
    /// Refuses what is no TOML, an unknown key, a missing one, and a value out of its bounds; the refusal names the file and
    /// the field.
    pub fn parse(text: &str, name: &str, last: Date) -> Result<Self, Refusal> {
        let world = World::shipped();
        let mut file = Entries::of_file(text, name)?;
        let plants = Self {
            failing_payment: each(&mut file, "failing_payment", &["method", "device", "from", "share"], |entries| {
                let methods = PAYMENT_METHODS.map(|(_, method)| method);
                let method = entries.one_of("method", &methods)?;
                let device = entries.one_of("device", &DeviceKind::ALL.map(DeviceKind::word))?;
                Ok(FailingPayment { method, device, from: entries.day("from", last)?, share: entries.share("share")? })
            })?,
            slow_carrier: each(&mut file, "slow_carrier", &["carrier", "from", "share"], |entries| {
                let carrier = entries.one_of("carrier", &world.carriers())?;
                Ok(SlowCarrier { carrier, from: entries.day("from", last)?, share: entries.share("share")? })
            })?,
            size_guide: each(&mut file, "size_guide", &["from", "shown", "prevents"], |entries| {
                let from = entries.day("from", last)?;
                Ok(SizeGuide { from, shown: entries.share("shown")?, prevents: entries.share("prevents")? })
            })?,
            long_queue: each(&mut file, "long_queue", &["store", "from", "minutes"], |entries| {
                let (store, from) = (entries.one_of("store", &world.stores())?, entries.day("from", last)?);
                Ok(LongQueue { store, from, minutes: entries.number("minutes", 0..=MINUTES_MAX)? })
            })?,
            silent_regulars: each(&mut file, "silent_regulars", &["from", "share", "visits_percent"], |entries| {
                let (from, share) = (entries.day("from", last)?, entries.share("share")?);
                let visits_percent = entries.number("visits_percent", 0..=VISITS_PERCENT_MAX)?;
                Ok(SilentRegulars { from, share, visits_percent })
            })?,
            mailing: each(&mut file, "mailing", &MAILING, |entries| mailing(entries, last))?,
            faulty_batch: each(&mut file, "faulty_batch", &["batch", "share"], |entries| {
                let batch = entries.text("batch")?;
                if !world.catalogue.products.iter().any(|product| product.has_batch(&batch)) {
                    let hint = "write the product and the number of its batch, like CH-101-04";
                    return Err(entries.refuse("batch", format!("no product has a batch `{batch}`")).hint(hint));
                }
                Ok(FaultyBatch { batch, share: entries.share("share")? })
            })?,
        };
        file.finish(&KINDS)?;
        Ok(plants)
    }
}

const KINDS: [&str; 7] =
    ["failing_payment", "slow_carrier", "size_guide", "long_queue", "silent_regulars", "mailing", "faulty_batch"];
const MAILING: [&str; 6] = ["campaign", "subject", "from", "days", "visits_percent", "cost"];

/// Reads the plants of one kind.
fn each<T>(
    file: &mut Entries,
    kind: &str,
    keys: &[&str],
    read: impl Fn(&mut Entries) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let plants = file.list(kind)?.into_iter().map(|mut entries| {
        let plant = read(&mut entries)?;
        entries.finish(keys)?;
        Ok(plant)
    });
    plants.collect()
}

fn mailing(entries: &mut Entries, last: Date) -> Result<Mailing, Refusal> {
    Ok(Mailing {
        campaign: entries.text("campaign")?,
        subject: entries.text("subject")?,
        from: entries.day("from", last)?,
        days: entries.number("days", 1..=DAYS_MAX)?,
        visits_percent: entries.number("visits_percent", 0..=VISITS_PERCENT_MAX)?,
        cost: i64::from(entries.number("cost", 0..=COST_MAX)?) * 100,
    })
}

#[cfg(test)]
mod tests {
    use super::Plants;
    use expect_test::{Expect, expect};
    use jiff::civil::date;

    fn check(text: &str, expected: Expect) {
        let read = Plants::parse(text, "my.toml", date(2026, 6, 30));
        let hint = |hint: Option<String>| hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
        expected.assert_eq(&match read {
            Ok(plants) => format!("{:?} {:?}", plants.slow_carrier, plants.mailing),
            Err(refusal) => format!("{}: {refusal}{}", refusal.code, hint(refusal.hint.clone())),
        });
    }

    #[test]
    fn a_file_may_contain_less() {
        check("", expect!["[] []"]);
        check(
            "[[slow_carrier]]\ncarrier = \"Relais Malin\"\nfrom = \"30 days before the end\"\nshare = 1000",
            expect![[r#"[SlowCarrier { carrier: "Relais Malin", from: 2026-05-31, share: 1000 }] []"#]],
        );
        check(
            "[[slow_carrier]]\ncarrier = \"Relais Malin\"\nfrom = 2026-02-03\nshare = 0",
            expect![[r#"[SlowCarrier { carrier: "Relais Malin", from: 2026-02-03, share: 0 }] []"#]],
        );
        let none = Plants::parse("", "my.toml", date(2026, 6, 30));
        assert_eq!(none, Ok(Plants::none()));
    }

    #[test]
    fn a_refusal_names_the_file_and_the_field() {
        let carrier =
            |rest: &str| format!("[[slow_carrier]]\ncarrier = \"Relais Malin\"\nfrom = \"2026-02-03\"\n{rest}");
        check(
            "[[slow_carrier]\n",
            expect![
                "invalid_toml: my.toml, line 1: unclosed array table, expected `]` (a file of plants is TOML, such as [[slow_carrier]] with a line for each of its keys)"
            ],
        );
        check(
            "slow_carrier = 3",
            expect!["invalid_plants: my.toml, slow_carrier: a list is wanted here (write [[slow_carrier]])"],
        );
        check(
            "[[earthquake]]",
            expect![
                "invalid_plants: my.toml, earthquake: unknown key (use failing_payment, slow_carrier, size_guide, long_queue, silent_regulars, mailing, faulty_batch)"
            ],
        );
        check(
            &carrier(""),
            expect!["invalid_plants: my.toml, slow_carrier[0].share: this key is missing (write share = ...)"],
        );
        check(
            &carrier("share = 1001"),
            expect!["invalid_plants: my.toml, slow_carrier[0].share: a whole number from 0 to 1000 is wanted here"],
        );
        check(
            &carrier("share = 0.3"),
            expect!["invalid_plants: my.toml, slow_carrier[0].share: a whole number from 0 to 1000 is wanted here"],
        );
        check(
            &carrier("share = 3\nshop = \"Lyon\""),
            expect!["invalid_plants: my.toml, slow_carrier[0].shop: unknown key (use carrier, from, share)"],
        );
        check(
            "[[slow_carrier]]\ncarrier = \"Relais Malin\"\nfrom = \"2026-02-30\"\nshare = 3",
            expect![[
                r#"invalid_plants: my.toml, slow_carrier[0].from: a day is wanted here (write it like "2026-03-15" or "120 days before the end")"#
            ]],
        );
        check(
            "[[slow_carrier]]\ncarrier = \"Malin\"\nfrom = \"2026-02-03\"\nshare = 3",
            expect![
                "invalid_plants: my.toml, slow_carrier[0].carrier: `Malin` is not known (use one of Colis Vif, Flèche Bleue, Grand Large Fret, Plat Pays Express, Poste Alpine, Relais Malin, Transalpin, Érable Express)"
            ],
        );
        check(
            "[[failing_payment]]\nmethod = \"card\"\ndevice = \"television\"",
            expect![
                "invalid_plants: my.toml, failing_payment[0].device: `television` is not known (use one of mobile, desktop, tablet)"
            ],
        );
        check(
            "[[long_queue]]\nstore = \"Paris\"",
            expect![
                "invalid_plants: my.toml, long_queue[0].store: `Paris` is not known (use one of Lausanne, Lyon, Namur)"
            ],
        );
        check(
            "[[faulty_batch]]\nbatch = \"CH-101\"\nshare = 3",
            expect![
                "invalid_plants: my.toml, faulty_batch[0].batch: no product has a batch `CH-101` (write the product and the number of its batch, like CH-101-04)"
            ],
        );
    }
}
