### Findings: framing. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-bare-line-feed = The line ends with LF alone, not with CR LF.
    .why = A server must not take a lone LF for the end of a line. Servers that do can be made to see two mails where another server sees one.
    .instead = End the line with CR LF. The page adds it for you when you press Enter.

rule-bare-carriage-return = A CR stands in the line without its LF.
    .why = CR and LF end a line together and occur nowhere else. Programs that read a lone CR differently see different commands, which attackers make use of.
    .instead = Remove the CR. If the line was to end there, end it with CR LF.

rule-control-character = The octet { $octet } is a control character and has no place in a command.
    .why = Control characters are not seen on a screen. Arrow and editing keys of a plain terminal send them on instead of moving the cursor, and the server reads them as part of the command.
    .instead = Remove it and type the line again.

rule-invalid-utf8 = These octets are neither ASCII nor UTF-8.
    .why = A command is ASCII; with SMTPUTF8 an address may be UTF-8. Octets of an older character set, such as Latin-1, are neither, and no server can read them.
    .instead = Set your terminal to UTF-8, or write the word in ASCII.

rule-pasted-typography = { $plain ->
    [nothing] An invisible character ({ $character }) stands here.
    [space] A special space ({ $character }) stands here instead of a plain one.
   *[other] The character { $character } looks like { $plain } and is another one.
}
    .why = Word processors and web pages replace plain quotes, dashes and spaces by finer ones. A server reads only the plain ones, and sees a different command from the one you see.
    .instead = Type the plain character instead. The fix does it for you.

rule-non-ascii-in-command = “{ $text }” is not ASCII, and a command is.
    .why = Verbs, keywords and most values of SMTP are plain ASCII. The extension SMTPUTF8 opens addresses and a few values to other characters, nothing else.
    .instead = Write it with plain letters, digits and signs.

rule-typed-escape = “{ $text }” is typed as text; it does not end the line.
    .why = Programming languages write the end of a line so. In a command it is a backslash and a letter, and the server takes them for a part of it.
    .instead = Remove it and press Enter. The page ends every line with CR LF.

rule-incomplete-line = The line has no end; the server waits for the rest.
    .why = A server acts on a command when CR LF has come, and not before. Until then both sides wait for each other.
    .instead = End the line with CR LF. The page adds it for you when you press Enter.

rule-command-line-too-long = The line has { $length } octets with its end; the server has to take { $limit }.
    .why = Every server takes 512 octets a line, and more where an extension that it announced needs more. What is longer may be refused or cut.
    .instead = Shorten the line.

rule-auth-line-too-long = The response has { $length } octets with its line end; a server has to take { $limit }.
    .why = The standard calls 12288 octets enough for every mechanism. A server refuses what is longer, and the exchange begins anew.
    .instead = Check that the response is the one your mechanism asks for.

rule-text-line-too-long = The line has { $length } octets with its end, and { $limit } are allowed.
    .why = Every server takes lines of 1000 octets. Longer ones are refused, or broken in two, which spoils signatures and encodings. Editors and programs make them when a whole paragraph or file is one line.
    .instead = Break the line, or send the part as quoted-printable or base64.

rule-empty-line = The line is empty, and a server answers that with an error.
    .why = Every line you send is a command and gets a reply. An empty one is often meant for the message; that begins after DATA and its reply 354.
    .instead = Type a command, or say DATA first if this is the message.

rule-space-before-verb = A space stands before the command.
    .why = A command begins with the first octet of its line. Many servers answer 500 to anything else; it often comes from an indented example that was pasted.
    .instead = Remove the space.

rule-tab-separator = A TAB stands where a space belongs.
    .why = Only a space parts the words of a command. Many servers take a TAB for a part of the word, and do not know the command then.
    .instead = Replace the TAB by one space.

rule-double-space = More than one space stands between two words.
    .why = Exactly one space parts the words of a command. Most servers forgive more, strict ones answer 501.
    .instead = Leave one space.

rule-trailing-space = The line ends with a space.
    .why = Servers should ignore it, and nearly all do.
    .instead = Remove the space.
