### The program ehlo: its command line, what it prints, and what /limits says.

## What each command and argument does

program-help = Hold an SMTP conversation by hand, with every line explained.
program-help-serve = Serve the page, the bridge to mail servers and the sandbox.
program-help-serve-config = Read settings from this TOML file. Its keys are the long names of these flags, with tables [limits] and [[grant]].
program-help-serve-print-config = Print the configuration with where each value came from, and end.
program-help-serve-tls-certificate = Serve the page and the tunnel under TLS with this certificate and its chain, in PEM. It is read again when it changes.
program-help-serve-tls-key = The key of the certificate, in PEM.
program-help-serve-trusted-proxy = Believe reverse proxies at this address or in this network, such as 127.0.0.1 or 10.0.0.0/24, when X-Forwarded-For says who the client is. Repeat for more.
program-help-serve-proxy-protocol = Expect these proxies to begin each connection with the PROXY protocol, version 1 or 2.
program-help-serve-metrics-listen = Serve counters for Prometheus at /metrics on this address, apart from the page.
program-help-serve-log-format = How to write the log.
program-help-log-format-text = Lines for people.
program-help-log-format-json = One JSON object a line.
program-help-serve-listen = Where to serve the page. Port 0 picks a free one.
program-help-serve-profile = What to offer. The default is local on a loopback address, and sandbox on any other.
program-help-profile-local = Public mail servers on the mail ports, for who holds the token of this run.
program-help-profile-sandbox = The sandbox and nothing else, for anybody. No connection leaves this machine.
program-help-profile-probe = Any public mail server, for anybody: greeting, EHLO, STARTTLS, NOOP, HELP, RSET and QUIT, and no mail.
program-help-profile-granted = The servers that --allow-target names, for anybody, and any public mail server for who holds a grant.
program-help-serve-sandbox-port = Port of the sandbox, an SMTP server on 127.0.0.1 that keeps what it is sent. Port 0 picks a free one.
program-help-serve-sandbox-tls-port = Port of the sandbox where TLS comes before the greeting, on 127.0.0.1. It is 2465, or a free one where --sandbox-port is 0.
program-help-serve-allow-target = Open this one server as well, even on a private address or an unusual port. Repeat for more.
program-help-serve-allow-private = Open servers on private and loopback addresses, on the mail ports.
program-help-serve-nat64 = This machine reaches IPv4 through a NAT64 gateway: judge addresses under 64:ff9b::/96 as the IPv4 addresses they lead to.
program-help-serve-deny-network = Never connect to this address or network, such as 203.0.113.0/24, whatever else is open. Repeat for more.
program-help-serve-name-server = Ask this name server instead of those that the system names.
program-help-serve-allow-origin = Let pages from this origin use the bridge, such as https://smtp.example.com, and answer to its name. Repeat for more.
program-help-serve-limit = Change a limit within its bounds, such as greeting-time=10. The names and figures stand at /limits. Repeat for more.
program-help-check = Check transcripts and pasted sessions, and say what is wrong with them.
program-help-check-files = What to check: C: and S: lines, or the output or log of a mail program or server. - reads standard input.
program-help-check-json = Print the findings as JSON.
program-help-check-profile = By whose measure findings are graded.
program-help-check-profile-strict = The letter of the RFCs.
program-help-check-profile-practice = What mail servers in use accept.
program-help-explain = Explain a rule, a command, a parameter, an EHLO keyword, a code or a phase.
program-help-explain-words = What to explain: unknown-verb, RCPT, SIZE, STARTTLS, 550, 5.7.8, or a whole reply in quotes.
program-help-explain-all = List every rule.
program-help-explain-json = Print it as JSON.
program-help-reference = Write all that explain knows as pages of Markdown.
program-help-reference-out = The folder to write them to.

## While it runs

program-summary-open = Open the address above in a browser on this machine. The part after # is the secret of this run.
program-summary-page = page     { $scheme }://{ $address }/
program-summary-sandbox = sandbox  { $address }  (an SMTP server that keeps what it is sent)
program-summary-sandbox-tls = sandbox  { $address }  (the same, with TLS before the greeting)
program-summary-local = opens    public mail servers on the ports 25, 465, 587 and 2525
program-summary-private = opens    public and private mail servers on the ports 25, 465, 587 and 2525
program-summary-nothing = opens    the sandbox and nothing else
program-summary-probe = opens    public mail servers on the ports 25, 465, 587 and 2525, to be asked and sent no mail
program-summary-granted = opens    the servers named below, and for who holds a grant public mail servers on the ports 25, 465, 587 and 2525
program-summary-target = opens    { $target }
program-summary-nameless = The bridge answers only to names it knows. Tell it its public name with --allow-origin https://NAME.
program-summary-stop = Press Ctrl-C to stop.
program-stopping = Stopping.
program-port-taken = { $address } is taken: another program, or another ehlo, listens there. Stop it, or choose another port with { $flag }; port 0 picks a free one.
program-cannot-listen = Cannot listen on { $address } ({ $flag })
program-public-opens-no-private = A bridge for everybody opens no private networks, so --allow-private has no place in this profile. Name single servers with --allow-target.
program-sandbox-opens-nothing = The profile sandbox opens no connection, so --allow-target and --allow-private have no place in it. Choose --profile local to use them.
program-grants-of-granted = A grant counts in the profile granted only. Choose it, or take [[grant]] out of the file.
program-granted-opens-nothing = The profile granted opens nothing as it is: name servers with --allow-target, or people with [[grant]] in the file.
program-tls-no-certificate = There is no certificate in { $file }. It takes PEM, which begins with -----BEGIN CERTIFICATE-----.
program-tls-no-key = There is no private key in { $file }. It takes PEM, which begins with -----BEGIN PRIVATE KEY----- or the like.

