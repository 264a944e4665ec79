//! Which files there are, and who needs them.

/// Names and contents of a language's files, those of the page apart, and a number that changes with any of them. The
/// contents are read when this is compiled; only with the feature `embedded` do they end up in the program.
macro_rules! language {
    ($folder:literal, $all:ident, $page:ident, $stamp:ident, page: [$($name:literal),* $(,)?],
     others: [$($other:literal),* $(,)?]) => {
        pub(super) const $page: &[&str] = &[$($name),*];

        pub(super) const $stamp: u64 =
            stamp(&[$(include_str!(concat!("../", $folder, "/", $name))),*]);

        #[cfg(feature = "embedded")]
        pub(super) const $all: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../", $folder, "/", $name))),)*
            $(($other, include_str!(concat!("../", $folder, "/", $other))),)*
        ];
    };
}

// `page` has the page's own words, `rules-*` the findings by family, `commands` the verbs, parameters and capabilities,
// `replies` the codes, `refusals` what the bridge says no to, `sign-in` the builder of a sign-in and
// why servers refuse one, `presets` the simulated servers, `program` the command line.
language!("en", ENGLISH, ENGLISH_PAGE, ENGLISH_STAMP,
    page: [
        "page.ftl",
        "commands.ftl",
        "replies.ftl",
        "refusals.ftl",
        "sign-in.ftl",
        "presets.ftl",
        "rules-framing.ftl",
        "rules-commands.ftl",
        "rules-addresses.ftl",
        "rules-parameters.ftl",
        "rules-negotiation.ftl",
        "rules-sequence.ftl",
        "rules-auth.ftl",
        "rules-tls.ftl",
        "rules-data.ftl",
        "rules-bdat.ftl",
        "rules-pipelining.ftl",
        "rules-replies.ftl",
        "rules-message.ftl",
    ],
    others: ["program.ftl"]
);

/// FNV-1a over all the texts.
const fn stamp(texts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut index = 0;
    while index < texts.len() {
        let bytes = texts[index].as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        index += 1;
    }
    hash
}
