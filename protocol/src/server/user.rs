//! Who may sign in to a simulated server.

/// Someone who may sign in.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct User {
    /// The user's name.
    pub name: String,
    /// The password; empty where the user has none.
    pub password: String,
    /// The access token, for XOAUTH2 and OAUTHBEARER; empty where the user has none.
    pub token: String,
    /// The reply to the right password or token, where it is a refusal: the account is locked, or needs another way.
    pub refusal: Option<String>,
}

impl std::fmt::Debug for User {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("User")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A user of the servers to play with. Their passwords are no secrets: the page names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExampleUser {
    /// The user's name.
    pub name: &'static str,
    /// The password.
    pub password: &'static str,
    /// The access token.
    pub token: &'static str,
    /// What the server answers to the right password, where it is a refusal.
    pub refusal: &'static str,
}

/// The users of the servers to play with: two that can sign in, and one for each refusal that people meet.
pub const EXAMPLE_USERS: &[ExampleUser] = &[
    ExampleUser {
        name: "ann",
        password: "secret",
        token: "token-of-ann",
        refusal: "",
    },
    ExampleUser {
        name: "bob",
        password: "builder",
        token: "token-of-bob",
        refusal: "",
    },
    ExampleUser {
        name: "disabled",
        password: "secret",
        token: "token-of-disabled",
        refusal: "535 5.7.8 This account is disabled",
    },
    ExampleUser {
        name: "app-password",
        password: "secret",
        token: "token-of-app-password",
        refusal: "534 5.7.9 Application-specific password required",
    },
    ExampleUser {
        name: "basic-off",
        password: "secret",
        token: "token-of-basic-off",
        refusal: "535 5.7.139 Authentication unsuccessful, basic authentication is disabled",
    },
    ExampleUser {
        name: "later",
        password: "secret",
        token: "token-of-later",
        refusal: "454 4.7.0 Temporary authentication failure",
    },
];

impl ExampleUser {
    /// As settings have it.
    #[must_use]
    pub fn user(&self) -> User {
        User {
            name: self.name.to_owned(),
            password: self.password.to_owned(),
            token: self.token.to_owned(),
            refusal: (!self.refusal.is_empty()).then(|| self.refusal.to_owned()),
        }
    }
}
