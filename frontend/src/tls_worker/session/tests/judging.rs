//! What is wrong with a certificate, and what is shown of it.

use super::*;

#[test]
fn what_the_page_shows_of_a_certificate_is_what_stands_in_it() {
    let talk = talk(&params(&[HOST, "192.0.2.7", "2001:db8::1"]));
    let certificate = &talk.report().chain[0];
    let row = |label: &str| {
        let row = certificate.rows.iter().find(|(known, _)| known == label);
        row.map(|(_, value)| value.as_str())
    };
    assert_eq!(certificate.title, "the server");
    assert_eq!(certificate.days_left, Some(65));
    assert_eq!(row("page-certificate-subject"), Some("CN=the server"));
    assert_eq!(row("page-certificate-issuer"), Some("CN=a root"));
    assert_eq!(
        row("page-certificate-names"),
        Some("mx.example.com, 192.0.2.7, 2001:db8::1")
    );
    assert_eq!(row("page-certificate-from"), Some("2026-11-01 00:00 UTC"));
    assert_eq!(row("page-certificate-until"), Some("2027-01-30 00:00 UTC"));
    assert_eq!(row("page-certificate-key"), Some("ECDSA, P-256"));
    assert_eq!(
        row("page-certificate-signature"),
        Some("ECDSA with SHA-256")
    );
    assert_eq!(
        row("page-certificate-fingerprint").map(str::len),
        Some(32 * 3 - 1)
    );
    assert!(
        certificate
            .pem
            .starts_with("-----BEGIN CERTIFICATE-----\nMII")
    );
    assert!(certificate.pem.lines().all(|line| line.len() <= 64));
}

#[test]
fn each_fault_is_found_and_said() {
    let mut expired = params(&[HOST]);
    expired.not_after = date_time_ymd(2026, 11, 20);
    assert_eq!(
        verdicts(&talk(&expired)),
        [(Fault::Expired, "2026-11-20 00:00 UTC")]
    );
    let mut early = params(&[HOST]);
    early.not_before = date_time_ymd(2026, 12, 24);
    assert_eq!(
        verdicts(&talk(&early)),
        [(Fault::NotYetValid, "2026-12-24 00:00 UTC")]
    );
    let elsewhere = params(&["mail.example.org", "*.example.net"]);
    assert_eq!(
        verdicts(&talk(&elsewhere)),
        [(Fault::WrongName, "mail.example.org, *.example.net")]
    );
    assert_eq!(verdicts(&talk(&params(&[]))), [(Fault::WrongName, "")]);
    // A name that stands in the subject only has not counted since RFC 9525.
    let mut old_style = params(&[]);
    old_style.distinguished_name.push(DnType::CommonName, HOST);
    assert_eq!(verdicts(&talk(&old_style)), [(Fault::WrongName, "")]);
    let mut all = params(&["mail.example.org"]);
    all.not_after = date_time_ymd(2026, 11, 20);
    let stranger = Authority::new("a stranger");
    let identity = Identity::of(&all, Some(&stranger));
    let server = server(identity.chain, &identity.key, &[&TLS13]);
    let talk = Talk::begin(settings(vec![Authority::new("a root").anchor()]), server).run();
    assert_eq!(
        verdicts(&talk),
        [
            (Fault::Expired, "2026-11-20 00:00 UTC"),
            (Fault::UnknownIssuer, "CN=a stranger"),
            (Fault::WrongName, "mail.example.org")
        ]
    );
}

#[test]
fn who_vouches_for_itself_is_told_from_who_is_vouched_for_by_a_stranger() {
    let mut authority = params(&[HOST]);
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    for params in [params(&[HOST]), authority] {
        let identity = Identity::of(&params, None);
        let server = server(identity.chain, &identity.key, &[&TLS13]);
        let talk = Talk::begin(settings(Vec::new()), server).run();
        assert_eq!(verdicts(&talk), [(Fault::SelfSigned, "")]);
    }
}

#[test]
fn a_chain_is_followed_and_a_missing_link_is_named() {
    let root = Authority::new("a root");
    let mut between = CertificateParams::new(Vec::new()).unwrap();
    between
        .distinguished_name
        .push(DnType::CommonName, "between");
    between.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let certificate = between.signed_by(&key, &root.issuer).unwrap();
    let between = Authority {
        issuer: Issuer::new(between, key),
        certificate,
    };
    let identity = Identity::of(&params(&[HOST]), Some(&between));
    let whole = vec![identity.chain[0].clone(), between.certificate.der().clone()];
    for (chain, expected) in [
        (whole, vec![]),
        (
            identity.chain.clone(),
            vec![(Fault::UnknownIssuer, "CN=between")],
        ),
    ] {
        let server = server(chain, &identity.key, &[&TLS13]);
        let talk = Talk::begin(settings(vec![root.anchor()]), server).run();
        assert_eq!(verdicts(&talk), expected);
    }
}

#[test]
fn a_changed_certificate_has_a_bad_signature() {
    let authority = Authority::new("a root");
    let identity = Identity::of(&params(&[HOST]), Some(&authority));
    let mut changed = identity.chain[0].to_vec();
    let place = changed
        .windows(10)
        .position(|octets| octets == b"the server")
        .unwrap();
    changed[place] = b'T';
    let server = server(vec![changed.into()], &identity.key, &[&TLS13]);
    let talk = Talk::begin(settings(vec![authority.anchor()]), server).run();
    assert_eq!(verdicts(&talk), [(Fault::BadSignature, "")]);
}

