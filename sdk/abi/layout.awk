# SPDX-License-Identifier: MIT
# layout.awk WHERE OLD NEW - what the layout NEW may not do, seen from OLD: a line each with header, struct, member, rule and remedy.
# WHERE says in which header a name stands. Records are frozen; tables (begin with qiki_head) and rows (arrays that carry a stride) grow
# at the tail; constants and function types keep their text. Exit code 1 when there is any such line.

BEGIN {
    # May grow without a head: the entry has a struct_size of its own, the others lie in arrays with a stride.
    split("entry port view out param value channel fact verb", list, " ")
    for (i in list) grows["qiki_" list[i]] = 1
}
FNR == 1 { ++file }
file == 1 { header[$1] = $2; next }
{ side = file - 2 } # 0: old, 1: new

/ 0 \| struct qiki_[a-z0-9_]*$/ { s = $NF; has[side, s] = 1; n[side, s] = 0; if (!side) order[++structs] = s; next }
s != "" && /^ *[0-9]+ \|   [^ ]/ { # a member; what lies inside of it is told by its own struct
    at = $1
    text = $0
    sub(/^ *[0-9]+ \|   /, "", text)
    name = text; sub(/.*[ *]/, "", name)
    type = substr(text, 1, length(text) - length(name)); gsub(/^struct | +$/, "", type)
    if (type == "qiki_head" && at == 0) head[side, s] = 1
    k = ++n[side, s]
    member[side, s, k] = name; rank[side, s, name] = k; offset[side, s, name] = at; kind[side, s, name] = type
    next
}
s != "" && /\[sizeof=/ { sub(/.*sizeof=/, ""); size[side, s] = $0 + 0; s = ""; next }
/^#define / { c = $2; t = $0; sub(/^#define [^ ]* /, "", t); value[side, c] = t; if (!side) names[++constants] = c; next }
/^typedef / { c = $0; sub(/^[^(]*\(\*/, "", c); sub(/\).*/, "", c); value[side, c] = $0; if (!side) names[++constants] = c; next }

function bare(t) { gsub(/\[[0-9]+\]/, "[]", t); return t }
function plain(t) { gsub(/const/, "", t); gsub(/ /, "", t); return t }
function say(what, member, rule, remedy) {
    printf "qiki/%s: %s%s: %s (rule %s): %s\n", header[of], of, member == "" ? "" : "." member, what, rule, remedy
    ++wrong
}
# A record has one rule; a table or row the given one.
function breaks(what, member, rule, remedy) {
    if (frozen) say(what, member, "rec.1", "put it back; what is new is a new record with a new id")
    else say(what, member, rule, remedy)
}
function compare(of_old_size,   i, m, o, p, gone, come, new_at, tail) {
    gone = come = 0
    for (i = 1; i <= n[0, of]; ++i) {
        m = member[0, of, i]
        if ((1, of, m) in offset) continue
        new_at = ""
        for (o = 1; o <= n[1, of]; ++o) {
            p = member[1, of, o]
            if (!((0, of, p) in offset) && offset[1, of, p] == offset[0, of, m] && kind[1, of, p] == kind[0, of, m]) new_at = p
        }
        if (new_at != "") { renamed[of, new_at] = 1; breaks("renamed to " new_at, m, "grow.6", "give it its old name; a new meaning is a new member at the tail") }
        else { ++gone; breaks("removed", m, "grow.6", "put it back; mark it deprecated, it goes with the next major") }
    }
    for (o = 1; o <= n[1, of]; ++o) {
        p = member[1, of, o]
        if ((0, of, p) in offset || (of, p) in renamed) continue
        tail = offset[1, of, p] >= of_old_size
        if (tail && !frozen) continue
        if (tail) { breaks("a record grew at its tail", p); ++come; continue }
        ++come
        breaks("inserted", p, "grow.2", "move it behind the last member")
    }
    for (i = 1; i <= n[0, of]; ++i) {
        m = member[0, of, i]
        if (!((1, of, m) in offset)) continue
        o = kind[0, of, m]; p = kind[1, of, m]
        if (o == p) continue
        ++come # what lies behind it may have moved by it
        if (bare(o) == bare(p)) breaks("array length: was " o ", is " p, m, "grow.6", "give it its old length; a longer one is a new member at the tail")
        else if (plain(o) == plain(p)) breaks("constness: was " o ", is " p, m, "grow.6", "give it its old type; who may write is part of it")
        else if (o ~ /\(\*\)/) breaks("signature: was " o ", is " p, m, "grow.4", "put it back; a changed signature is a new revision of the extension or service, or a new member at the tail")
        else breaks("retyped: was " o ", is " p, m, "grow.6", "give it its old type; a new one is a new member at the tail")
    }
    if (gone || come) return
    for (i = 1; i <= n[0, of]; ++i) {
        m = member[0, of, i]
        if ((1, of, m) in offset && offset[0, of, m] != offset[1, of, m])
            breaks("moved from byte " offset[0, of, m] " to " offset[1, of, m], m, "grow.6", "put the members back into their order")
    }
    if (frozen && size[0, of] != size[1, of]) breaks("size: was " size[0, of] ", is " size[1, of], "")
    if (size[1, of] < size[0, of] && !frozen) say("shrank from " size[0, of] " to " size[1, of], "", "grow.6", "put back what was there")
}
END {
    for (g in grows) if (structs && !((0, g) in has)) { printf "layout.awk: no struct %s; correct its list of what may grow\n", g; ++wrong }
    for (k = 1; k <= structs; ++k) {
        of = order[k]
        frozen = !((0, of) in head) && !(of in grows)
        if (!((1, of) in has)) { say("gone", "", frozen ? "rec.1" : "grow.6", "put it back; mark it deprecated, it goes with the next major"); continue }
        compare(size[0, of])
    }
    for (k = 1; k <= constants; ++k) {
        of = names[k]
        if (!((1, of) in value)) { say("constant or type gone", "", "grow.6", "put it back; mark it deprecated, it goes with the next major"); continue }
        if (value[0, of] == value[1, of]) continue
        if (of == "QIKI_ABI_MINOR" && value[1, of] + 0 > value[0, of] + 0) continue
        say("constant or type changed: was " value[0, of] ", is " value[1, of], "", "grow.6", "give it its old text; another value is a new name")
    }
    if (!structs || !constants) { print "layout.awk: the old layout is empty"; ++wrong }
    exit wrong > 0
}
