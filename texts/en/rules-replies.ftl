### Findings: replies. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-reply-without-code = { $kind ->
    [command] The server says a command, which is for the client to say.
   *[other] The reply begins with no code of three digits.
}
    .why = A client acts on the three digits alone; the text is for people. A line without them tells it nothing, and some clients close the connection.
    .instead = If this is a real server, something else than SMTP may answer there. If you wrote this transcript, look who said what.

rule-reply-code-out-of-range = { $code } is no reply code: the first digit is 2 to 5, the second 0 to 5.
    .why = A client that does not know a code goes by its first digit: 2 yes, 3 go on, 4 not now, 5 no. Any other digit leaves it helpless.
    .instead = Take it as a refusal, and tell whoever runs the server.

rule-bad-reply-separator = Behind the code comes neither a space nor a hyphen.
    .why = A hyphen says that more lines follow, a space that this is the last. A client that meets anything else cannot know which it is.
    .instead = The server should write a space here. Take it for the last line.

rule-mixed-reply-codes = The reply begins with { $first } and goes on with { $other }.
    .why = All lines of a reply carry the same code. Where they differ, one client goes by the first and another by the last.
    .instead = Go by the first line here, and tell whoever runs the server.

rule-unfinished-reply = { $kind ->
    [more] The hyphen says that more lines follow, and none does.
   *[cut] The last line of the reply has no end.
}
    .why = A reply ends with the line that has a space after its code, and CR LF. Until then the client waits.
    .instead = Wait longer; then close, and take the command as not done.

rule-long-reply-line = This line of the reply has { $length } octets; 512 is the most.
    .why = A client need not have room for more. Longer texts are divided over several lines.
    .instead = The server should divide the text over several lines.

rule-non-ascii-reply = { $kind ->
    [control] The reply has a control character in it.
   *[eight-bit] The reply has characters that are not ASCII.
}
    .why = The text of a reply is printable ASCII, and UTF-8 only for a client that said SMTPUTF8. Control characters may change what a terminal shows.
    .instead = Go by the code. The server should write ASCII.

rule-unexpected-reply-code = { $step ->
    [greeting] { $code } is no greeting: a server begins with { $expected }, or refuses.
    [unknown] { $code } answers a command that no server knows.
    [message] { $code } does not answer a message: a server says { $expected }, or refuses.
    [authentication] { $code } has no place in the exchange of AUTH: a server says { $expected }, or refuses.
   *[other] { $code } does not answer { $step }: a server says { $expected }, or refuses.
}
    .why = Each command has its answers. Another code may still be understood by its first digit, but often it shows that one side waits for something else than the other.
    .instead = Go by the first digit: 2 yes, 3 go on, 4 not now, 5 no. In a transcript, look whether a line is missing above.

rule-greeting-without-domain = { $kind ->
    [greeting] The greeting does not begin with the name of the server.
   *[hello] The answer does not begin with the name of the server.
}
    .why = The first word of the greeting, and of the answer to EHLO, is the full name of the server. By it a client sees whom it has reached, and a server that it is talking to itself.
    .instead = The server should say its own name first, then whatever it likes.

rule-extended-reply-to-helo = HELO is answered with a list, as only EHLO may be.
    .why = HELO is what old clients say; they expect one line, and may take the second for the answer to something else.
    .instead = Say EHLO if you want the list. The server should answer HELO with one line.

rule-missing-enhanced-code = The server announced enhanced codes, and this reply has none.
    .why = With ENHANCEDSTATUSCODES a server promises to begin the text of its replies with a code such as 5.1.1, which says more than three digits can.
    .instead = Go by the three digits and the text.

rule-enhanced-code-not-on-every-line = { $kind ->
    [none] This line lacks the enhanced code { $code }, which another line of the reply has.
   *[other] This line has another enhanced code than { $code }, which another line of the reply has.
}
    .why = All lines of a reply carry the same enhanced code, so that the text can be put together again.
    .instead = Go by the code of the line that has one.

rule-mismatched-enhanced-code = The enhanced code { $enhanced } does not go with { $code }.
    .why = Both codes begin with the same digit: 2 yes, 4 not now, 5 no. Where they differ, nobody knows which one holds.
    .instead = Go by the three digits.

rule-misplaced-enhanced-code = An enhanced code has no place in this reply.
    .why = Greetings, answers to EHLO and HELO, and replies that begin with 3 have none. A client may take it for the name of the server or for text.
    .instead = Take no notice of it.

rule-malformed-enhanced-code = { $kind ->
    [zero] A number of the enhanced code begins with a zero.
    [class] An enhanced code begins with 2, 4 or 5.
    [long] A number of the enhanced code has more than three digits.
   *[space] A space has to part the enhanced code from the text.
}
    .why = An enhanced code is three numbers with dots between them and a space after them, without leading zeros. Programs that look it up find it in that form only.
    .instead = Read it as if it were written right.

rule-verified-without-mailbox = 250 says that the address exists, but the reply names no mailbox.
    .why = A server that has looked answers 250 with the mailbox it found. One that will not or cannot look says 252, which promises nothing.
    .instead = Take it as 252: the server will try.

rule-unasked-reply = { $kind ->
    [data] The server answers { $code } before the message has ended.
   *[other] The server answers { $code }, and nothing was asked.
}
    .why = Each command gets one reply, a message one after its final dot. A client counts them, so one too many makes it take every following reply for the wrong one.
    .instead = In a transcript, look for a command that is missing above. A server that does this cannot be trusted to follow; close and connect anew.

rule-lmtp-reply-count = { $kind ->
    [many] LMTP: one reply too many; the message has one for each accepted recipient already.
   *[few] LMTP: one reply too few; the message needs one for each accepted recipient.
}
    .why = In LMTP each accepted recipient gets a reply of its own after the final dot, in the order of RCPT. So one mailbox may be full while the others get the mail.
    .instead = Take a reply that never came as “not now”, and send that recipient the mail again.

rule-close-without-goodbye = { $kind ->
    [greeting] The server closes before it has greeted.
    [pending] The server closes and leaves a command without an answer.
   *[idle] The server closes without a word.
}
    .why = A server closes after QUIT and its 221, or says 421 first. One that just goes away may have crashed, or something between you and it cut the line.
    .instead = Connect again later. A mail that was not answered with 250 was not taken.

rule-bad-challenge = { $kind ->
    [lines] A challenge has one line.
    [space] A space has to stand after 334, even where the challenge is empty.
   *[text] The challenge is not Base64.
}
    .why = Behind 334 and a space comes the challenge in Base64, and nothing for people. A client that cannot decode it has to stop.
    .instead = Answer with a line of * to stop, and tell whoever runs the server.

rule-bare-reply-code = The reply is a code without any text.
    .why = A client has to take it, and some do not. A server should say in words what it means.
    .instead = Go by the code.

rule-too-many-recipients-as-552 = 552 for too many recipients is the old code; it is 452 now.
    .why = Old servers say 552, which would mean never. A client takes it as “not now” here: it sends the mail to those that were accepted, and the rest again.
    .instead = Send what was accepted, then the rest in a new transaction.

rule-malformed-keyword = This is not a keyword as EHLO has them.
    .why = Each line is a keyword of letters, digits and hyphens, then parameters with one space before each. A client passes over what it cannot read, so the extension is not used.
    .instead = Do not use what you cannot read for sure.

rule-mandatory-verb-refused = The server does not know { $verb }, which every server has to know.
    .why = Without these commands no mail can be sent, and clients rely on them. A server that does not want to serve VRFY says 252.
    .instead = Go on without the command if you can. Else use another server.
