### Findings: commands. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-unknown-verb = { $nearest ->
    [none] No server knows the command “{ $verb }”.
   *[other] No server knows the command “{ $verb }”. Did you mean { $nearest }?
}
    .why = A line begins with a verb. A server that does not know it answers 500 and does nothing, whatever follows.
    .instead = Begin the line with one of the commands in the list of what you can say now.

rule-space-around-colon = A space stands next to the colon.
    .why = FROM: and TO: are one word with their colon, and the path follows at once. Most servers forgive a space here, strict ones answer 501.
    .instead = Remove the space, so that the angle bracket follows the colon.

rule-missing-argument = { $verb } needs something behind it: { $syntax }
    .why = Some verbs say nothing alone: EHLO needs the name of your host, MAIL and RCPT an address in angle brackets. The server answers 501 and nothing changes.
    .instead = Complete the line as the syntax shows.

rule-unexpected-argument = Nothing follows { $verb }.
    .why = DATA, RSET and QUIT take no argument. A server answers 501 to more, and does not do what the verb says.
    .instead = Send the verb alone. A message comes after DATA has got its reply 354.

rule-missing-from = FROM: is missing between { $verb } and the address.
    .why = The command is written with two words, the second one with its colon. A server answers 501 to anything else.
    .instead = Write { "MAIL FROM:<you@example.org>" }.

rule-missing-to = TO: is missing between { $verb } and the address.
    .why = The command is written with two words, the second one with its colon. A server answers 501 to anything else.
    .instead = Write { "RCPT TO:<friend@example.com>" }.

rule-missing-colon = The colon behind { $keyword } is missing.
    .why = FROM: and TO: are one word with their colon, and the path follows at once. Without it a server answers 501.
    .instead = Put a colon behind it, and the angle bracket behind the colon.

rule-missing-angle-brackets = The angle brackets around “{ $address }” are missing.
    .why = The brackets tell the server where the address begins and ends, so that parameters can follow. Many servers do without, strict ones answer 501.
    .instead = Put the address between < and >.

rule-unbalanced-bracket = { $bracket ->
    [doubled] The angle bracket is there more than once.
   *[other] The angle bracket { $bracket } is missing.
}
    .why = The path is what stands between one < and one >. Without both, the server cannot tell where the address ends.
    .instead = Write one < before the address and one > behind it.

rule-junk-after-path = “{ $junk }” is stuck to the path.
    .why = The path ends with its >. Parameters follow behind a space; anything else has no place in the line.
    .instead = Put a space before a parameter, and remove what is none.

rule-swapped-keyword = { $verb } goes with { $right }, not with { $keyword }.
    .why = MAIL FROM: names the sender, RCPT TO: a recipient. The two words of a command belong together.
    .instead = Say MAIL FROM: for the sender, or RCPT TO: for a recipient.

rule-several-addresses = { $verb } names more than one address.
    .why = Each command carries one address, so that the server can answer for each of them. Say RCPT again for the next recipient: up to 100 are always allowed.
    .instead = Name one address, and send the command again for the next one.

rule-display-name-in-path = “{ $name }” is a name; only the address belongs here.
    .why = The envelope carries addresses. Names are part of the message: its header lines From and To may have them.
    .instead = Leave the address in its angle brackets and nothing else.

rule-header-line-as-command = “{ $field }:” begins a header line, and the message has not begun.
    .why = The header lines are part of the message. Until the server has answered DATA with 354, it reads every line as a command, and knows none of this name.
    .instead = Say MAIL FROM:, RCPT TO: and DATA first. After 354 come the header lines, an empty line, the text, and a line with a single dot.

rule-http-request = { $method } is a request of HTTP, and this is a mail server.
    .why = A web browser or program speaks HTTP; a mail server speaks SMTP and closes the connection at such a line, or answers 500.
    .instead = Begin with EHLO, or connect to the web server instead.
