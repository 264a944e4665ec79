//! The head of one frame (RFC 6455 §5.2): what can be said of it alone. Tungstenite reads and writes its octets; this
//! holds it to the rules.

use std::io::Cursor;

use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};

use super::violation::Violation;

/// The head of a frame from the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What the frame carries.
    pub kind: Kind,
    /// Whether it ends its message.
    pub last: bool,
    /// What its payload is masked with.
    pub mask: [u8; 4],
    /// Octets of its payload.
    pub length: u64,
}

/// What a frame carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// More of the message under way.
    Continuation,
    /// The beginning of a text.
    Text,
    /// The beginning of octets.
    Binary,
    /// The end of the WebSocket.
    Close,
    /// A question whether one is there.
    Ping,
    /// The answer to it.
    Pong,
}

impl Envelope {
    /// Reads the head at the beginning of `bytes` and says how long it is. Gives nothing where it has not come whole.
    ///
    /// # Errors
    /// Where no client may send such a frame.
    pub fn read(bytes: &[u8]) -> Result<Option<(Self, usize)>, Violation> {
        let mut cursor = Cursor::new(bytes);
        let Some((head, length)) =
            FrameHeader::parse(&mut cursor).map_err(|_| Violation::Protocol)?
        else {
            return Ok(None);
        };
        let kind = Kind::of(head.opcode).ok_or(Violation::Protocol)?;
        // No extension was agreed on that could use the bits, and a client masks every frame (§5.1).
        let mask = match head.mask {
            Some(mask) if !(head.rsv1 || head.rsv2 || head.rsv3) => mask,
            _ => return Err(Violation::Protocol),
        };
        if kind.is_control() && (!head.is_final || length > MOST_IN_CONTROL) {
            return Err(Violation::Protocol);
        }
        let envelope = Self {
            kind,
            last: head.is_final,
            mask,
            length,
        };
        let taken = usize::try_from(cursor.position()).map_err(|_| Violation::Protocol)?;
        Ok(Some((envelope, taken)))
    }

    /// Writes the head of a whole message from the bridge to the end of `place`, and says where it begins there.
    #[must_use]
    pub fn write(kind: Kind, length: usize, place: &mut [u8; Self::LONGEST_FROM_BRIDGE]) -> usize {
        let head = FrameHeader {
            opcode: kind.opcode(),
            ..FrameHeader::default()
        };
        let length = length as u64;
        let start = place.len().saturating_sub(head.len(length));
        // There is room for the longest.
        let _ = head.format(length, &mut place.split_at_mut(start).1);
        start
    }

    /// The longest head of a frame from the page: it has a mask.
    pub const LONGEST: usize = 14;

    /// The longest head of a frame from the bridge: it has none.
    pub const LONGEST_FROM_BRIDGE: usize = 10;
}

impl Kind {
    const fn of(opcode: OpCode) -> Option<Self> {
        Some(match opcode {
            OpCode::Data(Data::Continue) => Self::Continuation,
            OpCode::Data(Data::Text) => Self::Text,
            OpCode::Data(Data::Binary) => Self::Binary,
            OpCode::Control(Control::Close) => Self::Close,
            OpCode::Control(Control::Ping) => Self::Ping,
            OpCode::Control(Control::Pong) => Self::Pong,
            OpCode::Data(Data::Reserved(_)) | OpCode::Control(Control::Reserved(_)) => return None,
        })
    }

    const fn opcode(self) -> OpCode {
        match self {
            Self::Continuation => OpCode::Data(Data::Continue),
            Self::Text => OpCode::Data(Data::Text),
            Self::Binary => OpCode::Data(Data::Binary),
            Self::Close => OpCode::Control(Control::Close),
            Self::Ping => OpCode::Control(Control::Ping),
            Self::Pong => OpCode::Control(Control::Pong),
        }
    }

    /// Whether it may stand between the frames of a message, and has to be short.
    #[must_use]
    pub const fn is_control(self) -> bool {
        matches!(self, Self::Close | Self::Ping | Self::Pong)
    }
}

/// Octets of a control frame (§5.5).
const MOST_IN_CONTROL: u64 = 125;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_soon_as_it_is_whole_and_not_before() {
        for (length, head) in [
            (0, vec![0x82, 0x80, 1, 2, 3, 4]),
            (125, vec![0x82, 0xfd, 1, 2, 3, 4]),
            (126, vec![0x82, 0xfe, 0, 126, 1, 2, 3, 4]),
            (65_535, vec![0x82, 0xfe, 0xff, 0xff, 1, 2, 3, 4]),
            (65_536, vec![0x82, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4]),
        ] {
            for short in 0..head.len() {
                assert_eq!(Envelope::read(&head[..short]), Ok(None), "{length}");
            }
            let envelope = Envelope {
                kind: Kind::Binary,
                last: true,
                mask: [1, 2, 3, 4],
                length,
            };
            let long = [head.clone(), b"more".to_vec()].concat();
            assert_eq!(
                Envelope::read(&long),
                Ok(Some((envelope, head.len()))),
                "{length}"
            );
        }
    }

    #[test]
    fn what_no_client_may_send_is_a_violation() {
        for head in [
            [0xc2, 0x80, 0, 0, 0, 0],
            [0xa2, 0x80, 0, 0, 0, 0],
            [0x92, 0x80, 0, 0, 0, 0],
            [0x83, 0x80, 0, 0, 0, 0],
            [0x8b, 0x80, 0, 0, 0, 0],
            [0x82, 0x04, 0, 0, 0, 0],
            [0x08, 0x80, 0, 0, 0, 0],
            [0x09, 0x80, 0, 0, 0, 0],
        ] {
            assert_eq!(
                Envelope::read(&head),
                Err(Violation::Protocol),
                "{head:02x?}"
            );
        }
        let long_ping = [0x89, 0xfe, 0, 126, 0, 0, 0, 0];
        assert_eq!(Envelope::read(&long_ping), Err(Violation::Protocol));
    }

    #[test]
    fn a_head_is_written_to_the_end_of_its_place() {
        for (length, head) in [
            (0, &[0x82, 0][..]),
            (125, &[0x82, 125]),
            (126, &[0x82, 126, 0, 126]),
            (65_535, &[0x82, 126, 0xff, 0xff]),
            (65_536, &[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] {
            let mut place = [0; Envelope::LONGEST_FROM_BRIDGE];
            let start = Envelope::write(Kind::Binary, length, &mut place);
            assert_eq!(&place[start..], head, "{length}");
        }
    }
}