## What a configuration may be wrong in

program-configuration-flag = flag
program-configuration-default = default
program-configuration-grants = { $count ->
    [one] 1 grant
   *[other] { $count } grants
} from { $file }
program-configuration-unknown = “{ $word }” is no setting here. “ehlo serve --print-config” prints those there are.
    .nearest = “{ $word }” is no setting here. The nearest is “{ $nearest }”.
program-configuration-not-a-value = This takes a text, a whole number, true or false, or a list of them.
program-configuration-wants-address = This takes an address and a port, such as 127.0.0.1:8025.
program-configuration-wants-port = This takes a port, a number up to 65535.
program-configuration-wants-switch = This takes true or false.
program-configuration-wants-origin = This takes the origin of a page, such as https://smtp.example.com, with nothing behind it.
program-configuration-wants-target = This takes HOST:PORT, such as lab.example.com:2525.
program-configuration-wants-network = This takes an address or a network, such as 127.0.0.1 or 203.0.113.0/24.
program-configuration-wants-profile = This takes local, sandbox, probe or granted.
program-configuration-wants-log-format = This takes text or json.
program-configuration-not-a-table = This is a table: [limits] with a figure for each name, and [[grant]] with a name and a secret.
program-configuration-not-a-number = A limit is a whole number, without quotes.
program-configuration-one-value = This takes one value, not a list.
program-configuration-half-a-grant = A grant has a name and a secret.
program-configuration-short-secret = A secret needs { $least } characters at least, or somebody guesses it.
program-half-of-tls = TLS needs both: --tls-certificate and --tls-key.
program-proxy-protocol-of-whom = The PROXY protocol is believed from named proxies only: name them with --trusted-proxy.

## What it answers

program-strange-host = This bridge does not answer to that name. Open the address that it printed when it started, or start it with --allow-origin and this name.
program-no-such-file = There is no such file.
program-inbox-refused = The inbox opens with the token of this run, for the bridge's own page.
program-no-subprotocol = A tunnel needs the subprotocol ehlo.tunnel.v1.
program-page-missing = This program was built without the page.
    .next = Run "cargo xtask play" in the source folder: it builds the page, then the program, and starts it.
program-closed-eof = The server closed the connection.
program-closed-reset = The connection to the server was lost.
program-logs = Of each session: the client's address, host and port asked for, the address dialled, how long it lasted, how many bytes went each way and why it ended. Never what was said.

## Why each limit is what it is (looked up by its name)

