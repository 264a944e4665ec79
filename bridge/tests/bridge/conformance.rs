//! The WebSocket as the bridge sets it up, by the cases of the Autobahn fuzzing client, octet by octet, at an endpoint
//! that gives back what it gets. The numbers are Autobahn's.

mod cases;
mod echo;

use std::net::SocketAddr;
use std::time::Duration;

use ehlo_bridge::limits::DATA_FRAME;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use cases::{CLOSE, Wanted, cases};

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

/// The endpoint, on a free port.
async fn endpoint() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(echo::serve(listener, DATA_FRAME));
    address
}

#[tokio::test]
async fn every_case_of_autobahn_comes_to_what_it_should() {
    let address = endpoint().await;
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
