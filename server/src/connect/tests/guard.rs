//! Tests of which addresses are asked.

use super::super::guard::{Found, Guard, Lookup, Refusal};
use super::source;
use lumbung_data::model::Lang;
use reqwest::Url;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const OWN: &str = "https://www.bi.go.id/hargapangan";

fn guard() -> Guard {
    Guard::new(OWN, &source(&["data.example.org:8443", "plain.example.org"], &[], &["plain.example.org"]))
}

/// A guard of a server on this machine.
fn on_this_machine() -> Guard {
    Guard::new("http://127.0.0.1:8080", &source(&[], &["127.0.0.1"], &["127.0.0.1:8080"]))
}

#[test]
fn named_hosts_are_asked() {
    let guard = guard();
    for url in [
        "https://www.bi.go.id/hargapangan/WebSite?a=b",
        "https://WWW.BI.GO.ID:443/",
        "https://data.example.org:8443/x",
        "http://plain.example.org/",
        "https://plain.example.org/",
    ] {
        assert!(guard.check(url, None).is_ok(), "{url}");
    }
    assert!(on_this_machine().check("http://127.0.0.1:8080/x", None).is_ok());
}

#[test]
fn hostile_forms_of_addresses_are_refused() {
    let guard = guard();
    let hostile = [
        // This machine and private networks, in every way to write them.
        "https://127.0.0.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.01/",
        "https://127.0.0.1./",
        "https://0/",
        "https://0.0.0.0/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[0:0:0:0:0:ffff:10.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fd00::1]/",
        "https://[fe80::1%25eth0]/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://2852039166/latest/meta-data/",
        "https://metadata.google.internal/",
        "https://①②⑦.⓪.⓪.①/",
        "https://１２７.０.０.１/",
        "https://127。0。0。1/",
        "https://127.0.0.1.nip.io/",
        // Another host behind a named one.
        "https://www.bi.go.id@127.0.0.1/",
        "https://www.bi.go.id:443@127.0.0.1/",
        "https://user@www.bi.go.id/",
        "https://:@www.bi.go.id/",
        "https://127.0.0.1#@www.bi.go.id/",
        "https://127.0.0.1\\@www.bi.go.id/",
        "https://www.bi.go.id\\.evil.example/",
        "https://www.bi.go.id.evil.example/",
        "https://evilwww.bi.go.id/",
        "https://bi.go.id/",
        "https://www.bi.go.id./",
        "https://www%2ebi.go.id/",
        "https://%77ww.bi.go.id/",
        "https://www.bi.go.іd/",
        "https://xn--e1afmkfd.example/",
        // Other ports and schemes.
        "https://www.bi.go.id:22/",
        "https://www.bi.go.id:8443/",
        "https://data.example.org/",
        "http://www.bi.go.id/",
        "http://data.example.org:8443/",
        "file:///etc/passwd",
        "ftp://www.bi.go.id/",
        "gopher://www.bi.go.id:70/_x",
        "dict://127.0.0.1:11211/stat",
        "data:text/csv,a",
        "javascript:alert(1)",
        "unix:/run/docker.sock",
        // What a parser would quietly mend.
        "https:www.bi.go.id/",
        "https:/www.bi.go.id/",
        "https:///www.bi.go.id/",
        "https://www.bi.go.id\r\nHost: evil.example/",
        "https://www.bi\t.go.id/",
        "\u{0}https://www.bi.go.id/",
        " https://www.bi.go.id/",
        "//www.bi.go.id/",
        "www.bi.go.id/",
        "https://",
        "",
    ];
    assert!(hostile.len() >= 40, "{}", hostile.len());
    for url in hostile {
        let refusal = guard.check(url, None).expect_err(url);
        for lang in [Lang::Id, Lang::En] {
            assert!(!refusal.message(lang).contains('\n'), "{url:?}");
        }
    }
}

#[test]
fn a_host_on_this_machine_is_asked_only_as_the_profile_writes_it() {
    let guard = on_this_machine();
    for url in [
        "http://127.1:8080/",
        "http://2130706433:8080/",
        "http://0x7f000001:8080/",
        "http://127.0.0.1/",
        "http://127.0.0.1:8081/",
        "https://127.0.0.1:8081/",
        "http://127.0.0.2:8080/",
        "http://[::ffff:127.0.0.1]:8080/",
        "http://localhost:8080/",
        "http://0.0.0.0:8080/",
    ] {
        assert!(guard.check(url, None).is_err(), "{url}");
    }
}

