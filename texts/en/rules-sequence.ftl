### Findings: sequence. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-mail-before-hello = MAIL comes before EHLO.
    .why = The server has to know who you are, and you have to know what it can do, before a mail begins.
    .instead = Say EHLO and your name first.

rule-command-after-quit = QUIT was said already; nothing after it is read.
    .why = The server answers QUIT with 221 and closes the connection.
    .instead = Say what you have to say before QUIT, or connect again.





















rule-command-before-greeting = You speak before the server has greeted you.
    .why = The server speaks first in SMTP. Some wait a few seconds with their greeting to see who cannot, and refuse those.
    .instead = Wait for the line that begins with 220.

rule-command-after-554-greeting = The server greeted you with a refusal; only QUIT is left to say.
    .why = A server that begins with 554, or with another code that is not 220, takes nothing in this session. It waits for QUIT and answers 503 to all else.
    .instead = Say QUIT. Read what the server said behind its code, and connect again when that is mended.

rule-command-after-521-greeting = The server greeted you with 521: this host takes no mail at all.
    .why = The code 521 says that there is no mail service here, for nobody and at no time. The host answers 521 again to all but QUIT.
    .instead = Say QUIT, and look for another host: the MX records of the domain name those that take its mail.

rule-wrong-hello-for-mode = { $said } is the hello of another protocol; here it is { $instead }.
    .why = SMTP begins with EHLO or HELO, local delivery (LMTP) with LHLO. The word tells them apart, so that nobody waits for replies that do not come.
    .instead = Say the hello of this protocol, with the same name.

rule-lmtp-on-port-25 = LMTP is spoken on port 25, which belongs to SMTP.
    .why = Whoever connects to port 25 expects one reply for a message, and LMTP gives one for each recipient. The standard forbids LMTP there.
    .instead = Offer LMTP on a port of its own, such as 24, or on a local socket.

rule-no-hello-after-tls = { $verb } comes after STARTTLS without a new EHLO.
    .why = The TLS handshake takes the session back to its beginning. What was said in clear before does not count: somebody on the way could have changed it.
    .instead = Say EHLO again and use the list that comes back.

rule-extension-before-hello = { $verb } comes before EHLO.
    .why = The server tells in its reply to EHLO which extensions it has. Before that, there are none to use.
    .instead = Say EHLO first, and see whether the reply names the extension.

rule-command-after-failed-chunk = { $verb } comes after a chunk that the server refused; only RSET leads on.
    .why = One refused chunk spoils the whole message: nobody can know what the server has of it. It answers 503 until RSET.
    .instead = Say RSET, and begin again with MAIL.

rule-nested-mail = A transaction is open already, begun by the MAIL that was accepted before.
    .why = One message has one sender, so MAIL is said once. The server answers 503 and keeps the transaction that is open.
    .instead = Go on with RCPT and DATA, or say RSET first to begin anew.

rule-rcpt-before-mail = RCPT comes before MAIL was accepted.
    .why = MAIL opens the transaction that a recipient belongs to. Without it, or when it was refused, the server answers 503. After a message is sent the next one begins with MAIL again.
    .instead = Say MAIL FROM:<...> first, and see that it is answered with 250.

rule-data-before-rcpt = DATA comes before any recipient was named.
    .why = The server has nowhere to send the message. It answers 503, and reads the lines that follow as commands.
    .instead = Say MAIL FROM:<...> and RCPT TO:<...> first.

rule-data-without-accepted-rcpt = No recipient was accepted, so there is nobody to send the message to.
    .why = Every RCPT of this transaction was refused. The server answers DATA with 554 and does not read the message.
    .instead = Name a recipient that the server accepts, or say RSET or QUIT.

rule-body-without-354 = The server did not answer DATA with 354, so it reads this line as a command.
    .why = Only the reply 354 turns the lines that follow into a message. After a refusal each of them is taken for a command, and one that is a command is obeyed.
    .instead = Read why DATA was refused, mend that, and say DATA again.

rule-command-inside-data = “{ $line }” is a part of the message here, not a command.
    .why = After 354 everything is the message until a line of a single dot. The server does not answer before that dot.
    .instead = If you meant the command, end the message first with a line of a single dot.

rule-close-without-quit = You close the connection without QUIT.
    .why = A connection that just ends looks like a failure on the way. With QUIT both sides know that all is done.
    .instead = Say QUIT, wait for 221, then close.

rule-hello-resets-transaction = { $verb } drops the transaction that is open.
    .why = A new hello does what RSET does: the server forgets the sender and the recipients. TLS and sign-in stay.
    .instead = Nothing needs to change. To drop a transaction, RSET says it more plainly.

rule-quit-aborts-transaction = QUIT drops the transaction that is open; nothing is sent.
    .why = A message counts as sent once the server answers its final dot, or its last chunk, with 250. Before that, QUIT leaves nothing behind.
    .instead = If you meant to send it, go on with DATA and the message.

rule-more-than-100-recipients = This is recipient number { $number }; every server takes 100 in a transaction, and not every server takes more.
    .why = A server with a smaller limit than you need answers 452 from there on. That is no failure of the others: they get the message.
    .instead = Send the message to the first 100, then again to the rest in a new transaction.

rule-etrn-in-transaction = { $verb } comes inside a transaction.
    .why = It asks the server to send mail that waits for you, which has nothing to do with the mail you are sending. The server answers 503.
    .instead = Send the message or say RSET first.

rule-roles-reversed = From here on the roles are swapped: the server sends commands, and you answer them.
    .why = The server has accepted to swap. It now waits for your greeting, a line that begins with 220, and then sends you the mail that it holds.
    .instead = Nothing needs to change. What follows is not checked, as it is another session the other way round.
