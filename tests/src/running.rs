//! `lumbung serve` as a process of its own, and what processes need of memory.

use crate::{HomeDir, lumbung_command};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A served home, stopped with the value.
#[derive(Debug)]
pub struct Running {
    process: Child,
    /// Where it listens, `127.0.0.1:PORT`.
    pub address: String,
}

/// What a process needs of memory, in megabytes, as Linux counts it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    /// What it holds now.
    pub now: f64,
    /// The most that it held.
    pub most: f64,
}

impl Running {
    /// Starts a server on a free port and waits for its address.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start(home: &HomeDir) -> Self {
        Self::start_with(home, &[])
    }

    /// The same with variables of its environment.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start_with(home: &HomeDir, environment: &[(&str, &str)]) -> Self {
        let mut command = lumbung_command(home);
        command.args(["serve", "--addr", "127.0.0.1:0"]).envs(environment.iter().copied()).stderr(Stdio::null());
        Self::of(&mut command).expect("the program serves")
    }

    /// Starts a command that serves, and waits for its address; none where it ends before.
    ///
    /// # Panics
    /// When the program is missing.
    #[must_use]
    pub fn of(command: &mut Command) -> Option<Self> {
        let mut process = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("its stdout")).read_line(&mut line).expect("its address");
        let address = line.trim().trim_start_matches("http://").to_owned();
        let running = Self { process, address };
        (!running.address.is_empty()).then_some(running)
    }

    /// How many files and connections it has open; 0 where the system does not say.
    #[must_use]
    pub fn open_files(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.process.id())).map_or(0, Iterator::count)
    }

    /// Asks for a path on a connection of its own and gives all of the answer.
    ///
    /// # Panics
    /// When the server does not answer.
    #[must_use]
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The answer of a path, once it holds a text: asking is what takes the time here.
    ///
    /// # Panics
    /// When it does not hold it within a time.
    #[must_use]
    pub fn once(&self, path: &str, text: &str, within: Duration) -> String {
        let begun = Instant::now();
        loop {
            let page = self.get(path);
            if page.contains(text) {
                return page;
            }
            assert!(begun.elapsed() < within, "{text} is not on {path}: {page}");
            std::thread::yield_now();
        }
    }

    /// Asks it to stop, as a service manager does.
    ///
    /// # Panics
    /// When it is gone already.
    pub fn tell_to_stop(&self) {
        let told = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        assert!(told.expect("kill runs").success(), "the server is gone already");
    }

    /// Waits until it has ended, and says how.
    ///
    /// # Panics
    /// When the system does not say.
    #[must_use]
    pub fn ended(mut self) -> ExitStatus {
        self.process.wait().expect("an end")
    }

    /// What it needs of memory.
    #[must_use]
    pub fn memory(&self) -> Memory {
        Memory::of(self.process.id())
    }
}

impl Memory {
    /// What a process needs of memory; nothing where the system does not say.
    #[must_use]
    pub fn of(process: u32) -> Self {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let megabytes = |name: &str| -> f64 {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            let kilobytes = line.split_whitespace().nth(1).and_then(|number| number.parse().ok());
            kilobytes.unwrap_or(0.0) / 1024.0
        };
        Self { now: megabytes("VmRSS:"), most: megabytes("VmHWM:") }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
