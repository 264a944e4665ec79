### Findings: parameters. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.



















































rule-malformed-parameter-keyword = “{ $keyword }” cannot be the name of a parameter.
    .why = Names of parameters are made of letters, digits and hyphens, with a value behind “=” where there is one.
    .instead = Write the parameter as its extension defines it, such as SIZE=1000, with one space before it.

rule-unknown-parameter = No extension that is known has a parameter { $keyword } for MAIL or RCPT.
    .why = The server answers 555 to a parameter that it does not know, and the whole command has no effect.
    .instead = Take it away, or use the parameter of an extension that the server announced.

rule-parameter-on-wrong-command = { $keyword } belongs to { $command }.
    .why = Parameters of MAIL concern the whole message, those of RCPT one recipient. On the other command the server answers 555.
    .instead = Take it away here and add it to the other command.

rule-duplicate-parameter = { $keyword } is given twice.
    .why = A parameter may stand once on a command. The server cannot know which of the two you mean, and answers 501.
    .instead = Keep the one you mean.

rule-missing-parameter-value = { $keyword } needs a value: { $syntax }.
    .why = The parameter says nothing without a value behind “=”. The server answers 501.
    .instead = Write “=” and the value behind the name, without spaces.

rule-unexpected-parameter-value = { $keyword } takes no value.
    .why = It is switched on by being there. With a value behind it the server answers 501.
    .instead = Write the name alone, without “=”.

rule-equals-sign-in-value = A second “=” stands in the value of { $keyword }.
    .why = Name and value are parted by the only “=” of a parameter. The server answers 501.
    .instead = Take it away, or look whether a space is missing between two parameters.

rule-malformed-xtext = The value of { $keyword } is not encoded as xtext here.
    .why = In this value “+” and “=”, and all that is not printable ASCII, is written as “+” with two hexadecimal digits in upper case: “=” becomes “+3D”.
    .instead = Encode the octet.

rule-size-not-a-number = SIZE takes a plain number of octets, not “{ $value }”.
    .why = The value is the size of the message in octets: digits only, without KB, dots or signs. The server answers 501.
    .instead = Write the number of octets, such as SIZE=12000.

rule-size-over-limit = The message has { $size } octets, and the server takes { $limit }.
    .why = The server announced this limit behind SIZE in its reply to EHLO. It answers 552 now, which saves you from sending the message in vain.
    .instead = Make the message smaller, or send a link to the large part.

rule-unknown-body-value = BODY is 7BIT, 8BITMIME or BINARYMIME, not “{ $value }”.
    .why = The words are not those of the Content-Transfer-Encoding header field: what is 8bit there is 8BITMIME here.
    .instead = Write BODY=8BITMIME for text with accents, BODY=7BIT for plain ASCII.

rule-binarymime-without-chunking = A binary message needs BDAT, and the server did not announce CHUNKING.
    .why = A binary message may hold any octets in any order, so that a single dot cannot end it. Only BDAT can carry it.
    .instead = Encode the binary parts as base64 and leave BODY away.

rule-malformed-notify = { $fault ->
    [never] NEVER stands alone in NOTIFY; together with others it contradicts itself.
    [empty] A word is missing between two commas of NOTIFY.
   *[word] NOTIFY knows SUCCESS, FAILURE, DELAY and NEVER, not “{ $word }”.
}
    .why = NOTIFY says which reports you want about this recipient. It is NEVER alone, or a list of SUCCESS, FAILURE and DELAY.
    .instead = Write the words with commas between them and no spaces, such as NOTIFY=FAILURE,DELAY.

rule-malformed-orcpt = { $fault ->
    [type] ORCPT begins with the type of the address and a semicolon, for mail “rfc822;”.
    [empty] ORCPT has no address behind its semicolon.
    [length] ORCPT has { $length } octets, and 500 are allowed.
   *[differs] ORCPT names another address than RCPT does.
}
    .why = The value comes back in the reports, so that you know which address they are about. It has a type, a semicolon and the address in xtext.
    .instead = Write ORCPT=rfc822; and the address as it stands in RCPT, with “+” and “=” encoded.

