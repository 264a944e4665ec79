//! Examples of rules: short transcripts that begin where the rule is about.

/// Eight times a text, for examples of what is too long.
macro_rules! eight_times {
    ($text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text)
    };
}
pub(crate) use eight_times;

/// A transcript in the notation of [`crate::notation`], after a beginning that is the same for many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What came before.
    pub start: Start,
    /// The lines that matter.
    pub text: &'static str,
}

impl Example {
    /// An example that begins at `start`.
    #[must_use]
    pub const fn new(start: Start, text: &'static str) -> Self {
        if cfg!(feature = "examples") {
            Self { start, text }
        } else {
            Self {
                start: Start::Nothing,
                text: "",
            }
        }
    }

    /// The whole transcript.
    #[must_use]
    pub fn transcript(&self) -> String {
        format!("{}{}", self.start.transcript(), self.text)
    }
}

/// Where an example begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With nothing: the transcript is whole.
    Nothing,
    /// After the greeting.
    Greeted,
    /// After EHLO, answered with the common extensions (PIPELINING, SIZE 10000000, 8BITMIME, ENHANCEDSTATUSCODES).
    Ready,
    /// The same, and MAIL was accepted.
    Mail,
    /// The same, and one RCPT was accepted.
    Recipients,
    /// The same, and DATA got its 354.
    Data,
    /// The same, and the header fields that every message needs were written: From, To, Date and Message-ID.
    Header,
    /// After MAIL and 100 accepted RCPT.
    HundredRecipients,
    /// After EHLO on port 25, answered with all that a mail host may offer.
    Extended,
    /// The same, and MAIL was accepted.
    ExtendedMail,
    /// The same, and one RCPT was accepted.
    ExtendedRecipients,
    /// After EHLO on port 465, where TLS is on and mail programs sign in.
    Submissions,
    /// The same, and AUTH succeeded.
    SignedIn,
}

const GREETED: &str = "S: 220 mx.example.com ESMTP\n";
const READY: &str = "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-PIPELINING
S: 250-SIZE 10000000
S: 250-8BITMIME
S: 250 ENHANCEDSTATUSCODES
";
const MAIL: &str = "C: MAIL FROM:<ann@example.org>\nS: 250 2.1.0 Ok\n";
const RECIPIENTS: &str = "C: RCPT TO:<bob@example.com>\nS: 250 2.1.5 Ok\n";
const DATA: &str = "C: DATA\nS: 354 Send the message, end with a single dot\n";
const HEADER: &str = "\
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
";

const EXTENDED: &str = "\
S: 220 mx.example.com ESMTP
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-PIPELINING
S: 250-SIZE 10000000
S: 250-8BITMIME
S: 250-ENHANCEDSTATUSCODES
S: 250-DSN
S: 250-SMTPUTF8
S: 250-CHUNKING
S: 250-BINARYMIME
S: 250-DELIVERBY 60
S: 250-MT-PRIORITY
S: 250-RRVS
S: 250-NO-SOLICITING
S: 250-MTRK
S: 250-CONPERM
S: 250-CONNEG
S: 250-SUBMITTER
S: 250-ETRN
S: 250-STARTTLS
S: 250 AUTH CRAM-MD5 SCRAM-SHA-256
";
const SUBMISSIONS: &str = "\
# mode: submissions
S: 220 mail.example.com ESMTP
C: EHLO client.example.org
S: 250-mail.example.com
S: 250-PIPELINING
S: 250-SIZE 10000000
S: 250-8BITMIME
S: 250-ENHANCEDSTATUSCODES
S: 250-DSN
S: 250-SMTPUTF8
S: 250-CHUNKING
S: 250-FUTURERELEASE 604800 2030-01-01T00:00:00Z
S: 250-REQUIRETLS
S: 250 AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 XOAUTH2 OAUTHBEARER EXTERNAL
";
const SIGNED_IN: &str = "C: AUTH EXTERNAL =\nS: 235 2.7.0 Welcome\n";

/// How many recipients every server takes (RFC 5321 §4.5.3.1.8).
const HUNDRED: usize = 100;

impl Start {
    /// The transcript up to here.
    #[must_use]
    pub fn transcript(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Greeted => GREETED.to_owned(),
            Self::Ready => [GREETED, READY].concat(),
            Self::Mail => [GREETED, READY, MAIL].concat(),
            Self::Recipients => [GREETED, READY, MAIL, RECIPIENTS].concat(),
            Self::Data => [GREETED, READY, MAIL, RECIPIENTS, DATA].concat(),
            Self::Header => [GREETED, READY, MAIL, RECIPIENTS, DATA, HEADER].concat(),
            Self::HundredRecipients => [GREETED, READY, MAIL, &RECIPIENTS.repeat(HUNDRED)].concat(),
            Self::Extended => EXTENDED.to_owned(),
            Self::ExtendedMail => [EXTENDED, MAIL].concat(),
            Self::ExtendedRecipients => [EXTENDED, MAIL, RECIPIENTS].concat(),
            Self::Submissions => SUBMISSIONS.to_owned(),
            Self::SignedIn => [SUBMISSIONS, SIGNED_IN].concat(),
        }
    }
}
