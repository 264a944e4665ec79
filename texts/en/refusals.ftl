### What the bridge says no to: what happened, whose doing it was, and (`.next`) what to try.

refusal-bad-request = The page sent the bridge something that is not part of their protocol, so the bridge ended the session.
    .next = Reload the page so that page and bridge are of the same version, then connect again.

refusal-port-not-allowed = The bridge opens only the mail ports 25, 465, 587 and 2525, and this is another port.
    .next = Choose one of these ports, or start the bridge with --allow-target HOST:PORT for this one server.

refusal-host-not-allowed = The bridge does not connect to this host: the name is not well formed, or belongs to a local network, or this bridge offers the sandbox alone.
    .next = Check the spelling of the host. For a server on your own network, start the bridge with --allow-target HOST:PORT.

refusal-address-not-allowed = The host leads to a private or reserved address, and the bridge connects to public servers only.
    .next = If the server is your own, start the bridge with --allow-target HOST:PORT, or with --allow-private for a whole network.

refusal-token-required = The page did not show the token of this run of the bridge.
    .next = Open the address that the bridge printed when it started. A restart makes a new token, so an older tab needs the new address.

refusal-origin-not-allowed = A page from another address asked for a connection, and the bridge serves its own page only.
    .next = Open the address that the bridge printed, or start the bridge with --allow-origin and the address of this page.

refusal-too-many-sessions = All sessions of the bridge are in use.
    .next = Disconnect a session in another tab, or wait until one ends, then connect again.

refusal-rate-limited = More sessions were opened in a short time than the bridge allows.
    .next = Wait a minute, then connect again.

refusal-name-not-found = The bridge found no address for this host name: the name does not exist, or the name server did not answer.
    .next = Check the spelling of the host, and the network of the machine that runs the bridge.

refusal-connection-refused = The host is there, but nothing accepts connections on this port.
    .next = Check the port. Servers take mail from other servers on 25, and from mail programs on 587 or 465.

refusal-connect-timeout = The server did not answer the connection in time: it is down, or a firewall drops the packets on the way.
    .next = Try port 587. Many networks block port 25 for everyone but their own mail servers.

refusal-unreachable = The machine that runs the bridge knows no way to this address.
    .next = Check its network. A host with IPv6 addresses only needs a network with IPv6.

refusal-not-smtp = Something answered, but not as an SMTP server does: its first line is no greeting such as 220.
    .next = Check host and port. Another service, such as a web server, may listen there.

refusal-greeting-timeout = The server accepted the connection and then said nothing, although an SMTP server speaks first.
    .next = Try port 587 or 25. A port that expects TLS first stays silent like this.

refusal-tls-expected = TLS was to begin here, from the first byte on port 465 or right behind the 220 to STARTTLS, and one side said something else.
    .next = Use port 587 or 25 without STARTTLS to speak in clear text. A server that goes on in clear text behind its 220 is broken, or somebody stands between.

refusal-command-not-allowed = The operator of this bridge does not let this command through.
    .next = Try the command in the simulation or in the sandbox, where everything is allowed.

refusal-line-too-long = A command line was longer than the bridge lets through, so the bridge ended the session.
    .next = Keep a command within 512 octets. To see how a server answers longer lines, use the simulation or the sandbox.

refusal-reply-too-long = The server's reply had more lines or longer lines than any reply needs, so the bridge ended the session.
    .next = The fault is the server's. The transcript shows how far its reply went.

refusal-too-many-recipients = The message had more recipients than the bridge lets through.
    .next = Name fewer recipients. To see how a server answers more, use the simulation or the sandbox.

refusal-no-connection = The bridge got no connection to this server: it refused, did not answer, or cannot be reached.
    .next = Check host and port. This public bridge does not say which of these it was, so that nobody can search networks with it.

refusal-idle-timeout = Nothing was said for so long that the bridge ended the session.
    .next = Connect again. Servers end a silent session after some minutes too.

refusal-stalled = The server stopped taking what was sent to it, so the bridge ended the session.
    .next = Connect again. If it happens again at the same command, the fault is the server's.

refusal-session-timeout = The session has lasted as long as the bridge lets a session last.
    .next = Connect again to go on. The transcript so far is kept.

refusal-byte-limit = The session has carried as many bytes as the bridge lets one session carry.
    .next = Connect again, and send a smaller message.

refusal-internal-error = The bridge made a mistake and ended this session; others go on.
    .next = Connect again. If it happens again, report it with what you did: the bridge should never do this.

refusal-shutting-down = The bridge is stopping: someone ended the program.
    .next = Start the bridge again and open the address that it prints. The transcript so far is kept.
