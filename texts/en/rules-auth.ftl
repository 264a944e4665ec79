### Findings: auth. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-response-before-challenge = You do not wait for the reply to AUTH before you go on.
    .why = The server decides by its reply whether the next line is a part of the sign-in or a command. If AUTH is refused, your password is read as a command, and logged.
    .instead = Wait for 334 before each response, and for 235 before the next command.

rule-secret-outside-exchange = This looks like a part of the sign-in, and the server did not ask for it: it reads a command.
    .why = Without the reply 334 there is no sign-in going on. The line is refused as a command, and may be kept in the logs of the server.
    .instead = Say AUTH again and wait for 334. If this was a password, think about changing it.

rule-already-authenticated = You are signed in already.
    .why = One session has one identity. The server answers 503 to every further AUTH, whatever it carries.
    .instead = Go on with MAIL. To sign in as somebody else, say QUIT and connect again.

rule-auth-in-transaction = AUTH comes inside a transaction.
    .why = The server has to know who you are before a message begins. Inside one it answers 503.
    .instead = Say RSET first, or sign in right after EHLO.

rule-mail-before-auth = This server takes mail only from those who signed in.
    .why = On the ports of mail programs, 587 and 465, the server has to know its users. It answers 530 until AUTH has succeeded.
    .instead = Say AUTH first. If the server does not list it, say STARTTLS and EHLO before.

rule-malformed-mechanism-name = “{ $mechanism }” cannot be the name of a mechanism.
    .why = Names of mechanisms have 1 to 20 letters, digits, “-” and “_”.
    .instead = Use a name from the list behind AUTH in the reply to EHLO.

rule-unknown-mechanism = { $nearest ->
    [none] No mechanism is called “{ $mechanism }”.
   *[other] No mechanism is called “{ $mechanism }”. Did you mean { $nearest }?
}
    .why = AUTH names the way you prove who you are. The server answers 504 to a name that it does not know.
    .instead = Use a name from the list behind AUTH in the reply to EHLO.

rule-credentials-in-clear = TLS is not on, so everybody on the way can read what { $mechanism } sends.
    .why = Base64 is a spelling, not a lock. With these mechanisms the password or the token itself goes over the wire.
    .instead = Say STARTTLS first, or connect to port 465. If you have sent a real password in clear, change it.

rule-initial-response-not-allowed = With { $mechanism } the server speaks first, so nothing follows its name.
    .why = Your answer is made from the challenge that the server sends with 334. Before that there is nothing to say, and the server answers 501.
    .instead = Send AUTH with the mechanism alone, and answer the challenge.

rule-empty-initial-response = A response of no octets is written as “=” behind { $mechanism }.
    .why = Nothing behind the space could be a slip or an empty response. So that the server need not guess, the empty one is written as a single “=”.
    .instead = Add “=”, or take the space away and wait for 334.

rule-initial-response-too-long = The line has { $length } octets with its end, and a command may have { $limit }.
    .why = AUTH is a command, and commands have at most 512 octets. A response that does not fit goes on a line of its own, which may be much longer.
    .instead = Send AUTH with the mechanism alone, and the response after 334.

rule-sign-in-cancelled = The star ends the sign-in; the server answers 501.
    .why = A line of a single “*” is the way out of AUTH. The session goes on where it was before.
    .instead = Nothing needs to change.

rule-text-not-encoded = { $fault ->
    [garbage] This is Base64 by chance and stands for no text; it looks as if it was typed as it is.
   *[text] This is typed as it is; the server expects it in Base64.
}
    .why = All that is said during AUTH is Base64: it can carry any octet, and hides nothing. Words as they are get the answer 501, or fail as a wrong password.
    .instead = Encode the words, or let the sign-in form of the page do it.

rule-malformed-base64 = { $fault ->
    [foreign] An octet that Base64 does not have stands at place { $place }.
    [padding] “=” belongs at the end of Base64 only; it stands at place { $place }.
    [unfinished] The Base64 is not whole: its length is not a multiple of four.
   *[loose] The last letter of the Base64 says more than it may; another spelling means the same.
}
    .why = A response is Base64 and nothing else. The server answers 501 to a foreign octet, to “=” in the middle and to a missing end.
    .instead = Copy it again in full, or encode it anew.

rule-malformed-plain-response = { $fault ->
    [separator-missing] The response to PLAIN lacks the NUL octets that part it: NUL, user name, NUL, password.
    [separator-extra] The response to PLAIN has more than two NUL octets.
    [user-empty] The response to PLAIN has no user name.
    [password-empty] The response to PLAIN has no password.
   *[not-utf8] The response to PLAIN is not UTF-8.
}
    .why = PLAIN is one response: whom to act as, mostly nothing; a NUL; the user name; a NUL; the password. All of it together is encoded as Base64.
    .instead = Encode NUL, user name, NUL and password, or let the sign-in form of the page do it.

rule-malformed-cram-response = { $fault ->
    [separator-missing] The response to CRAM-MD5 lacks the space between user name and digest.
    [user-empty] The response to CRAM-MD5 has no user name.
   *[digest] The response to CRAM-MD5 ends with 32 hexadecimal digits in lower case, and this does not.
}
    .why = The response proves that you know the password without sending it: a keyed MD5 hash of the challenge, behind your user name and a space.
    .instead = Let the sign-in form of the page make the digest from the challenge.

rule-malformed-oauth-response = { $fault ->
    [header] The response begins with “n,,” or “n,a=user,” and an octet of value 1; this does not.
    [attribute] A part of the response is not of the form name=value.
    [user-empty] The response has no user name: it begins with user= and the name.
    [token-missing] The response has no token.
    [bearer-missing] The token follows the word Bearer and a space.
    [end-missing] The response ends with two octets of value 1, and this does not.
   *[unexpected] After an error there is nothing to say but that you have read it.
}
    .why = Name and token stand in parts of the form name=value, each with an octet of value 1 behind it, and one more at the end. The token follows the word Bearer.
    .instead = Let the sign-in form of the page put the response together from user name and token.

rule-malformed-scram-message = { $fault ->
    [header] The message begins with “n,,” or another header of channel binding; this does not.
    [attribute] A part of the message is not of the form letter=value.
    [user-empty] The message has no user name, n=.
    [nonce-missing] The message has no nonce, r=.
    [proof-missing] The message has no proof, p=.
    [not-base64] A value of the message is not Base64.
    [not-utf8] The message is not UTF-8.
   *[unexpected] Nothing is left to say in this exchange.
}
    .why = Both sides prove that they know the password, from the same parts: nonce, salt, count of rounds and the messages themselves.
    .instead = Let the sign-in form of the page compute the messages.
