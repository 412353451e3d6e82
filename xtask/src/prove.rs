//! Figures that are known beforehand, asked of a built binary: every promise is a case that passes or fails.

mod archive;
mod case;
mod duckdb;
mod foundation;
mod invoices;
pub(crate) mod lab;
mod large;
mod plants;
pub(crate) mod python;
pub(crate) mod reference;
mod split;
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
    /// Orders, invoices and transactions imported from files, and questions asked at the command line
    Foundation,
    /// The full demo company: the size of everything that is planted in it
    Demo,
    /// Ten million events and a history of fifty thousand: memory and time; a quarter of an hour
    Large,
    /// The archive of a release, which is built first, where no tool and no variable is
    Archive,
}

impl Area {
    fn name(self) -> &'static str {
        match self {
            Self::Foundation => "foundation",
            Self::Demo => "demo",
            Self::Large => "large",
            Self::Archive => "archive",
        }
    }
}

/// Builds the binary, runs the cases of an area and prints them as a table; returns whether all passed.
pub(crate) fn run(workspace: Workspace, area: Area, profile: Profile) -> Result<bool> {
    let built = match area {
        Area::Archive => crate::archive::build(&workspace)?,
        _ => build::binary(&workspace, profile),
    };
    ensure!(built, "what is asked does not build");
    // What is packed is a release, whatever is said of others.
    let profile = if matches!(area, Area::Archive) { Profile::Release } else { profile };
    let lab = Lab::open(workspace, area.name(), profile)?;
    let mut table = Table::start();
    match area {
        Area::Foundation => {
            foundation::run(&lab, &mut table)?;
            invoices::run(&lab, &mut table)?;
            transactions::run(&lab, &mut table)?;
            reference::run(&lab, &mut table)?;
            today::run(&lab, &mut table)?;
        }
        Area::Demo => plants::run(&lab, &mut table)?,
        Area::Large => large::run(&lab, &mut table)?,
        Area::Archive => archive::run(&lab, &mut table)?,
    }
    let all_passed = table.finish();
    if all_passed {
        lab.close()?;
    } else {
        println!("the working folder stays for inspection: {}", lab.folder().display());
    }
    Ok(all_passed)
}
