//! Shows results; each format knows itself alone.
