### commands: the verbs, the parameters of MAIL and RCPT, and the keywords of the EHLO reply

## Verbs: one line, more about it, what goes wrong

verb-ehlo = Says hello, names your host, and asks what the server can do.
    .more = The reply lists the server's extensions, one on each line. Send it first, and again after TLS starts: the list may differ then. It drops a transaction that is open; a login and TLS stay.
    .mistakes = Give a full domain name, or an address in square brackets such as [192.0.2.1]. One word such as localhost, or a bare address, is refused by many servers. Wait for the whole list: its last line has a space behind the code, the others a hyphen.

verb-helo = Says hello and names your host, the way of 1982.
    .more = It works on every server but offers no extensions: no size limits, no login, no TLS. Use it only where a server does not know EHLO.
    .mistakes = Parameters such as SIZE=, and commands such as AUTH and STARTTLS, belong to EHLO and are refused after HELO.

verb-lhlo = Says hello in LMTP, the protocol for the last step into a mailbox store.
    .more = It means what EHLO means in SMTP. After the message, an LMTP server answers once for every recipient it accepted.
    .mistakes = LMTP servers refuse HELO and EHLO, and SMTP servers refuse LHLO. LMTP never runs on port 25.

verb-mail = Starts a message and says where failure notices go.
    .more = The address is the envelope sender. It may differ from the From: header that people see. Write <> for a message that must never be answered, as notices do.
    .mistakes = No space on either side of the colon, and the address in angle brackets: MAIL FROM:<ann@example.org>. A display name does not belong here. Send RSET before a second MAIL if the first message has not been sent.

verb-rcpt = Adds one recipient to the message.
    .more = Send it once for every recipient. The server answers for each of them: some may be accepted and others refused, and the message still goes to those accepted. The To: header plays no part.
    .mistakes = One address in each command. MAIL comes first. No space behind the colon: RCPT TO:<bob@example.org>. An empty <> is no recipient.

verb-data = Asks to send the message itself.
    .more = The server answers 354. Then send the headers, an empty line, the body, and last a line with a single dot. One reply follows, for the message as a whole.
    .mistakes = DATA has no argument. Nothing of the message goes out before the 354. A line of yours that begins with a dot needs a second dot before it. After the 354 nothing is a command until the lone dot, not even QUIT.

verb-bdat = Sends a counted piece of the message.
    .more = The number tells how many octets follow right behind the line. There is no 354, no closing dot, and no doubling of dots. LAST marks the final piece, which may be empty: BDAT 0 LAST. The server needs CHUNKING.
    .mistakes = Count the line ends too: two octets each. With a number too small, the rest of the message is read as commands; too large, and your next commands become message. DATA and BDAT do not mix in one transaction. When a piece is refused, send RSET.

verb-rset = Drops the message in progress and keeps the session.
    .more = Sender, recipients and content are forgotten. Your hello, your login and TLS stay. It is allowed at any time and always gets 250.
    .mistakes = It has no argument, and it neither logs you out nor ends the session.

verb-noop = Asks for a reply, and changes nothing.
    .more = Use it to see whether the session is alive, or to keep it so. A word behind it is allowed and ignored.
    .mistakes = Some servers close the session after many of these in a row.

verb-quit = Ends the session.
    .more = The server answers 221 and closes the connection. A message that is not finished is dropped.
    .mistakes = It has no argument. Wait for the 221 before you close. After DATA it is a line of your message until you send the lone dot.

verb-vrfy = Asks whether a user or mailbox exists.
    .more = Most public servers do not tell and answer 252: they will take the mail and try. That is no error.
    .mistakes = Even 250 is no promise that mail gets there. Ask for a name or an address, without FROM: or TO:.

verb-expn = Asks who is on a mailing list.
    .more = Nearly every public server refuses it, so that nobody collects addresses. A server that allows it lists EXPN in its EHLO reply.
    .mistakes = A refusal says nothing about whether the list exists.

verb-help = Asks for help text.
    .more = Name a command to ask about that one. The text is for people, and no program should depend on it.
    .mistakes = Many servers answer with a single line or a link, and some with 502.

verb-starttls = Goes on encrypted.
    .more = After the 220 both sides speak TLS at once. Then everything said before is forgotten: send EHLO again and read the new list. A login comes after this, never before.
    .mistakes = It has no argument. Send nothing behind it in the same packet: a server throws it away, and one that does not is open to attack. On port 465 TLS is already there from the first byte.

