//! The resolver itself, asking a name server that answers as it likes (SECURITY.md T2, F1).

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ehlo_bridge::dial::Dialler;
use ehlo_bridge::limits::Limits;
use ehlo_bridge::network::{Exchange, Later, Network, SystemNetwork};
use ehlo_bridge::profile::Profile;
use ehlo_protocol::tunnel::Refusal;
use hickory_resolver::proto::op::{Message, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::{A, AAAA, CNAME, MX};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use tokio::net::{TcpStream, UdpSocket};

use crate::support::policy_of;

/// A name server on loopback, and how often it was asked for `flip.example`.
async fn name_server() -> (SocketAddr, Arc<AtomicUsize>) {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let flips = Arc::new(AtomicUsize::new(0));
    let counted = flips.clone();
    tokio::spawn(async move {
        let mut buffer = [0; 2048];
        while let Ok((length, peer)) = socket.recv_from(&mut buffer).await {
            let question = Message::from_vec(&buffer[..length]).unwrap();
            if let Some(answer) = answer(&question, &counted) {
                socket.send_to(&answer, peer).await.unwrap();
            }
        }
    });
    (address, flips)
}

fn answer(question: &Message, flips: &AtomicUsize) -> Option<Vec<u8>> {
    let query = &question.queries[0];
    let name = query.name().clone();
    let mut answer = Message::response(question.metadata.id, OpCode::Query);
    answer.metadata.recursion_available = true;
    answer.queries.push(query.clone());
    let mut add = |owner: &Name, data| {
        answer.add_answer(Record::from_rdata(owner.clone(), 0, data));
    };
    let a = |text: &str| RData::A(A(text.parse().unwrap()));
    let is_a = query.query_type() == RecordType::A;
    match (name.to_ascii().as_str(), query.query_type()) {
        ("mute.example.", _) => return None,
        ("missing.example.", _) => answer.metadata.response_code = ResponseCode::NXDomain,
        ("failing.example.", _) => answer.metadata.response_code = ResponseCode::ServFail,
        ("public.example.", RecordType::A) => add(&name, a("8.8.8.8")),
        ("mixed.example.", RecordType::A) => {
            add(&name, a("8.8.8.8"));
            add(&name, a("10.0.0.1"));
        }
        ("six.example.", RecordType::A) => add(&name, a("8.8.8.8")),
        ("six.example.", RecordType::AAAA) => add(&name, RData::AAAA(AAAA("::1".parse().unwrap()))),
        ("alias.example.", _) => {
            let inside = Name::from_ascii("inside.example.").unwrap();
            add(&name, RData::CNAME(CNAME(inside.clone())));
            if is_a {
                add(&inside, a("127.0.0.1"));
            }
        }
        ("inside.example.", RecordType::A) => add(&name, a("127.0.0.1")),
        ("metadata.example.", RecordType::A) => add(&name, a("169.254.169.254")),
        ("many.example.", RecordType::A) => {
            (1..60).for_each(|last| add(&name, a(&format!("8.8.8.{last}"))));
            add(&name, a("192.168.1.1"));
        }
        // Public at first sight, something else at the second, and not to be remembered.
        ("flip.example.", RecordType::A) => match flips.fetch_add(1, Ordering::SeqCst) {
            0 => add(&name, a("8.8.8.8")),
            _ => add(&name, a("127.0.0.1")),
        },
        ("domain.example.", RecordType::MX) => {
            for (preference, host) in [(20, "public.example."), (10, "INSIDE.example.")] {
                let host = Name::from_ascii(host).unwrap();
                add(&name, RData::MX(MX::new(preference, host)));
            }
        }
        _ => {}
    }
    Some(answer.to_vec().unwrap())
}

/// The resolver of the system, and dials that are counted and go nowhere.
struct Counted {
    inner: SystemNetwork,
    dialled: Mutex<Vec<SocketAddr>>,
}

impl Network for Counted {
    fn resolve<'a>(&'a self, name: &'a str) -> Later<'a, io::Result<Vec<IpAddr>>> {
        self.inner.resolve(name)
    }

    fn exchanges<'a>(&'a self, domain: &'a str) -> Later<'a, io::Result<Vec<Exchange>>> {
        self.inner.exchanges(domain)
    }

    fn connect(&self, address: SocketAddr) -> Later<'_, io::Result<TcpStream>> {
        self.dialled.lock().unwrap().push(address);
        Box::pin(async { Err(io::ErrorKind::ConnectionRefused.into()) })
    }
}

