//! How well texts are understood, on comments that people wrote and scored: no word of ours was learnt from them.

mod accuracy;