rule-malformed-ret = RET is FULL or HDRS, not “{ $value }”.
    .why = RET says how much of your message comes back when it cannot be delivered: all of it, or its header fields only.
    .instead = Write RET=FULL or RET=HDRS.

rule-envelope-identifier-too-long = ENVID has { $length } octets; { $limit } are allowed.
    .why = The identifier comes back in every report about this message. Servers take 100 octets, and a mail program should use no more than 38.
    .instead = Use a shorter identifier.

rule-malformed-auth-parameter = AUTH on MAIL takes an address or “<>”, not “{ $value }”.
    .why = It says who handed the message in, as an address in xtext. Where nobody knows, it is “<>”. It has nothing to do with signing in.
    .instead = Write AUTH=<> or an address without brackets.

rule-malformed-deliver-by = { $fault ->
    [past] BY with R needs a time of at least 1 second.
    [least] BY asks for { $seconds } seconds, and the server announced { $least } as the least.
   *[form] BY takes seconds, a semicolon, and N or R: BY=600;R.
}
    .why = BY says within how many seconds the message has to be delivered. R returns it after that, N only tells; T asks for trace reports.
    .instead = Write the seconds, a semicolon and the letter, such as BY=600;R.

rule-malformed-hold = { $fault ->
    [both] HOLDFOR and HOLDUNTIL exclude each other.
    [seconds] HOLDFOR takes 1 to 999999999 seconds.
    [time] HOLDUNTIL takes a time in UTC, such as 2030-01-01T00:00:00Z.
    [beyond] The server holds mail for { $limit } at most.
   *[deadline] The message is to be held for longer than BY allows for its delivery.
}
    .why = HOLDFOR and HOLDUNTIL tell the server to keep the message for later. It announced behind FUTURERELEASE how long it does so.
    .instead = Give one of the two, within what the server announced.

rule-malformed-priority = MT-PRIORITY is a number from -9 to 9, not “{ $value }”.
    .why = The larger the number, the more urgent the message; 0 is the usual. It has one digit, no plus sign and no leading zero.
    .instead = Write one digit, with “-” in front for a low priority.

rule-malformed-recipient-valid-since = RRVS takes a date and time such as 2014-04-03T23:01:00Z, not “{ $value }”.
    .why = RRVS asks that the mailbox has belonged to the same person since that time. “;C” lets the message go on where a server cannot tell, “;R” returns it.
    .instead = Write date, “T”, time and zone, without fractions of a second.

rule-malformed-solicitation = { $fault ->
    [length] SOLICIT has { $length } octets, and 1000 are allowed.
   *[word] “{ $word }” cannot be a solicitation keyword.
}
    .why = The keywords name classes of mail, as domain names turned round. They begin with a letter and go on with letters, digits and “.”, “-”, “_”, “:”.
    .instead = Write the keywords with commas between them and no spaces.

rule-malformed-tracking = { $fault ->
    [identifier] MTRK needs an ENVID beside it.
    [seconds] The time behind the colon of MTRK is 1 to 9 digits.
   *[certifier] The value of MTRK is not Base64.
}
    .why = The value lets you ask later where the message is. You name it by its ENVID, and prove that it is yours with the secret behind the value.
    .instead = Write MTRK= with the Base64 value, and ENVID= with an identifier of the form local@host.

rule-historic-parameter = { $keyword } belongs to an experiment that is over.
    .why = Nothing acts on this parameter any more. It is known here so that old transcripts can be read.
    .instead = Leave it away.

rule-declared-size-too-small = The message has { $octets } octets, and MAIL declared { $declared }.
    .why = The server may have made room for no more than you declared, and may refuse a message that is larger.
    .instead = Declare the size of the message with its header and its line ends, without stuffed dots and without the final one.
