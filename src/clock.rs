//! The clock that stops what never ends. WebAssembly in a page has none; there only counted limits
//! hold, which come first everywhere.

#[cfg(not(target_family = "wasm"))]
pub use std::time::Instant;

use std::time::Duration;

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
    pub fn elapsed(self) -> Duration {
        Duration::ZERO
    }
}

#[cfg(target_family = "wasm")]
impl std::ops::Add<Duration> for Instant {
    type Output = Instant;

    fn add(self, _: Duration) -> Instant {
        self
    }
}

/// When a thread began with something that must end.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    at: Instant,
    worked: Duration,
}

impl Start {
    /// This moment.
    pub fn now() -> Start {
        Start { at: Instant::now(), worked: worked() }
    }

    /// Whether this thread has worked longer than `limit` since. What others took of the processor
    /// does not count where the system tells it, so that what a busy machine finds is what an idle
    /// one finds.
    pub fn is_past(self, limit: Duration) -> bool {
        // Nobody works longer than time passes, and that is quickly told.
        self.at.elapsed() > limit && worked().saturating_sub(self.worked) > limit
    }
}

/// How long this thread has worked.
#[cfg(unix)]
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let nanoseconds = u64::try_from(time.tv_nsec).unwrap_or_default();
    Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or_default())
        + Duration::from_nanos(nanoseconds)
}

/// How long this thread may have worked: the time since it first asked.
#[cfg(not(unix))]
fn worked() -> Duration {
    thread_local! {
        static FIRST: Instant = Instant::now();
    }
    FIRST.with(|it| it.elapsed())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_no_work() {
        let start = Start::now();
        std::thread::sleep(Duration::from_millis(60));
        assert!(!start.is_past(Duration::from_millis(50)));
        let mut sum = 0_u64;
        while worked() < start.worked + Duration::from_millis(2) {
            sum = std::hint::black_box(sum + 1);
        }
        assert!(start.is_past(Duration::from_millis(1)));
    }
}