#[test]
fn only_the_pinned_certificate_will_do_and_it_will() {
    let identity = Identity::of(&params(&["sandbox.example"]), None);
    let right = certificate::fingerprint(&identity.chain[0]);
    let talk = |pin: &str| {
        let settings = Settings {
            host: "127.0.0.1".to_owned(),
            pin: pin.to_owned(),
            ..settings(Vec::new())
        };
        let server = server(identity.chain.clone(), &identity.key, &[&TLS13]);
        Talk::begin(settings, server).run()
    };
    let good = talk(&right);
    assert_eq!(verdicts(&good), []);
    assert!(good.report().pinned);
    assert_eq!(good.report().name_sent, "", "of an address none is sent");
    let wrong = talk(&"0".repeat(64));
    assert_eq!(verdicts(&wrong), [(Fault::OtherThanPinned, right.as_str())]);
    assert!(!wrong.report().pinned);
}

#[test]
fn an_address_is_a_name_too() {
    let authority = Authority::new("a root");
    for (names, expected) in [
        (&["192.0.2.7"][..], vec![]),
        (&[HOST][..], vec![(Fault::WrongName, HOST)]),
    ] {
        let identity = Identity::of(&params(names), Some(&authority));
        let server = server(identity.chain, &identity.key, &[&TLS13]);
        let settings = Settings {
            host: "192.0.2.7".to_owned(),
            ..settings(vec![authority.anchor()])
        };
        assert_eq!(verdicts(&Talk::begin(settings, server).run()), expected);
    }
}

/// RSA with 1024 bits, signed with SHA-1, for mx.example.com until 2126.
const WEAK: &str = "\
MIICeDCCAeGgAwIBAgIUOE0B971n5o2gnbaVuETV0028hJIwDQYJKoZIhvcNAQEF\
BQAwKzEQMA4GA1UECgwHRXhhbXBsZTEXMBUGA1UEAwwObXguZXhhbXBsZS5jb20w\
IBcNMjYxMTI1MjIzNjE0WhgPMjEyNjExMDEyMjM2MTRaMCsxEDAOBgNVBAoMB0V4\
YW1wbGUxFzAVBgNVBAMMDm14LmV4YW1wbGUuY29tMIGfMA0GCSqGSIb3DQEBAQUA\
A4GNADCBiQKBgQDRV5FRRxBB0MALj76J3HNgcQVswC1+8Tg7C081hY9nGDjgpsHK\
61P46cZyEstsg0W24gsB57hA7WddKA/eAYNNc1C9vS7q31HtH8mdM7b7NEfcPF3d\
2xRJpYA7FNTg+0gu7UucwB9SqRYtfG0EPeZK0ZNWLfLayF6ZIZo2CmvQEwIDAQAB\
o4GWMIGTMB0GA1UdDgQWBBRQyH5KvtNMHn+eVRK0MFjKgO2YmzAfBgNVHSMEGDAW\
gBRQyH5KvtNMHn+eVRK0MFjKgO2YmzAPBgNVHRMBAf8EBTADAQH/MEAGA1UdEQQ5\
MDeCDm14LmV4YW1wbGUuY29thwTAAAIHhxAgAQ24AAAAAAAAAAAAAAABgQ1hQGV4\
YW1wbGUuY29tMA0GCSqGSIb3DQEBBQUAA4GBAKqKrYgBEkSrmzSJbiQ7Q5nq1LL7\
1QwUgseBbfcLrvvqU0MuzOsYPkL/JsCnkW+IXRlh//IkH4ZXeTgy/lSoiZGh59A0\
LjT3xwjpdVMPLQkVQ92ShJNuUDzUzPXkYMosHKcVrmFX7uOfGBAsxUC9TmZDLtrz\
l1F+4DvpaBs63Djy\
";

#[test]
fn what_can_be_forged_is_weak() {
    use base64::Engine;
    let der = base64::engine::general_purpose::STANDARD
        .decode(WEAK)
        .unwrap();
    let read = certificate::Reading::of(&der).unwrap();
    assert_eq!(read.names, [HOST, "192.0.2.7", "2001:db8::1"]);
    assert_eq!(read.subject, "CN=mx.example.com, O=Example");
    assert!(read.key.is_weak && read.signature.is_weak);
    let judge = Judge {
        anchors: Vec::new(),
        algorithms: default_provider().signature_verification_algorithms,
    };
    let name = ServerName::try_from(HOST).unwrap();
    let now = NOW_MS / 1000 + 86_400;
    let verdicts = judge.verdicts(&[der.clone().into()], &name, "", now);
    let verdicts: Vec<_> = verdicts
        .iter()
        .map(|verdict| (verdict.fault, &*verdict.detail))
        .collect();
    assert_eq!(
        verdicts,
        [(Fault::SelfSigned, ""), (Fault::Weak, "RSA, 1024 bit")]
    );
    let shown = certificate::shown(&der, now);
    let serial = "38:4d:01:f7:bd:67:e6:8d:a0:9d:b6:95:b8:44:d5:d3:4d:bc:84:92";
    assert!(
        shown
            .rows
            .contains(&("page-certificate-serial".to_owned(), serial.to_owned()))
    );
    assert_eq!(
        certificate::fingerprint(&der),
        "e7fbbbae07b2560fc30da7bbde76640ffd274fc245eaa1a0491c39a167cfc7ba"
    );
    let octets = vec![0x30; 5];
    let garbled = certificate::shown(&octets, now);
    assert_eq!((garbled.rows.len(), garbled.days_left), (1, None));
}
