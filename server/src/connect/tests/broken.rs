//! Tests of the client against servers that break off, reset and never end.

use super::super::ask::{Ask, Fetched};
use super::super::error::FetchError;
use super::client::client_for;
use super::limits;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server that does to each connection what it is told, and counts them.
async fn raw<F>(act: impl Fn(TcpStream) -> F + Send + 'static) -> (SocketAddr, Arc<AtomicUsize>)
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, count) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            tokio::spawn(act(stream));
        }
    });
    (address, count)
}

async fn asked_raw(address: SocketAddr) -> Result<Fetched, FetchError> {
    client_for(&[address], limits(), 0.0).0.ask(&Ask::json(format!("http://{address}/"))).await
}

#[tokio::test]
async fn an_endless_answer_is_cut_off_at_the_limit() {
    let (address, count) = raw(|mut stream| async move {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n[";
        let _ = stream.write_all(head).await;
        while stream.write_all(&[b' '; 8_192]).await.is_ok() {}
    })
    .await;
    let answer = asked_raw(address).await;
    assert!(matches!(answer, Err(FetchError::TooLarge(100_000))), "{answer:?}");
    assert_eq!(count.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn an_announced_length_beyond_the_limit_is_not_read() {
    let (address, _) = raw(|mut stream| async move {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n";
        let _ = stream.write_all(head).await;
        std::future::pending::<()>().await;
    })
    .await;
    assert!(matches!(asked_raw(address).await, Err(FetchError::TooLarge(_))));
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_asked_for_again_and_never_taken() {
    let (address, count) = raw(|mut stream| async move {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"data\":[]}";
        let _ = stream.write_all(head).await;
    })
    .await;
    assert!(matches!(asked_raw(address).await, Err(FetchError::Broken(_))));
    assert_eq!(count.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn connections_that_are_reset_or_refused_are_tried_again() {
    let (address, count) = raw(|stream| async move {
        // Closing with a zero linger sends a reset.
        let _ = stream.set_zero_linger();
    })
    .await;
    let answer = asked_raw(address).await;
    assert!(matches!(answer, Err(FetchError::Broken(_) | FetchError::Unreachable(_))), "{answer:?}");
    assert_eq!(count.load(Ordering::Relaxed), 4);

    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let answer = asked_raw(free).await;
    assert!(matches!(answer, Err(FetchError::Unreachable(_))), "{answer:?}");
}
