# SPDX-License-Identifier: MIT
# anchor.awk NAMES LAYOUT - the structs of a golden layout as C again, and one exported variable of each: a library in whose debug info
# every type of the ABI stands. It is compiled by the compiler of the day, so that no dump of another compiler's is compared.
BEGIN { print "#include <stdint.h>" }
FNR == 1 { ++file }
file == 1 { if ($1 == "typedef") print $0 ";"; next }
/ 0 \| struct qiki_[a-z0-9_]*$/ { s = $NF; list[++structs] = s; next }
s != "" && /^ *[0-9]+ \|   [^ ]/ {
    text = $0
    sub(/^ *[0-9]+ \|   /, "", text)
    name = text; sub(/.*[ *]/, "", name)
    type = substr(text, 1, length(text) - length(name)); sub(/ +$/, "", type)
    if (type ~ /^struct /) { within = type; sub(/^struct /, "", within); needs[s] = needs[s] " " within }
    if (type ~ /\(\*\)/) sub(/\(\*\)/, "(*" name ")", type)
    else if (type ~ /\[/) { dims = type; sub(/^[^\[]*/, "", dims); sub(/\[.*/, "", type); type = type " " name dims }
    else type = type " " name
    body[s] = body[s] "    " type ";\n"
    next
}
/\[sizeof=/ { s = ""; next }
/^typedef / { later = later $0 "\n" }
function define(s,   i, n, part) {
    if (s in done) return
    done[s] = 1
    n = split(needs[s], part, " ")
    for (i = 1; i <= n; ++i) define(part[i])
    printf "struct %s {\n%s};\n%s anchor_%s;\n", s, body[s], s, s
}
END {
    for (i = 1; i <= structs; ++i) printf "typedef struct %s %s;\n", list[i], list[i]
    printf "%s", later
    for (i = 1; i <= structs; ++i) define(list[i])
}
