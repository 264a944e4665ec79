//! Why servers refuse a sign-in: what they mean by their codes and phrases, and the large providers by theirs.

use crate::reply::{Reply, ReplyLine};

/// A refusal that has a meaning of its own and a next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInRefusal {
    /// Its name; the catalogue has its text under `sign-in-` and the name.
    pub name: &'static str,
    /// The reply codes it comes with; empty for any refusal.
    pub codes: &'static [u16],
    /// The enhanced code it comes with; empty for any.
    pub enhanced: &'static str,
    /// Phrases of which one must be in the reply, in lower case; empty where the codes say enough.
    pub phrases: &'static [&'static str],
}

impl SignInRefusal {
    /// The refusal that a reply is, the most special first.
    #[must_use]
    pub fn recognise(reply: &Reply) -> Option<&'static Self> {
        let code = reply.code().filter(|code| (400..600).contains(code))?;
        let lines: Vec<&[u8]> = reply.lines.iter().map(ReplyLine::text).collect();
        let said = String::from_utf8_lossy(&lines.join(&b' ')).to_ascii_lowercase();
        let enhanced = reply.enhanced().map(|code| {
            let digits = [u16::from(code.class), code.subject, code.detail];
            digits.map(|number| number.to_string()).join(".")
        });
        REFUSALS.iter().find(|known| {
            let by_code = known.codes.is_empty() || known.codes.contains(&code);
            let by_enhanced =
                known.enhanced.is_empty() || enhanced.as_deref() == Some(known.enhanced);
            let by_phrase = known.phrases.is_empty()
                || known.phrases.iter().any(|phrase| said.contains(phrase));
            by_code && by_enhanced && by_phrase
        })
    }
}

const fn row(
    name: &'static str,
    codes: &'static [u16],
    enhanced: &'static str,
    phrases: &'static [&'static str],
) -> SignInRefusal {
    SignInRefusal {
        name,
        codes,
        enhanced,
        phrases,
    }
}

