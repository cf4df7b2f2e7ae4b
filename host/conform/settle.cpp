// SPDX-License-Identifier: MIT
// host/conform/settle.cpp - a skip stays one when its judge failed; a difference found in a plugin whose runs differ by
// themselves is no failure of the check that found it.
#include "host/conform/settle.hpp"
#include <algorithm>

namespace qiki::conform {
namespace {
constexpr const char* repeatability[] = {"det.repeat", "det.disturbed"};
constexpr const char* keeper = "own.kept";

bool bad(const result& r) {
    return r.how.how == verdict::fail || r.how.how == verdict::crash || r.how.how == verdict::timeout;
}
const result* found(const std::vector<result>& all, std::string_view id, const std::string& plugin) {
    for (const result& r : all)
        if (r.what->id == id && (r.plugin == plugin || r.plugin.empty())) return &r;
    return nullptr;
}
bool failed_there(const std::vector<result>& all, std::string_view id, const std::string& plugin) {
    const result* r = found(all, id, plugin);
    return r && bad(*r);
}

// It has been judged: by the one that it is left to, or by the one to whom that left it.
enum class judged { no, yes, spared };
judged judgement(const std::vector<result>& all, const result& r) {
    const result* at = &r;
    for (size_t steps = 0; steps < all.size() && !at->how.judge.empty(); ++steps) {
        const result* judge = found(all, at->how.judge, r.plugin);
        if (!judge) return judged::no;
        if (bad(*judge)) return judged::yes;
        if (judge->how.how == verdict::skip && judge->how.spared) return judged::spared;
        at = judge;
    }
    return judged::no;
}
} // namespace

std::vector<question> open_questions(const std::vector<result>& all) {
    std::vector<question> open;
    const auto ask = [&](std::string_view id, const std::string& plugin) {
        const check* c = find_check(id);
        const auto same = [&](const question& q) { return q.what == c && q.plugin == plugin; };
        if (c && !found(all, id, plugin) && std::none_of(open.begin(), open.end(), same)) open.push_back({c, plugin});
    };
    for (const result& r : all) {
        if (r.how.how == verdict::skip && !r.how.judge.empty()) ask(r.how.judge, r.plugin);
        if (r.how.how == verdict::fail && r.what->compares)
            for (const char* id : repeatability) ask(id, r.plugin);
    }
    return open;
}

void settle(std::vector<result>& all) {
    const std::vector<result> before = all; // so that no verdict depends on the order in which they are settled
    for (result& r : all) {
        ending& e = r.how;
        if (e.how == verdict::skip && !e.judge.empty()) {
            const judged how = judgement(before, r);
            if (how == judged::yes) e.text += "; " + e.judge + " judges that";
            else if (how == judged::spared) e.text += "; " + e.judge + " is not for this plugin";
            else
                e.how = verdict::fail,
                e.text += "; " + e.judge + ", which is there to find that, did not: " + remedy_of(e.judge);
        } else if (e.how == verdict::fail && r.what->compares) {
            for (const char* id : repeatability)
                if (e.how == verdict::fail && failed_there(before, id, r.plugin))
                    e.how = verdict::skip, e.judge = id,
                    e.text = "found a difference, and runs of this plugin differ by themselves; " + std::string(id) +
                             " judges that";
        } else if (e.how == verdict::crash) {
            const result* k = found(before, keeper, r.plugin);
            if (k && k->how.how == verdict::fail) // else it only died of the same
                e.text += "; " + std::string(keeper) + " tells what it kept too long (rule own.1)";
        }
    }
}
} // namespace qiki::conform
