//! The relational side of Boussole: the data folder and its lock, connections, migrations.

mod core;
mod error;
mod folder;
mod migration;
mod sqlite;

pub use self::core::CoreDb;
pub use error::DbError;
pub use folder::{DataFolder, FolderError, sync_folder};
pub use migration::{Migrations, migrate};
pub use sqlite::open_sqlite;