/// What is recognised, the most special first: the words of one provider before the code that all share.
pub const REFUSALS: &[SignInRefusal] = &[
    row(
        "google-app-password",
        &[534, 535],
        "",
        &[
            "application-specific password required",
            "invalidsecondfactor",
        ],
    ),
    row(
        "google-web-login",
        &[534, 535],
        "",
        &[
            "log in with your web browser",
            "log in via your web browser",
            "webloginrequired",
        ],
    ),
    row(
        "google-wrong-password",
        &[535],
        "",
        &["username and password not accepted", "badcredentials"],
    ),
    row(
        "microsoft-tenant",
        &[],
        "",
        &["smtpclientauthentication is disabled for the tenant"],
    ),
    row(
        "microsoft-mailbox",
        &[],
        "",
        &["smtpclientauthentication is disabled for the mailbox"],
    ),
    row(
        "microsoft-basic",
        &[535],
        "",
        &["basic authentication is disabled"],
    ),
    row(
        "microsoft-policy",
        &[],
        "",
        &[
            "security defaults policy",
            "did not meet the criteria to be authenticated",
            "user is locked by your organization",
        ],
    ),
    row(
        "microsoft-host",
        &[],
        "",
        &[
            "client not authenticated to send anonymous mail",
            "client was not authenticated to send anonymous mail",
        ],
    ),
    row(
        "microsoft-password",
        &[535],
        "",
        &["user credentials were incorrect"],
    ),
    row("microsoft-policy", &[535], "5.7.139", &[]),
    row(
        "yahoo-app-password",
        &[],
        "",
        &[
            "number of login attempts exceeded",
            "login.yahoo.com",
            "help.yahoo.com",
        ],
    ),
    row(
        "icloud-app-password",
        &[],
        "",
        &["support.apple.com", "app-specific password"],
    ),
    row(
        "amazon-ses",
        &[535, 530],
        "",
        &["authentication credentials invalid"],
    ),
    row(
        "sendgrid",
        &[],
        "",
        &[
            "bad username / password",
            "provided authorization grant is invalid",
            "maximum credits exceeded",
        ],
    ),
    row("mailgun", &[], "", &["mailgun", "login credentials"]),
    row("account-disabled", &[525], "", &[]),
    row(
        "account-disabled",
        &[],
        "",
        &[
            "account is disabled",
            "account disabled",
            "account has been disabled",
            "account is locked",
            "account locked",
        ],
    ),
    row(
        "encryption-required",
        &[530, 538],
        "",
        &["starttls", "encryption required", "must issue a starttls"],
    ),
    row("encryption-required", &[538], "", &[]),
    row("encryption-required", &[], "5.7.11", &[]),
    row("sign-in-required", &[530], "", &[]),
    row("too-weak", &[534], "", &[]),
    row("password-expired", &[432], "", &[]),
    // Postfix says 454 to whom it does not relay for, too.
    row("temporary", &[454], "4.7.0", &[]),
    row("temporary", &[454], "4.3.0", &[]),
    row("temporary", &[454], "", &["auth", "login", "password"]),
    row("wrong-password", &[535], "", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::ReplyReader;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn recognised(reply: &str) -> Option<&'static str> {
        let mut reader = ReplyReader::default();
        reader.push(reply.as_bytes());
        reader.push(b"\r\n");
        SignInRefusal::recognise(&reader.next().expect("a reply")).map(|known| known.name)
    }

    #[test]
    fn what_providers_say_is_recognised() {
        for (reply, name) in [
            (
                "534-5.7.9 Application-specific password required. Learn more at\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a1-2 - gsmtp",
                "google-app-password",
            ),
            (
                "534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please\r\n534-5.7.14 log in via your web browser and then try again.\r\n534 5.7.14  https://support.google.com/mail/?p=WebLoginRequired - gsmtp",
                "google-web-login",
            ),
            (
                "535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials - gsmtp",
                "google-wrong-password",
            ),
            (
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.",
                "microsoft-tenant",
            ),
            (
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled",
                "microsoft-mailbox",
            ),
            (
                "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
                "microsoft-basic",
            ),
            (
                "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.",
                "microsoft-password",
            ),
            (
                "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
                "microsoft-policy",
            ),
            (
                "530 5.7.57 Client not authenticated to send mail; client not authenticated to send anonymous mail during MAIL FROM",
                "microsoft-host",
            ),
            (
                "535 5.7.0 (#AUTH005) Too many bad auth attempts. see https://help.yahoo.com/kb/SLN27791.html",
                "yahoo-app-password",
            ),
            (
                "535 5.7.8 Error: authentication failed: see https://support.apple.com/en-us/HT204397",
                "icloud-app-password",
            ),
            ("535 Authentication Credentials Invalid", "amazon-ses"),
            (
                "535 Authentication failed: Bad username / password",
                "sendgrid",
            ),
            (
                "538 5.7.11 Encryption required for requested authentication mechanism",
                "encryption-required",
            ),
            (
                "530 5.7.0 Must issue a STARTTLS command first",
                "encryption-required",
            ),
            ("530 5.7.0 Authentication required", "sign-in-required"),
            ("534 5.7.9 Authentication mechanism is too weak", "too-weak"),
            (
                "432 4.7.12 A password transition is needed",
                "password-expired",
            ),
            ("454 4.7.0 Temporary authentication failure", "temporary"),
            (
                "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6",
                "wrong-password",
            ),
            ("535 5.7.8 This account is disabled", "account-disabled"),
            ("525 5.7.13 User account disabled", "account-disabled"),
        ] {
            assert_eq!(recognised(reply), Some(name), "{reply}");
        }
        for other in [
            "250 2.0.0 Ok",
            "235 2.7.0 Signed in",
            "550 5.1.1 No such user",
            "334 VXNlcm5hbWU6",
            "454 4.7.1 <bob@example.com>: Relay access denied",
        ] {
            assert_eq!(recognised(other), None, "{other}");
        }
    }
}
