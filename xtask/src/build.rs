//! What is built: the interface, and the binary that holds it.

use crate::step::{call, step};
use crate::web::Web;
use crate::workspace::{Profile, Workspace};

/// Builds the interface, then the binary; returns whether both succeeded.
pub(crate) fn everything(workspace: &Workspace, profile: Profile) -> bool {
    interface(workspace) && binary(workspace, profile)
}

/// Builds the interface into `web/dist`, from which the binary takes it; returns whether it succeeded.
pub(crate) fn interface(workspace: &Workspace) -> bool {
    let Some(web) = step("interface: packages", || Web::prepare(workspace)) else { return false };
    step("interface", || web.build()).is_some()
}

/// Builds the binary with the interface that is there; returns whether it succeeded.
pub(crate) fn binary(workspace: &Workspace, profile: Profile) -> bool {
    let mut cargo = workspace.cargo(&["build", "--package", "boussole", "--locked", "--profile", profile.as_str()]);
    step("build", || call(&mut cargo)).is_some()
}
