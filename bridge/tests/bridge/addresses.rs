//! Every range of SECURITY.md 2.1 at its edges, and the disguises of one address as another.

use std::net::IpAddr;

use ehlo_bridge::policy::address::{Reach, classify};

/// Addresses of the public network, many of them next door to a range that is not.
const PUBLIC: &str = "
    1.0.0.0 1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
    168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0
    192.0.3.0 192.31.195.255 192.31.197.0 192.52.192.255 192.52.194.0 192.88.98.255 192.88.100.0 192.167.255.255
    192.169.0.0 192.175.47.255 192.175.49.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255
    203.0.114.0 223.255.255.255
    2001:200:: 2001:4860:4860::8888 2001:db7:ffff::1 2001:db9::1 2003::1 2606:4700:4700::1111 2620:4f:7fff::1
    2620:4f:8001::1 2a00:1450:4001::1 2a01:4f8::1 3ffe:ffff::1 3fff:1000::1
    2000::1 2001:200::5efd:a00:1 2600::5eff:1:2 ::ffff:8.8.8.8 ::ffff:1.1.1.1";

/// This machine and its networks.
const PRIVATE: &str = "
    10.0.0.0 10.0.0.1 10.255.255.255 100.64.0.0 100.64.0.1 100.127.255.255 127.0.0.0 127.0.0.1 127.0.1.1
    127.255.255.255 172.16.0.0 172.31.255.255 192.168.0.0 192.168.1.1 192.168.255.255
    ::1 fc00:: fc00::1 fd00::1 fd12:3456:789a::1 fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fd00:ec2::253 fd00:ec2::255
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:192.168.1.1 ::ffff:172.16.0.1 ::ffff:100.64.0.1 ::ffff:7f00:1";

/// Never to be dialled.
const RESERVED: &str = "
    0.0.0.0 0.0.0.1 0.1.2.3 0.255.255.255 168.63.129.16 169.254.0.0 169.254.1.1 169.254.169.253 169.254.169.254
    169.254.170.2 169.254.255.255 192.0.0.0 192.0.0.1 192.0.0.8 192.0.0.170 192.0.0.192 192.0.0.255 192.0.2.0
    192.0.2.1 192.0.2.255 192.31.196.0 192.31.196.255 192.52.193.0 192.52.193.255 192.88.99.0 192.88.99.1
    192.88.99.255 192.175.48.0 192.175.48.255 198.18.0.0 198.18.0.1 198.19.255.255 198.51.100.0 198.51.100.255
    203.0.113.0 203.0.113.255 224.0.0.0 224.0.0.1 224.0.0.251 239.255.255.250 239.255.255.255 240.0.0.0 240.0.0.1
    247.1.2.3 255.255.255.254 255.255.255.255
    :: ::2 ::7f00:1 ::127.0.0.1 ::10.0.0.1 ::8.8.8.8 ::ffff:0.0.0.0 ::ffff:0.0.0.1 ::ffff:169.254.169.254
    ::ffff:224.0.0.1 ::ffff:255.255.255.255 ::ffff:0:7f00:1 ::ffff:0:0:1 ::ffff:0:808:808 64:ff9b:: 64:ff9b::7f00:1
    64:ff9b::a00:1 64:ff9b::808:808 64:ff9b:1:: 64:ff9b:1::a00:1 64:ff9b:1:ffff::1 100:: 100::1 100:0:0:1::1 200::1
    1000::1 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2001:: 2001::1 2001:0:7f00:1::1 2001:1::1 2001:2::1 2001:3::1
    2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:1ff:ffff::1 2001:db8:: 2001:db8::1 2001:db8:ffff::1 2002::
    2002:7f00:1:: 2002:a00:1::1 2002:a9fe:a9fe::1 2002:808:808::1 2002:ffff:ffff::1 2620:4f:8000::
    2620:4f:8000:ffff::1 3fff:: 3fff:fff::1 3fff:fff:ffff::1 4000::1 5f00:: 5f00::1 8000::1 f000::1 fbff::1
    fd00:ec2::254 fe00::1 fe80:: fe80::1 fe80::a9fe:a9fe fe80:ffff::1 febf::1 fec0:: fec0::1 feff::1 ff00:: ff01::1
    ff02::1 ff02::fb ff05::2 ff0e::1 ffff::1
    2a00:1450::5efe:7f00:1 2a00:1450::5efe:808:808 2600::200:5efe:a00:1 2001:4860::5efe:c0a8:1";

fn addresses(list: &str) -> impl Iterator<Item = IpAddr> {
    list.split_whitespace().map(|text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{text} is no address"))
    })
}

#[test]
fn every_range_is_what_it_is_at_its_edges() {
    let mut count = 0;
    for (list, reach) in [
        (PUBLIC, Reach::Public),
        (PRIVATE, Reach::Private),
        (RESERVED, Reach::Reserved),
    ] {
        for address in addresses(list) {
            assert_eq!(classify(address, &[]), reach, "{address}");
            println!("{address}: {reach:?}");
            count += 1;
        }
    }
    println!("{count} addresses");
    assert!(count >= 150, "{count} addresses");
}

#[test]
fn an_address_is_the_same_behind_its_mapping() {
    for list in [PUBLIC, PRIVATE, RESERVED] {
        for address in addresses(list) {
            if let IpAddr::V4(plain) = address {
                assert_eq!(
                    classify(plain.to_ipv6_mapped().into(), &[]),
                    classify(address, &[]),
                    "{address}"
                );
            }
        }
    }
}

#[test]
fn the_addresses_of_this_machine_are_private_and_reserved_stays_reserved() {
    let own: Vec<IpAddr> = addresses("8.8.4.4 2a00:1450::1 169.254.7.7 ::ffff:9.9.9.9").collect();
    for (address, reach) in [
        ("8.8.4.4", Reach::Private),
        ("::ffff:8.8.4.4", Reach::Private),
        ("2a00:1450::1", Reach::Private),
        ("9.9.9.9", Reach::Private),
        ("169.254.7.7", Reach::Reserved),
        ("8.8.8.8", Reach::Public),
    ] {
        assert_eq!(classify(address.parse().unwrap(), &own), reach, "{address}");
    }
}
