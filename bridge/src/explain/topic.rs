//! What can be explained.

use ehlo_protocol::code;
use ehlo_protocol::code::CODES;
use ehlo_protocol::enhanced::{ENHANCED, EnhancedCode, EnhancedStart};
use ehlo_protocol::extension::{self, EXTENSIONS, ExtensionKind};
use ehlo_protocol::parameter::{self, PARAMETERS, ParameterKind};
use ehlo_protocol::phase::Phase;
use ehlo_protocol::reply::Reply;
use ehlo_protocol::rules::{self, Rule};
use ehlo_protocol::sign_in::{REFUSALS, SignInRefusal};
use ehlo_protocol::verb::Verb;

use super::article::Article;
use super::{
    code as code_article, enhanced, keyword, parameter as parameter_article, phase, rule, sign_in,
    verb,
};

/// What can be explained.
#[derive(Clone, Copy, Debug)]
pub enum Topic {
    /// A rule.
    Rule(&'static Rule),
    /// The first word of a command.
    Verb(Verb),
    /// A parameter of MAIL or RCPT.
    Parameter(&'static ParameterKind),
    /// A keyword of the EHLO reply.
    Keyword(&'static ExtensionKind),
    /// A reply code whose first digit is 2 to 5.
    Code(u16),
    /// An enhanced code whose class is 2, 4 or 5.
    Enhanced(EnhancedCode),
    /// A phase of a session.
    Phase(Phase),
    /// A refused sign-in, known by the words of the reply.
    SignIn(&'static SignInRefusal),
}

impl Topic {
    /// Everything that a word names: a rule, also by its number in the specification sheet, a verb, a parameter, a keyword,
    /// a phase, a code; of a whole reply its codes.
    #[must_use]
    pub fn find(word: &str) -> Vec<Self> {
        let word = word.trim();
        if let Some(reply) = find_in_reply(word) {
            return reply;
        }
        let word = word
            .split('=')
            .next()
            .unwrap_or_default()
            .trim_end_matches(':');
        let small = word.to_ascii_lowercase();
        let rule = rules::find(&small)
            .or_else(|| rules::all().find(|rule| rule.spec.eq_ignore_ascii_case(word)));
        let verb = Some(Verb::recognise(word.as_bytes())).filter(|verb| *verb != Verb::Other);
        let phase = Phase::ALL
            .iter()
            .copied()
            .find(|phase| phase.name() == small);
        let found = [
            rule.map(Self::Rule),
            verb.map(Self::Verb),
            parameter::find_any(word).map(Self::Parameter),
            extension::find(word).map(Self::Keyword),
            // `mail` and `data` are phases, too, but whoever asks means the commands.
            phase.filter(|_| verb.is_none()).map(Self::Phase),
            REFUSALS
                .iter()
                .find(|refusal| refusal.name == small)
                .map(Self::SignIn),
        ];
        found.into_iter().flatten().collect()
    }

    /// Every rule, verb, parameter, keyword, code and phase that this program knows by name.
    pub fn all() -> impl Iterator<Item = Self> {
        let rules = rules::all().map(Self::Rule);
        let verbs = Verb::ALL.iter().copied().map(Self::Verb);
        let parameters = PARAMETERS.iter().map(Self::Parameter);
        let keywords = EXTENSIONS.iter().map(Self::Keyword);
        let codes = CODES.iter().map(|known| Self::Code(known.code));
        let enhanced = ENHANCED.iter().map(|kind| {
            let class = kind.codes.first().map_or(5, |code| code / 100);
            let class = u8::try_from(class).unwrap_or(5);
            Self::Enhanced(EnhancedCode::new(class, kind.subject, kind.detail))
        });
        let phases = Phase::ALL.iter().copied().map(Self::Phase);
        rules
            .chain(verbs)
            .chain(parameters)
            .chain(keywords)
            .chain(codes)
            .chain(enhanced)
            .chain(phases)
    }

    /// The word by which it is asked for.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Rule(rule) => rule.name.to_owned(),
            Self::Verb(verb) => verb.name().to_owned(),
            Self::Parameter(kind) => kind.name.to_owned(),
            Self::Keyword(kind) => kind.keyword.to_owned(),
            Self::Code(code) => code.to_string(),
            Self::Enhanced(code) => code.to_string(),
            Self::Phase(phase) => phase.name().to_owned(),
            Self::SignIn(refusal) => refusal.name.to_owned(),
        }
    }

    /// What is said about it.
    #[must_use]
    pub fn article(self) -> Article {
        match self {
            Self::Rule(about) => rule::article(about),
            Self::Verb(about) => verb::article(about),
            Self::Parameter(about) => parameter_article::article(about),
            Self::Keyword(about) => keyword::article(about),
            Self::Code(about) => code_article::article(about),
            Self::Enhanced(about) => enhanced::article(about),
            Self::Phase(about) => phase::article(about),
            Self::SignIn(about) => sign_in::article(about),
        }
    }
}

/// The codes in a reply line, or in a word that is a code: `550`, `5.7.1`, `550-5.7.1 Relaying denied`.
fn find_in_reply(word: &str) -> Option<Vec<Topic>> {
    // Standards write the class of a code that has several as X.
    let any_class = word
        .strip_prefix(['X', 'x'])
        .filter(|rest| rest.starts_with('.'))
        .map(|rest| format!("5{rest}"));
    let word = any_class.as_deref().unwrap_or(word);
    let enhanced = |text: &str| {
        let start = EnhancedStart::read(text.as_bytes())?;
        start.fault.is_none().then_some(Topic::Enhanced(start.code))
    };
    let (digits, rest) = word.split_at_checked(3)?;
    if digits.bytes().all(|octet| octet.is_ascii_digit())
        && !rest.starts_with(|next: char| next.is_alphanumeric())
    {
        let code = digits
            .parse()
            .ok()
            .filter(|code| code::class(*code).is_some());
        let text = rest.get(1..).unwrap_or_default().trim_start();
        // Codes alone say too little for more than what they are.
        let has_words = text.contains(|letter: char| letter.is_alphabetic());
        let refusal = has_words
            .then(|| SignInRefusal::recognise(&Reply::single(word)))
            .flatten();
        return Some(
            code.map(Topic::Code)
                .into_iter()
                .chain(enhanced(text))
                .chain(refusal.map(Topic::SignIn))
                .collect(),
        );
    }
    enhanced(word).map(|topic| vec![topic])
}
