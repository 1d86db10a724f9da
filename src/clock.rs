//! The clock that stops what never ends. WebAssembly in a page has none; there only counted limits
//! hold, which come first everywhere.

#[cfg(not(target_family = "wasm"))]
pub use std::time::Instant;

/// A moment where there is no clock: all are the same.
#[cfg(target_family = "wasm")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant;

#[cfg(target_family = "wasm")]
impl Instant {
    /// This moment.
    pub fn now() -> Instant {
        Instant
    }

    /// No time passes.
    pub fn elapsed(self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
}

#[cfg(target_family = "wasm")]
impl std::ops::Add<std::time::Duration> for Instant {
    type Output = Instant;

    fn add(self, _: std::time::Duration) -> Instant {
        self
    }
}
