//! Notifications from what makes them to a real mail server.

mod desk;
mod silence;
mod weekly;
