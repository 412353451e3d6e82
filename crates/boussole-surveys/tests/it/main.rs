//! Surveys on the database of the run: the page as a browser without scripts sees it, and what is kept of it.

mod answering;
mod definitions;
mod in_page;
mod inviting;
mod world;
