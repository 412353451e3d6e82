//! Journeys on the database of the run, and that of a shop on real events.

mod versions;
