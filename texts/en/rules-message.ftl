### Findings: message. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-missing-blank-line = { $header ->
    [none] The message has no header, only text.
   *[some] The text begins without a blank line before it.
}
    .why = A message is a header, a blank line and the text. Without the blank line the text is read as part of the header, and lost.
    .instead = Put a blank line between the header and the text. The header has at least From: and Date:.

rule-bad-header-line = { $kind ->
    [space] A space stands before the colon of a header field.
   *[no-field] This line of the header has no name and colon.
}
    .why = A header field is a name, a colon right after it, and a value. Programs read anything else in different ways, or take the header to end there.
    .instead = Write the field as Name: value. A line that continues the one above begins with a space.

rule-bad-folding = { $kind ->
    [only-space] This line of the header has spaces on it, so it is not blank.
   *[nothing-to-continue] The line begins with a space, and there is no field above that it could continue.
}
    .why = A line that begins with a space continues the field above it. A line of spaces alone looks like the end of the header and is not, so programs disagree on where the text begins.
    .instead = Leave the line between header and text wholly empty, and begin each field at the edge.

rule-header-injection = A lone CR or LF in a header field lets a field “{ $field }” begin after it.
    .why = Some programs take the lone character for the end of the line. So somebody who may fill in one field can write others: recipients, a second subject, a text.
    .instead = Take CR and LF out of every value before it is put into a header.

rule-eight-bit-header = The field “{ $field }” has octets that are neither ASCII nor UTF-8.
    .why = A header field is ASCII, or UTF-8 where both sides agreed on SMTPUTF8. What other octets stand for nobody can know, so readers show garbage.
    .instead = Write the words as encoded words, which name their character set.

rule-message-without-from = The message has no From: field that names its author.
    .why = From: and Date: are the two fields that every message must have. The address in MAIL is for the servers; readers see From:. Many servers refuse a mail without it.
    .instead = Begin the header with From: and the address of the author.

rule-message-without-date = The message has no Date: field.
    .why = From: and Date: are the two fields that every message must have. The date is when you wrote it; only you know that. A submission server may add it, others may not.
    .instead = Add a line such as Date: Mon, 23 Nov 2026 10:00:00 +0100 to the header.

rule-message-without-id = The message has no Message-ID: field.
    .why = Every message should have a name of its own, so that answers can refer to it and it can be found in logs. A submission server often adds one.
    .instead = Add a line such as Message-ID: <something-unique@your.domain.example>.

rule-duplicate-header-field = The field “{ $field }” is there twice.
    .why = It may be there once. Programs choose the first or the last, so that what one of them checks is not what another one shows.
    .instead = Keep one of them. Several addresses go into one field, with commas between them.

rule-from-without-sender = From: names { $count } authors, and no Sender: says which of them sent the message.
    .why = A message may have several authors and has one sender. Where From: has more than one address, Sender: must say who it is.
    .instead = Add Sender: with one address, or leave one address in From:.

rule-bad-date = { $kind ->
    [expected] The date needs { $what ->
        [day] a day of one or two digits
        [month] the name of a month, of three letters,
        [year] a year
        [time] a time such as 10:00:00
       *[zone] a time zone such as +0100
    } here.
    [day-name] “{ $text }” is no day of the week.
    [wrong-day] That day is a { $right }, not a { $text }.
    [range] “{ $text }” is more than { $what ->
        [day] the days of that month
        [hour] the hours of a day
        [minute] the minutes of an hour
        [second] the seconds of a minute
       *[zone] a time zone can have
    }.
    [short-year] The year “{ $text }” has fewer than four digits.
    [named-zone] The time zone “{ $text }” is a name; it has to be a number.
   *[behind] “{ $text }” does not belong to a date.
}
    .why = The date of a message has one form, so that every program reads the same moment from it. What does not fit is shown wrongly or not at all.
    .instead = Write it as in Mon, 23 Nov 2026 10:00:00 +0100. The name of the day may be left out.

rule-bad-message-id = “{ $field }” needs an identifier such as <1@client.example.org>.
    .why = An identifier stands in angle brackets and has an @ in it, like an address; that makes it different from every other in the world. Threads of answers hang on it.
    .instead = Write < something unique, @, a domain of yours, and >.

rule-unqualified-header-address = The address “{ $address }” in { $field }: has no full domain.
    .why = A name without a domain, or with a domain of one word, means something on your machine only. Nobody else can answer it.
    .instead = Write the whole address, such as cat@example.org.

rule-from-differs-from-envelope = From: is of { $author }, while MAIL named a sender of { $envelope }.
    .why = That is allowed, and usual for mailing lists and services. SPF speaks for the domain in MAIL, DMARC asks that it, or the signature, be of the domain in From:.
    .instead = Keep it if you mean it. Use the same domain in both where you can.