#[tokio::test]
async fn whatever_a_name_server_says_only_public_addresses_are_dialled() {
    let (address, flips) = name_server().await;
    let network = Arc::new(Counted {
        inner: SystemNetwork::new(Some(address)),
        dialled: Mutex::default(),
    });
    let dialler = Dialler::outbound(network.clone());
    let policy = policy_of(Profile::Local);
    let limits = Limits::of(Profile::Local);
    let token = Some(policy.token.reveal());
    let mut dials = 0;
    for (host, refusal, more) in [
        ("public.example", Refusal::ConnectionRefused, 1),
        ("mixed.example", Refusal::AddressNotAllowed, 0),
        ("six.example", Refusal::AddressNotAllowed, 0),
        ("alias.example", Refusal::AddressNotAllowed, 0),
        ("inside.example", Refusal::AddressNotAllowed, 0),
        ("metadata.example", Refusal::AddressNotAllowed, 0),
        ("many.example", Refusal::AddressNotAllowed, 0),
        ("empty.example", Refusal::NameNotFound, 0),
        ("missing.example", Refusal::NameNotFound, 0),
        ("failing.example", Refusal::NameNotFound, 0),
        ("mute.example", Refusal::NameNotFound, 0),
        ("flip.example", Refusal::ConnectionRefused, 1),
        ("flip.example", Refusal::AddressNotAllowed, 0),
    ] {
        let destination = policy.admit_open(host, 25, token).unwrap();
        let started = Instant::now();
        let end = dialler.dial(&policy, &limits, &destination).await;
        assert_eq!(end.err(), Some(refusal), "{host}");
        assert!(started.elapsed() < Duration::from_secs(6), "{host}");
        dials += more;
        assert_eq!(network.dialled.lock().unwrap().len(), dials, "{host}");
    }
    // Once for each dial, and never between the judging and the dialling.
    assert_eq!(flips.load(Ordering::SeqCst), 2);
    let exchanges = dialler.exchanges(&limits, "domain.example").await.unwrap();
    let hosts: Vec<&str> = exchanges.iter().map(|one| one.host.as_str()).collect();
    assert_eq!(hosts, ["inside.example", "public.example"]);
    let end = dialler.exchanges(&limits, "missing.example").await;
    assert_eq!(end.err(), Some(Refusal::NameNotFound));
}

#[tokio::test]
async fn networks_that_the_operator_denies_are_not_dialled_whoever_asks() {
    let mut policy = policy_of(Profile::Local);
    policy.denied = vec![
        "8.8.8.0/24".parse().unwrap(),
        "127.0.0.2/32".parse().unwrap(),
    ];
    for (addresses, private, end) in [
        ("8.8.4.4", false, Ok(())),
        ("8.8.8.8", false, Err(Refusal::AddressNotAllowed)),
        ("8.8.4.4 8.8.8.8", false, Err(Refusal::AddressNotAllowed)),
        ("::ffff:8.8.8.8", false, Err(Refusal::AddressNotAllowed)),
        ("127.0.0.1", true, Ok(())),
        ("127.0.0.2", true, Err(Refusal::AddressNotAllowed)),
    ] {
        let list: Vec<IpAddr> = addresses
            .split_whitespace()
            .map(|address| address.parse().unwrap())
            .collect();
        assert_eq!(policy.admit_addresses(&list, private), end, "{addresses}");
    }
}

#[test]
fn behind_nat64_an_address_is_what_it_leads_to() {
    let mut policy = policy_of(Profile::Local);
    let no = Err(Refusal::AddressNotAllowed);
    for (address, plain, gateway) in [
        ("64:ff9b::8.8.8.8", no, Ok(())),
        ("64:ff9b::127.0.0.1", no, no),
        ("64:ff9b::10.0.0.1", no, no),
        ("64:ff9b::169.254.169.254", no, no),
        ("64:ff9b::0.0.0.0", no, no),
        ("64:ff9b:1::8.8.8.8", no, no),
        ("64:ff9b::1:808:808", no, no),
        ("8.8.8.8", Ok(()), Ok(())),
    ] {
        let list = [address.parse().unwrap()];
        for (nat64, end) in [(false, plain), (true, gateway)] {
            policy.nat64 = nat64;
            assert_eq!(
                policy.admit_addresses(&list, false),
                end,
                "{address} {nat64}"
            );
        }
    }
}
