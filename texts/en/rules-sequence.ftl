### Findings: sequence. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-mail-before-hello = MAIL comes before EHLO.
    .why = The server has to know who you are, and you have to know what it can do, before a mail begins. That holds again after STARTTLS.
    .instead = Say EHLO and your name first.

rule-command-after-quit = QUIT was said already; nothing after it is read.
    .why = The server answers QUIT with 221 and closes the connection.
    .instead = Say what you have to say before QUIT, or connect again.
