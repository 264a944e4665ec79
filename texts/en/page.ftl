### page: what the page itself says

## Who is talked to

page-server = Server
page-simulation = Simulation
page-sandbox = Sandbox
page-own = Your server
page-host = Host
page-port = Port
page-host-missing = Write the name of the server, such as mx.example.com.
page-port-malformed = A port is a number from 1 to 65535. Mail uses 25, 465, 587 and 2525.
page-tls-from-start = TLS from the start
    .about = The handshake comes before the greeting: port 465 of a server of your own, a second port of the sandbox. Without it the session begins in clear, and STARTTLS switches TLS on.
page-connect = Connect
page-disconnect = Disconnect
page-connect-again = Connect again
page-stop = Stop

page-peer-simulation = Simulation: nothing leaves this page
page-peer-sandbox = Sandbox, through the bridge: mail ends in the inbox
page-peer-own = { $host } port { $port }, through the bridge
page-peer-log = A log, read in this page
page-peer-address = at { $address }
page-no-tls = no TLS
page-tls-handshake = TLS handshake
page-tls-model = TLS, as a model
page-state-connecting = connecting
page-state-ended = not connected

page-bridge = The bridge
page-bridge-missing = No bridge serves this page, so it can reach the simulation only.
    .adds = The bridge is a small program on your machine. It adds a sandbox server that keeps what it gets, and a way to real servers on ports 25, 465, 587 and 2525.
    .start = Start it in a terminal, then open the address that it prints:
page-bridge-look-again = Look again
page-bridge-asked = This link asks the page to use a bridge of another origin:
    .sees = Nothing has been sent to it. It would learn which servers you choose and read what is said without TLS. Use it only if you know who runs it.
page-bridge-agree = Use this bridge
page-bridge-decline = Do without it
page-bridge-elsewhere = You chose the bridge at
page-bridge-words = What the bridge sees
    .sees = The bridge sees the host and the port that you name, when you connect and for how long, how many bytes go each way, and what is said in clear. With STARTTLS, that is everything up to the server's 220 to it.
    .hidden = Once TLS is on, it sees TLS records and nothing in them: TLS ends in this tab, and so no password and no mail under TLS is readable to it. The simulation does not use it at all.
    .keeps = It keeps nothing of what is said, and its log has nothing of it. Mails that the sandbox accepts stay in its memory until it stops. Its rules and limits stand at /limits.
    .trust = Whoever serves this page must be trusted: the page is a program, and another program in its place could send your password anywhere. For a password that matters, build and serve the page yourself.

page-connecting = Connecting to { $host } port { $port }
page-waiting-bridge = Waiting for the bridge to connect
page-waiting-greeting = Waiting for the server to greet
page-waiting-reply = Waiting for the reply
page-waiting-tls = Waiting for TLS
page-tls-refused = The server did not start TLS, so the session goes on in clear: say nothing that must stay private.
page-tls-gone = This server offered TLS before and does not now: somebody between may have taken it out. Say nothing that must stay private.
page-locked = Nothing goes out before TLS is on: whatever followed STARTTLS would be in clear. What you type stays here.

## Where the session stands

page-side-session = Session
page-side-help = Help
page-side-help-errors = { $count ->
    [one] Help, 1 error
   *[other] Help, { $count } errors
}
page-sides = More
page-close = Close

page-awaited = This part of the page is being loaded …
    .kept = Nothing is lost: what was said and typed stays here, and the rest of the page works on.
    .next = Load it again. If it still does not come, copy what you want to keep and reload the page.
page-awaited-bridge = A bridge answers, but the part of this page that talks to it did not arrive.
page-awaited-log = The part of this page that reads logs did not arrive.
page-awaited-message = The part of this page that writes and shows messages did not arrive.
page-awaited-sign-in = The part of this page that signs in did not arrive.
page-awaited-tls = The part of this page for TLS and certificates did not arrive.
page-awaited-again = Load it again
    .busy = Loading it …

page-phase = Phase
    .title = Where we are
    .again = After the final dot the session is ready for the next mail.

phase-idle = Not connected
    .meaning = Choose a server and connect.
phase-connected = Connected
    .meaning = The server speaks first. Wait for its greeting.
phase-greeted = Greeted
    .meaning = Introduce yourself with EHLO and a name.
phase-ready = Ready
    .meaning = A mail can begin: MAIL FROM names its sender.
