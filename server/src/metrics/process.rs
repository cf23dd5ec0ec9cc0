//! What the process needs of the machine, as Linux tells it; elsewhere nothing is told.

use std::fs;

/// What the process needs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Process {
    /// Memory that it holds, in bytes.
    pub resident: Option<f64>,
    /// Files and connections that it has open.
    pub files: Option<f64>,
}

impl Process {
    pub fn now() -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a count of files")]
        let files = fs::read_dir("/proc/self/fd").ok().map(|entries| entries.count() as f64);
        Self { resident: resident(&fs::read_to_string("/proc/self/status").unwrap_or_default()), files }
    }
}

fn resident(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_as_linux_writes_it() {
        assert_eq!(resident("Name:\tx\nVmRSS:\t   2048 kB\n"), Some(2_097_152.0));
        assert_eq!(resident(""), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_memory_and_files() {
        let now = Process::now();
        assert!(now.resident > Some(1e6) && now.files > Some(2.0), "{now:?}");
    }
}
