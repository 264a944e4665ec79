### Findings: commands. A finding is one line that stands alone; .why says why it matters; .instead what to type instead.

rule-unknown-verb = { $nearest ->
    [none] No server knows the command “{ $verb }”.
   *[other] No server knows the command “{ $verb }”. Did you mean { $nearest }?
}
    .why = A line begins with a verb. A server that does not know it answers 500 and does nothing, whatever follows.
    .instead = Begin the line with one of the commands in the list of what you can say now.

rule-space-around-colon = A space stands next to the colon.
    .why = FROM: and TO: are one word with their colon, and the path follows at once. Most servers forgive a space here, strict ones answer 501.
    .instead = Remove the space, so that the angle bracket follows the colon.
