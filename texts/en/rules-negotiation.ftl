### Findings: negotiation. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.













rule-extension-after-helo = You said HELO, which asks for plain SMTP; { $what } belongs to the extension { $keyword }.
    .why = Extensions are agreed on with EHLO: the server names in its reply what it has. After HELO there are none.
    .instead = Say EHLO in place of HELO, and use what the reply names.

rule-capability-from-before-tls = The server announced { $keyword } before TLS, and not again after it.
    .why = The list from before STARTTLS must be forgotten, because anybody on the way could have changed it. Only the reply to the EHLO after it counts.
    .instead = Use what the last reply to EHLO names.

rule-verb-not-announced = { $verb } needs the extension { $keyword }, which the server did not announce.
    .why = The reply to EHLO names what the server can do beyond plain SMTP. To the rest it answers 502. AUTH is often announced only once TLS is on.
    .instead = Do without it, or look whether it is announced after STARTTLS.

rule-parameter-not-announced = { $keyword } needs the extension { $extension }, which the server did not announce.
    .why = The reply to EHLO names the extensions of the server. For a parameter of another one it refuses the command with 555.
    .instead = Take the parameter away, or use another server.

rule-mechanism-not-announced = The server did not list { $mechanism }; it has { $listed }.
    .why = The list behind AUTH in the reply to EHLO says how you can sign in. To other ways the server answers 504.
    .instead = Use a mechanism of the list.

rule-announced-limit-exceeded = { $limit ->
    [MAILMAX] The server takes { $most } MAIL commands in a session, refused ones included, and this is one more.
    [RCPTMAX] The server takes { $most } recipients in a transaction, refused ones included, and this is one more.
   *[RCPTDOMAINMAX] The server takes recipients of { $most } domains in a session, and this is one more.
}
    .why = The server announced this limit behind LIMITS in its reply to EHLO. Beyond it, it answers 452 or closes the connection.
    .instead = Send what is left in another transaction, or over another connection.

rule-unmet-dependency = The server announces { $keyword } without { $needed }, which it needs.
    .why = The standard of this extension builds on the other one. A client that uses it as written gets stuck.
    .instead = Do not use the extension with this server, or let its operator know.

rule-extension-on-wrong-port = { $place ->
    [hosts] { $keyword } belongs where mail programs hand in mail, not where hosts do.
   *[programs] { $keyword } belongs where hosts exchange mail, not where mail programs hand it in.
}
    .why = Submission, on ports 587 and 465, and relay, on port 25, serve different clients. The standard allows this extension on one of them only.
    .instead = Nothing for a client to do. As the operator, announce it on the other port.

rule-unregistered-keyword = The keyword { $keyword } is not registered.
    .why = Extensions are registered so that a name means the same everywhere; private ones begin with X. What this one means only its server knows.
    .instead = Do not rely on it, unless you know the server.

rule-old-auth-spelling = AUTH is announced with “=”, as drafts before the standard had it.
    .why = Some servers repeat their list in this spelling for mail programs of the nineties. The standard has a space here.
    .instead = Nothing for a client to do: the mechanisms count as announced.

rule-malformed-limits = { $fault ->
    [list] “{ $limit }” is no limit, so the whole list is ignored.
    [repeated] The limit “{ $limit }” is there already; the first one counts.
   *[value] The value of “{ $limit }” is not a number from 1 to 999999, so this limit is ignored.
}
    .why = A server that means a limit and writes it wrongly gets no client to keep to it.
    .instead = Nothing for a client to do. As the operator, write name, “=” and a number, such as RCPTMAX=100.

rule-announced-but-refused = The server announced { $keyword } and now says that it does not know it.
    .why = What a server names in its reply to EHLO it has to take. Some firewalls rewrite the one and not the other.
    .instead = Do without the extension here, and tell the operator.
