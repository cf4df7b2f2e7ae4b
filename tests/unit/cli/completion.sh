#!/bin/bash
# SPDX-License-Identifier: MIT
# completion.sh QIKI SOURCE - sources the completion as a shell does and asks what it offers behind typed words.
set -euo pipefail
qiki=$1 source=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" "$tmp/work" "$tmp/work/sub dir"
ln -s "$qiki" "$tmp/bin/qiki"
export PATH=$tmp/bin:$PATH HOME=$tmp
unset QIKI_PLUGIN_PATH XDG_DATA_HOME
cd "$tmp/work"
cat >one.lua <<'LUA'
local q = require "qiki"
q.param { "pd", default = 0.9, min = 0, max = 1 }
q.param { "mode", choices = { "near", "far" } }
q.param { "loud", default = false }
q.param { "recording", type = "text" }
return q.scenario { name = "one", tick = 1, duration = 1, vehicles = { q.use "qiki.vehicle.point" {} } }
LUA
touch recording.ast other.txt
echo 'this is no Lua' >broken.lua

. "$source/scripts/completion/qiki.bash"
complete -p qiki | grep -q -- '-F _qiki qiki' || { echo "the completion is not registered"; exit 1; }

# Splits a line as readline does: at blanks, and = and : are words of their own.
offer() { # LINE: prints what is offered, sorted
    local text=$1 word=
    COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=() COMPREPLY=()
    while [[ -n $text ]]; do
        case ${text:0:1} in
        ' ') [[ -n $word ]] && COMP_WORDS+=("$word"); word= ;;
        '=' | ':') [[ -n $word ]] && COMP_WORDS+=("$word"); COMP_WORDS+=("${text:0:1}"); word= ;;
        *) word+=${text:0:1} ;;
        esac
        text=${text:1}
    done
    case $1 in *[=:]) ;; *) COMP_WORDS+=("$word") ;; esac
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _qiki
    [[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' ' '
}
failed=0
expect() { # LINE WANTED
    local got
    got=$(offer "$1")
    [ "${got% }" = "$2" ] || { echo "behind '$1': expected '$2', found '${got% }'"; failed=1; }
}
COMP_WORDBREAKS=$' \t\n"'"'"'><=;|&(:'
expect 'qiki d' 'doctor'
expect 'qiki he' 'help'
expect 'qiki help sc' 'score'
expect 'qiki conform x.so --only unload.tw' 'unload.twice'
expect 'qiki conform x.so --only=unload.tw' 'unload.twice'
expect 'qiki ty' 'types'
expect 'qiki co' 'compare conform'
expect 'qiki compare o' 'one.lua'
expect 'qiki compare one.lua --va' '--vary'
expect 'qiki compare one.lua --vary p' 'pd='
expect 'qiki types --' '--help --plugin --to'
expect 'qiki types --to s' 'sub dir'
expect 'qiki run --thr' '--threads'
expect 'qiki run o' 'one.lua'
expect 'qiki run ' 'broken.lua one.lua sub dir'
expect 'qiki run one.lua --set ' 'loud= mode= pd= recording='
expect 'qiki run one.lua --set p' 'pd='
expect 'qiki run one.lua --set pd=' '0.9'
printf 'return require "qiki".scenario { name = "two", tick = 1, duration = 1, vehicles = { require "qiki".use "qiki.vehicle.point" { id = "ship" } } }' >two.lua
expect 'qiki run two.lua --plot-metric ' 'host. ship.'
expect 'qiki run two.lua --plot-metric ship.x=oth' 'other.txt'
rm two.lua
expect 'qiki run one.lua --set mode=' 'far near'
expect 'qiki run one.lua --set mode=f' 'far'
expect 'qiki run one.lua --set loud=' 'false true'
expect 'qiki run one.lua --set recording=rec' 'recording.ast'
expect 'qiki run one.lua --set=mo' 'mode='
expect 'qiki run one.lua --set pd=0.5 --set m' 'mode='
expect 'qiki run --quiet one.lua --set nothing' ''
expect 'qiki run broken.lua --set ' ''
expect 'qiki run missing.lua --set ' ''
expect 'qiki run one.lua --csv s' 'sub dir'
expect 'qiki run one.lua --plot other' 'other.txt'
expect 'qiki run --realtime o' 'one.lua'
expect 'qiki run --realtime 2 o' 'one.lua'
expect 'qiki run --realtime 2 one.lua --set pd=' '0.9'
expect 'qiki run -- -' ''
expect 'qiki score x.csv --p ' '1 2'
expect 'qiki list --kind tr' 'tracker'
expect 'qiki list qiki.vehicle.po' 'qiki.vehicle.point'
expect 'qiki asterix rec' 'recording.ast'
expect 'qiki nonsense ' ''
expect 'qiki run one.lua --seed ' ''
COMP_WORDBREAKS=$' \t\n' # as some set it
expect_whole() {
    local got
    COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
    read -ra COMP_WORDS <<<"$1"
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _qiki
    got=${COMPREPLY[*]}
    [ "$got" = "$2" ] || { echo "behind '$1', with no breaks: expected '$2', found '$got'"; failed=1; }
}
expect_whole 'qiki run one.lua --set mode=f' 'mode=far'

# Every option of --help is offered.
for verb in $(qiki complete ''); do
    case $verb in -* | help) continue ;; esac
    listed=$(qiki "$verb" --help | sed -nE 's/^  (--[a-z0-9-]+).*/\1/p' | sort | tr '\n' ' ')
    COMP_WORDBREAKS=$' \t\n"'"'"'><=;|&(:'
    expect "qiki $verb --" "${listed% }"
    [ -n "$listed" ] || { echo "$verb lists no options"; failed=1; }
done
[ $failed = 0 ] && echo "completion: what is offered is what fits"
exit $failed
