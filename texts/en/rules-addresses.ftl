### Findings: addresses. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-empty-local-part = The address has nothing before its @.
    .why = What stands before the @ names the mailbox on its host. A host alone receives no mail.
    .instead = Write the name of the mailbox before the @.

rule-missing-domain = “{ $address }” has no domain.
    .why = An address is a mailbox, an @ and the domain that it is in. Only the recipient Postmaster may stand alone.
    .instead = Write the domain behind an @.

rule-long-local-part = The part before the @ has { $length } octets; a server has to take { $limit }.
    .why = Every server takes 64 octets there. Longer ones work where both ends happen to allow them.
    .instead = Use a shorter address.

rule-long-domain = The domain has { $length } octets, and { $limit } are allowed.
    .why = The DNS has no names longer than 255 octets, so this domain cannot exist.
    .instead = Check the domain for something pasted twice.

rule-long-path = The path has { $length } octets with its brackets; a server has to take { $limit }.
    .why = Every server takes 256 octets from < to >. Longer paths work where both ends happen to allow them.
    .instead = Use a shorter address.

rule-consecutive-dots = Two dots follow each other before the @.
    .why = A dot parts two words of an address, so no two dots follow each other. A mailbox that really is called so needs quotes around the part before the @.
    .instead = Remove one dot, or put the part before the @ in quotes.

rule-edge-dot = The part before the @ begins or ends with a dot.
    .why = A dot parts two words of an address and stands between them. A mailbox that really is called so needs quotes around the part before the @.
    .instead = Remove the dot, or put the part before the @ in quotes.

rule-unquoted-local-part = { $sign ->
    [space] A space before the @ is allowed in quotes only.
   *[other] “{ $sign }” before the @ is allowed in quotes only.
}
    .why = Without quotes an address has letters, digits, dots and a few signs. Anything else would be read as the end of the address or as something of its own.
    .instead = Check the address for a slip; if the mailbox is really called so, put the part before the @ in quotes.

rule-bad-quoted-string = The quotes before the @ are not well formed.
    .why = Quotes go around the whole part before the @. Inside, a quote or a backslash has a backslash before it. A quote that does not close swallows the rest of the line.
    .instead = Put one quote before and one behind the whole part before the @.

rule-empty-quoted-string = There is nothing between the quotes.
    .why = The grammar of RFC 5321 allows an empty name by mistake; its erratum 5414 and the next edition do not. Hardly any server has such a mailbox.
    .instead = Write the name of the mailbox before the @.

rule-needless-quoting = The quotes before the @ are not needed.
    .why = With and without quotes it is the same mailbox. Some servers compare the text only, so the plain spelling reaches more of them.
    .instead = Leave the quotes out.

rule-bad-label = { $fault ->
    [empty] The domain has two dots with nothing between them.
    [underscore] “{ $label }” has an underscore, which no mail domain has.
    [hyphen] “{ $label }” begins or ends with a hyphen.
    [long] A part of the domain has more than 63 characters.
   *[sign] “{ $label }” is not a part of a domain: only letters, digits and hyphens are.
}
    .why = The parts of a mail domain are letters, digits and inner hyphens, 1 to 63 of them, with one dot between two parts.
    .instead = Check the domain for a slip.

rule-trailing-dot-domain = The domain ends with a dot.
    .why = The DNS writes a dot behind a complete name. In mail every domain is complete, and the grammar has no dot at its end.
    .instead = Remove the dot.

rule-unqualified-address = { $kind ->
    [address] “{ $domain }” is an IP address; in mail it stands in square brackets.
   *[label] “{ $domain }” is not a complete domain.
}
    .why = Only a complete domain, such as mail.example.org, means the same everywhere. A submission server refuses others or completes them with its own; most other servers refuse them.
    .instead = Write the domain in full.

rule-bad-address-literal = “{ $literal }” is not an IP address.
    .why = In square brackets stand four numbers from 0 to 255, or IPv6: and an IPv6 address. Anything else names no host.
    .instead = Correct the address, or write the name of the domain.

rule-ipv6-without-tag = IPv6: is missing before the address.
    .why = In mail the word before the first colon names the kind of address. Web addresses do without, a mail server answers 501.
    .instead = Put IPv6: behind the opening bracket.

rule-unknown-literal-tag = No kind of address is called “{ $tag }”.
    .why = Only IPv6 has a tag; an IPv4 address stands alone in its brackets. A server does not know where to send mail for another kind.
    .instead = Write [192.0.2.1] or [IPv6:2001:db8::1].

rule-source-route = “{ $route }” is a route; servers ignore it or refuse it.
    .why = Senders once named the hosts that a mail should pass. The DNS has taken that over, and a client should not name any.
    .instead = Write the address alone.

rule-null-recipient = The recipient is empty.
    .why = The empty path <> is for senders, in MAIL FROM:<>. A recipient is always a mailbox.
    .instead = Write the address of the recipient between the brackets.

rule-null-sender = The sender is empty: nobody is told if this mail fails.
    .why = Notices about undelivered mail have no sender, so that two servers do not answer each other for ever. No one should reply to such a mail.
    .instead = Leave it so for a delivery notice. For ordinary mail write your address between the brackets.

rule-hash-literal = A number behind # is no domain.
    .why = The first standard of mail let a host be named by one decimal number. No server takes that any more.
    .instead = Write the domain, or the address in square brackets.

rule-utf8-local-part-without-smtputf8 = “{ $text }” is not ASCII, and MAIL does not say SMTPUTF8.
    .why = An address beyond ASCII travels only where every server agreed to it. The parameter SMTPUTF8 of MAIL asks for that; there is no way to write the part before the @ in ASCII.
    .instead = Add SMTPUTF8 to MAIL if the server announces it, or use an ASCII address.

rule-u-label-without-smtputf8 = “{ $text }” is not ASCII, and MAIL does not say SMTPUTF8.
    .why = A domain beyond ASCII has an ASCII form that begins with xn-- and works everywhere. The other form needs the parameter SMTPUTF8 of MAIL, and a server that announces it.
    .instead = Write the ASCII form of the domain.

rule-upper-case-local-part = The case of the part before the @ is kept on the way.
    .why = Only the host that has the mailbox may decide that Ann and ann are the same. Nearly all do. The case of a domain never matters.
    .instead = Nothing needs to change. In small letters it is the usual spelling.

rule-percent-or-bang = “{ $sign }” before the @ once named a way; many servers refuse it.
    .why = Such addresses told a server to pass mail on to another host, and spammers used them. They are still legal, and only the host of the mailbox may give the sign a meaning.
    .instead = Nothing needs to change if the mailbox is really called so.

rule-comment-in-address = “{ $comment }” is a comment; the path is the address alone.
    .why = Comments in parentheses belong to the header lines of a message. In the envelope a server answers 501.
    .instead = Remove the parentheses and what is between them.
