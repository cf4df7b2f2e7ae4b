// SPDX-License-Identifier: MIT
// host/conform/checks/radar_secret.cpp - a contact does not say whose it is.
#include "host/conform/drive/heaps.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include "qiki/random.h"
#include <algorithm>
#include <cstring>
#include <set>

namespace qiki::conform {
namespace radar_secret_parts {
constexpr uint64_t ticks = 16, bodies = 7, ticks_of_causes = 60;
constexpr uint32_t crowd = 14;

// The world again, with another answer to what no radar can ask.
void disguise(std::vector<qiki_truth>& all) {
    for (qiki_truth& b : all) {
        b.iff = QIKI_IFF_HOSTILE;
        b.valid |=
            QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_MODE3A | QIKI_TRUTH_HAS_IDENTITY; // and no transponder to say it
        b.address24 = 0xABCDE0 + static_cast<uint32_t>(b.entity % 16), b.mode3a = 0x123,
        std::memcpy(b.identity, "SECRET", 6);
    }
}
void nothing_unasked(const subject& s) {
    actor plain(s), disguised(s);
    stage a(*s.about, s.seed), b(*s.about, s.seed);
    const std::vector<qiki_truth> all = spiral(bodies, 1000, 12e3);
    std::vector<qiki_truth> others = all;
    disguise(others);
    for (uint64_t i = 0; i < ticks; ++i)
        if (plain.play(a.next(all)).bytes() != disguised.play(b.next(others)).bytes())
            throw failed(at_tick(i) +
                         "the names (without a transponder) and the side of bodies change what the radar says: "
                         "expected the same bytes (rule radar.secret)");
}

// The entity's number stands nowhere in frames and contacts: as an integer of 64 bits, as half of the id, as a double.
void nothing_written(const std::string& at, const void* record, size_t size, const std::set<uint64_t>& entities) {
    for (size_t i = 0; i + 8 <= size; i += 8) {
        uint64_t word = 0;
        double value = 0;
        std::memcpy(&word, static_cast<const char*>(record) + i, 8);
        std::memcpy(&value, &word, 8);
        for (const uint64_t e : entities)
            if (word == e || word >> 32 == e || (word & 0xFFFFFFFF) == e || value == static_cast<double>(e))
                throw failed(at + "the number of a body stands in it, at byte " + std::to_string(i) +
                             ": origin goes out on the SECRET port alone (rules radar.secret, rec.8)");
    }
}

// A part of the id that stays with a body and is another's for another.
struct part {
    const char* name;
    uint64_t (*of)(uint64_t id);
};
constexpr part parts[] = {{"id", [](uint64_t id) { return id; }},
                          {"id & 0xffffffff", [](uint64_t id) { return id & 0xffffffff; }},
                          {"id >> 32", [](uint64_t id) { return id >> 32; }},
                          {"id & 0xffff", [](uint64_t id) { return id & 0xffff; }},
                          {"id & 0xff", [](uint64_t id) { return id & 0xff; }},
                          {"id % 1000000", [](uint64_t id) { return id % 1000000; }},
                          {"id % 1000", [](uint64_t id) { return id % 1000; }},
                          {"id % 100", [](uint64_t id) { return id % 100; }}};

void nothing_in_ids(const std::map<size_t, std::vector<uint64_t>>& ids) {
    for (const part& p : parts) {
        std::set<uint64_t> values;
        size_t known = 0;
        for (const auto& [who, all] : ids) {
            if (all.size() < 5) continue;
            bool stays = true;
            for (const uint64_t id : all) stays = stays && p.of(id) == p.of(all[0]);
            if (stays) ++known, values.insert(p.of(all[0]));
        }
        if (known > 2 && values.size() == known)
            throw failed(std::string(p.name) +
                         " of the contacts of one body is always the same, and another's for another body: an id "
                         "tells nothing about its origin; count them (rules radar.secret, rec.8)");
    }
}

// What an id may say by a property of its own: a bit, or the rest of a division. Of a number that only counts, neither
// stays with a cause.
struct property {
    bool is_bit;
    uint64_t number;
    uint64_t of(uint64_t id) const { return is_bit ? id >> number & 1 : id % number; }
    std::string name() const { return (is_bit ? "bit " : "the rest of a division by ") + std::to_string(number); }
};
std::vector<property> properties() {
    std::vector<property> all;
    for (uint64_t k = 0; k < 64; ++k) all.push_back({true, k});
    for (const uint64_t k : {3u, 5u, 7u, 10u}) all.push_back({false, k});
    return all;
}

// Contacts of bodies and others, as the origin port tells them, of looks that have both. The number of bodies changes
// from tick to tick, so that no place in a look is always a body's: whoever writes all bodies first and counts says by
// the id what the order says, and no more.
class sides {
public:
    void add(const look& l, const std::map<uint64_t, qiki_origin>& origins) {
        std::vector<std::pair<uint64_t, bool>> here;
        size_t of[2] = {};
        for (const qiki_contact& c : l.contacts)
            if (const auto found = origins.find(c.id); found != origins.end()) {
                here.emplace_back(c.id, found->second.cause == QIKI_CAUSE_TARGET);
                ++of[here.back().second];
            }
        if (!of[0] || !of[1] || here.size() != l.contacts.size()) return;
        for (size_t i = 0; i < here.size(); ++i) {
            const bool target = here[i].second;
            ids_[target].push_back(here[i].first);
            ++from_begin_[i].of[target], ++from_end_[here.size() - i].of[target];
        }
    }
    void judge() const {
        if (std::min(ids_[0].size(), ids_[1].size()) < enough) return;
        if (std::min(shared(from_begin_), shared(from_end_)) < enough / 2) return; // their order says it
        for (const property& p : properties()) {
            std::set<uint64_t> values[2];
            for (const size_t k : {0u, 1u})
                for (const uint64_t id : ids_[k]) values[k].insert(p.of(id));
            if (std::any_of(values[0].begin(), values[0].end(), [&](uint64_t v) { return values[1].contains(v); }))
                continue;
            throw failed(p.name() + " of the id tells " + std::to_string(ids_[1].size()) + " contacts of bodies from " +
                         std::to_string(ids_[0].size()) +
                         " others, as the origin port has them, without a mistake: an id tells nothing about its "
                         "origin; count all contacts in one row (rules radar.secret, rec.8)");
        }
    }

private:
    static constexpr size_t enough = 100; // of either: by chance less than one in 10^50
    struct both {
        size_t of[2] = {};
    };
    static size_t shared(const std::map<size_t, both>& places) {
        size_t n = 0;
        for (const auto& [place, b] : places) n += std::min(b.of[0], b.of[1]);
        return n;
    }
    std::vector<uint64_t> ids_[2]; // of others, of bodies
    std::map<size_t, both> from_begin_, from_end_;
};

void nothing_of_the_cause(const subject& s) {
    const configuration c(*s.about, with(s, {{"clutter", 20}}));
    actor it(s, c);
    stage scene(*s.about, s.seed);
    const double reach = real_parameter(s, "range").value_or(20e3); // an id may tell a band
    const std::vector<qiki_truth> all = spiral(crowd, 0.05 * reach, 0.8 * reach);
    sides both;
    heaps apart;
    for (uint64_t i = 0; i < ticks_of_causes; ++i) {
        const size_t n = 1 + qiki_below(qiki_draw(s.seed, i, 0, 31, 0), crowd);
        const told t = it.play(scene.next(std::span(all).first(n)));
        const std::map<uint64_t, qiki_origin> origins = origins_of(t);
        for (const look& l : looks_of(t)) both.add(l, origins), apart.add(l, origins);
    }
    both.judge();
    apart.judge();
}

void run(subject& s) {
    nothing_unasked(s);
    actor it(s);
    stage scene(*s.about, s.seed);
    std::vector<qiki_truth> all = spiral(bodies, 1000, 12e3);
    std::set<uint64_t> entities;
    for (qiki_truth& b : all) entities.insert(b.entity = 0x1234567 + 7919 * b.entity);
    std::map<size_t, std::vector<uint64_t>> ids; // by body
    for (uint64_t i = 0; i < ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(all)))) {
            nothing_written(at_tick(i) + "frame " + std::to_string(l.frame.seq) + ": ", &l.frame, sizeof l.frame,
                            entities);
            for (const qiki_contact& c : l.contacts) {
                nothing_written(at_tick(i) + "contact " + std::to_string(c.id) + ": ", &c, sizeof c, entities);
                if (const auto m = nearest(l.frame, c, all, 1000)) ids[m->body].push_back(c.id);
            }
        }
    nothing_in_ids(ids);
    nothing_of_the_cause(s);
    if (ids.empty()) throw skipped("saw none of seven bodies in 16 s");
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace radar_secret_parts
extern const check radar_secret{.id = "radar.secret",
                                .level = 4,
                                .from = needs::plugin,
                                .rules = "radar.secret rec.8",
                                .asserts = "the number of a body stands nowhere in frames and contacts, no part of an "
                                           "id stays with a body, or tells bodies from false alarms better than the "
                                           "order does, no field (label, valid bits, kind, band, the time within the "
                                           "look) has a value that all of the one have and none of the other, and "
                                           "side and names "
                                           "that no transponder tells change no byte: a tracker cannot cheat",
                                .varies = axis::records,
                                .run = radar_secret_parts::run,
                                .spares = radar_secret_parts::spares};
} // namespace qiki::conform
