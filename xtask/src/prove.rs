//! Figures that are known beforehand, asked of a built binary: every promise is a case that passes or fails.

mod archive;
mod case;
mod checkout;
mod duckdb;
mod frictions;
mod invoices;
mod journeys;
pub(crate) mod lab;
mod large;
mod mail;
mod orders;
mod pages;
mod plants;
pub(crate) mod python;
pub(crate) mod reference;
mod split;
mod surveys;
mod text;
mod today;
mod transactions;

use anyhow::{Result, ensure};
use clap::ValueEnum;

use crate::build;
use crate::workspace::{Profile, Workspace};
use case::Table;
use lab::Lab;

/// What can be proved.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Area {
    /// The six areas below, one after the other: an hour and a half, half of it the fresh clone
    Foundation,
    /// Orders, invoices and transactions imported from files, questions asked at the command line, the start page
    Orders,
    /// The full demo company: the size of everything that is planted in it
    Demo,
    /// Ten million events and a history of fifty thousand: memory and time; a quarter of an hour
    Large,
    /// The archive of a release, which is built first, where no tool and no variable is
    Archive,
    /// Every page in a browser: its behaviour, axe, and its contact sheet
    Pages,
    /// A clone of what is committed, with an empty home, and the two commands of the README
    Checkout,
    /// The loop from a comment to a measured outcome, as far as it goes: the map of the journey, frictions, messages that are sent once;
    /// half an hour
    Loop,
}

/// The areas of which [`Area::Foundation`] is made.
const FOUNDATION: [Area; 6] = [Area::Orders, Area::Demo, Area::Large, Area::Archive, Area::Pages, Area::Checkout];

impl Area {
    fn name(self) -> &'static str {
        match self {
            Self::Foundation => "foundation",
            Self::Orders => "orders",
            Self::Demo => "demo",
            Self::Large => "large",
            Self::Archive => "archive",
            Self::Pages => "pages",
            Self::Checkout => "checkout",
            Self::Loop => "loop",
        }
    }

    fn run(self, lab: &Lab, table: &mut Table) -> Result<()> {
        match self {
            Self::Foundation => return FOUNDATION.into_iter().try_for_each(|area| area.run(lab, table)),
            Self::Orders => {
                orders::run(lab, table)?;
                invoices::run(lab, table)?;
                transactions::run(lab, table)?;
                reference::run(lab, table)?;
                today::run(lab, table)?;
            }
            Self::Demo => plants::run(lab, table)?,
            Self::Large => large::run(lab, table)?,
            Self::Archive => archive::run(lab, table)?,
            Self::Pages => pages::run(lab, table),
            Self::Checkout => checkout::run(lab, table)?,
            Self::Loop => {
                journeys::run(lab, table)?;
                surveys::run(lab, table)?;
                frictions::run(lab, table)?;
                mail::run(lab, table)?;
            }
        }
        Ok(())
    }
}

/// Builds the binary, runs the cases of an area and prints them as a table; returns whether all passed.
pub(crate) fn run(workspace: Workspace, area: Area, profile: Profile) -> Result<bool> {
    ensure!(build::everything(&workspace, profile), "what is asked does not build");
    let lab = Lab::open(workspace, area.name(), profile)?;
    let mut table = Table::start();
    area.run(&lab, &mut table)?;
    let all_passed = table.finish();
    if all_passed {
        lab.close()?;
    } else {
        println!("the working folder stays for inspection: {}", lab.folder().display());
    }
    Ok(all_passed)
}