rule-recipients-differ-from-header = { $kind ->
    [not-given] “{ $address }” stands in the header and was not given with RCPT{ $others ->
        [none] {""}
       *[other] {" "}(and { $others } more)
    }, so no mail goes there.
   *[blind] “{ $address }” was given with RCPT and is not in To: or Cc:{ $others ->
        [none] {""}
       *[other] {" "}(and { $others } more)
    }. That is a blind copy.
}
    .why = The server delivers to the addresses given with RCPT. What the header says is for people and changes nothing.
    .instead = Give everybody with RCPT who has to get the mail. To: and Cc: name whom the readers may know of.

rule-bcc-in-message = The Bcc: field is part of the message, so every reader can see it.
    .why = A blind copy is made by RCPT alone. The server takes no field out of the header, and programs show it, or keep it where it can be found.
    .instead = Leave the field out and give the address with RCPT.

rule-return-path-in-message = Return-Path: is for the last server to write.
    .why = The server that delivers the mail writes Return-Path: with the address from MAIL, where notices of failure go. Who sends a message does not write it.
    .instead = Leave the field out. MAIL FROM says where notices go.

rule-handwritten-received = The message has Received: fields already ({ $count }).
    .why = Every server that a mail passes adds one on top. They are right in a mail that is passed on, and tell nothing in one that begins here.
    .instead = Leave them out of a new message. The server adds its own.

rule-mail-loop = The message has { $count } Received: fields: it goes round in circles.
    .why = Each server that a mail passes adds one. No way is that long, so servers take it that the mail comes back to them, and refuse it.
    .instead = Find the two servers that send it to each other: mostly two forwardings that point at one another.

rule-missing-mime-version = “{ $field }” means nothing without MIME-Version: 1.0.
    .why = MIME-Version: 1.0 says that the message is written as MIME, with types and encodings. Without it a reader may show the text raw.
    .instead = Add the line MIME-Version: 1.0 to the header.

rule-missing-charset = { $kind ->
    [no-charset] The text has letters that are not ASCII, and Content-Type: does not say which character set they are in.
   *[no-type] The text has letters that are not ASCII, and no Content-Type: says which character set they are in.
}
    .why = A text without a character set is ASCII. What other octets stand for the reader has to guess, and guesses wrongly.
    .instead = Write MIME-Version: 1.0, Content-Type: text/plain; charset=utf-8 and Content-Transfer-Encoding: 8bit into the header.

rule-encoding-differs-from-body = { $kind ->
    [container] What has parts of its own cannot be encoded as { $encoding }; its parts can.
    [unknown] “{ $encoding }” is no encoding that readers know.
    [eight-bit] The text has octets above 127, while its encoding is 7bit.
   *[broken] This is not { $encoding }, as Content-Transfer-Encoding: says it is.
}
    .why = Content-Transfer-Encoding: says how to read the octets of the body: 7bit, 8bit, binary, quoted-printable or base64. What does not fit is shown as garbage.
    .instead = Name the encoding that the body is in, or encode the body as you named it.

rule-long-encoded-line = This encoded line has { $length } characters; 76 is the most.
    .why = Lines of quoted-printable and base64 are short, so that no program on the way has to break them.
    .instead = Break the line after 76 characters. In quoted-printable put = at the end of a line that goes on.

rule-broken-multipart = { $kind ->
    [no-boundary] The message says that it has parts, and names no boundary between them.
    [bad-boundary] This boundary is too long, or has characters that a boundary may not have.
    [never-opened] No line begins a part with this boundary.
    [never-closed] The parts are not ended: the line --{ $boundary }-- is missing.
   *[no-blank-line] A part needs a blank line before its text.
}
    .why = A message in parts names a boundary. Each part begins with a line of -- and the boundary, its own header and a blank line; after the last one comes -- boundary --.
    .instead = Write the boundary lines exactly as named in Content-Type:, and end with the one that has -- after it.

rule-long-text-line = This line has { $length } characters, more than the 78 that read well everywhere.
    .why = Lines of up to 998 octets are legal. Some readers do not wrap them, so shorter ones are kinder.
    .instead = Break the line where it suits you.

rule-unsubscribe-without-one-click = List-Unsubscribe: is there without List-Unsubscribe-Post:, so nobody can leave with one click.
    .why = With both fields a mail program can show a button that leaves the list at once. Large mail services ask this of who sends in bulk.
    .instead = Add List-Unsubscribe-Post: List-Unsubscribe=One-Click, if your page takes such a request.

rule-header-field-without-parameter = { $parameter ->
    [REQUIRETLS] “{ $field }” says the opposite of REQUIRETLS in MAIL, which is what counts.
   *[other] “{ $field }” goes with the parameter { $parameter }, which does not say the same here.
}
    .why = Servers that know the extension go by the parameter of MAIL or RCPT. The field is what is left of it for servers that do not.
    .instead = Say the same in both, or leave the field out and let the server write it.
