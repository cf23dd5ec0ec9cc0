//! A small load generator: some connections, each asking as soon as it has
//! its answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

/// What a run measured.
pub struct Load {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
    pub bytes_each: f64,
}

/// One request on a connection of its own.
pub fn get(address: &str, path: &str) -> usize {
    Connection::open(address).get(path)
}

/// Asks for the paths in turn until `requests` are answered.
pub fn run(address: &str, paths: &[String], connections: usize, requests: usize) -> Load {
    let each = requests / connections;
    let begun = Instant::now();
    let workers: Vec<_> = (0..connections)
        .map(|worker| {
            let (address, paths) = (address.to_owned(), paths.to_vec());
            thread::spawn(move || {
                let mut connection = Connection::open(&address);
                (0..each)
                    .map(|i| {
                        let asked = Instant::now();
                        let bytes = connection.get(&paths[(worker + i) % paths.len()]);
                        (asked.elapsed(), bytes)
                    })
                    .collect::<Vec<_>>()
            })
        })
        .collect();
    let mut answers: Vec<(Duration, usize)> =
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker")).collect();
    let took = begun.elapsed().as_secs_f64();
    answers.sort_unstable();
    let bytes: usize = answers.iter().map(|answer| answer.1).sum();
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    let (count, bytes) = (answers.len() as f64, bytes as f64);
    Load {
        per_second: count / took,
        p50: answers[answers.len() / 2].0,
        p99: answers[answers.len() * 99 / 100].0,
        bytes_each: bytes / count,
    }
}

/// A kept connection that speaks as much HTTP/1.1 as our server answers.
struct Connection {
    stream: BufReader<TcpStream>,
    address: String,
}

impl Connection {
    fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("a TCP option");
        Self { stream: BufReader::new(stream), address: address.to_owned() }
    }

    /// The size of the body that was answered with 200.
    fn get(&mut self, path: &str) -> usize {
        write!(self.stream.get_mut(), "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).expect("a request");
        let status = self.line();
        assert!(status.contains(" 200 "), "{path}: {status}");
        let mut length = None;
        loop {
            let header = self.line().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().ok();
            }
        }
        match length {
            Some(length) => self.skip(length),
            None => self.chunks(),
        }
    }

    fn chunks(&mut self) -> usize {
        let mut total = 0;
        loop {
            let size = usize::from_str_radix(self.line().trim(), 16).expect("a chunk's size");
            total += self.skip(size);
            self.line();
            if size == 0 {
                return total;
            }
        }
    }

    fn skip(&mut self, bytes: usize) -> usize {
        let mut body = vec![0; bytes];
        self.stream.read_exact(&mut body).expect("a body");
        bytes
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}
