//! The WebSocket as the bridge sets it up, by the cases of the Autobahn fuzzing client, octet by octet, at an endpoint
//! that gives back what it gets. The numbers are Autobahn's.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::{CloseFrame, Message, WebSocketUpgrade, close_code};
use axum::routing::any;
use ehlo_bridge::link::fault;
use ehlo_bridge::web::bounded;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::relay::limits;

const CONTINUE: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;
const FIN: u8 = 0x80;

/// A frame as a client writes it.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
    let mut bytes = vec![first];
    match payload.len() {
        length @ 0..=125 => bytes.push(0x80 | length as u8),
        length @ 126..=65_535 => {
            bytes.push(0x80 | 126);
            bytes.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
        length => {
            bytes.push(0x80 | 127);
            bytes.extend((length as u64).to_be_bytes());
        }
    }
    bytes.extend(MASK);
    bytes.extend(
        payload
            .iter()
            .zip(MASK.iter().cycle())
            .map(|(byte, mask)| byte ^ mask),
    );
    bytes
}

/// What came back: opcode and payload of every frame, up to a close or the end.
type Heard = Vec<(u8, Vec<u8>)>;

async fn read_frame(stream: &mut TcpStream) -> std::io::Result<(u8, Vec<u8>)> {
    let first = stream.read_u8().await?;
    let length = match stream.read_u8().await? {
        126 => u64::from(stream.read_u16().await?),
        127 => stream.read_u64().await?,
        length => u64::from(length),
    };
    assert_eq!(first & 0x70, 0, "reserved bits");
    let mut payload = vec![0; usize::try_from(length).unwrap()];
    stream.read_exact(&mut payload).await?;
    Ok((first & 0x0f, payload))
}

/// Says all of it in parts of `step` octets and hears until the end.
async fn exchange(address: SocketAddr, said: &[u8], step: usize) -> Heard {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let request = format!(
        "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 101"));
    let (mut read, mut write) = stream.into_split();
    let said = said.to_vec();
    let saying = tokio::spawn(async move {
        for part in said.chunks(step) {
            if write.write_all(part).await.is_err() {
                break;
            }
        }
        write
    });
    let mut heard = Heard::new();
    let all = async {
        let mut buffered = Vec::new();
        let _ = read.read_to_end(&mut buffered).await;
        buffered
    };
    let bytes = timeout(Duration::from_secs(20), all).await.unwrap();
    drop(saying.await);
    let mut pipe = loopback(&bytes).await;
    while let Ok(frame) = read_frame(&mut pipe).await {
        let end = frame.0 == CLOSE;
        heard.push(frame);
        if end {
            break;
        }
    }
    heard
}

/// The octets as a stream of their own, to be read frame by frame.
async fn loopback(bytes: &[u8]) -> TcpStream {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut near = TcpStream::connect(listener.local_addr().unwrap())
        .await
        .unwrap();
    let (far, _) = listener.accept().await.unwrap();
    let bytes = bytes.to_vec();
    tokio::spawn(async move {
        let _ = near.write_all(&bytes).await;
    });
    far
}

