//! Figures that are known beforehand, asked of a built binary: every promise is a case that passes or fails.

mod case;
mod duckdb;
mod foundation;
mod invoices;
mod lab;
mod plants;
mod python;
mod reference;
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
}

impl Area {
    fn name(self) -> &'static str {
        match self {
            Self::Foundation => "foundation",
            Self::Demo => "demo",
        }
    }
}

/// Builds the binary, runs the cases of an area and prints them as a table; returns whether all passed.
pub(crate) fn run(workspace: Workspace, area: Area, profile: Profile) -> Result<bool> {
    ensure!(build::binary(&workspace, profile), "the binary does not build");
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
    }
    let all_passed = table.finish();
    if all_passed {
        lab.close()?;
    } else {
        println!("the working folder stays for inspection: {}", lab.folder().display());
    }
    Ok(all_passed)
}
