### Findings: bdat. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.










rule-chunk-without-recipient = { $fault ->
    [refused] Every recipient was refused, so there is nobody to send the chunk to.
   *[none] BDAT comes before any recipient was named.
}
    .why = The message needs somewhere to go. The server reads the octets of the chunk, drops them and refuses.
    .instead = Say MAIL FROM:<...> and RCPT TO:<...> first.

rule-chunk-after-last = The message ended with BDAT LAST; this chunk belongs to no message.
    .why = LAST says that the message is whole. The server has taken it, and a chunk behind it has no transaction.
    .instead = Put LAST on the last chunk only. The next message begins with MAIL.

rule-data-after-chunk = The message has begun with BDAT; DATA cannot go on with it.
    .why = A message is sent with DATA or with BDAT. After a chunk the server answers DATA with 503.
    .instead = Send the rest with BDAT, the last chunk with LAST; or say RSET and begin anew.

rule-rcpt-after-chunk = The message has begun; no recipient can be added to it.
    .why = Recipients come before the message, so that a server can pass on what it reads.
    .instead = Finish this message, and send it again to the others in a new transaction.

rule-binarymime-with-data = MAIL declared a binary message, and DATA cannot carry one.
    .why = DATA ends at a line of a single dot, which a binary message may hold anywhere. Only BDAT, which counts octets, can carry it.
    .instead = Send it with BDAT, or say RSET and MAIL without BODY=BINARYMIME.

rule-octets-after-chunk = The chunk had more octets than BDAT announced; the server reads the rest as a command.
    .why = BDAT says how many octets follow, line ends included, and no line end is added after them. What is beyond is read as a command.
    .instead = Count the octets of the chunk, two for each line end, and send no more than that.

rule-command-inside-chunk = “{ $line }” is inside the chunk; BDAT seems to announce too many octets.
    .why = The server counts octets and looks at nothing else. If it was told too many, it swallows the commands that follow and waits for more.
    .instead = Count the octets of the chunk again, two for each line end.

rule-unended-chunk = The connection ended { $octets } octets before the end of the chunk; nothing is delivered.
    .why = The server waits for as many octets as BDAT announced. Without them the message is not whole, and is dropped.
    .instead = Send all the octets, or announce as many as there are.

rule-empty-chunk = A chunk of no octets does nothing without LAST.
    .why = BDAT 0 is allowed. With LAST it ends the message, which is what is mostly meant.
    .instead = Write BDAT 0 LAST to end the message.
