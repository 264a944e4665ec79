### Findings: bdat. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.
