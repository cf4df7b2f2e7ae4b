// SPDX-License-Identifier: MIT
// host/conform/drive/history.cpp - played, compared, packed.
#include "host/conform/drive/history.hpp"
#include "host/conform/fields.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <cstring>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace qiki::conform {
namespace {
constexpr size_t most_kept = size_t{64} << 10;
constexpr char mark[] = "large"; // where told::bytes() has a status

bool is_large(const std::string& tick) { return tick.compare(0, sizeof mark - 1, mark) == 0; }

uint64_t number(const std::string& bytes, size_t at) {
    uint64_t v = 0;
    if (at + sizeof v <= bytes.size()) std::memcpy(&v, bytes.data() + at, sizeof v);
    return v;
}

// Of one tick, laid out as told::bytes() does.
std::string difference_of_tick(const qiki_descriptor& d, const std::string& a, const std::string& b) {
    if (is_large(a) || is_large(b)) return "its records, more than 64 KiB,";
    if (number(a, 0) != number(b, 0))
        return "status " + std::to_string(static_cast<int64_t>(number(a, 0))) + " against " +
               std::to_string(static_cast<int64_t>(number(b, 0)));
    size_t at = sizeof(uint64_t);
    for (uint32_t i = 0; i < d.outputs.count; ++i) {
        const qiki_port& p = load::row<qiki_port>(d.outputs, i);
        const std::string where = std::string("output '") + p.name + "'";
        constexpr const char* heads[] = {"records", "records dropped", "as its flags"};
        for (const char* head : heads) {
            if (number(a, at) != number(b, at))
                return where + ": " + std::to_string(number(a, at)) + " against " + std::to_string(number(b, at)) +
                       " " + head;
            at += sizeof(uint64_t);
        }
        const size_t size = load::record_size(p.record), bytes = number(a, at - 3 * sizeof(uint64_t)) * size;
        const auto [x, y] =
            std::mismatch(a.begin() + static_cast<ptrdiff_t>(at), a.begin() + static_cast<ptrdiff_t>(at + bytes),
                          b.begin() + static_cast<ptrdiff_t>(at));
        if (const auto same = static_cast<size_t>(x - a.begin()) - at; same < bytes)
            return where + ", record " + std::to_string(same / size) + ": " + field_at(p.record, same % size);
        at += bytes;
    }
    return difference(a, b);
}
} // namespace

// What is large is known by its fingerprint alone, as whole runs go to other processes.
std::string kept(std::string bytes) {
    if (bytes.size() <= most_kept) return bytes;
    return mark + std::to_string(bytes.size()) + " bytes " + std::to_string(XXH3_64bits(bytes.data(), bytes.size()));
}

history live(actor& it, scene& world, uint64_t ticks) {
    history h;
    for (uint64_t i = 0; i < ticks; ++i) h.ticks.push_back(kept(it.play(world.next()).bytes()));
    if (it.about().state_schema) h.state = it.save();
    return h;
}
history live(const subject& s, uint64_t ticks, const solo::terms& t) {
    actor it(s, t);
    scene world(*s.about, s.seed);
    return live(it, world, ticks);
}
history settled(const subject& s, uint64_t ticks, const solo::terms& t) {
    history first = live(s, ticks, t);
    const history second = live(s, ticks, t);
    if (first.ticks != second.ticks || first.state != second.state)
        throw deferred("two runs in one process already differ", "det.repeat");
    return first;
}

bool goes_round(const subject& s, actor& it) {
    const std::string saved = it.save();
    actor other(s);
    return other.load(saved) >= 0 && other.save() == saved && it.save() == saved;
}

std::string difference(const qiki_descriptor& d, const history& a, const history& b) {
    if (a.ticks.size() != b.ticks.size())
        return std::to_string(a.ticks.size()) + " against " + std::to_string(b.ticks.size()) + " ticks";
    for (size_t i = 0; i < a.ticks.size(); ++i)
        if (a.ticks[i] != b.ticks[i])
            return "tick() number " + std::to_string(i) + ", " + difference_of_tick(d, a.ticks[i], b.ticks[i]);
    return {};
}
std::string difference(const std::string& a, const std::string& b) {
    if (a.size() != b.size()) return std::to_string(a.size()) + " against " + std::to_string(b.size()) + " bytes";
    const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin());
    return x == a.end() ? "" : "byte " + std::to_string(x - a.begin()) + " of " + std::to_string(a.size());
}
std::string difference_of_state(const history& a, const history& b) { return difference(a.state, b.state); }

std::string bundle(const std::vector<std::string>& all) {
    std::string out;
    for (const std::string& s : all) {
        const uint64_t n = s.size();
        out.append(reinterpret_cast<const char*>(&n), sizeof n) += s;
    }
    return out;
}
std::vector<std::string> unbundle(const std::string& bytes) {
    std::vector<std::string> out;
    for (size_t at = 0; at + sizeof(uint64_t) <= bytes.size();) {
        const uint64_t n = number(bytes, at);
        at += sizeof n;
        out.push_back(bytes.substr(at, n));
        at += out.back().size();
    }
    return out;
}
std::string pack(const history& h) {
    std::vector<std::string> all = h.ticks;
    all.push_back(h.state);
    return bundle(all);
}
history unpack(const std::string& bytes) {
    history h{unbundle(bytes), {}};
    if (h.ticks.empty()) throw failed("the other process did not say what it found");
    h.state = std::move(h.ticks.back());
    h.ticks.pop_back();
    return h;
}
} // namespace qiki::conform
