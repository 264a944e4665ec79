### Findings: tls. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.









rule-tls-record-in-clear = This is the beginning of TLS, and the server expects a command.
    .why = On port 465 TLS begins with the first octet. On 25 and 587 the session begins in clear, and STARTTLS turns TLS on.
    .instead = Connect to port 465, or say STARTTLS first.

rule-plaintext-after-starttls = Nothing may be said between STARTTLS and the TLS handshake.
    .why = A server has to throw away what comes in clear behind STARTTLS: somebody on the way could have added it. Servers that did not let strangers put commands into secured sessions.
    .instead = Wait for 220, start TLS, and say EHLO again over it.

rule-starttls-under-tls = TLS is on already.
    .why = TLS is started once in a connection. On port 465 it is on from the first octet.
    .instead = Go on with EHLO or AUTH.

rule-starttls-in-transaction = STARTTLS comes inside a transaction.
    .why = After the handshake both sides begin anew, so the transaction would be lost. Most servers refuse.
    .instead = Say RSET first, or STARTTLS right after EHLO.

rule-starttls-with-argument = STARTTLS takes nothing behind it.
    .why = The command stands alone. With anything behind it the server answers 501 and the session stays in clear.
    .instead = Write STARTTLS alone.

rule-requiretls-without-tls = REQUIRETLS asks for TLS on the whole way, and TLS is not on here.
    .why = The parameter asks that the message goes over verified TLS from server to server, or comes back. Here it would begin in clear.
    .instead = Say STARTTLS and EHLO first.

rule-outdated-tls = { $version } is outdated; mail needs TLS 1.2 or newer.
    .why = Older versions rest on algorithms that can be broken. Mail programs have to use 1.2 or newer.
    .instead = Update the older side, or switch the old versions off.

rule-starttls-announced-under-tls = The server announces STARTTLS, though TLS is on.
    .why = The list says what can be done now. TLS cannot be started twice, so a server has to leave STARTTLS out.
    .instead = Ignore it: the connection is protected already.