verb-auth = Logs in.
    .more = Choose a mechanism from the AUTH line of the EHLO reply. What you send is Base64, which anybody can undo, so start TLS first. The server asks with 334; a line with a single * stops the exchange.
    .mistakes = Send the Base64 form, not the plain name. PLAIN needs a zero octet before the name and another before the password. Once logged in, a second AUTH is refused; so is one between MAIL and the end of the message.

verb-etrn = Asks the server to send now what it holds for a domain.
    .more = Made for sites that are not always online. The mail comes over a new connection, from the server to the domain's own host.
    .mistakes = It is not allowed within a transaction, nor on a submission port. @ before the name includes its subdomains, # names a queue.

verb-atrn = Turns the connection round to fetch waiting mail, after a login.
    .more = After the 250 the roles change: your side greets with 220 and receives. It is used on port 366 for sites without a fixed address.
    .mistakes = Log in first. If nothing waits, the server says 453.

verb-burl = Takes the message, or a part of it, from an IMAP server.
    .more = The address carries a signed permission to fetch. It saves a phone from downloading a message only to upload it again. Submission servers only.
    .mistakes = At least one recipient must be accepted first. The last part needs LAST, as with BDAT.

verb-turn = Swapped the roles of both sides. No longer used.
    .more = Nothing proved who asked, so anybody could fetch anybody's mail. ATRN does the same after a login.
    .mistakes = Servers answer 502, and must not take it without a login.

verb-send = Wrote a message to a user's terminal. No longer used.
    .more = It dates from 1982 and stood in the place of MAIL. Use MAIL.
    .mistakes = Servers answer 500 or 502.

verb-soml = Wrote to a terminal, or else to the mailbox. No longer used.
    .more = The name is short for send or mail. It stood in the place of MAIL. Use MAIL.
    .mistakes = Servers answer 500 or 502.

verb-saml = Wrote to a terminal and to the mailbox. No longer used.
    .more = The name is short for send and mail. It stood in the place of MAIL. Use MAIL.
    .mistakes = Servers answer 500 or 502.

verb-xclient = Lets a trusted proxy say whom it speaks for.
    .more = Postfix then treats the session as if that client had connected, and greets again with 220. Useful to test access rules.
    .mistakes = It works only from addresses that the server trusts, and never between MAIL and the end of the message. Say EHLO again behind it.

verb-xforward = Lets a content filter pass on where mail came from.
    .more = Postfix uses what it says for its log only. Access rules do not change.
    .mistakes = It works only from addresses that the server trusts, and never between MAIL and the end of the message.

verb-verb = Asks Sendmail to tell more while it delivers.
    .more = The server then reports each step of the delivery in its replies. A tool for administrators.
    .mistakes = Most sites switch it off.

verb-onex = Tells Sendmail that one message follows and no more.
    .more = A hint from an old time that let the server free resources early.
    .mistakes = Hardly any server knows it. QUIT after the message does the same.

verb-x-exps = Logs in one Exchange server to another.
    .more = It is AUTH under Microsoft's own name, for mechanisms that only Exchange speaks.
    .mistakes = Use AUTH. This verb is not for clients.

verb-x-link2state = Exchanged routing tables between Exchange servers.
    .more = Exchange 2000 and 2003 used it. Old versions had a serious flaw here.
    .mistakes = It is not for clients, and today's servers do not take it.

verb-xexch50 = Passed properties of the envelope between Exchange servers.
    .more = Exchange 2000 and 2003 used it before a message.
    .mistakes = It is not for clients. Where it is offered, leave it alone.

verb-x-anonymoustls = Starts TLS between Exchange servers of one organisation.
    .more = It works like STARTTLS, with certificates that only those servers know.
    .mistakes = Use STARTTLS. This verb is not for clients.

## Parameters: one line, and what the value may be

parameter-size = How large the message is, so that a server can refuse it before you send it.
    .value = The octets as a plain number, 1 to 20 digits. Line ends count as two octets; dots that are doubled on the way do not count. No unit such as KB.
parameter-body = What kind of octets the message has.
    .value = 7BIT for plain ASCII, 8BITMIME for text with other letters, BINARYMIME for anything, which needs BDAT. 8BIT alone is no value.
parameter-smtputf8 = Says that addresses or headers hold letters beyond ASCII.
    .value = None. It is the bare word.
parameter-auth = Who handed in the message, as far as the server you come from knows.
    .value = An address in xtext, where + and = are written +2B and +3D, or <> if nobody is known for sure. It logs nobody in; that is the command AUTH.
parameter-ret = How much of the message a failure notice brings back.
    .value = FULL for all of it, HDRS for the headers only.
