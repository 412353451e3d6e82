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
    // Quick builds share the features that the tests have of what both depend on, so that neither builds the other's
    // dependencies again; a release has those that it needs.
    let chosen: &[&str] = match profile {
        Profile::Demo => &["--workspace", "--bin", "boussole"],
        Profile::Release => &["--package", "boussole"],
    };
    let mut cargo = workspace.cargo(&["build", "--locked", "--profile", profile.as_str()]);
    cargo.args(chosen);
    step("build", || call(&mut cargo)).is_some()
}

/// Builds the binary as the tests have built it, so that nothing is left to do after them: chosen alone, it would get
/// other features of what it depends on, and half of that would be built once more. Returns whether it succeeded.
pub(crate) fn binary_as_tested(workspace: &Workspace) -> bool {
    let mut cargo = workspace.cargo(&["test", "--workspace", "--no-run", "--quiet", "--locked", "--profile", "demo"]);
    step("build as tested", || call(&mut cargo)).is_some()
}