program-limit-http-connections = Five hundred connections that stall leave room for as many that do not.
program-limit-http-connections-per-address = A browser opens six connections, and no client takes the place of all others.
program-limit-tls-time = Whoever begins a TLS handshake ends it in a second or two.
program-limit-request-head = The head of a browser's request is far shorter.
program-limit-request-time = A client that sends its request drop by drop loses its place to another.
program-limit-http-time = No connection is kept for ever; a browser opens the next by itself.
program-limit-open-time = The page says at once where it wants to go.
program-limit-sessions = As many as a person with many tabs needs, and as a mail server allows one client.
program-limit-sessions-per-address = No client takes the place of all others.
program-limit-new-sessions-per-minute = A person opens a few sessions in a minute, and a program that searches opens hundreds.
program-limit-hosts-per-hour = A person asks a few servers, and a program that searches asks thousands.
program-limit-failed-dials = Who misses again and again is looking for what is open.
program-limit-grant-sessions = The holder of one grant does not use up the bridge.
program-limit-grant-hosts = The holder of one grant has their own servers, not everybody's.
program-limit-grant-bytes = The holder of one grant sends a few hundred mails in a day at most.
program-limit-accounts = Counts are kept in memory, so of so many clients and no more.
program-limit-dial-delay = What RFC 8305 recommends before the next address of a name is tried beside the one before it.
program-limit-resolve-time = A name server that has not answered by then will not.
program-limit-dial-addresses = A name with a hundred addresses makes no port scanner of the bridge.
program-limit-connect-time = All addresses together: a server that has not answered by then is behind a firewall.
program-limit-greeting-time = Some servers delay their greeting by half a minute to find out impatient spammers.
program-limit-greeting-line = Eight times the length that RFC 5321 allows a reply line.
program-limit-greeting-lines = A greeting has one line or a few.
program-limit-greeting-bytes = A greeting that does not end is no greeting.
program-limit-command-line = Four times the length that RFC 5321 allows a command, room for every extension.
program-limit-auth-line = RFC 4954 holds 12,288 octets sufficient for a line of an AUTH exchange.
program-limit-recipients = Every server has to take 100 recipients (RFC 5321), and a test needs no more.
program-limit-message = A little more than a mail server takes as it comes.
program-limit-pending-commands = A whole transaction with 100 recipients fits in one group.
program-limit-reply-line = Eight times the length that RFC 5321 allows a reply line.
program-limit-reply-lines = The longest EHLO lists in use have some thirty lines.
program-limit-reply-bytes = A reply that does not end is no reply.
program-limit-replies = Ten thousand replies of the usual length.
program-limit-application-data = Counted by the heads of TLS records. In the profile probe it is too little for a mail.
program-limit-held-bytes = What the page says before the greeting is kept back up to here.
program-limit-read-buffer = Large enough to be fast. A side that takes nothing leaves no more than this waiting.
program-limit-ping-time = A page that does not answer when asked twice is gone, and its place is free.
program-limit-idle-time = RFC 5321 has a server wait five minutes for the next command.
program-limit-session-time = A tab that was forgotten gives its place back.
program-limit-write-time = A side that takes nothing for so long has stopped.
program-limit-bytes-from-page = A few mails of the largest size that servers accept.
program-limit-bytes-from-server = Replies are short, so only a server that never ends reaches this.
program-limit-close-time = The last words of a session should arrive, but nobody waits long for them.
program-limit-stop-time = The program is gone within ten seconds of being told to stop.
program-limit-sandbox-connections = Each may hold a message in memory.
program-limit-sandbox-idle-time = RFC 5321 has a server wait five minutes for the next command.
program-limit-sandbox-session-time = A client that was forgotten gives its place back.
program-limit-sandbox-tls-time = A handshake takes a fraction of a second; a client that stalls in it holds a place.
program-limit-sandbox-message = A little more than a mail server takes as it comes.
program-limit-inbox-mails = The oldest mail goes for the newest, so the inbox is never full.
program-limit-inbox-bytes = The inbox stands in memory, as Base64.
program-limit-control-frame = A request for a connection fits many times over.
program-limit-data-frame = Large enough that its head costs nothing, small enough to keep in memory.
program-limit-bulk = Of a session that has moved this much one way, twice as much is taken in one read, and may wait: a tenth to a fifth faster.

## What `check` prints

program-severity-error = error
program-severity-warning = warning
program-severity-info = info
program-severity-hint = hint
program-check-why = why
program-check-instead = instead
program-check-unsure = unsure
    .meaning = The text does not show enough of the session to be certain.
program-check-answer = answer
    .meaning = A strict server says “{ $reply }”.
program-check-see = see
program-check-fix = fix
    .title = written right
program-check-read-as = { $file }: read as { $form }, which line { $line } shows.
program-check-no = no
program-check-refused = The server refuses { $what }.
program-check-put-off = The server does not take { $what } now.
program-check-answers-nothing = to go on
program-check-answers-greeting = the connection
program-check-answers-message = the message
program-check-answers-sign-in = the sign-in
program-check-whole = whole
program-check-means = means
program-check-sign-in = sign-in
program-check-refusals = { $count ->
    [one] 1 refusal
   *[other] { $count } refusals
}
program-check-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
program-check-warnings = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
}
program-check-infos = { $count ->
    [one] 1 note
   *[other] { $count } notes
}
program-check-hints = { $count ->
    [one] 1 hint
   *[other] { $count } hints
}
program-check-summary = { $file }: { $counts }. “ehlo explain NAME” tells more about the name in brackets.
program-check-clean = { $file }: nothing found.
program-check-not-found = There is no file { $file }.
program-check-not-allowed = You may not read { $file }.
program-check-folder = { $file } is a folder. Name the files in it.
program-check-unreadable = Cannot read { $file }: { $reason }.
program-check-too-large = { $file } is larger than { $most } MiB. Cut out the session that you want to check.
program-check-utf16 = { $file } is written in UTF-16. Save it as UTF-8, and check it again.
program-check-no-session = There is no line of an SMTP session in { $file }. Begin what the client says with “C: ” and what the server says with “S: ”, or paste what a program printed: telnet, openssl s_client, swaks, curl -v, msmtp, Postfix, Exim, Sendmail, PHPMailer, Nodemailer, Jakarta Mail, smtplib.