phase-mail = Sender named
    .meaning = Now name a recipient with RCPT TO.
phase-recipients = Recipients named
    .meaning = Add more recipients, or begin the message with DATA.
phase-data = Message
    .meaning = Everything is message until a line with a single dot.
phase-chunks = In chunks
    .meaning = The message comes in counted parts. BDAT with LAST sends the last one.
phase-authenticating = Signing in
    .meaning = The server reads each line as an answer to its challenge. A single * stops it.
phase-starting-tls = Starting TLS
    .meaning = The server waits for the TLS handshake.
phase-poisoned = Chunk refused
    .meaning = A part of the message was refused. RSET clears the mail.
phase-refused = Turned away
    .meaning = The server greeted with a refusal. Only QUIT is left.
phase-no-service = No mail here
    .meaning = The host takes no mail at all. Only QUIT is left.
phase-closing = Closing
    .meaning = The server has said goodbye.
phase-closed = Closed
    .meaning = The connection is gone. The transcript stays.

page-capabilities = Capabilities
    .title = What it offers
    .unknown = The answer to EHLO lists what this server can do.
    .none = This server announced nothing beyond plain SMTP.
page-capabilities-left-out = { $count ->
    [one] and 1 more that does not fit here
   *[other] and { $count } more that do not fit here
}
page-capability-unknown = A keyword that is not registered: an extension of this server's own, or of its makers.
page-size-unlimited = no fixed limit

## The transcript

page-transcript = Transcript
    .region = Conversation
    .empty = What you and the server say stands here, line by line.
page-transcript-earlier = { $count ->
    [one] Show 1 earlier line
   *[other] Show { $count } earlier lines
}
    .some = Show { $portion } of { $count } earlier lines
    .all = Go to the first
page-transcript-later = { $count ->
    [one] Show 1 later line
   *[other] Show { $count } later lines
}
    .some = Show { $portion } of { $count } later lines
    .all = Go to the last
page-transcript-new = { $count ->
    [one] 1 new line
   *[other] { $count } new lines
}
page-transcript-kept = The transcript stays above.
page-earlier = { $count ->
    [one] The session before this one
   *[other] The { $count } sessions before this one
}
page-copy = Copy
    .done = Copied
    .failed = The browser did not allow it
page-link = Link
    .done = Link copied
    .about = Copies a link to the simulation, with what you said ready to be said again. How you signed in is left out.
page-save = Save
    .file = transcript.txt

page-note-connected = connected
page-note-tls = { $version } from here, { $suite }, after { $time }
    .read = TLS from here
    .model = TLS from here, as a model: nothing leaves this page, so nothing has to be encrypted
page-note-closed =
    .client = you closed the connection
    .reader = the client closed the connection
    .server = the server closed the connection
    .network = the connection was lost
page-said-content = The message, { $size } as it went over the wire
page-said-end-of-data = End of the message
page-no-code = No reply code
    .meaning = Each line of a reply begins with three digits. This one does not, so no program can tell what it means.
page-unknown-code = A code that nobody registered
page-unregistered-code = No standard registers this code. Its first digit still says how it is meant.
page-reply-cut = The connection ended before this reply did.
page-more-lines = { $count ->
    [one] 1 more line
   *[other] { $count } more lines
}
page-more-octets = { $size } more, not shown here
page-dropped = { $count ->
    [one] 1 more byte, not kept
   *[other] { $count } more bytes, not kept
}
page-stuffed-dot = This dot was added for the way: the line begins with a dot of its own.
page-predicted = Predicted for a strict server:
    .same = So it came.
    .other = This server answered differently.
page-time-exact = { $since } ms after the line before, { $start } ms after the start

page-milliseconds = { $count } ms
page-seconds = { $count } s
page-minutes = { $minutes } min { $seconds } s
page-bytes = { $count ->
    [one] 1 byte
   *[other] { $count } bytes
}
page-kilobytes = { $count } KB
page-megabytes = { $count } MB

## A log of somebody else's session

page-log = Read a log
    .about = Paste a session: lines with C: and S:, or what a program printed: telnet, openssl s_client, swaks, curl -v, msmtp, Postfix, Exim, Sendmail, PHPMailer, Nodemailer, Jakarta Mail, smtplib. Of a bounce or another text, the replies in it are read. It goes nowhere. Passwords are masked in what comes out.
    .field = Log
    .placeholder = 220 mx.example.com ESMTP
