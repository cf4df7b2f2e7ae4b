// SPDX-License-Identifier: MIT
// host/conform/checks/state_chunks.cpp - streams that give little and fail anywhere.
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/stream.hpp"
#include <algorithm>
#include <set>

namespace qiki::conform {
namespace state_chunks_parts {
constexpr uint64_t most = 100; // places at either end, and between them

std::set<uint64_t> places(uint64_t size) {
    std::set<uint64_t> out;
    const uint64_t some = std::clamp<uint64_t>((uint64_t{8} << 20) / std::max<uint64_t>(size, 1), 4, most);
    for (uint64_t i = 0; i < some && i < size; ++i)
        out.insert(i), out.insert(size - 1 - i), out.insert(i * size / some);
    return out;
}
std::string of(uint64_t k, uint64_t size) { return "byte " + std::to_string(k) + " of " + std::to_string(size); }

void save_in_pieces(actor& it, const std::string& saved, uint64_t piece) {
    stream s{.bytes = {}, .piece = piece};
    qiki_error e{-1, {}};
    const qiki_status status = it.save_to(s.face(), &e);
    const std::string how = "save() to a stream that takes at most " + std::to_string(piece) + " bytes a call ";
    if (status < 0)
        throw failed(how + "fails with status " + std::to_string(status) + ", " + said(e) +
                     ": expected QIKI_OK; go on with what was not taken (rule state.5)");
    if (s.bytes != saved)
        throw failed(how + "writes other bytes: " + difference(saved, s.bytes) +
                     "; expected the same; go on with what was not taken (rule state.5)");
}

void load_in_pieces(actor& it, const std::string& saved, uint64_t piece) {
    stream s{.bytes = saved, .piece = piece};
    qiki_error e{-1, {}};
    const qiki_status status = it.load_from(s.face(), it.about().state_schema, &e);
    const std::string how = "load() from a stream that gives at most " + std::to_string(piece) + " bytes a call ";
    if (status < 0)
        throw failed(how + "fails with status " + std::to_string(status) + ", " + said(e) +
                     ": expected QIKI_OK; read until all is there or the stream ends (rule state.5)");
    if (const std::string d = difference(saved, it.save()); !d.empty())
        throw failed(how + "gives another state: " + d + "; expected the one that was saved (rule state.5)");
}

void save_and_fail(actor& it, const std::string& saved, uint64_t k) {
    stream s{.bytes = {}, .fails_at = k};
    if (const qiki_status status = it.save_to(s.face()); status >= 0)
        throw failed("save() to a stream that fails at " + of(k, saved.size()) + " gives status " +
                     std::to_string(status) + ": expected a failure; look at what write() returns (rule state.5)");
    if (const std::string d = difference(saved, it.save()); !d.empty())
        throw failed("a save() that failed at " + of(k, saved.size()) + " has changed the instance: it now saves " + d +
                     " else; expected that a failed save() changes nothing (rule state.5)");
}

void load_and_fail(actor& it, const std::string& saved, const std::string& own, uint64_t k) {
    stream ends{saved.substr(0, k)};
    const bool refused = it.load_from(ends.face(), it.about().state_schema) < 0;
    if (!refused || it.save() != own) throw deferred("takes bytes that end too early", "state.garbage");
    stream s{.bytes = saved, .fails_at = k};
    if (const qiki_status status = it.load_from(s.face(), it.about().state_schema); status >= 0)
        throw failed("load() from a stream that fails at " + of(k, saved.size()) + " gives status " +
                     std::to_string(status) + ": expected a failure; look at what read() returns (rule state.5)");
    if (const std::string d = difference(own, it.save()); !d.empty())
        throw failed("a load() that failed at " + of(k, saved.size()) + " has changed the instance: " + d +
                     "; expected it as before; read everything, then take it over (rules life.3, state.5)");
}

void run(subject& s) {
    actor it(s), other(s); // two states: the one saved, and another that is to stay
    scene world(*s.about, s.seed), elsewhere(*s.about, s.seed + 1);
    for (int i = 0; i < 8; ++i) it.play(world.next());
    for (int i = 0; i < 4; ++i) other.play(elsewhere.next());
    const std::string saved = it.save(), own = other.save();
    if (saved.empty()) throw skipped("saves no byte");
    if (!goes_round(s, it)) throw deferred("its state does not even go round", "state.round");
    for (const uint64_t piece : {1u, 7u, 23u}) {
        save_in_pieces(it, saved, piece);
        actor third(s);
        load_in_pieces(third, saved, piece);
    }
    for (const uint64_t k : places(saved.size())) {
        save_and_fail(it, saved, k);
        load_and_fail(other, saved, own, k);
    }
}
} // namespace state_chunks_parts
extern const check state_chunks{
    .id = "state.chunks",
    .level = 3,
    .from = needs::plugin,
    .rules = "state.5 life.3",
    .asserts =
        "streams that take or give 1, 7 or 23 bytes a call change nothing in what is saved and loaded; one that fails, "
        "at any of the first and last 100 bytes and 100 between them, makes the call fail and leaves the instance as "
        "it was",
    .varies = axis::state,
    .run = state_chunks_parts::run,
    .spares = without_state};
} // namespace qiki::conform