## What `explain` prints

program-explain-rule = rule
program-explain-verb = command
program-explain-parameter = parameter
program-explain-keyword = EHLO keyword
program-explain-code = reply code
program-explain-enhanced = enhanced code
program-explain-phase = phase
program-explain-sign-in = refused sign-in
program-explain-family = about
program-explain-severity = severity
program-explain-severities = { $strict }; by what servers in use accept: { $practice }
program-explain-answer = answer
program-explain-wrong = wrong
program-explain-right = right
program-explain-see = see
program-explain-syntax = syntax
program-explain-value = value
program-explain-standing = standing
program-explain-needs = needs
program-explain-adds = adds
program-explain-parameters = parameters
program-explain-on = belongs to
program-explain-growth = line length
    .by = { $octets } octets more are allowed
    .mail = { $octets } octets more are allowed for MAIL
    .rcpt = { $octets } octets more are allowed for RCPT
program-explain-submission = submission
program-explain-success = done
program-explain-intermediate = go on
program-explain-failure = refused
program-explain-first-digit = first digit
program-explain-second-digit = second digit
program-explain-sense-greeting = as greeting
program-explain-sense-hello = to EHLO
program-explain-sense-restart = to XCLIENT
program-explain-sense-starttls = to STARTTLS
program-explain-sense-auth = to AUTH
program-explain-sense-mail = to MAIL
program-explain-sense-recipient = to RCPT
program-explain-sense-data = to DATA
program-explain-sense-chunk = to BDAT
program-explain-sense-message = to a message
program-explain-sense-reset = to RSET
program-explain-sense-turn = to ETRN
program-explain-sense-quit = to QUIT
program-explain-answers = answers
    .any = any command
program-explain-answers-also = and also
program-explain-answers-greeting = the connection, as greeting
program-explain-answers-message = the message, behind its final dot
program-explain-answers-authentication = a response within AUTH
program-explain-class = class
program-explain-subject = subject
program-explain-goes-with = goes with
program-explain-undefined-code = No standard defines this code. Its digits tell what to do.
program-explain-undefined-detail = Nobody has registered this code. What its numbers mean by themselves still holds.
program-explain-unknown = Nothing here is called “{ $word }”. “ehlo explain --all” lists the rules.
    .nearest = Nothing here is called “{ $word }”. The nearest names are: { $nearest }.
program-standing-standard = part of SMTP itself
program-standing-extension = an extension in use
program-standing-obsolete = obsolete, not to be used
program-standing-vendor = a vendor's own
program-standing-unknown = unknown
program-submission-required = a submission server has to offer it
program-submission-recommended = a submission server should offer it
program-submission-allowed = a submission server may offer it
program-submission-forbidden = a submission server never offers it
program-submission-only = it exists on submission ports only
program-family-framing = octets and lines
program-family-commands = verbs and the shape of their arguments
program-family-addresses = paths and mailboxes
program-family-parameters = parameters of MAIL and RCPT
program-family-negotiation = what the server announced, and what it did not
program-family-sequence = the order of things
program-family-auth = signing in
program-family-tls = TLS
program-family-data = the octets between 354 and the final dot
program-family-bdat = chunks
program-family-pipelining = several commands in one write
program-family-replies = what the server says
program-family-message = the mail itself

## The pages that `reference` writes

program-reference = Reference
    .lead = What ehlo checks and what it explains. The same stands behind “ehlo explain NAME” and in the page.
program-reference-mark = Written by "ehlo reference". Changes made here are lost.
program-reference-rules = Rules: { $family }
program-reference-verbs = Commands
program-reference-parameters = Parameters of MAIL and RCPT
program-reference-keywords = Keywords of the EHLO reply
program-reference-codes = Reply codes
program-reference-enhanced = Enhanced codes
program-reference-phases = Phases of a session
    .lead = A session stands in one of these phases, and each reply may move it to another. Behind a command stands the code that moves it; without a code, every reply does.
    .left-out = Left out is what is the same everywhere: 221 and 421 lead to closing from every phase, and a connection that breaks leads to closed.
program-reference-step-greeting = greeting
program-reference-step-dot = final dot
program-reference-step-response = response
program-reference-step-connected = connection open
program-reference-step-tls = TLS handshake
program-reference-step-closed = connection closed
program-reference-order = What a strict server takes in which phase
    .lead = A number is the code that refuses the command. A command that aborts drops the message in progress. In the phase data every line is content.
program-reference-order-legal = yes
program-reference-order-aborts = aborts
program-reference-order-content = content
program-reference-cannot-write = Cannot write the pages to { $folder }