page-log-read = Read it
    .stays = Ctrl+Enter does the same. A session that is open ends, and its transcript is kept.
page-log-no-session = No line of an SMTP session is in it. Begin what the client says with “C: ” and what the server says with “S: ”, or paste the whole output of the program.
page-log-too-long = It is longer than 1 MB. Paste the session that went wrong alone.
page-log-card = Read as { $form }. Nothing was sent.
    .refused = Here the server said no, or a line was wrong. Choose one to have it explained:
    .faults = The server never said no, but these lines are wrong:
    .clean = The server never said no, and nothing is wrong. Choose any line to have it explained.
page-log-another = Read another log
page-log-leave = Go to the simulation
page-log-notation = a transcript with C: and S:
page-log-dialogue = a dialogue as RFCs and tutorials print it
page-log-swaks = the output of swaks
page-log-curl = the output of curl -v
page-log-php-mailer = the debug output of PHPMailer
page-log-postfix = a log of Postfix
page-log-postfix-notice = a notice of Postfix to its postmaster
page-log-exim = the debugging output of Exim
page-log-sendmail = what Sendmail shows of a session
page-log-msmtp = the debugging output of msmtp
page-log-smtplib = the debugging output of smtplib or Net::SMTP
page-log-openssl = a session of openssl s_client
page-log-quoted = a text that quotes what a server said
page-log-terminal = a session in a terminal, as telnet shows it

## The command line

page-command = Command
page-send = Send
page-send-anyway = Send anyway
page-ask = Press Enter again to send the line as it is.
page-would-answer = A strict server answers
page-command-hint = Type a command and press Enter. The arrow keys bring back what you said before.
page-next-step = Usual next step:
    .press = Write this line into the command line
page-complete-key = Tab
page-completions = Ways to go on
page-queue = { $count ->
    [one] 1 more line waits. It comes here when this one is sent.
   *[other] { $count } more lines wait. Each comes here when the one before is sent.
}
    .drop = Drop the rest
page-queue-left-out = { $count ->
    [one] No more lines can wait: the last one was left out.
   *[other] No more lines can wait: the last { $count } were left out.
}
page-queue-kept = { $count ->
    [one] 1 line that waited before this link is kept.
   *[other] { $count } lines that waited before this link are kept.
}
    .back = Bring them back

page-message = Message
    .placeholder = Headers, an empty line, then the text
    .hint = A line with a single dot ends the message: type it, or press End data (Ctrl+Enter).
page-chunk = Chunk
    .placeholder = The octets that BDAT announced
page-chunk-send = Send chunk
page-chunk-short = { $typed } of { $due } octets are typed; a line end counts as two. The server waits for the rest. Ctrl+Enter sends.
page-chunk-fits = These are the { $due } octets that BDAT announced. Ctrl+Enter sends them.
page-chunk-long = { $typed } octets are typed, and { $due } are due: the server reads what is beyond as commands. A line end counts as two.
page-end-data = End data
page-stuffing = Double leading dots
page-message-stuffed = { $count ->
    [one] 1 line begins with a dot. It travels with one more, shown in the margin.
   *[other] { $count } lines begin with a dot. Each travels with one more, shown in the margin.
}
page-sample = Write a small message
    .subject = A first message
    .body = Hello, this is a message written by hand.

page-draft-kept = { $count ->
    [one] Your draft is kept.
   *[other] { $count } drafts are kept.
}
    .back = { $count ->
        [one] Bring it back
       *[other] Bring one back
    }
    .drop = { $count ->
        [one] Drop it
       *[other] Drop them
    }

## What can be said, what is wrong, what was meant

page-suggestions = What you can say now
    .offline = Connect to a server, and the commands it takes stand here.
    .data = The server reads the message now. No command is read before its final dot.
    .chunk = The server waits for the octets that BDAT announced. No command is read before them.
    .wait = Wait for the server.
page-suggestion-next = next

page-diagnostics = Diagnostics
    .title = This line
    .message = This message
    .empty = As you type, each line is checked before it is sent. What is found stands here.
    .none = Nothing to find fault with.
page-diagnostics-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
page-error = Error
page-warning = Warning
page-info = Note
page-hint = Hint
page-fix-remove = Remove it
page-fix-insert = Insert
page-fix-replace = Write
page-fix-key = Alt+Enter
page-new-tab = (opens in a new tab)

