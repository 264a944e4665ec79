### Findings: pipelining. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-pipelining-not-announced = { $earlier ->
    [message] You did not wait for the answer to the message, and the server does not announce PIPELINING.
   *[other] You did not wait for the answer to { $earlier }, and the server does not announce PIPELINING.
}
    .why = Only a server that announces PIPELINING has promised to read several commands in one go. Others may lose some of them, and many treat a client that does not wait as a sender of spam.
    .instead = Wait for each reply before you send the next command.

rule-command-after-group-end = { $earlier } has to be the last command you send before you wait.
    .why = Some commands end a group: what you may say next depends on the answer. After EHLO you do not even know yet whether groups are allowed.
    .instead = Wait for the reply to it, then go on.

rule-body-in-same-group = This is sent before the server has answered DATA.
    .why = After DATA you wait for 354. If the server says no instead, it takes every line that you have sent for a command.
    .instead = Wait for 354, then send the message.

rule-unchecked-reply = { $unread ->
    [message] The connection is closed before the answer to the message was read.
   *[other] The connection is closed before the answer to { $unread } was read.
}
    .why = Any reply may be a refusal. Without the answer to the message nobody knows whether it was taken: it is lost, or sent twice.
    .instead = Read every reply, the one to QUIT last, and close then.

rule-lone-dot-needed = The server waits for a message, but no recipient was accepted.
    .why = You sent DATA before you knew that every recipient was refused. The server now reads all you send as a message, and delivers it to nobody.
    .instead = Send a single dot. The server refuses that, or drops it, and you can go on.
