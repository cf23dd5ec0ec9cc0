//! Where a request comes from: the other end of its connection, or what a
//! trusted proxy says of it.

use axum::http::HeaderMap;
use ipnet::IpNet;
use std::net::IpAddr;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address of whoever asks. Each proxy adds the address that it saw at the
/// end of the list; the last one that no trusted proxy has is whoever asks.
pub(super) fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|net| net.contains(&address));
    let mut seen = peer.to_canonical();
    let lists = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let named: Vec<&str> = lists.flat_map(|list| list.split(',')).map(str::trim).collect();
    for text in named.into_iter().rev() {
        if !is_trusted(seen) {
            break;
        }
        // What is no address was made up further out.
        let Ok(address) = text.parse::<IpAddr>() else { break };
        seen = address.to_canonical();
    }
    seen
}

/// What limits count as one: an IPv4 address, or the half of an IPv6 address
/// that a household is given whole.
pub(crate) fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() & (u128::MAX << 64)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, lists: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for list in lists {
            headers.append(FORWARDED_FOR, list.parse().unwrap());
        }
        let trusted = ["127.0.0.1/32".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(seen("127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("::ffff:127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn what_the_client_made_up_is_not_believed() {
        assert_eq!(seen("127.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.3"]), "198.51.100.1");
        assert_eq!(seen("127.0.0.1", &["1.1.1.1", "198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("127.0.0.1", &["nonsense, 10.0.0.3"]), "10.0.0.3");
    }

    #[test]
    fn a_household_of_ipv6_is_one() {
        let of = |text: &str| household(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:aaaa::1"), "2001:db8:1:2::");
        assert_eq!(of("198.51.100.7"), "198.51.100.7");
    }
}
