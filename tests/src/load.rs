//! A small load generator: some connections, each asking as soon as it has
//! its answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

/// What a run measured.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Answers in a second, over all connections.
    pub per_second: f64,
    /// The median time until the whole answer is there.
    pub p50: Duration,
    /// The time within which 99 of 100 answers are there.
    pub p99: Duration,
    /// The size of a body, on average.
    pub bytes_each: f64,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The request up to its end, `Host` included.
    text: String,
    /// The status that is answered.
    status: u16,
}

impl Ask {
    /// A page or a file.
    #[must_use]
    pub fn get(address: &str, path: &str) -> Self {
        Self { text: format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n"), status: 200 }
    }

    /// The same by somebody who has the answer with this tag.
    #[must_use]
    pub fn again(address: &str, path: &str, tag: &str) -> Self {
        let text = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nIf-None-Match: {tag}\r\n\r\n");
        Self { text, status: 304 }
    }

    /// JSON that is handed in.
    #[must_use]
    pub fn post(address: &str, path: &str, json: &str) -> Self {
        let head = format!("POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n");
        Self { text: format!("{head}Content-Length: {}\r\n\r\n{json}", json.len()), status: 200 }
    }
}

/// One answer.
#[derive(Debug, Clone)]
pub struct Got {
    /// Its headers, the status line first.
    pub head: String,
    /// The size of its body.
    pub bytes: usize,
    /// When its first byte was there.
    pub first_byte: Duration,
    /// When all of it was.
    pub whole: Duration,
}

impl Got {
    /// The value of a header, named in small letters.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.head.lines().filter_map(|line| line.split_once(':'));
        pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// One request on a connection of its own.
///
/// # Panics
/// When it is answered otherwise.
#[must_use]
pub fn ask(address: &str, ask: &Ask) -> Got {
    Connection::open(address).ask(ask)
}

/// Asks in turn until `requests` are answered.
///
/// # Panics
/// When one is answered otherwise.
#[must_use]
pub fn run(address: &str, asks: &[Ask], connections: usize, requests: usize) -> Load {
    let each = requests / connections;
    while_true(address, asks, connections, &|asked| asked < each)
}

/// Asks in turn on every connection for as long as `go_on` says, which is told how many
/// the connection asked for.
///
/// # Panics
/// When one is answered otherwise.
#[must_use]
pub fn while_true(address: &str, asks: &[Ask], connections: usize, go_on: &(dyn Fn(usize) -> bool + Sync)) -> Load {
    let begun = Instant::now();
    let mut answers: Vec<(Duration, usize)> = thread::scope(|scope| {
        let worker = |worker: usize| {
            let mut connection = Connection::open(address);
            let asked = (0..).take_while(|asked| go_on(*asked));
            asked
                .map(|at| connection.ask(&asks[(worker + at) % asks.len()]))
                .map(|got| (got.whole, got.bytes))
                .collect::<Vec<_>>()
        };
        let workers: Vec<_> = (0..connections).map(|at| scope.spawn(move || worker(at))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker")).collect()
    });
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

/// A kept connection that speaks as much HTTP/1.1 as servers of Python and ours answer.
struct Connection {
    stream: BufReader<TcpStream>,
    address: String,
    /// Whether the server ends it after the answer.
    ends: bool,
}

impl Connection {
    fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("a TCP option");
        Self { stream: BufReader::new(stream), address: address.to_owned(), ends: false }
    }

    fn ask(&mut self, ask: &Ask) -> Got {
        let begun = Instant::now();
        if self.ends {
            *self = Self::open(&self.address);
        }
        self.stream.get_mut().write_all(ask.text.as_bytes()).expect("a request");
        let mut head = self.line();
        let first_byte = begun.elapsed();
        assert!(head.contains(&format!(" {} ", ask.status)), "{head}\n{}", ask.text);
        let mut length = None;
        loop {
            let header = self.line();
            if header.is_empty() {
                break;
            }
            head = head + "\n" + &header;
            let header = header.to_ascii_lowercase();
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().ok();
            }
            self.ends |= header == "connection: close";
        }
        let bytes = match length {
            _ if ask.status == 304 => 0,
            Some(length) => self.skip(length),
            None => self.chunks(),
        };
        Got { head, bytes, first_byte, whole: begun.elapsed() }
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

    /// Reads a part of a body, and keeps nothing of it.
    fn skip(&mut self, bytes: usize) -> usize {
        let wanted = u64::try_from(bytes).expect("a size");
        let read = std::io::copy(&mut (&mut self.stream).take(wanted), &mut std::io::sink()).expect("a body");
        assert_eq!(read, wanted, "the body broke off");
        bytes
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}
