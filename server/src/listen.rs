//! Accepting connections: like `axum::serve`, with limits that it cannot set. A
//! connection that does not finish sending its headers is dropped, and there
//! are never more than so many.

use crate::routes::household;
use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use ipnet::IpNet;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

/// How long the headers of a request may take, idle time before them included.
const HEADERS_LIMIT: Duration = Duration::from_secs(20);
/// Connections at a time.
const MOST_CONNECTIONS: usize = 4096;
/// How long running requests may take once the server is told to stop: as long as any, but
/// for uploads.
const STOP_LIMIT: Duration = Duration::from_secs(30);
/// Connections of one address at a time, but for this machine and trusted
/// proxies, which stand for many.
const MOST_OF_ONE: usize = 100;
/// How long the other end may take nothing of what is sent.
const STALLED_LIMIT: Duration = Duration::from_secs(30);
/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;
/// A pause after a connection could not be accepted: the machine is out of
/// something.
const PAUSE: Duration = Duration::from_millis(100);

/// The other end of the connection that a request came by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// Connections by the address at the other end.
#[derive(Debug, Clone, Default)]
struct Crowd(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A connection's place in the crowd, given back when it ends.
#[derive(Debug)]
struct Place(Crowd, IpAddr);

impl Crowd {
    /// A place for one more of that household; none if it has enough.
    fn enter(&self, address: IpAddr) -> Option<Place> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= MOST_OF_ONE {
            return None;
        }
        *count += 1;
        Some(Place(self.clone(), address))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.1);
            }
        }
    }
}

/// Serves until `stop` is done, then lets running requests finish.
///
/// # Errors
/// None today; connections that fail are logged.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    trusted_proxies: &[IpNet],
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let free = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let crowd = Crowd::default();
    // HTTP/1 alone: that is what proxies speak to us, and its headers are timed
    // from the first moment.
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADERS_LIMIT).max_buf_size(LARGEST_HEAD);
    let mut stop = pin!(stop);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&free).acquire_owned() => place.map_err(io::Error::other)?,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::error!(%error, "a connection could not be accepted");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let address = peer.ip().to_canonical();
        let stands_for_many = address.is_loopback() || trusted_proxies.iter().any(|net| net.contains(&address));
        let own = if stands_for_many { None } else { crowd.enter(household(address)) };
        if own.is_none() && !stands_for_many {
            tracing::debug!(%address, "a connection beyond those of one address was dropped");
            continue;
        }
        // Answers are small: do not wait for more of them.
        let _ = stream.set_nodelay(true);
        let service = router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            request
        });
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(STALLED_LIMIT));
        let stream = TokioIo::new(Box::pin(stream));
        let connection = builder.serve_connection(stream, TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop((place, own));
        });
    }
    drop(listener);
    if tokio::time::timeout(STOP_LIMIT, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests that were still running were cut off");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_so_many_connections_and_gets_their_places_back() {
        let (crowd, one) = (Crowd::default(), "198.51.100.1".parse().unwrap());
        let mut places: Vec<_> = (0..MOST_OF_ONE).map(|_| crowd.enter(one).unwrap()).collect();
        assert!(crowd.enter(one).is_none());
        assert!(crowd.enter("198.51.100.2".parse().unwrap()).is_some(), "others are not held back");
        places.pop();
        assert!(crowd.enter(one).is_some());
        drop(places);
        assert!(crowd.0.lock().unwrap().is_empty(), "nothing is remembered of who has left");
    }
}
