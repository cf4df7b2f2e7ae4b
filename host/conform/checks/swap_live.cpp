// SPDX-License-Identifier: MIT
// host/conform/checks/swap_live.cpp - in the middle of a run an instance is replaced by one of another copy of the
// library.
#include "host/conform/child.hpp"
#include "host/conform/drive/history.hpp"

namespace qiki::conform {
namespace swap_live_parts {
constexpr uint64_t ticks = 40;

// Played to `after` by one library, saved, and gone on with by another.
history swapped(const subject& from, const subject& to, uint64_t after) {
    scene world(*from.about, from.seed);
    auto old = std::make_unique<actor>(from);
    history all = live(*old, world, after);
    const std::string state = old->save();
    const standing at = old->stands();
    solo::terms next;
    next.generation = 1;
    actor it(to, next); // the old one still lives, as when a host swaps
    qiki_error e{-1, {}};
    if (const qiki_status status = it.load(state, &e); status < 0)
        throw failed("load() in another copy of the library refuses what was saved after " + std::to_string(after) +
                     " ticks, with status " + std::to_string(status) + ", " + said(e) +
                     ": expected QIKI_OK (rule state.2)");
    it.stand(at);
    old.reset();
    history rest = live(it, world, ticks - after);
    all.ticks.insert(all.ticks.end(), rest.ticks.begin(), rest.ticks.end());
    all.state = rest.state;
    return all;
}

history as_before(const subject& s, uint64_t after) {
    scene world(*s.about, s.seed);
    actor old(s), it(s);
    history all = live(old, world, after);
    if (!goes_round(s, old)) throw deferred("its state does not even go round", "state.round");
    it.load(old.save());
    it.stand(old.stands());
    const history rest = live(it, world, ticks - after);
    all.ticks.insert(all.ticks.end(), rest.ticks.begin(), rest.ticks.end());
    return all;
}

void run(subject& s) {
    const history whole = settled(s, ticks);
    const std::filesystem::path path = std::filesystem::current_path() / "copy.so";
    std::filesystem::copy_file(s.path, path);
    subject copy = s;
    copy.path = path;
    try {
        copy.entry = &load_entry(path);
        if (copy.entry == s.entry)
            throw failed("a copy of the file under another name is not loaded as a library of its own (rule lang.6)");
        copy.about = &find_plugin(*copy.entry, path, s.about->id);
    } catch (const failed& e) {
        throw failed(std::string("a copy of the file, beside the first: ") + e.what() +
                     "; expected that a library can be loaded from any path, beside others (rule lang.6)");
    }
    for (const uint64_t after : {0u, 1u, 17u}) {
        if (as_before(s, after).ticks != whole.ticks)
            throw deferred("it does not even go on within one library", "state.continue");
        const history other = swapped(s, copy, after);
        std::string d = difference(*s.about, whole, other);
        if (d.empty() && !difference_of_state(whole, other).empty())
            d = "the bytes saved at the end: " + difference_of_state(whole, other);
        if (!d.empty())
            throw failed(
                "swapped after " + std::to_string(after) + " ticks for an instance of another copy of the library, " +
                d +
                " differs: expected the bytes of the run that was not interrupted; let nothing depend on path, "
                "generation or the library's own variables (rules state.2, det.1)");
    }
}
} // namespace swap_live_parts
extern const check swap_live{
    .id = "swap.live",
    .level = 5,
    .from = needs::plugin,
    .rules = "state.2 lang.6 det.1",
    .asserts = "saved after 0, 1 and 17 of 40 ticks, loaded by an instance of the next generation from a copy of the "
               "file under "
               "another path in the same process, it goes on byte for byte as the run without a swap",
    .varies = axis::state | axis::places,
    .run = swap_live_parts::run,
    .spares = [](const qiki_descriptor& d) { return without_state(d).empty() ? impure(d) : without_state(d); }};
} // namespace qiki::conform
