//! Who somebody is: what a company may learn (`Profile`, `Device`), and what it can only guess (`Temperament`).

mod device;
mod profile;
mod temperament;

pub(crate) use device::{Device, DeviceKind};
pub(crate) use profile::Profile;
pub(crate) use temperament::Temperament;
