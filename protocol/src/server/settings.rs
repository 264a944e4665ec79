//! Who a simulated server is and what it takes.

use crate::auth::LEAST_ITERATIONS;
use crate::diagnostic::Profile;
use crate::server::user::{EXAMPLE_USERS, ExampleUser, User};
use crate::session::Mode;

/// Who a simulated server is and what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Its name, in the greeting and in trace headers.
    pub host: String,
    /// What it says behind the name in the greeting.
    pub greeting: String,
    /// Under which profile it refuses.
    pub profile: Profile,
    /// Which protocol it speaks.
    pub mode: Mode,
    /// What it announces, one capability a line. A lone `SIZE` gets its figure from `max_message`; `STARTTLS` is left out
    /// under TLS, and `AUTH` in clear, unless `auth_in_clear`.
    pub capabilities: Vec<String>,
    /// Largest message, in octets (RFC 1870).
    pub max_message: u64,
    /// Most recipients in a transaction; at least 100 by RFC 5321 §4.5.3.1.8.
    pub max_recipients: usize,
    /// Who may sign in.
    pub users: Vec<User>,
    /// Whom the client's certificate names, for EXTERNAL; empty where TLS has shown none.
    pub certificate: String,
    /// How often SCRAM hashes the password.
    pub iterations: u32,
    /// What nonces and challenges are made of. Whoever runs a server that others reach passes a random text in, for each
    /// session its own.
    pub seed: String,
    /// Whether MAIL needs AUTH first (RFC 6409 §4.3).
    pub requires_auth: bool,
    /// Whether everything but EHLO, NOOP, STARTTLS and QUIT needs TLS first (RFC 3207 §4).
    pub requires_tls: bool,
    /// Whether AUTH is offered without TLS.
    pub auth_in_clear: bool,
    /// Whether EHLO is unknown, as before 1993.
    pub helo_only: bool,
    /// The client's address, for the trace header.
    pub peer: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            host: "mx.example.com".to_owned(),
            greeting: "ESMTP ehlo".to_owned(),
            profile: Profile::Strict,
            mode: Mode::Smtp,
            capabilities: ["PIPELINING", "SIZE", "8BITMIME", "ENHANCEDSTATUSCODES"]
                .map(str::to_owned)
                .to_vec(),
            max_message: 10 * 1024 * 1024,
            max_recipients: 100,
            users: Vec::new(),
            certificate: String::new(),
            iterations: LEAST_ITERATIONS,
            seed: String::new(),
            requires_auth: false,
            requires_tls: false,
            auth_in_clear: false,
            helo_only: false,
            peer: "127.0.0.1".to_owned(),
        }
    }
}

impl Settings {
    /// A server to play with: the extensions that carry mail in other ways and forms, STARTTLS, and under TLS every mechanism that needs no certificate, for [`EXAMPLE_USERS`].
    #[must_use]
    pub fn playground() -> Self {
        let mut settings = Self::default();
        settings.capabilities.extend(
            [
                "DSN",
                "SMTPUTF8",
                "CHUNKING",
                "BINARYMIME",
                "STARTTLS",
                "AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN XOAUTH2 OAUTHBEARER",
            ]
            .map(str::to_owned),
        );
        settings.users = EXAMPLE_USERS.iter().map(ExampleUser::user).collect();
        settings
    }

    /// The user with a name.
    #[must_use]
    pub fn user(&self, name: &str) -> Option<&User> {
        self.users.iter().find(|user| user.name == name)
    }

    /// Whether an AUTH line names a mechanism.
    #[must_use]
    pub fn offers_mechanism(&self, name: &[u8]) -> bool {
        let mut lines = self.capabilities.iter();
        lines.any(|line| {
            let mut words = line.split([' ', '=']);
            words
                .next()
                .is_some_and(|keyword| keyword.eq_ignore_ascii_case("AUTH"))
                && words.any(|word| word.as_bytes().eq_ignore_ascii_case(name))
        })
    }

    /// Whether a capability is announced, with or without parameters.
    #[must_use]
    pub fn announces(&self, keyword: &str) -> bool {
        self.capabilities
            .iter()
            .any(|line| keyword_of(line).eq_ignore_ascii_case(keyword))
    }

    /// What is announced in this state of the session.
    #[must_use]
    pub fn announced(&self, tls: bool) -> Vec<String> {
        self.capabilities
            .iter()
            .filter(|line| {
                let keyword = keyword_of(line);
                let starttls_again = tls && keyword.eq_ignore_ascii_case("STARTTLS");
                let auth_too_early =
                    !tls && !self.auth_in_clear && keyword.eq_ignore_ascii_case("AUTH");
                !starttls_again && !auth_too_early
            })
            .map(|line| match line.as_str() {
                "SIZE" => format!("SIZE {}", self.max_message),
                _ => line.clone(),
            })
            .collect()
    }
}

fn keyword_of(line: &str) -> &str {
    line.split([' ', '=']).next().unwrap_or_default()
}