page-explanation = Explanation
    .last = The last reply
    .chosen = The chosen line
    .empty = Choose a line of the transcript to have it explained.
page-explanation-back = Last reply
page-explain-content = The message: header fields, an empty line, the body. A server reads it as it is until the line with the single dot.
page-explain-end-of-data = A line with a single dot. It ends the message, and the next reply says whether the server takes it.
page-explain-secret = A line of the sign-in. It is a secret, so it is neither shown nor saved.
page-explain-unknown-parameter = No standard that this page knows defines this parameter.
page-explain-unknown-verb = No standard defines a command that begins like this.

## The inbox

page-inbox = Inbox
    .empty = Mails that the simulation or the sandbox accepts stand here. Send one with MAIL, RCPT and DATA.
page-inbox-count = Inbox ({ $count })
page-inbox-refresh = Refresh
page-null-sender = nobody (the empty path)
page-no-subject = (no subject)
page-no-body = The message has no body.
page-mail = Mail
page-mail-raw = Raw source
page-envelope = Envelope
    .about = What MAIL and RCPT said. It decides where the mail goes.
page-envelope-from = From
page-envelope-to = To
page-envelope-hello = The client called itself
page-envelope-by = Accepted by
page-envelope-size = Size
page-content = Message
    .about = What came after DATA. It decides what people see.

## TLS and certificates

page-certificate = Certificate
    .model = The simulation only acts as if TLS were on: no handshake, no certificate, nothing encrypted. Nothing leaves this page. With the sandbox and with your own server TLS is real, and it ends in this page.
page-certificate-good = Its issuer is trusted by browsers, its time is right, and it is for the name of this server.
    .limits = Whether it was revoked since is not checked.
page-certificate-pinned = It is the certificate that the bridge made for its sandbox: the fingerprints are the same.
page-certificate-own = Server
page-certificate-next = Issuer
page-certificate-subject = Subject
page-certificate-names = Names
page-certificate-issuer = Issuer
page-certificate-from = Valid from
page-certificate-until = Valid until
page-certificate-key = Key
page-certificate-signature = Signature
page-certificate-serial = Serial number
page-certificate-fingerprint = SHA-256 fingerprint
page-days-left = { $count ->
    [0] it ends within a day
    [one] 1 day left
   *[other] { $count } days left
}
page-days-ago = { $count ->
    [0] it ended within the last day
    [one] it ended 1 day ago
   *[other] it ended { $count } days ago
}
page-copy-pem = Copy PEM
page-tls-connection = Connection
page-tls-version = Version
page-tls-suite = Cipher suite
page-tls-group = Key exchange
page-tls-name = Name sent (SNI)
    .none = none, as an address has no name to send
page-tls-alpn = Application protocol (ALPN)
    .none = none, as mail servers expect none
page-tls-time = Time of the handshake
page-tls-unclosed = The server ended the connection without ending TLS first. Many do so. What stands above came in whole.

page-tls-changes = What TLS changed
    .none = Nothing: the list is the same as in clear.
    .before = In clear
    .after = Under TLS
    .absent = not offered

page-stop-certificate = Stopped before anything was said: something is wrong with the certificate of { $host }.
    .choice = If you go on, whoever holds the other end can read and change all that you send in this session, passwords and mails included. Only go on where that does no harm, such as a test server of your own.
page-go-on = Go on with this session
page-end-session = End the session

page-fault-expired = It ended on { $detail }.
    .risk = A key that should be out of use may be in other hands by now.
page-fault-not-yet-valid = It begins on { $detail } only.
    .risk = Check the clock of your machine first: it may be the one that is wrong.
page-fault-self-signed = It vouches for itself.
    .risk = Anybody can make one like it, so it does not show whom you talk to.
page-fault-unknown-issuer = Nobody that browsers trust vouches for it: its issuer is { $detail }.
    .risk = Without that it does not show whom you talk to. A server that leaves out the certificates between its own and the root looks the same.
page-fault-wrong-name = It is for other names: { $detail }.
    .none = It is for no name at all.
    .risk = You may be talking to another server than you meant.
page-fault-weak = It rests on what can be forged today: { $detail }.
    .risk = A rich attacker can make one like it.
page-fault-bad-signature = A signature on it is wrong.
    .risk = It was changed after it was signed.
