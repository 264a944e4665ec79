### Findings: data. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-unstuffed-dot = A line begins with a single dot.
    .why = The server takes one dot away from every line that begins with one, so this line arrives without it. A line of a single dot ends the message.
    .instead = Put a second dot in front. The server takes it away again.

rule-fake-end-of-data = “{ $form }” does not end the message, though some servers take it for the end.
    .why = Only CR LF, a dot and CR LF end a message. Where two servers disagree on that, one of them reads the rest of this message as commands, and a mail gets through that nobody checked. A strict server refuses the whole message.
    .instead = End every line with CR LF, and put a second dot before a dot that begins a line.

rule-dot-and-space = A space stands after the dot, so the line does not end the message.
    .why = The message ends with a dot alone on its line. With a space after it the line is text: the server goes on reading, and both sides wait for each other.
    .instead = Write the dot alone, without anything after it.

rule-bare-line-end-in-message = The message has a lone { $kind } in it, where only CR LF ends a line ({ $count } in all).
    .why = Servers disagree on what a lone CR or LF means, and such disagreement is how mails are smuggled. Strict servers refuse the message.
    .instead = End every line with CR LF. The page does that for what you type into it.

rule-eight-bit-without-8bitmime = The text has octets above 127 ({ $count }), and MAIL did not say BODY=8BITMIME.
    .why = Mail is seven bits wide unless both sides agree on eight. A server may refuse the message or damage it.
    .instead = Say BODY=8BITMIME in MAIL, where the server announces 8BITMIME. Else write the text as quoted-printable or base64.

rule-utf8-header-without-smtputf8 = The field “{ $field }” has letters that are not ASCII, and MAIL did not say SMTPUTF8.
    .why = A header field is ASCII. Programs on the way may cut off or garble anything else, and strict servers refuse it.
    .instead = Write such words as encoded words, as in =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=. Or say SMTPUTF8 in MAIL, where the server announces it.

rule-nul-in-message = The message has a NUL octet in it ({ $count } in all).
    .why = Text has no NUL. Programs cut the message there or refuse it.
    .instead = Leave it out, or write the part as base64.

rule-message-too-big = The message has { $octets } octets; the server takes { $limit }.
    .why = The server announced its limit with SIZE. It reads the whole message and then answers 552.
    .instead = Send less, or put large files where they can be fetched and send the address.

rule-unended-message = { $last ->
    [command] The message has no end: a line with a single dot is missing before the command.
    [reply] The message has no end: a line with a single dot is missing, and its last line is for the server to say.
   *[text] The message has no end: a line with a single dot is missing.
}
    .why = Everything after 354 is message until that line comes, commands too. When the connection ends without it, the server throws the message away.
    .instead = End the message with a dot alone on its line.

rule-extra-blank-line = The blank line before the dot becomes part of the message.
    .why = The line end before the dot belongs to the text already, so nothing has to be added to end the message.
    .instead = Type the dot right below the last line, unless you want the blank line.

rule-empty-message = The message is empty.
    .why = A mail needs a header at least: who wrote it and when. Without it many servers refuse it, and readers show a blank line.
    .instead = Write From: and Date: fields, a blank line, and the text. Then the dot.

rule-dot-stuffing-in-chunks = { $kind ->
    [end] A final dot has no place in a message sent with BDAT.
   *[stuffed] A dot is doubled, which BDAT does not undo.
}
    .why = BDAT says how many octets come, so nothing has to mark the end and no dot has to be doubled. Every dot arrives as it is.
    .instead = Send the text as it is, and count its octets.

rule-last-line-without-end = The last line of the message has no end.
    .why = The lines of a message end with CR LF, the last one too. A server that passes the message on with DATA has to add it, and a signature may no longer fit.
    .instead = Let the message end with CR LF, and count these two octets in BDAT.
