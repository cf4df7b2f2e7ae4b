# SPDX-License-Identifier: MIT
# names.awk WHERE OLD NEW - which events and plain types of OLD are not in NEW as they were: a line each with header, rule and remedy.
# WHERE says in which header a name stands. An event keeps its number and its name; its usual severity may change. Exit code 1 when
# there is any such line.
FNR == 1 { ++file }
file == 1 { if (!($1 in header)) header[$1] = $2; next }
$1 == "at" { next }
$1 == "typedef" {
    if (file == 3) type[$3] = $2
    else { old_type[++types] = $3; was[types] = $2 }
    next
}
file == 2 { number[++events] = $1; name[events] = $2; next }
{ if (!($1 in by_number)) { by_number[$1] = $0; rank[$1] = FNR } if (!($2 in by_name)) { by_name[$2] = $0; rank[$2] = FNR } }

# The first event that has this number or this name.
function now(n, w) {
    if (!(n in by_number)) return w in by_name ? by_name[w] : ""
    return w in by_name && rank[w] < rank[n] ? by_name[w] : by_number[n]
}
END {
    for (i = 1; i <= types; ++i)
        if (type[old_type[i]] != was[i]) {
            printf "qiki/%s: %s: is no longer %s (rule grow.6): give it its old type\n", header[old_type[i]], old_type[i], was[i]
            ++wrong
        }
    for (i = 1; i <= events; ++i) {
        found = now(number[i], name[i])
        split(found, word, " ")
        if (word[1] == number[i] && word[2] == name[i]) continue
        printf "qiki/codes.h: event %s %s: is %s (rule grow.6): put it back; a number or name is never used again\n", number[i], name[i], found == "" ? "gone" : found
        ++wrong
    }
    if (!types || !events) { print "names.awk: the old names are empty"; ++wrong }
    exit wrong > 0
}
