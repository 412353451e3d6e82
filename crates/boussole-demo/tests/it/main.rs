//! The demo company through its public face.