#[test]
fn a_literal_address_is_private_until_it_is_named_as_such() {
    let guard = |private: &[&str]| Guard::new("https://10.0.0.7", &source(&[], private, &[]));
    assert!(matches!(guard(&[]).check("https://10.0.0.7/", None), Err(Refusal::Private { .. })));
    assert!(guard(&["10.0.0.7"]).check("https://10.0.0.7/", None).is_ok());
    assert!(guard(&["10.0.0.8"]).check("https://10.0.0.7/", None).is_err());
}

#[test]
fn a_redirect_is_judged_like_an_address() {
    let (guard, base) = (guard(), Url::parse(OWN).unwrap());
    assert_eq!(guard.check("/lain?x=1", Some(&base)).unwrap().as_str(), "https://www.bi.go.id/lain?x=1");
    assert!(guard.check("https://data.example.org:8443/", Some(&base)).is_ok());
    for target in ["lain?kembali=https://evil.example/", "?u=a//b", "/a//b:c", "./a:b"] {
        assert_eq!(guard.check(target, Some(&base)).unwrap().host_str(), Some("www.bi.go.id"), "{target}");
    }
    for target in [
        "http://www.bi.go.id/hargapangan",
        "//127.0.0.1/",
        "//evil.example/",
        "///127.0.0.1/",
        "\\\\127.0.0.1\\",
        "/\\127.0.0.1/",
        "https:127.0.0.1",
        "//www.bi.go.id@127.0.0.1/",
        "//user@www.bi.go.id/",
        "//0x7f.1/",
        "file:///etc/passwd",
        "http://169.254.169.254/",
    ] {
        assert!(guard.check(target, Some(&base)).is_err(), "{target}");
    }
}

/// A name that leads somewhere else each time.
struct Turning(Vec<Vec<IpAddr>>, AtomicUsize);

impl Turning {
    fn through(answers: &[&[&str]]) -> Arc<Self> {
        let parse = |answer: &&[&str]| answer.iter().map(|ip| ip.parse().unwrap()).collect();
        Arc::new(Self(answers.iter().map(parse).collect(), AtomicUsize::new(0)))
    }
}

impl Lookup for Turning {
    fn lookup(&self, _host: &str) -> Found {
        let at = self.1.fetch_add(1, Ordering::Relaxed);
        let answer = self.0[at.min(self.0.len() - 1)].clone();
        Box::pin(async move { Ok(answer) })
    }
}

#[tokio::test]
async fn a_name_is_judged_anew_each_time_it_is_looked_up() {
    let lookup = Turning::through(&[&["8.8.8.8"], &["127.0.0.1"], &["8.8.8.8", "10.0.0.1"], &["::ffff:8.8.8.8"], &[]]);
    let guard = guard().looking_up(lookup);
    let host = "www.bi.go.id";
    assert!(guard.addresses(host).await.is_ok());
    for _ in 0..3 {
        assert!(matches!(guard.addresses(host).await, Err(Refusal::Private { .. })));
    }
    assert_eq!(guard.addresses(host).await, Err(Refusal::Unresolved(host.to_owned())));
    assert_eq!(guard.addresses("evil.example").await, Err(Refusal::Unnamed("evil.example".to_owned())));
}

#[tokio::test]
async fn a_name_in_ones_own_network_is_asked_when_the_profile_says_so() {
    let named = |private: &[&str]| {
        let guard = Guard::new("https://lumbung.lan", &source(&[], private, &[]));
        guard.looking_up(Turning::through(&[&["192.168.1.7"]]))
    };
    assert!(named(&["lumbung.lan"]).addresses("lumbung.lan").await.is_ok());
    assert!(named(&["lain.lan"]).addresses("lumbung.lan").await.is_err());
    let guard = Guard::new("https://lumbung.lan", &source(&[], &["lumbung.lan"], &[]));
    let guard = guard.looking_up(Turning::through(&[&["169.254.169.254"]]));
    assert!(guard.addresses("lumbung.lan").await.is_err());
}

#[test]
fn a_refusal_says_what_to_write_into_the_profile() {
    let told = |url: &str| guard().check(url, None).unwrap_err();
    assert!(told("https://evil.example/").message(Lang::Id).contains("hosts"));
    assert!(told("http://www.bi.go.id/").message(Lang::En).contains("plain_hosts"));
    assert!(told("https://a:b@www.bi.go.id/").message(Lang::En).contains("environment"));
}
