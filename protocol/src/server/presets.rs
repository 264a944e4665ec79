//! Servers to try: each is a behaviour's text, to read, to change and to share.

use super::behaviour::Behaviour;

/// A server to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name; the catalogue has a sentence under `preset-` and the name.
    pub name: &'static str,
    /// Its behaviour.
    pub text: &'static str,
}

impl Preset {
    /// The behaviour, read.
    #[must_use]
    pub fn behaviour(&self) -> Behaviour {
        Behaviour::read(self.text).0
    }

    /// The preset with a name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }
}

macro_rules! presets {
    ($($name:literal),* $(,)?) => {
        /// Every preset, the plain ones first.
        pub const PRESETS: &[Preset] =
            &[$(Preset { name: $name, text: include_str!(concat!("presets/", $name, ".behaviour")) }),*];
    };
}

presets![
    "strict",
    "lenient",
    "before-1993",
    "postfix-like",
    "exim-like",
    "submission",
    "submissions",
    "lmtp",
    "greylisting",
    "full-mailbox",
    "unknown-user",
    "relay-denied",
    "no-mail-for-domain",
    "too-many-recipients",
    "over-quota",
    "tls-unavailable",
    "shutting-down",
    "refused-at-greeting",
    "no-mail-service",
    "slow",
    "cut-in-data",
    "mixed-codes",
    "not-a-reply",
];

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::server::{EXAMPLE_USERS, ExampleUser};

    #[test]
    fn the_users_of_submission_are_those_of_the_playground() {
        let preset = Preset::find("submission").expect("the preset");
        let users: Vec<_> = EXAMPLE_USERS.iter().map(ExampleUser::user).collect();
        assert!(preset.behaviour().settings.users == users);
    }

    #[test]
    fn every_preset_is_read_without_a_problem() {
        for preset in PRESETS {
            let (_, problems) = Behaviour::read(preset.text);
            assert_eq!(problems, [], "{}", preset.name);
            assert!(
                preset.text.starts_with("# "),
                "{} begins with what it is",
                preset.name
            );
        }
    }
}
