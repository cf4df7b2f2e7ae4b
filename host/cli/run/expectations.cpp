// SPDX-License-Identifier: MIT
// host/cli/run/expectations.cpp - counts, and a line for each expectation that was not met.
#include "host/cli/run/expectations.hpp"
#include "host/load/words.hpp"
#include "host/observe/text.hpp"

namespace qiki::cli {

tally count(const std::vector<run::verdict>& all) {
    tally t;
    for (const run::verdict& v : all)
        ++(v.how == run::standing::met ? t.met : v.how == run::standing::failed ? t.failed : t.skipped);
    return t;
}

std::string words(const tally& t) {
    std::string out;
    const auto add = [&](size_t n, const char* word) {
        if (n) out += (out.empty() ? "" : ", ") + std::to_string(n) + " " + word;
    };
    add(t.met, "met"), add(t.failed, "failed"), add(t.skipped, "skipped");
    return out.empty() ? "none" : out;
}

std::string sentence(const scenario::expectation& e, const run::verdict& v, size_t runs) {
    const scenario::place& at = v.where.line ? v.where : e.where;
    std::string out = at.file + ":" + std::to_string(at.line) + ": ";
    if (!e.name.empty()) out += e.name + ": ";
    out += "expected " + wording(e);
    if (runs > 1 && v.how == run::standing::failed) out += ", in run " + std::to_string(v.run);
    out += (v.how == run::standing::failed ? ", " : "; ") + v.seen;
    return load::one_line(out, 1000); // codes and log lines are anybody's
}

std::string expectations(const scenario::scenario& s, const run::report& r) {
    if (r.verdicts.empty()) return {};
    if (r.interrupted)
        return "\n  expectations  " + std::to_string(r.verdicts.size()) + ", none judged: the run was interrupted\n";
    std::string out = "\n  expectations  " + words(count(r.verdicts)) + "\n";
    for (size_t i = 0; i < r.verdicts.size(); ++i)
        if (r.verdicts[i].how != run::standing::met)
            out += std::string("  ") + standing_word(r.verdicts[i].how) +
                   (r.verdicts[i].how == run::standing::failed ? "   " : "  ") +
                   observe::visible(sentence(s.expectations[i], r.verdicts[i], r.digests.size())) + "\n";
    return out;
}
} // namespace qiki::cli
