// SPDX-License-Identifier: MIT
// host/conform/drive/quietly.cpp - the environment before and after, and the two descriptors turned aside.
#include "host/conform/drive/quietly.hpp"
#include "host/conform/check.hpp"
#include "host/conform/drive/hush.hpp"
#include "host/load/guard.hpp"
#include "host/load/words.hpp"

namespace qiki::conform {

qiki_status refused_cleanly(const std::string& what, const std::function<qiki_status()>& call) {
    const load::environment before;
    const qiki_status status = call();
    const std::string changed = before.difference();
    if (!changed.empty()) before.restore();
    if (status < 0 && !changed.empty())
        throw failed(what + " is refused, and changed the " + changed +
                     ": expected the process as it was found, on the ways out that fail too (rule err.5)");
    return status;
}

qiki_status refused_quietly(const std::string& what, const std::function<qiki_status()>& call) {
    qiki_status status = QIKI_OK;
    std::string heard;
    {
        const hush quiet;
        status = call();
        heard = quiet.heard();
    }
    if (status < 0 && !heard.empty())
        throw failed(what + " is refused, and wrote \"" + load::one_line(heard, 120) +
                     "\" to standard output or error: expected nothing, since they are the host's; the reason goes "
                     "into qiki_error (rules log.1, err.2)");
    return status;
}
} // namespace qiki::conform
