//! One core for everything: then figures do not hang on where the system puts whom.

use anyhow::Result;

/// This thread, and all that it starts, is on one core as long as this lives.
#[derive(Debug)]
pub struct Pinned {
    #[cfg(target_os = "linux")]
    before: rustix::thread::CpuSet,
}

#[cfg(target_os = "linux")]
impl Pinned {
    /// Goes to the first core that it may use.
    ///
    /// # Errors
    /// Where the system does not let it.
    pub fn to_one_core() -> Result<Self> {
        use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
        let before = sched_getaffinity(None)?;
        let mut one = CpuSet::new();
        if let Some(core) = (0..CpuSet::MAX_CPU).find(|core| before.is_set(*core)) {
            one.set(core);
        }
        sched_setaffinity(None, &one)?;
        Ok(Self { before })
    }
}

#[cfg(target_os = "linux")]
impl Drop for Pinned {
    fn drop(&mut self) {
        // Where it was once, it may be again.
        let _ = rustix::thread::sched_setaffinity(None, &self.before);
    }
}

#[cfg(not(target_os = "linux"))]
impl Pinned {
    /// Only Linux can be asked.
    ///
    /// # Errors
    /// Always.
    pub fn to_one_core() -> Result<Self> {
        anyhow::bail!("only Linux can be asked to keep to one core")
    }
}
