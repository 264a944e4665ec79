### Findings: data. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-unstuffed-dot = A line begins with a single dot.
    .why = The server takes one dot away from every line that begins with one, so this line arrives without it. A line of a single dot ends the message.
    .instead = Put a second dot in front. The server takes it away again.