parameter-envid = A mark of your own that every notice about this message repeats.
    .value = Up to 100 characters of xtext, where + and = are written +2B and +3D.
parameter-requiretls = Demands TLS with a checked certificate on every step to the recipient.
    .value = None. It is the bare word, and allowed only within TLS. A server that cannot pass the demand on returns the message.
parameter-by = Until when the message has to be delivered.
    .value = Seconds from now, a semicolon, and N to be told when it is late or R to have it returned. T behind that asks for a trace: BY=120;R. With R the number is at least 1.
parameter-holdfor = How long the server waits before it sends the message.
    .value = Seconds, 1 to 999999999, up to what the server announced. Not together with HOLDUNTIL.
parameter-holduntil = Until when the server waits before it sends the message.
    .value = A date and time in UTC: 2030-01-31T08:00:00Z. Not together with HOLDFOR.
parameter-mt-priority = How urgent the message is.
    .value = A whole number from -9 to 9; 0 is normal. No plus sign, no leading zero, no -0.
parameter-solicit = Marks advertising by subject, so that recipients can refuse it.
    .value = Keywords with commas between them, the same as in the Solicitation: header.
parameter-mtrk = Lets you ask later where the message went.
    .value = The Base64 of a hashed secret, then if you like a colon and the seconds for which to keep the trace. ENVID is required beside it.
parameter-conperm = Allows the server to convert the content for the recipient's device.
    .value = None. It is the bare word.
parameter-submitter = Named who really sent the message. History: its method, Sender ID, is given up.
    .value = An address in xtext. Leave it out.
parameter-transid = Named a transfer that could be resumed. An experiment that no server offers today.
    .value = An identifier in angle brackets. Leave it out.
parameter-xverp = Asks Postfix to write each recipient into the envelope sender, so that every bounce tells its own address.
    .value = None for the server's own pair of characters, or two of your choice: XVERP=+=. The first stands before the recipient, the second for its @.
parameter-prdr = Asks Exim to answer once for each recipient after the message.
    .value = None. It is the bare word.
parameter-notify = When a notice about this recipient is wanted.
    .value = NEVER alone, or one or more of SUCCESS, FAILURE and DELAY with commas between them. Without it you hear of failures, and perhaps of delays.
parameter-orcpt = The recipient as first written, for the notices.
    .value = The kind of address, a semicolon, and the address in xtext: rfc822;bob@example.org. Up to 500 characters.
parameter-rrvs = Delivers only if the mailbox has had the same owner since a date.
    .value = A date and time without fractions of a second: 2026-01-31T08:00:00Z. ;C or ;R behind it says whether a server without this extension may have the message.
parameter-conneg = Asks what the recipient's device can show, so that the content can be converted to fit.
    .value = None. It is the bare word.

## Keywords of the EHLO reply: one line, and what follows from it

keyword-size = The server says how large a message may be.
    .more = The number is in octets; 0 or no number means no fixed limit. You may then tell the size ahead: MAIL FROM:<...> SIZE=5000.
keyword-8bitmime = Letters beyond ASCII may travel in the body as they are.
    .more = Say so with BODY=8BITMIME. Lines still end at 1000 octets, and headers still need encoding.
keyword-pipelining = You may send several commands without waiting for each reply.
    .more = The replies come in the same order, one each. EHLO, DATA, NOOP, QUIT and most extension commands come last in a group. Every reply still has to be read.
keyword-enhancedstatuscodes = Replies begin with a second, finer code such as 5.1.1.
    .more = The greeting, the reply to EHLO and replies that begin with 3 have none.
keyword-starttls = The session can go on encrypted.
    .more = Send STARTTLS before anything private. Inside TLS this keyword is not listed again. Somebody on the way can remove it, so do not take its absence for an answer where you need TLS.
keyword-auth = You can log in, with one of the mechanisms listed.
    .more = Many servers list it only inside TLS: look again after STARTTLS. The same line also allows AUTH= on MAIL.
keyword-dsn = You can choose which delivery notices you get.
    .more = RET and ENVID go on MAIL, NOTIFY and ORCPT on RCPT. Notices come by mail to the envelope sender.
keyword-chunking = The message may come in counted pieces.
    .more = BDAT takes the place of DATA: no closing dot, and no doubling of dots. DATA works too, but not both in one message.
keyword-binarymime = The message may hold any octets at all.
    .more = Say so with BODY=BINARYMIME and send it with BDAT. DATA is refused for it.
keyword-smtputf8 = Addresses and headers may hold letters beyond ASCII.
    .more = Say so with SMTPUTF8 on MAIL. If a later server lacks it, the message comes back. The name in EHLO stays ASCII.