page-fault-other-than-pinned = It is not the one that the bridge made for its sandbox. Its fingerprint is { $detail }.
    .risk = Something else than the sandbox answers there.
page-fault-other = It breaks the rules for certificates. { $detail }
    .risk = It does not show whom you talk to.

## How a session ends

page-end-you = You ended the session.
page-end-goodbye = The session is over. The server said goodbye and closed the connection.
page-end-dropped = The server closed the connection in the middle of the session.
    .next = Read its last reply: it often says why. A server may also close after a long silence, or after too many errors.
page-end-reset = The connection to the server was lost on the way.
    .next = Connect again. If it happens each time at the same place, a firewall or the server itself cuts it there.
page-end-bridge = The bridge ended the session.
    .says = It says:
    .next = Connect again.
page-end-bridge-lost = The bridge is gone: it was stopped, or the way to it broke.
    .next = Start the bridge again in its terminal and open the new address that it prints. The simulation works without it.
page-end-no-bridge = No bridge answers, and without one a page cannot open a connection to a mail server.
    .next = Start the bridge with cargo xtask play and open the address that it prints, or choose the simulation.
page-end-unspoken = The part of this page that talks to the bridge did not arrive, so no connection was tried.
    .next = Load it again above, then connect again. The simulation works without it.
page-end-no-sandbox = This bridge runs without a sandbox.
    .next = Choose the simulation, or start the bridge with a sandbox.
page-end-garbled = The bridge said something that this page does not understand, so the page ended the session.
    .next = Reload the page so that page and bridge are of the same version.
page-end-too-much = The server said more than 1 MB, so the page ended the session.
    .next = No mail server needs that much. Check host and port.

page-end-tls-not-tls = The server answered the handshake with something that is not TLS, so the page ended the session.
    .says = It said:
    .next = Check the port: on 465 TLS comes first, on 25 and 587 the greeting comes first and STARTTLS later.
page-end-tls-alert = The server broke off the TLS handshake.
    .says = Its alert:
    .next = It may want another name, another version or a certificate of yours. Its operator's log has the reason.
page-end-tls-old-version = The server offers no TLS that is safe: only versions before 1.2, or ciphers that are broken.
    .says = What was found:
    .next = Its operator has to switch on TLS 1.2 or 1.3. Until then only a session in clear is possible, with nothing private in it.
page-end-tls-bad-signature = The server did not prove that it holds the key of its certificate, so the page ended the session.
    .says = What was found:
    .next = Somebody may stand between you and the server. Try from another network, and tell its operator.
page-end-tls-bad-certificate = The certificate of the server cannot be used, so the page ended the session.
    .says = What was found:
    .next = Its operator has to put in another certificate.
page-end-tls-broken = The server broke the rules of TLS, so the page ended the session.
    .says = What was found:
    .next = Connect again. If it happens each time, something between you and the server may change what it says.
page-end-tls-too-much = The server said more than 64 KB before its certificate was looked at, so the page ended the session.
    .next = No mail server needs that much. Check host and port.
page-end-tls-no-worker = The part of this page that does TLS could not be loaded, or has stopped.
    .next = Reload the page. If it stays so, the folder that the page came from lacks the files whose names begin with tls-worker.
page-end-tls-injected = Behind its 220 to STARTTLS something was said in clear. The page threw it away and ended the session.
    .says = This was said:
    .next = Somebody between you and the server may have put it in, so that it would be taken for a reply under TLS. Try from another network, and tell the operator of the server.
page-end-tls-stalled = The server did not go on with the TLS handshake for 10 seconds, so the page ended the session.
    .next = Connect again. If it happens each time, the port may not speak TLS, or a firewall keeps it back.
page-end-tls-cut = The connection ended in the middle of the TLS handshake.
    .next = Connect again. A server or a firewall that cuts it each time does not want TLS from here.
page-end-tls-declined = You ended the session, because of the certificate of the server.
    .next = Nothing was said to it under TLS. Ask its operator, or check the host that you wrote.
page-end-tls-no-greeting = Behind the TLS handshake no mail server greeted within 10 seconds, so the page ended the session.
    .next = Check the port: something else than mail may answer there.

## When the page itself fails

page-crash = This page has stopped because of a fault of its own.
    .next = Reload it to go on. What was said is kept below, so that you can copy it.
    .transcript = Transcript
