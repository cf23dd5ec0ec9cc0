//! Addresses that are no host on the internet: this machine, private networks,
//! and the other ranges of IANA's special-purpose registries.

use ipnet::{Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IANA IPv4 Special-Purpose Address Registry, with multicast.
const SPECIAL_4: [([u8; 4], u8); 18] = [
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // behind a carrier's NAT
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local, metadata of clouds
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 31, 196, 0], 24), // AS112
    ([192, 52, 193, 0], 24), // AMT
    ([192, 88, 99, 0], 24),  // 6to4 relays
    ([192, 168, 0, 0], 16),  // private
    ([192, 175, 48, 0], 24), // AS112
    ([198, 18, 0, 0], 15),   // benchmarking
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, broadcast
];

/// What of IPv6's global unicast range `2000::/3` is special after all.
const SPECIAL_6: [(u128, u8); 6] = [
    (0x2001 << 112, 23),          // protocol assignments: Teredo, benchmarking, ORCHID
    (0x2001_0db8 << 96, 32),      // documentation
    (0x2002 << 112, 16),          // 6to4, which holds an IPv4 address
    (0x2620_004f_8000 << 80, 48), // AS112
    (0x3fff << 112, 20),          // documentation
    (0x3ffe << 112, 16),          // 6bone, returned
];

/// Networks of one's own, and this machine.
const OWN_4: [([u8; 4], u8); 5] =
    [([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8), ([172, 16, 0, 0], 12), ([192, 168, 0, 0], 16)];
const OWN_6: [(u128, u8); 2] = [(1, 128), (0xfc << 120, 7)];

/// Whether an address may be gone to. A host that is named as private may lie
/// in a network of one's own or on this machine, and nowhere else that is
/// special: not where clouds keep their secrets.
pub(super) fn may_be_asked(address: IpAddr, private: bool) -> bool {
    !is_special(address) || (private && is_own(address))
}

fn is_own(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => OWN_4.iter().any(|(net, bits)| within_4(ip, Ipv4Addr::from(*net), *bits)),
        IpAddr::V6(ip) => OWN_6.iter().any(|(net, bits)| within_6(ip, *net, *bits)),
    }
}

/// Whether an address is none of a host on the internet. Beyond `2000::/3` all
/// of IPv6 is special: loopback, unique local, link-local, multicast, NAT64 and
/// IPv4 in IPv6 among it.
fn is_special(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => SPECIAL_4.iter().any(|(net, bits)| within_4(ip, Ipv4Addr::from(*net), *bits)),
        IpAddr::V6(ip) => {
            !within_6(ip, 0x2000 << 112, 3) || SPECIAL_6.iter().any(|(net, bits)| within_6(ip, *net, *bits))
        }
    }
}

fn within_4(ip: Ipv4Addr, net: Ipv4Addr, bits: u8) -> bool {
    Ipv4Net::new(net, bits).is_ok_and(|net| net.contains(&ip))
}

fn within_6(ip: Ipv6Addr, net: u128, bits: u8) -> bool {
    Ipv6Net::new(Ipv6Addr::from(net), bits).is_ok_and(|net| net.contains(&ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_on_the_internet_are_not_special() {
        for text in [
            "8.8.8.8",
            "103.10.65.1",
            "172.32.0.1",
            "100.128.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "2606:4700::1",
            "2001:4860:4860::8888",
            "2400:cb00::1",
        ] {
            assert!(!is_special(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn a_private_host_lies_in_a_network_of_ones_own_and_not_where_clouds_keep_secrets() {
        for own in ["10.0.0.7", "100.64.0.1", "127.0.0.1", "172.16.0.1", "192.168.1.7", "::1", "fd00::7"] {
            let own = own.parse().unwrap();
            assert!(may_be_asked(own, true) && !may_be_asked(own, false), "{own}");
        }
        for never in [
            "169.254.169.254",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "fe80::1",
            "::",
            "::ffff:10.0.0.7",
            "64:ff9b::a00:7",
        ] {
            assert!(!may_be_asked(never.parse().unwrap(), true), "{never}");
        }
        assert!(may_be_asked("8.8.8.8".parse().unwrap(), true));
    }

    #[test]
    fn everything_that_is_none_is_special() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:8.8.8.8",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "3ffe::1",
            "5f00::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
        ] {
            assert!(is_special(text.parse().unwrap()), "{text}");
        }
    }
}
