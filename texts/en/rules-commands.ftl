### Findings: commands. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-unknown-verb = { $nearest ->
    [none] No server knows the command “{ $verb }”.
    [dot] A single dot ends a message, and none is being sent.
    [reply] “{ $verb }” begins a reply, which is for the server to say.
   *[other] No server knows the command “{ $verb }”. Did you mean { $nearest }?
}
    .why = A line begins with a verb. A server that does not know it answers 500 and does nothing, whatever follows.
    .instead = Begin the line with a command that servers know, such as EHLO, MAIL, RCPT, DATA or QUIT.

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

rule-command-not-implemented = The server knows { $verb } and does not offer it.
    .why = 502 means that the command is a real one that this server leaves out; 500 would mean that it does not know the word. The session goes on as if nothing had been said.
    .instead = Go on without it.

rule-obsolete-verb = { $verb } is a command of the past; servers answer 502.
    .why = SEND, SOML and SAML wrote to the terminals of people who were logged in. TURN swapped the roles of both sides without asking who is there. All four were given up long ago.
    .instead = Say MAIL. To fetch waiting mail, servers have ETRN or ATRN.

rule-private-verb-not-advertised = “{ $verb }” is a private command, and the server did not announce it.
    .why = Commands that begin with X, and those of one vendor, work by agreement only: a server that takes one lists it in its answer to EHLO. Others answer 500 or 502.
    .instead = Look at the list of what the server announced.

rule-lower-case-verb = Small letters work as well; the usual spelling is in capitals.
    .why = The case of a command does not matter to any server. Only the part of an address before the @ keeps its case.
    .instead = Nothing needs to change.

rule-helo-with-literal = HELO takes a domain; an address in square brackets goes with EHLO.
    .why = HELO is older than addresses in square brackets, and its grammar has none. Nearly every server takes them all the same.
    .instead = Say EHLO, or name your host.

rule-hello-extra-words = { $verb } takes one word, the name of your host.
    .why = Some servers ignore what follows the name, others answer 501.
    .instead = Leave the name of your host and nothing else.

rule-unqualified-hello = “{ $name }” is not a complete domain name.
    .why = The name is written into the trace of the mail, and many receivers look it up and refuse a client whose name means nothing outside its own network.
    .instead = Give the full name of your host, such as client.example.org, or its address in square brackets: [192.0.2.7].

rule-hello-bare-address = An address behind { $verb } stands in square brackets: { $literal }
    .why = Without its brackets the address is taken for a name, and no host is called so. Many servers refuse it.
    .instead = Put the address in square brackets; before an IPv6 address stands IPv6:.

rule-hello-bad-domain = { $kind ->
    [address] “{ $name }” is no IP address.
   *[name] “{ $name }” cannot be the name of a host.
}
    .why = { $kind ->
        [address] In square brackets stands an IPv4 address of four numbers up to 255, or IPv6: and an IPv6 address.
       *[name] The name of a host is letters, digits and inner hyphens, with one dot between two parts. Underscores, which the names of many computers have, are not allowed.
    }
    .instead = Give the name that your host has in the DNS, or its address in square brackets: [192.0.2.7].

rule-hello-u-label = “{ $name }” is not ASCII, and the name of your host has to be.
    .why = The extension that opens addresses to other characters does not open this one: when you say it, you do not know yet what the server can do.
    .instead = Write the ASCII form of the name, which begins with xn--.

rule-helo-instead-of-ehlo = HELO gets no extensions; EHLO does.
    .why = In answer to EHLO a server lists what it can do: sign-in, TLS, the largest size, and more. After HELO none of that can be used.
    .instead = Say EHLO. HELO is for servers that refuse it.

rule-bad-chunk-size = “{ $size }” is not a number of octets.
    .why = The number says how many octets follow, line ends included. The server counts them and takes what comes behind for the next command.
    .instead = Write the number of octets in digits.

rule-bad-chunk-marker = “{ $marker }” is not LAST.
    .why = Behind the size stands nothing, or LAST with the chunk that completes the message.
    .instead = Write LAST with the last chunk, and nothing with the others.

rule-malformed-etrn = ETRN takes one domain, @ and a domain, or # and a queue.
    .why = The server starts to send the mail that it holds for that domain; with @ for all domains below it too. Without the name it cannot know what to send.
    .instead = Write ETRN and your domain.

rule-malformed-atrn = ATRN takes domains with commas between them, and no spaces.
    .why = The list says for which domains the server shall hand over its mail on this connection. Without a list it means all that you may fetch.
    .instead = Write the domains with a comma and no space between two of them.

rule-malformed-burl = BURL takes an absolute URL, and LAST with the last part.
    .why = The server fetches a part of the message from where the URL points, mostly an IMAP server. LAST says that the message is complete.
    .instead = Write BURL, the URL, and LAST if nothing follows.

rule-missing-mechanism = { $mechanisms ->
    [none] AUTH needs the name of a mechanism behind it.
   *[other] AUTH needs the name of a mechanism behind it. The server offers { $mechanisms }.
}
    .why = The mechanism says how you prove who you are. The server lists the ones that it takes in its answer to EHLO.
    .instead = Write AUTH and one of the mechanisms that the server offers.

rule-bad-xclient = { $fault ->
    [transaction] { $verb } cannot come between MAIL and the end of the message.
    [missing] Attributes such as NAME=client.example.org are missing.
    [name] “{ $attribute }” is not an attribute of this command.
   *[value] “{ $attribute }” is not written as name=value.
}
    .why = A proxy tells the server so whom it speaks for. The server refuses the line if it cannot read one of the attributes.
    .instead = Write attributes as NAME=client.example.org ADDR=192.0.2.7, with one space between two of them.