keyword-limits = The server says how much it takes in one session.
    .more = MAILMAX counts MAIL commands, RCPTMAX recipients of one message, RCPTDOMAINMAX different recipient domains. Failed commands count too.
keyword-requiretls = The server can promise TLS on every further step.
    .more = Ask for it with REQUIRETLS on MAIL, within TLS only.
keyword-help = The server has help text.
    .more = Send HELP, or HELP and the name of a command.
keyword-vrfy = The server takes questions about mailboxes.
    .more = Expect 252, which means that it does not tell.
keyword-expn = The server tells who is on a list.
    .more = Rare on public servers, since it gives addresses away.
keyword-etrn = The server sends on request what it holds for a domain.
    .more = Use ETRN outside a transaction. It does not belong on a submission port.
keyword-atrn = The server turns the connection round to hand out waiting mail.
    .more = Log in, then send ATRN. It does not belong on a submission port.
keyword-deliverby = You can set a time by which the message has to arrive.
    .more = Use BY= on MAIL. The number behind the keyword is the shortest time that the server accepts, in seconds.
keyword-futurerelease = You can hand in a message now and have it sent later.
    .more = Use HOLDFOR= or HOLDUNTIL= on MAIL. Behind the keyword stand the longest wait in seconds and the latest date. Submission ports only.
keyword-mt-priority = You can say how urgent a message is.
    .more = Use MT-PRIORITY= on MAIL. A server may lower the value for senders that it does not trust.
keyword-rrvs = You can have mail refused if the mailbox has changed hands.
    .more = Use RRVS= on RCPT with the date since when you know the owner.
keyword-burl = The server fetches content from an IMAP server for you.
    .more = Use BURL in the place of BDAT, or beside it. Submission ports only.
keyword-no-soliciting = The server wants advertising to be marked.
    .more = Use SOLICIT= on MAIL. Keywords listed here name what is refused.
keyword-mtrk = You can ask later where a message went.
    .more = Use MTRK= and ENVID= on MAIL. The server has to offer DSN as well.
keyword-conperm = You can allow the server to convert content.
    .more = Use CONPERM on MAIL.
keyword-conneg = The server can tell what a recipient's device shows.
    .more = Use CONNEG on RCPT, together with CONPERM on MAIL.
keyword-checkpoint = A broken transfer could be resumed. An experiment of 1995.
    .more = TRANSID= on MAIL named the transfer, and 355 told where to go on. No server offers it today.
keyword-submitter = The server looked at who really sent a message. History.
    .more = It belonged to Sender ID, which is given up. Leave SUBMITTER= out.
keyword-utf8smtp = An early trial of letters beyond ASCII in addresses. Replaced.
    .more = SMTPUTF8 has taken its place and works differently. Do not use both.
keyword-turn = The roles of both sides could be swapped. No longer used.
    .more = It is not safe, since nothing proves who asks. ATRN is the later way.
keyword-send = A message could go to a user's terminal. No longer used.
    .more = Use MAIL.
keyword-soml = A message could go to a terminal or a mailbox. No longer used.
    .more = Use MAIL.
keyword-saml = A message could go to a terminal and a mailbox. No longer used.
    .more = Use MAIL.
keyword-verb = Sendmail can report each step of a delivery.
    .more = A tool for administrators; most sites switch it off.
keyword-onex = Sendmail takes a hint that one message follows.
    .more = QUIT after the message does the same.
keyword-xclient = Postfix lets trusted proxies say whom they speak for.
    .more = You see it only if the server trusts your address. The words behind it are the attributes that it takes.
keyword-xforward = Postfix lets trusted filters pass on where mail came from.
    .more = You see it only if the server trusts your address. The words behind it are the attributes that it takes.
keyword-xverp = Postfix can write each recipient into the envelope sender.
    .more = Use XVERP on MAIL. Mailing lists find out this way which address bounces.
keyword-prdr = Exim can answer for each recipient after the message.
    .more = Use PRDR on MAIL. One recipient's filter may then refuse what another takes.
keyword-x-exps = Exchange's own login, between its servers.
    .more = Use AUTH. The words behind it are mechanisms.
keyword-x-link2state = Old Exchange servers exchanged routing tables.
    .more = Nothing for clients.
keyword-xexch50 = Old Exchange servers passed properties of the envelope.
    .more = Nothing for clients.
keyword-x-anonymoustls = TLS between Exchange servers of one organisation.
    .more = Use STARTTLS.
