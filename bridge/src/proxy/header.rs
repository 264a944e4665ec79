//! The PROXY protocol, versions 1 and 2: who a proxy speaks for, in front of everything else on a connection.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use tokio::io::{AsyncRead, AsyncReadExt};

/// Reads a header, and nothing behind it. Gives the client, or nothing where the proxy speaks for itself.
///
/// # Errors
/// Where it is no header of this protocol.
pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<IpAddr>> {
    let mut start = [0; SIGNATURE.len()];
    stream.read_exact(&mut start).await?;
    if &start == SIGNATURE {
        read_binary(stream).await
    } else if start.starts_with(b"PROXY ") {
        read_text(stream, &start).await
    } else {
        Err(fault())
    }
}

/// Version 1: `PROXY TCP4 192.0.2.1 198.51.100.1 56324 443`, CR LF.
async fn read_text(
    stream: &mut (impl AsyncRead + Unpin),
    start: &[u8],
) -> io::Result<Option<IpAddr>> {
    let mut line = start.to_vec();
    while !line.ends_with(b"\r\n") {
        if line.len() >= LONGEST_LINE {
            return Err(fault());
        }
        line.push(stream.read_u8().await?);
    }
    let line = std::str::from_utf8(&line).map_err(|_| fault())?;
    let words: Vec<&str> = line.trim_end_matches("\r\n").split(' ').collect();
    match words.as_slice() {
        ["PROXY", "UNKNOWN", ..] => Ok(None),
        ["PROXY", family, client, own, port, own_port] => {
            let ports = [port, own_port];
            let sound = ports.iter().all(|port| port.parse::<u16>().is_ok());
            let client = match *family {
                "TCP4" if own.parse::<Ipv4Addr>().is_ok() => client.parse().ok().map(IpAddr::V4),
                "TCP6" if own.parse::<Ipv6Addr>().is_ok() => client.parse().ok().map(IpAddr::V6),
                _ => None,
            };
            client.filter(|_| sound).map(Some).ok_or_else(fault)
        }
        _ => Err(fault()),
    }
}

/// Version 2: the signature, version and command, family, length, addresses, and more that is skipped.
async fn read_binary(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<IpAddr>> {
    let command = stream.read_u8().await?;
    let family = stream.read_u8().await?;
    let length = usize::from(stream.read_u16().await?);
    if length > LONGEST_BODY {
        return Err(fault());
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    match (command, family) {
        (LOCAL, _) | (PROXY, UNSPECIFIED) => Ok(None),
        (PROXY, TCP4) if body.len() >= 12 => {
            let octets = body.first_chunk::<4>().ok_or_else(fault)?;
            Ok(Some(Ipv4Addr::from(*octets).into()))
        }
        (PROXY, TCP6) if body.len() >= 36 => {
            let octets = body.first_chunk::<16>().ok_or_else(fault)?;
            Ok(Some(Ipv6Addr::from(*octets).into()))
        }
        _ => Err(fault()),
    }
}

fn fault() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

/// The first octets of version 2, which no other protocol begins with.
const SIGNATURE: &[u8; 12] = b"\r\n\r\n\0\r\nQUIT\n";

/// Longest line of version 1, by its definition.
const LONGEST_LINE: usize = 107;

/// Addresses and what else a proxy says of a connection: certificates' names and the like are a few hundred octets.
const LONGEST_BODY: usize = 2048;

/// The proxy speaks for itself.
const LOCAL: u8 = 0x20;
/// The proxy speaks for a client.
const PROXY: u8 = 0x21;
const UNSPECIFIED: u8 = 0;
const TCP4: u8 = 0x11;
const TCP6: u8 = 0x21;

#[cfg(test)]
mod tests {
    use super::*;

    fn binary(command: u8, family: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).unwrap().to_be_bytes();
        [&SIGNATURE[..], &[command, family], &length, body].concat()
    }

    async fn read_all(bytes: &[u8]) -> Result<(Option<String>, Vec<u8>), io::ErrorKind> {
        let mut rest = bytes;
        let client = read(&mut rest).await.map_err(|error| error.kind())?;
        Ok((client.map(|client| client.to_string()), rest.to_vec()))
    }

    #[tokio::test]
    async fn headers_are_read_and_nothing_behind_them() {
        let mut v6 = vec![0; 36];
        v6[15] = 1;
        let long = [&[192, 0, 2, 1, 0, 0, 0, 0, 0, 1, 0, 1][..], &[0; 2036]].concat();
        for (header, client) in [
            (
                &b"PROXY TCP4 192.0.2.1 198.51.100.1 1 65535\r\n"[..],
                Some("192.0.2.1"),
            ),
            (b"PROXY TCP6 2001:db8::1 ::1 1 443\r\n", Some("2001:db8::1")),
            (b"PROXY UNKNOWN\r\n", None),
            (b"PROXY UNKNOWN what ever 1 2\r\n", None),
            (&binary(LOCAL, UNSPECIFIED, b""), None),
            (&binary(LOCAL, TCP4, &[0; 12]), None),
            (&binary(PROXY, UNSPECIFIED, b""), None),
            (&binary(PROXY, TCP6, &v6), Some("::1")),
            (&binary(PROXY, TCP4, &long), Some("192.0.2.1")),
        ] {
            let stream = [header, b"GET / HTTP/1.1\r\n"].concat();
            let read = read_all(&stream).await;
            assert_eq!(
                read,
                Ok((client.map(str::to_owned), b"GET / HTTP/1.1\r\n".to_vec()))
            );
        }
    }

    #[tokio::test]
    async fn anything_else_is_no_header() {
        let endless = format!("PROXY UNKNOWN {}\r\n", "x".repeat(100));
        for bytes in [
            &b"GET / HTTP/1.1\r\nHost: x\r\n"[..],
            b"PROXY TCP4 192.0.2.1 198.51.100.1 1\r\n",
            b"PROXY TCP4 2001:db8::1 ::1 1 2\r\n",
            b"PROXY TCP6 192.0.2.1 ::1 1 2\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 1 65536\r\n",
            b"PROXY TCP4  192.0.2.1 198.51.100.1 1 2\r\n",
            b"PROXY UDP4 192.0.2.1 198.51.100.1 1 2\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 1 2 3\r\n",
            endless.as_bytes(),
            &binary(PROXY, TCP4, &[0; 11]),
            &binary(PROXY, TCP6, &[0; 35]),
            &binary(PROXY, 0x12, &[0; 12]),
            &binary(0x11, TCP4, &[0; 12]),
            &binary(0x22, TCP4, &[0; 12]),
            &binary(PROXY, TCP4, &[0; 2049]),
        ] {
            assert_eq!(read_all(bytes).await, Err(io::ErrorKind::InvalidData));
        }
        for bytes in [&b""[..], b"PROXY", b"PROXY TCP4 192.0.2.1"] {
            assert_eq!(read_all(bytes).await, Err(io::ErrorKind::UnexpectedEof));
        }
    }
}
