//! Input that looks random and is the same in every run.

/// Numbers that look random (xorshift) and are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % end
    }

    /// One of several texts.
    pub(crate) fn pick<'a>(&mut self, among: &[&'a str]) -> &'a str {
        among[self.below(among.len())]
    }

    /// Whether a thing happens that happens so often in a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// The word with some of its letters in the other case.
    fn case(&mut self, word: &str) -> String {
        word.chars()
            .map(|letter| {
                if self.chance(30) {
                    letter.to_ascii_lowercase()
                } else {
                    letter
                }
            })
            .collect()
    }

    /// The octets with a few changed, taken out or put in.
    pub(crate) fn mutate(&mut self, bytes: &mut Vec<u8>) {
        const SIGNS: &[u8] = b"<>@\".,:;=()[]\\ \t\r\n\0\x7f\xc3\xbc\xe2\x80\x9d%!#-+_aZ09";
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let sign = SIGNS[self.below(SIGNS.len())];
            match self.below(3) {
                0 => bytes.insert(at, sign),
                1 if at < bytes.len() => bytes[at] = sign,
                _ if at < bytes.len() => drop(bytes.remove(at)),
                _ => {}
            }
        }
    }

    /// The octets in pieces.
    pub(crate) fn split<'a>(&mut self, bytes: &'a [u8]) -> Vec<&'a [u8]> {
        let mut pieces = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let longest = rest.len().min(1 + self.below(12));
            let (piece, tail) = rest.split_at(longest);
            pieces.push(piece);
            rest = tail;
        }
        pieces
    }
}

const PATHS: &[&str] = &[
    "<ann@example.org>",
    "<>",
    "<Postmaster>",
    "<\"john doe\"@example.org>",
    "<@a.example,@b.example:bob@example.com>",
    "<bob@[192.0.2.1]>",
    "<bob@[IPv6:2001:db8::1]>",
    "<ünal@bücher.example>",
];

/// A command as the standards write it, and the same with another case and other white space.
pub(crate) fn command(random: &mut Random) -> (String, String) {
    let gap = |random: &mut Random| random.pick(&[" ", " ", "  ", " \t "]);
    let mut noisy = String::from(random.pick(&["", "", " "]));
    let clean = match random.below(7) {
        0..=2 => {
            let (verb, keyword) = if random.chance(50) {
                ("MAIL", "FROM")
            } else {
                ("RCPT", "TO")
            };
            let path = random.pick(PATHS);
            let mut clean = format!("{verb} {keyword}:{path}");
            noisy += &random.case(verb);
            noisy += gap(random);
            noisy += &random.case(keyword);
            noisy += random.pick(&["", "", " "]);
            noisy += ":";
            noisy += random.pick(&["", "", " "]);
            noisy += path;
            for _ in 0..random.below(3) {
                let name = random.pick(&["SIZE", "BODY", "SMTPUTF8", "NOTIFY", "ENVID", "X-ODD"]);
                let value = random.pick(&["", "=1000", "=8bitmime", "=a+3Db", "=", "=x=y"]);
                clean += &format!(" {name}{value}");
                noisy += gap(random);
                noisy += &random.case(name);
                noisy += value;
            }
            clean
        }
        3 => {
            let verb = random.pick(&["EHLO", "HELO", "LHLO"]);
            let name = random.pick(&["client.example.org", "[192.0.2.7]", "localhost", "my_host"]);
            noisy += &random.case(verb);
            noisy += gap(random);
            noisy += name;
            format!("{verb} {name}")
        }
        4 => {
            let verb = random.pick(&["DATA", "RSET", "QUIT", "NOOP", "STARTTLS", "HELP", "AUTH"]);
            noisy += &random.case(verb);
            verb.to_owned()
        }
        5 => {
            let size = random.pick(&["0", "10", "ten"]);
            let marker = random.pick(&["", " LAST"]);
            noisy += &random.case("BDAT");
            noisy += gap(random);
            noisy += size;
            noisy += &random.case(marker);
            format!("BDAT {size}{marker}")
        }
        _ => {
            let verb = random.pick(&["VRFY", "EXPN", "NOOP", "HELP", "ETRN", "XCLIENT"]);
            let words = random.pick(&["bob@example.com", "a  b c", "NAME=x ADDR=y", "#queue"]);
            noisy += &random.case(verb);
            noisy += gap(random);
            noisy += words;
            format!("{verb} {words}")
        }
    };
    noisy += random.pick(&["", "", " ", "\t"]);
    (clean, noisy)
}

/// What each side says in turn: mostly sensible, now and then broken.
pub(crate) fn conversation(random: &mut Random) -> Vec<(char, Vec<u8>)> {
    let mut said = vec![('S', b"220 mx.example.com ESMTP\r\n".to_vec())];
    for _ in 0..4 + random.below(12) {
        let mut bytes = match random.below(6) {
            0 => b"EHLO client.example.org\r\n".to_vec(),
            1 => b"MAIL FROM:<ann@example.org>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\n".to_vec(),
            2 => b"From: ann@example.org\r\n\r\n..x\r\n.\n.\r\nend\r\n.\r\nNOOP\r\n".to_vec(),
            3 => b"BDAT 9\r\nFrom: a\r\nBDAT 3 LAST\r\n\r\nx".to_vec(),
            _ => [command(random).1.as_bytes(), b"\r\n"].concat(),
        };
        if random.chance(15) {
            random.mutate(&mut bytes);
        }
        said.push(('C', bytes));
        let mut replies = Vec::new();
        for _ in 0..random.below(4) {
            replies.extend_from_slice(
                random
                    .pick(&[
                        "250 2.0.0 Ok\r\n",
                        "250-mx\r\n250-CHUNKING\r\n250 PIPELINING\r\n",
                        "354 go on\r\n",
                        "550 5.1.1 no\r\n",
                        "334 VXNlcm5hbWU6\r\n",
                        "nonsense\n",
                    ])
                    .as_bytes(),
            );
        }
        said.push(('S', replies));
    }
    said
}
