# SPDX-License-Identifier: MIT
# qiki.bash - completion for bash: what fits is asked of the program itself, so that it knows the verbs, options, plugins and
# values of a scenario as they are now. Source this file, or install QIKI: share/bash-completion/completions/qiki is loaded then.

# Sets `words` to the words up to the cursor as they were typed; COMP_WORDS are split at = and :, too.
_qiki_words() {
    local rest=${COMP_LINE:0:COMP_POINT} word blanks i
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        blanks=${rest%%[![:blank:]]*}
        rest=${rest#"$blanks"}
        word=${COMP_WORDS[i]}
        ((i == COMP_CWORD)) && word=$rest
        if ((i == 0)) || [[ -n $blanks ]]; then words+=("$word"); else words[-1]+=$word; fi
        rest=${rest#"$word"}
    done
}

_qiki_files() { # PART [-d | lua]: names of files that begin with it; -d: folders alone; lua: folders and *.lua
    local cur=$1
    if declare -F _filedir >/dev/null; then
        _filedir ${2:+"$2"}
        return
    fi
    local file
    compopt -o filenames 2>/dev/null
    if [[ ${2-} == -d ]]; then
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$cur")
        return
    fi
    while IFS= read -r file; do
        [[ ${2-} == lua && $file != *.lua && ! -d ${file/#\~\//$HOME/} ]] || COMPREPLY+=("$file")
    done < <(compgen -f -- "$cur")
}

_qiki() {
    local words program cur part candidate
    _qiki_words
    program=${words[0]/#\~\//$HOME/}
    cur=${words[-1]}
    # Readline replaces what stands behind the last character that it breaks words at.
    part=$cur
    [[ $COMP_WORDBREAKS == *=* ]] && part=${part##*=}
    [[ $COMP_WORDBREAKS == *:* ]] && part=${part##*:}
    COMPREPLY=()
    while IFS= read -r candidate; do
        case $candidate in
        :open) compopt -o nospace 2>/dev/null ;;
        :files) _qiki_files "$part" ;;
        :folders) _qiki_files "$part" -d ;;
        :scenarios) _qiki_files "$part" lua ;;
        *) COMPREPLY+=("${candidate#"${cur%"$part"}"}") ;;
        esac
    done < <("$program" complete "${words[@]:1}" 2>/dev/null)
}
complete -F _qiki qiki
