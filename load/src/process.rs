//! What processes use, from `/proc`: a process together with all that it started.

use std::collections::HashMap;
use std::fs;

use anyhow::{Result, ensure};
use rustix::param::clock_ticks_per_second;

/// Whether there is anything to read here.
///
/// # Errors
/// Where there is no `/proc`.
pub fn ensure_readable() -> Result<()> {
    ensure!(
        fs::exists("/proc/self/stat")?,
        "what processes use is read from /proc, which only Linux has"
    );
    Ok(())
}

/// Memory in KiB that a process tree has for itself: what several share is divided among them.
#[must_use]
pub fn memory(root: u32) -> f64 {
    tree(root)
        .iter()
        .map(|process| {
            kibibytes(&format!("/proc/{process}/smaps_rollup"), "Pss:")
                .or_else(|| kibibytes(&format!("/proc/{process}/status"), "VmRSS:"))
                .unwrap_or(0.0)
        })
        .sum()
}

/// Open descriptors of a process.
#[must_use]
pub fn descriptors(process: u32) -> usize {
    fs::read_dir(format!("/proc/{process}/fd")).map_or(0, Iterator::count)
}

/// Seconds of processor time that a process tree has used, those of its ended children included.
#[must_use]
pub fn processor_time(root: u32) -> f64 {
    tree(root)
        .iter()
        .map(|process| threads(*process) + stat(*process).map_or(0.0, |stat| stat.children))
        .sum()
}

/// Seconds of processor time that the whole machine has used.
#[must_use]
pub fn machine_time() -> f64 {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let fields: Vec<f64> = text
        .lines()
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    // user, nice, system, and behind idle and waiting the two kinds of interrupts.
    let busy: f64 = [0, 1, 2, 5, 6]
        .iter()
        .filter_map(|at| fields.get(*at))
        .sum();
    busy / clock_ticks_per_second() as f64
}

/// The load average of the machine, as it prints it.
#[must_use]
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// Processor and memory of the machine, for whoever reads the figures.
#[must_use]
pub fn machine() -> String {
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let models: Vec<&str> = information
        .lines()
        .filter(|line| line.starts_with("model name"))
        .filter_map(|line| line.split_once(": "))
        .map(|(_, model)| model)
        .collect();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let memory = kibibytes("/proc/meminfo", "MemTotal:").unwrap_or(0.0) / 1024.0 / 1024.0;
    format!(
        "{} x {}, {memory:.0} GiB, Linux {}",
        models.len(),
        models.first().unwrap_or(&"unknown"),
        kernel.trim()
    )
}

fn kibibytes(file: &str, name: &str) -> Option<f64> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

struct Stat {
    parent: u32,
    /// Seconds of children that have ended.
    children: f64,
}

fn stat(process: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name stands in parentheses and may hold anything.
    let (_, fields) = text.rsplit_once(") ")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks = |at: usize| -> f64 {
        let ticks = fields.get(at).and_then(|field| field.parse().ok());
        ticks.unwrap_or(0.0)
    };
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        children: (ticks(13) + ticks(14)) / clock_ticks_per_second() as f64,
    })
}

/// Seconds of the threads of a process, to the nanosecond.
#[must_use]
pub fn threads(process: u32) -> f64 {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else {
        return 0.0;
    };
    threads
        .flatten()
        .filter_map(|thread| {
            let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse::<f64>().ok()
        })
        .sum::<f64>()
        / 1e9
}

/// A process and all that it started, the process first.
#[must_use]
pub fn tree(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        if let Ok(process) = entry.file_name().to_string_lossy().parse()
            && let Some(stat) = stat(process)
        {
            children.entry(stat.parent).or_default().push(process);
        }
    }
    let mut tree = vec![root];
    let mut at = 0;
    while let Some(process) = tree.get(at) {
        let more = children.remove(process).unwrap_or_default();
        tree.extend(more);
        at += 1;
    }
    tree
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn this_process_uses_something() {
        let own = std::process::id();
        assert!(memory(own) > 100.0);
        assert!(descriptors(own) >= 3);
        let before = processor_time(own);
        let mut sum = 0_u64;
        while processor_time(own) < before + 0.01 {
            sum = sum.wrapping_add(std::hint::black_box(1));
        }
        assert!(sum > 0 && machine_time() > 0.0);
        assert_eq!(load().split(' ').count(), 3);
        assert_eq!(memory(u32::MAX), 0.0);
    }
}
