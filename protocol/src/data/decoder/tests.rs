//! The data as it may come, and what it must be read as.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::super::NOTICES_KEPT;
use super::*;
use crate::span::Span;

/// Decodes whole, octet by octet and cut in two at every place; all must agree.
fn decode(data: &[u8]) -> (DataDecoder, usize) {
    let mut whole = DataDecoder::new(usize::MAX);
    let consumed = whole.push(data);
    let mut single = DataDecoder::new(usize::MAX);
    assert_eq!(
        data.iter()
            .map(|octet| single.push(&[*octet]))
            .sum::<usize>(),
        consumed,
        "{data:?}"
    );
    assert_eq!(single, whole, "{data:?}");
    for place in 0..consumed {
        let mut halves = DataDecoder::new(usize::MAX);
        let (left, right) = data.split_at(place);
        assert_eq!(
            halves.push(left) + halves.push(right),
            consumed,
            "{data:?} at {place}"
        );
        assert_eq!(halves, whole, "{data:?} at {place}");
    }
    (whole, consumed)
}

/// What came, the message in it, and the commands behind it; nothing behind it where the data has not ended.
type Case = (&'static [u8], &'static [u8], Option<&'static [u8]>);

#[test]
fn only_a_dot_between_two_line_ends_ends_the_data() {
    let cases: &[Case] = &[
        (b".\r\n", b"", Some(b"")),
        (b".\r\nQUIT\r\n", b"", Some(b"QUIT\r\n")),
        (b"a\r\n.\r\n", b"a\r\n", Some(b"")),
        (b"\r\n.\r\n.\r\n", b"\r\n", Some(b".\r\n")),
        (b"a\r\n..\r\n.\r\n", b"a\r\n.\r\n", Some(b"")),
        (b"..\r\n.\r\n", b".\r\n", Some(b"")),
        (b"...a\r\n.b\r\n.\r\n", b"..a\r\nb\r\n", Some(b"")),
        (b"a.\r\n.\r\n", b"a.\r\n", Some(b"")),
        (b"a\r\n\r\n.\r\n", b"a\r\n\r\n", Some(b"")),
        (b"a\r\r\n.\r\n", b"a\r\r\n", Some(b"")),
        (b"a\n\r\n.\r\n", b"a\n\r\n", Some(b"")),
        (b"a\r\n", b"a\r\n", None),
        (b"a\r\n.", b"a\r\n", None),
        (b"a\r\n.\r", b"a\r\n", None),
        (b"a.\r\n", b"a.\r\n", None),
        (b"a\n.\r\n", b"a\n.\r\n", None),
        (b"a\r.\r\n", b"a\r.\r\n", None),
        (b"a\n..\n", b"a\n..\n", None),
    ];
    for (data, message, behind) in cases {
        let (decoder, consumed) = decode(data);
        assert_eq!(decoder.message(), *message, "{data:?}");
        assert_eq!(decoder.is_ended(), behind.is_some(), "{data:?}");
        assert_eq!(&data[consumed..], behind.unwrap_or_default(), "{data:?}");
        assert_eq!(decoder.octets(), message.len() as u64, "{data:?}");
        assert_eq!(decoder.offset(), consumed as u64, "{data:?}");
    }
}

#[test]
fn the_seven_fake_ends_are_content_and_are_named() {
    use FakeEnd::*;
    let cases: &[(&[u8], FakeEnd, (usize, usize))] = &[
        (b"x\n.\n", LfDotLf, (1, 4)),
        (b"x\n.\r\n", LfDotCrLf, (1, 5)),
        (b"x\r.\r", CrDotCr, (1, 4)),
        (b"x\r.\rMAIL", CrDotCr, (1, 4)),
        (b"x\r\n.\n", CrLfDotLf, (1, 5)),
        (b".\n", CrLfDotLf, (0, 2)),
        (b"x\r\r\n.\n", CrLfDotLf, (2, 6)),
        (b"x\r\n.\r", CrLfDotCr, (1, 5)),
        (b"x\r\n.\rMAIL", CrLfDotCr, (1, 5)),
        (b"x\r\n.\r\r\n", CrLfDotCr, (1, 5)),
        (b"x\r\r\n.\r\r\n", CrCrLfDotCrCrLf, (1, 8)),
        (b"x\r\n. \r\n", DotSpace, (1, 7)),
        (b". \r\n", DotSpace, (0, 4)),
        (b"x\n.\rMAIL", Mixed, (1, 4)),
        (b"x\r.\n", Mixed, (1, 4)),
        (b"x\r.\r\n", Mixed, (1, 5)),
    ];
    for (data, kind, (start, end)) in cases {
        let (mut decoder, consumed) = decode(data);
        decoder.finish();
        assert!(!decoder.is_ended() && consumed == data.len(), "{data:?}");
        let fakes = decoder
            .notices()
            .iter()
            .filter(|notice| matches!(notice.kind, NoticeKind::FakeEnd(_)));
        let expected = Notice {
            kind: NoticeKind::FakeEnd(*kind),
            span: Span::new(*start, *end),
        };
        assert_eq!(fakes.copied().collect::<Vec<_>>(), [expected], "{data:?}");
        assert_eq!(decoder.counts().fake_ends, 1, "{data:?}");
    }
}

#[test]
fn a_second_envelope_behind_a_fake_end_stays_content() {
    for fake in [
        "\n.\n",
        "\n.\r\n",
        "\r.\r",
        "\r\n.\n",
        "\r\n.\r",
        "\r\r\n.\r\r\n",
        "\r\n. \r\n",
    ] {
        let data = format!("a{fake}MAIL FROM:<x@example.com>\r\n.\r\nQUIT\r\n");
        let (decoder, consumed) = decode(data.as_bytes());
        assert!(decoder.is_ended(), "{fake:?}");
        assert_eq!(&data[consumed..], "QUIT\r\n", "{fake:?}");
        assert_eq!(decoder.counts().fake_ends, 1, "{fake:?}");
    }
}

#[test]
fn odd_octets_are_noted_where_they_stand() {
    let (decoder, _) = decode(b"a\rb\nc\0\0\xc3\xbc\r\n.\r\n");
    let kinds: Vec<_> = decoder
        .notices()
        .iter()
        .map(|notice| (notice.kind, notice.span))
        .collect();
    let expected = [
        (NoticeKind::BareCarriageReturn, Span::new(1, 2)),
        (NoticeKind::BareLineFeed, Span::new(3, 4)),
        (NoticeKind::Nul, Span::new(5, 7)),
        (NoticeKind::EightBit, Span::new(7, 9)),
    ];
    assert_eq!(kinds, expected);
    let counts = Counts {
        bare_carriage_returns: 1,
        bare_line_feeds: 1,
        nuls: 2,
        eight_bit: 2,
        ..Counts::default()
    };
    assert_eq!(decoder.counts(), counts);
    assert_eq!(decoder.message(), b"a\rb\nc\0\0\xc3\xbc\r\n");
    assert_eq!(decoder.lines(), 1);
}

#[test]
fn a_line_has_a_thousand_octets_without_its_stuffed_dot() {
    let line = |octets: usize, start: &str| {
        format!("{start}{}\r\n.\r\n", "a".repeat(octets - 2)).into_bytes()
    };
    assert_eq!(decode(&line(1000, "")).0.counts().long_lines, 0);
    assert_eq!(decode(&line(1000, ".")).0.counts().long_lines, 0);
    let (decoder, _) = decode(&line(1001, "x\r\n"));
    assert_eq!(
        decoder.notices(),
        [Notice {
            kind: NoticeKind::LongLine,
            span: Span::new(3, 1004)
        }]
    );
    // Only CR LF ends a line, and a line that is never ended is long too.
    let mut endless = DataDecoder::new(0);
    endless.push(&b"aaaa\n".repeat(201));
    endless.finish();
    assert_eq!(endless.counts().long_lines, 1);
}

#[test]
fn beyond_its_limit_a_message_is_counted_and_not_stored() {
    for (limit, over) in [(9, true), (10, false), (11, false)] {
        let mut decoder = DataDecoder::new(limit);
        decoder.push(b"..1234567\r\n.\r\n");
        assert!(decoder.is_ended());
        assert_eq!(
            (decoder.octets(), decoder.is_over_limit()),
            (10, over),
            "{limit}"
        );
        assert_eq!(decoder.message(), &b".1234567\r\n"[..limit.min(10)]);
    }
}

#[test]
fn notices_are_bounded_and_counts_are_not() {
    let (decoder, _) = decode(&b"\n".repeat(NOTICES_KEPT + 50));
    assert_eq!(decoder.notices().len(), NOTICES_KEPT);
    assert_eq!(decoder.counts().bare_line_feeds, NOTICES_KEPT as u64 + 50);
}
