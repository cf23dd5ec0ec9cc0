//! How long a test may take, and what it needs of the machine.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whether tests that can go on for long do so: `cargo xtask soak` asks for it.
#[must_use]
pub fn at_length() -> bool {
    std::env::var("LUMBUNG_SOAK").is_ok_and(|value| value == "long")
}

/// Says that something cannot be tried on this machine. `cargo xtask soak` is not content
/// with that.
///
/// # Panics
/// Where it was asked for at length.
pub fn cannot_be_tried(what: &str, why: &str) {
    assert!(!at_length(), "{what}: {why}");
    println!("{what}: left out, {why}");
}

/// Whether a command succeeds; its words are not shown.
#[must_use]
pub fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// A disk in memory of a size of one's own, gone with the value.
#[derive(Debug)]
pub struct SmallDisk {
    at: tempfile::TempDir,
}

impl SmallDisk {
    /// Mounts one of so many megabytes; none where this process may not.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    #[must_use]
    pub fn mount(megabytes: u32) -> Option<Self> {
        let at = tempfile::tempdir().expect("a temporary folder");
        let size = format!("size={megabytes}m,mode=0700");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "lumbung-soak"]).arg(at.path());
        succeeds(&mut mount).then_some(Self { at })
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.at.path()
    }

    /// Fills it up but for so many bytes, and gives the file that does so.
    ///
    /// # Panics
    /// When the disk refuses for another reason than want of room.
    #[must_use]
    pub fn fill_but(&self, room: u64) -> PathBuf {
        use std::io::{ErrorKind, Write};
        let path = self.path().join("filler");
        let mut file = std::fs::File::create(&path).expect("a file");
        let piece = [0_u8; 4096];
        loop {
            match file.write(&piece) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                Err(error) => panic!("{error}"),
            }
        }
        let length = file.metadata().expect("its size").len();
        file.set_len(length.saturating_sub(room)).expect("a shorter file");
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a server that is being killed may still hold a file.
        let _ = succeeds(Command::new("umount").arg("-l").arg(self.at.path()));
    }
}
