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
page-connect = Connect
page-disconnect = Disconnect
page-connect-again = Connect again
page-stop = Stop

page-peer-simulation = Simulation: nothing leaves this page
page-peer-sandbox = Sandbox, through the bridge: mail ends in the inbox
page-peer-own = { $host } port { $port }, through the bridge
page-peer-address = at { $address }
page-encrypted = encrypted
page-not-encrypted = not encrypted
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

## Where the session stands

page-side-session = Session
page-side-help = Help
page-side-help-errors = { $count ->
    [one] Help, 1 error
   *[other] Help, { $count } errors
}
page-sides = More
page-close = Close

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
page-transcript-hidden = { $count ->
    [one] Show 1 earlier line
   *[other] Show { $count } earlier lines
}
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
page-save = Save
    .file = transcript.txt

page-note-connected = connected
page-note-tls = TLS is on from here
page-note-closed =
    .client = you closed the connection
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
    [one] 1 pasted line waits for its turn.
   *[other] { $count } pasted lines wait for their turn.
}
    .drop = Drop the rest

page-message = Message
    .placeholder = Headers, an empty line, then the text
    .hint = A line with a single dot ends the message: type it, or press End data (Ctrl+Enter).
page-end-data = End data
page-stuffing = Double leading dots
page-message-stuffed = { $count ->
    [one] 1 line begins with a dot. It travels with one more, shown in the margin.
   *[other] { $count } lines begin with a dot. Each travels with one more, shown in the margin.
}
page-sample = Write a small message
    .subject = A first message
    .body = Hello, this is a message written by hand.

## What can be said, what is wrong, what was meant

page-suggestions = What you can say now
    .offline = Connect to a server, and the commands it takes stand here.
    .data = The server reads the message now. No command is read before its final dot.
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
page-end-no-sandbox = This bridge runs without a sandbox.
    .next = Choose the simulation, or start the bridge with a sandbox.
page-end-garbled = The bridge said something that this page does not understand, so the page ended the session.
    .next = Reload the page so that page and bridge are of the same version.
page-end-too-much = The server said more than 1 MB, so the page ended the session.
    .next = No mail server needs that much. Check host and port.

page-end-tls-port = Port 465 is encrypted from the first byte, and this page speaks in clear only.
    .next = Use port 587 of a server that takes your own mail, or port 25 of one that receives mail for others.
page-end-tls-started = The server now waits for encryption, and this page speaks in clear only, so it ended the session.
    .next = Connect again and go on without STARTTLS, with nothing in the mail that must stay private.

## When the page itself fails

page-crash = This page has stopped because of a fault of its own.
    .next = Reload it to go on. What was said is kept below, so that you can copy it.
    .transcript = Transcript
