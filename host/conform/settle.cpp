// SPDX-License-Identifier: MIT
// host/conform/settle.cpp - a skip stays one when its judge failed; what follows from the failure of another check is
// no failure of the one that saw it, and is told where its cause stands.
#include "host/conform/settle.hpp"
#include <algorithm>
#include <tuple>

namespace qiki::conform {
namespace {
constexpr const char* repeatability[] = {"det.repeat", "det.disturbed"};
constexpr std::string_view repeater = repeatability[0], isolation = "life.isolated", keeper = "own.kept",
                           plainest = "out.finite";
// They see what only shows after certain others have lived in that process, or at certain addresses.
constexpr std::string_view heirs[] = {isolation, "det.disturbed"};
// What else two runs do not have in common when memory of the host's is kept, or instances share some.
constexpr struct {
    std::string_view cause, consequence, found = {}, seen = {}; // in their texts, if not empty
} consequences[] = {{keeper, repeater},
                    {keeper, "det.disturbed"},
                    {keeper, isolation},
                    {keeper, "det.seed"},
                    {keeper, "thread.hop"},
                    {isolation, "thread.hop"},
                    {isolation, "state.garbage"}, // what the one loads, the other is told to have kept
                    // Who turns its bearings the wrong way finds no body where the others look for one.
                    {"sensor.geometry", "radar.stats"},
                    {"sensor.geometry", "sensor.honest-sigma"},
                    {"det.turn", "sensor.honest-sigma"}, // noise that comes again
                    {"sensor.geometry", "radar.physics"},
                    // Who sets a locale has the library open its files.
                    {"load.environment", "det.no-clock", "changed the locale", "openat()"}};

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

// `r` died of what `other` died of: the same in the same call, at the same place of the plugin's code; where no place
// is known, as when it hangs, of what nothing special was needed for.
bool tells_of(const result& other, const result& r) {
    const ending &a = other.how, &b = r.how;
    if (!(other.plugin == r.plugin || r.plugin.empty()) || a.fault != b.fault || a.frames != b.frames) return false;
    return !a.frames.empty() || a.given.empty() || a.given == b.given;
}
// Of all who died of the same, the one that tells it: what asks least of a plugin.
const result& teller(const std::vector<result>& all, const result& r) {
    const result* best = &r;
    const auto strain = [](const result& x) { // a check of the file says nothing of whose call it was
        return std::make_tuple(x.what->id != plainest, !x.how.given.empty(), x.plugin.empty(), x.what->level);
    };
    if (r.how.fault.empty()) return r;
    for (const result& other : all)
        if (bad(other) && tells_of(other, r) &&
            (strain(other) < strain(*best) || (&other < best && strain(other) == strain(*best))))
            best = &other;
    return *best;
}

// The check from whose failure that of `id` follows; `id` itself when there is none.
std::string cause_of(const std::vector<result>& all, std::string_view id, const std::string& plugin) {
    const auto fails_by_itself = [&](const result* x) { // not by a hang, nor by what others die of as well
        return x && bad(*x) && x->how.how != verdict::timeout && teller(all, *x).what == x->what;
    };
    const result* r = found(all, id, plugin);
    const auto has = [](const result* x, std::string_view words) {
        return words.empty() || (x && x->how.text.find(words) != std::string::npos);
    };
    for (const auto& c : consequences)
        if (const result* cause = c.consequence == id ? found(all, c.cause, plugin) : nullptr;
            fails_by_itself(cause) && has(cause, c.found) && has(r, c.seen))
            return std::string(c.cause);
    return std::string(r && bad(*r) ? std::string_view(teller(all, *r).what->id) : id);
}

// It has been judged: by the one that it is left to, by whom that left it to, or by one that sees more of the same.
enum class judged { no, yes, spared };
struct ruling {
    judged how = judged::no;
    std::string by;
};
ruling judgement(const std::vector<result>& all, const result& r) {
    const result* at = &r;
    for (size_t steps = 0; steps < all.size() && !at->how.judge.empty(); ++steps) {
        const std::string& id = at->how.judge;
        const result* judge = found(all, id, r.plugin);
        if (!judge) break;
        if (bad(*judge)) return {judged::yes, cause_of(all, id, r.plugin)};
        if (id == repeater)
            for (const std::string_view heir : heirs)
                if (failed_there(all, heir, r.plugin)) return {judged::yes, cause_of(all, heir, r.plugin)};
        if (judge->how.how == verdict::skip && judge->how.spared) return {judged::spared, id};
        at = judge;
    }
    return {};
}

// Of those who saw runs differ, and whom nobody judges: the one that fails for all of them.
const result* root(const std::vector<result>& all, const std::string& plugin) {
    const result* first = nullptr;
    for (const result& r : all)
        if (r.plugin == plugin && r.how.how == verdict::skip && r.how.judge == repeater &&
            judgement(all, r).how == judged::no)
            if (!first || r.what->id == isolation) first = &r;
    return first;
}

void settle_skip(const std::vector<result>& before, result& r) {
    ending& e = r.how;
    const ruling how = judgement(before, r);
    const result* first = e.judge == repeater && how.how == judged::no ? root(before, r.plugin) : nullptr;
    if (how.how == judged::yes) e.judge = how.by, e.text += "; " + how.by + " judges that";
    else if (how.how == judged::spared) e.text += "; " + e.judge + " is not for this plugin";
    else if (first && first->what != r.what)
        e.judge = first->what->id, e.text += "; follows from what " + e.judge + " found";
    else
        e.how = verdict::fail,
        e.text += "; " + e.judge + ", which is there to find that, did not: " + remedy_of(e.judge);
}

void leave_to(ending& e, const std::string& judge, const std::string& text) {
    e.how = verdict::skip, e.judge = judge, e.text = text;
}

// Who died. True: of what another one tells.
bool settle_death(const std::vector<result>& before, result& r) {
    const result& first = teller(before, *found(before, r.what->id, r.plugin));
    if (first.what == r.what) return false;
    leave_to(r.how, first.what->id, r.how.text + "; " + first.what->id + " found the same");
    return true;
}

void settle_failure(const std::vector<result>& before, result& r) {
    ending& e = r.how;
    if (const std::string cause = cause_of(before, r.what->id, r.plugin); cause != r.what->id)
        return leave_to(e, cause, e.text + "; follows from what " + cause + " found");
    if (const result* plain = found(before, plainest, r.plugin);
        plain && bad(*plain) && !e.flaw.empty() && plain->how.flaw == e.flaw && plain->what != r.what)
        return leave_to(e, std::string(plainest), e.text + "; " + std::string(plainest) + " found the same");
    for (const result* other = before.data(); other->what != r.what || other->plugin != r.plugin; ++other)
        if (other->plugin == r.plugin && bad(*other) && other->how.text == e.text)
            return leave_to(e, other->what->id, e.text + "; " + other->what->id + " found the same");
    if (!r.what->compares) return;
    for (const std::string_view id : repeatability)
        if (failed_there(before, id, r.plugin)) {
            const std::string cause = cause_of(before, id, r.plugin);
            return leave_to(e, cause,
                            "found a difference, and runs of this plugin differ by themselves; " + cause +
                                " judges that");
        }
    if (failed_there(before, isolation, r.plugin))
        e.text += "; it may follow from what " + std::string(isolation) + " found: mend that first";
}

// Who says nothing, or nothing of its own, because this one failed: it died of the same, or what it saw comes of it.
void name_consequences(std::vector<result>& all) {
    for (result& r : all) {
        if (!bad(r)) continue;
        std::string same, ids;
        size_t n = 0;
        for (const result& other : all) {
            if (!(other.plugin == r.plugin || other.plugin.empty() || r.plugin.empty()) ||
                other.how.how != verdict::skip || other.how.judge != r.what->id)
                continue;
            const bool died = !other.how.fault.empty();
            std::string& list = died ? same : ids;
            list += (list.empty() ? "" : ", ") + std::string(other.what->id), n += !died;
        }
        if (!same.empty()) r.how.text += "; " + same + " found the same";
        if (n) r.how.text += "; " + ids + (n == 1 ? " follows from this" : " follow from this");
    }
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
        if (r.how.how == verdict::skip && !r.how.judge.empty()) {
            ask(r.how.judge, r.plugin);
            const result* judge = found(all, r.how.judge, r.plugin);
            if (judge && !bad(*judge) && r.how.judge == repeater)
                for (const std::string_view heir : heirs) ask(heir, r.plugin);
        }
        if (r.how.how == verdict::fail && r.what->compares)
            for (const char* id : repeatability) ask(id, r.plugin);
        if (r.how.how == verdict::fail && !r.how.flaw.empty()) ask(plainest, r.plugin);
    }
    return open;
}

void settle(std::vector<result>& all) {
    const std::vector<result> before = all; // so that no verdict depends on the order in which they are settled
    for (result& r : all) {
        if (r.how.how == verdict::skip && !r.how.judge.empty()) settle_skip(before, r);
        else if (!r.how.fault.empty() && bad(r) && settle_death(before, r)) continue;
        else if (r.how.how == verdict::fail) settle_failure(before, r);
        else if (r.how.how == verdict::crash) {
            const result* k = found(before, keeper, r.plugin);
            if (k && k->how.how == verdict::fail) // else it only died of the same
                r.how.text += "; " + std::string(keeper) + " tells what it kept too long (rule own.1)";
        }
    }
    name_consequences(all);
}
} // namespace qiki::conform
