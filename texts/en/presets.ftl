### Simulated servers to try, and what can be wrong with the text of one.

preset-strict = By the letter of the RFCs
preset-lenient = As forgiving as most servers
preset-before-1993 = From before EHLO: HELO only
preset-postfix-like = Announces what Postfix does
preset-exim-like = Announces what Exim does
preset-submission = Submission, port 587: STARTTLS, then AUTH
preset-submissions = Submission, port 465: TLS from the start
preset-lmtp = Local delivery (LMTP)
preset-greylisting = Greylisting: come again later
preset-full-mailbox = Every mailbox is full
preset-unknown-user = Only bob lives here
preset-relay-denied = Refuses to relay
preset-no-mail-for-domain = The domain takes no mail
preset-too-many-recipients = Two recipients at most
preset-over-quota = Nothing over 1,000 octets
preset-tls-unavailable = STARTTLS offered, then refused
preset-shutting-down = Goes down in mid-session
preset-refused-at-greeting = Greets with 554
preset-no-mail-service = Greets with 521
preset-slow = Slow to answer
preset-cut-in-data = Closes instead of answering the message
preset-mixed-codes = Changes the code inside a reply
preset-not-a-reply = Says something that is no reply

behaviour-unknown-word = Line { $line }: a behaviour has no word “{ $words }”.
behaviour-bad-value = Line { $line }: “{ $words }” cannot be followed as it stands.
behaviour-action-without-step = Line { $line }: an indented line needs a line with “at” above it.
behaviour-step-without-action = Line { $line }: below “at” an indented line has to say what happens.
behaviour-too-long = Line { $line }: a behaviour ends here at the latest; the rest is not read.
