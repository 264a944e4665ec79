### Findings: framing. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-bare-line-feed = The line ends with LF alone, not with CR LF.
    .why = A server must not take a lone LF for the end of a line. Servers that do can be made to see two mails where another server sees one.
    .instead = End the line with CR LF. The page adds it for you when you press Enter.