/// An endpoint that gives back what it gets, set up as a tunnel is.
async fn echo() -> SocketAddr {
    async fn upgrade(upgrade: WebSocketUpgrade) -> axum::response::Response {
        bounded(upgrade, &limits(&[])).on_upgrade(async |mut socket| {
            loop {
                match socket.recv().await {
                    Some(Ok(message @ (Message::Text(_) | Message::Binary(_)))) => {
                        if socket.send(message).await.is_err() {
                            return;
                        }
                    }
                    Some(Ok(_)) => {}
                    Some(Err(error)) => {
                        let reason = fault(error).name().into();
                        let code = close_code::PROTOCOL;
                        let _ = socket
                            .send(Message::Close(Some(CloseFrame { code, reason })))
                            .await;
                        return;
                    }
                    None => return,
                }
            }
        })
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = Router::new().route("/", any(upgrade));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

/// What a case must come to.
enum Wanted {
    /// These frames, and then a close with this code.
    Closed(Heard, u16),
    /// These frames, and then an end that is no echo of what was wrong.
    Failed(Heard),
}

struct Case {
    name: String,
    said: Vec<Vec<u8>>,
    wanted: Wanted,
}

fn good(name: impl Into<String>, said: &[Vec<u8>], heard: &[(u8, &[u8])]) -> Case {
    let mut said = said.to_vec();
    said.push(frame(FIN | CLOSE, &1000_u16.to_be_bytes()));
    Case {
        name: name.into(),
        said,
        wanted: Wanted::Closed(owned(heard), 1000),
    }
}

fn bad(name: impl Into<String>, said: &[Vec<u8>], heard: &[(u8, &[u8])]) -> Case {
    Case {
        name: name.into(),
        said: said.to_vec(),
        wanted: Wanted::Failed(owned(heard)),
    }
}

fn owned(heard: &[(u8, &[u8])]) -> Heard {
    heard
        .iter()
        .map(|(opcode, payload)| (*opcode, payload.to_vec()))
        .collect()
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    sizes(&mut cases);
    pings(&mut cases);
    reserved(&mut cases);
    fragments(&mut cases);
    letters(&mut cases);
    closes(&mut cases);
    cases
}

fn sizes(cases: &mut Vec<Case>) {
    for length in [0, 125, 126, 127, 128, 65_535, 65_536] {
        let payload = vec![b'*'; length];
        for (family, opcode) in [("1.1", TEXT), ("1.2", BINARY)] {
            let said = [frame(FIN | opcode, &payload)];
            cases.push(good(
                format!("{family} {length}"),
                &said,
                &[(opcode, &payload)],
            ));
        }
    }
    // 9.*, by the bridge's own limit.
    let long = vec![b'*'; 65_537];
    cases.push(bad(
        "9 one frame over the limit",
        &[frame(FIN | BINARY, &long)],
        &[],
    ));
    let halves = [
        frame(BINARY, &long[..40_000]),
        frame(FIN | CONTINUE, &long[40_000..]),
    ];
    cases.push(bad("9 two frames over the limit", &halves, &[]));
    // 10.1.1
    let whole = &long[..65_536];
    let mut parts: Vec<Vec<u8>> = whole
        .chunks(1300)
        .map(|part| frame(CONTINUE, part))
        .collect();
    parts[0] = frame(TEXT, &whole[..1300]);
    let last = parts.len() - 1;
    parts[last][0] |= FIN;
    cases.push(good("10.1.1", &parts, &[(TEXT, whole)]));
    // Lengths that lie, and lengths written too long.
    let lies = [
        0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4,
    ];
    cases.push(bad("a length of nearly 2^63", &[lies.to_vec()], &[]));
    let mut lies = lies;
    lies[2] = 0xff;
    cases.push(bad(
        "a length with its first bit set",
        &[lies.to_vec()],
        &[],
    ));
    cases.push(bad(
        "a frame without a mask",
        &[vec![0x81, 2, b'h', b'i']],
        &[],
    ));
}

fn pings(cases: &mut Vec<Case>) {
    let full = [0xfe; 125];
    for (name, payload) in [
        ("2.1", &b""[..]),
        ("2.2", b"Hello, world!"),
        ("2.3", &[0, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0, 0xff]),
        ("2.4", &full),
    ] {
        cases.push(good(
            name,
            &[frame(FIN | PING, payload)],
            &[(PONG, payload)],
        ));
    }
    cases.push(bad("2.5", &[frame(FIN | PING, &[0xfe; 126])], &[]));
    cases.push(good("2.7", &[frame(FIN | PONG, b"")], &[]));
    cases.push(good("2.8", &[frame(FIN | PONG, b"unsolicited")], &[]));
    let both = [
        frame(FIN | PONG, b"unsolicited"),
        frame(FIN | PING, b"ping"),
    ];
    cases.push(good("2.9", &both, &[(PONG, b"ping")]));
}

fn reserved(cases: &mut Vec<Case>) {
    let hello: (u8, &[u8]) = (TEXT, b"Hello");
    for bits in 1..8_u8 {
        let said = [
            frame(FIN | TEXT, b"Hello"),
            frame(FIN | bits << 4 | TEXT, b"Hello"),
        ];
        cases.push(bad(format!("3.{bits}"), &said, &[hello]));
    }
    for opcode in (3..8).chain(11..16) {
        let said = [frame(FIN | TEXT, b"Hello"), frame(FIN | opcode, b"x")];
        cases.push(bad(format!("4 opcode {opcode}"), &said, &[hello]));
    }
}

fn fragments(cases: &mut Vec<Case>) {
    let first = frame(TEXT, b"fragment1");
    let more = frame(CONTINUE, b"fragment2");
    let last = frame(FIN | CONTINUE, b"fragment2");
    let ping = frame(FIN | PING, b"ping");
    let both: (u8, &[u8]) = (TEXT, b"fragment1fragment2");
    let pong: (u8, &[u8]) = (PONG, b"ping");
    cases.push(bad("5.1", &[frame(PING, b"fragment1"), last.clone()], &[]));
    cases.push(bad("5.2", &[frame(PONG, b"fragment1"), last.clone()], &[]));
    cases.push(good("5.3", &[first.clone(), last.clone()], &[both]));
    cases.push(good(
        "5.6",
        &[first.clone(), ping.clone(), last.clone()],
        &[pong, both],
    ));
    cases.push(bad("5.9", &[last.clone()], &[]));
    cases.push(bad(
        "5.10",
        &[last.clone(), frame(FIN | TEXT, b"Hello")],
        &[],
    ));
    cases.push(bad(
        "5.12",
        &[more.clone(), frame(FIN | TEXT, b"Hello")],
        &[],
    ));
    let again = [
        first.clone(),
        last.clone(),
        more.clone(),
        frame(FIN | TEXT, b"x"),
    ];
    cases.push(bad("5.15", &again, &[both]));
    cases.push(bad("5.18", &[first.clone(), frame(FIN | TEXT, b"x")], &[]));
    let long = [first.clone(), more.clone(), ping.clone(), more, ping, last];
    let all: (u8, &[u8]) = (TEXT, b"fragment1fragment2fragment2fragment2");
    cases.push(good("5.19", &long, &[pong, pong, all]));
    let nothing = [
        frame(TEXT, b""),
        frame(CONTINUE, b""),
        frame(FIN | CONTINUE, b""),
    ];
    cases.push(good("6.1.2", &nothing, &[(TEXT, b"")]));
    let middle = [
        frame(TEXT, b""),
        frame(CONTINUE, b"x"),
        frame(FIN | CONTINUE, b""),
    ];
    cases.push(good("6.1.3", &middle, &[(TEXT, b"x")]));
}

fn letters(cases: &mut Vec<Case>) {
    for text in [
        "Hello-µ@ßöäüàá-UTF-8!!",
        "κόσμε",
        "\0",
        "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}",
        "\u{d7ff}\u{e000}\u{fffd}\u{fdd0}\u{1fffe}",
    ] {
        let bytes = text.as_bytes();
        cases.push(good(
            format!("6 {text:?}"),
            &[frame(FIN | TEXT, bytes)],
            &[(TEXT, bytes)],
        ));
        // Cut inside of letters.
        let mut parts: Vec<Vec<u8>> = bytes.chunks(1).map(|part| frame(CONTINUE, part)).collect();
        parts[0] = frame(TEXT, &bytes[..1]);
        let last = parts.len() - 1;
        parts[last][0] |= FIN;
        cases.push(good(
            format!("6 {text:?} octet by octet"),
            &parts,
            &[(TEXT, bytes)],
        ));
    }
    for bytes in [
        &b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited"[..],
        b"\xf4\x90\x80\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\xfc\x84\x80\x80\x80\x80",
        b"\xfe",
        b"\xff",
        b"\x80",
        b"\xbf\x80\xbf",
        b"\xc0\xaf",
        b"\xe0\x80\xaf",
        b"\xf0\x80\x80\xaf",
        b"\xc1\xbf",
        b"\xe0\x9f\xbf",
        b"\xed\xa0\x80\xed\xb0\x80",
        b"\xed\xbf\xbf",
        b"\xc3",
        b"\xf0\x9f\x98",
    ] {
        cases.push(bad(
            format!("6.3 {bytes:02x?}"),
            &[frame(FIN | TEXT, bytes)],
            &[],
        ));
        let (head, tail) = bytes.split_at(bytes.len() / 2);
        let parts = [frame(TEXT, head), frame(FIN | CONTINUE, tail)];
        cases.push(bad(format!("6.3 {bytes:02x?} in two"), &parts, &[]));
    }
}

fn closes(cases: &mut Vec<Case>) {
    let with =
        |code: u16, reason: &[u8]| frame(FIN | CLOSE, &[&code.to_be_bytes()[..], reason].concat());
    let text = frame(FIN | TEXT, b"Hello");
    cases.push(good("7.1.1", &[text.clone()], &[(TEXT, b"Hello")]));
    for (name, after) in [
        ("7.1.2", with(1000, b"")),
        ("7.1.3", frame(FIN | PING, b"x")),
        ("7.1.4", text),
    ] {
        let mut case = good(name, &[], &[]);
        case.said.push(after);
        cases.push(case);
    }
    for code in (1000..=1003)
        .chain(1007..=1011)
        .chain([3000, 3999, 4000, 4999])
    {
        for reason in [&b""[..], b"Hello", &[b'*'; 123]] {
            cases.push(Case {
                name: format!("7.7 {code}"),
                said: vec![with(code, reason)],
                wanted: Wanted::Closed(Vec::new(), code),
            });
        }
    }
    for code in [
        0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65_535,
    ] {
        cases.push(bad(format!("7.9 {code}"), &[with(code, b"")], &[]));
    }
    cases.push(bad("7.3.2", &[frame(FIN | CLOSE, b"x")], &[]));
    cases.push(bad("7.3.6", &[with(1000, &[b'*'; 124])], &[]));
    cases.push(bad("7.5.1", &[with(1000, b"\xce\xba\xed\xa0\x80")], &[]));
    cases.push(bad("a fragmented close", &[frame(CLOSE, b"")], &[]));
}

#[tokio::test]
async fn every_case_of_autobahn_comes_to_what_it_should() {
    let address = echo().await;
    let cases = cases();
    assert!(cases.len() >= 120, "{} cases", cases.len());
    for case in &cases {
        let said = case.said.concat();
        let mut steps = vec![usize::MAX, 997];
        if said.len() < 2000 {
            steps.push(1);
        }
        for step in steps {
            let mut heard = exchange(address, &said, step).await;
            let close = heard.pop_if(|(opcode, _)| *opcode == CLOSE);
            let code = close.and_then(|(_, payload)| payload.first_chunk().copied());
            let code = code.map(u16::from_be_bytes);
            let name = &case.name;
            match &case.wanted {
                Wanted::Closed(frames, wanted) => {
                    assert!(heard == *frames, "{name} by {step}: {} frames", heard.len());
                    assert_eq!(code, Some(*wanted), "{name} by {step}");
                }
                Wanted::Failed(frames) => {
                    assert!(heard == *frames, "{name} by {step}: {} frames", heard.len());
                    // A reset may overtake the close; it never says that all was well.
                    assert!(
                        code.is_none_or(|code| [1002, 1007, 1009].contains(&code)),
                        "{name} by {step}: {code:?}"
                    );
                }
            }
        }
    }
}
