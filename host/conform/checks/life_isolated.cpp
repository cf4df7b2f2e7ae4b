// SPDX-License-Identifier: MIT
// host/conform/checks/life_isolated.cpp - two of one library know nothing of each other.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/load/words.hpp"
#include "qiki/random.h"
#include <list>
#include <optional>

namespace qiki::conform {
namespace life_isolated_parts {
constexpr uint64_t ticks = 12;
constexpr uint32_t tries = 16, crowd = 100, worlds = 3;
constexpr uint64_t crowd_ticks = 4;

// Somebody with a configuration, a name, a seed and a world of its own, tick by tick.
class somebody {
public:
    somebody(const subject& s, const configuration& c, const char* name, uint64_t seed)
        : it_(s, c, {.name = name, .seed = seed}), world_(*s.about, seed) {}
    void tick() { told_.push_back(it_.play(world_.next()).bytes()); }
    void end() { // what it remembers is told, too
        if (it_.about().state_schema) told_.push_back(it_.save());
    }
    const std::vector<std::string>& told() const { return told_; }

private:
    actor it_;
    scene world_;
    std::vector<std::string> told_;
};

std::vector<std::string> alone(const subject& s, const configuration& c, const char* name, uint64_t seed) {
    somebody it(s, c, name, seed);
    for (uint64_t i = 0; i < ticks; ++i) it.tick();
    return it.told();
}

// Another configuration than the default, which the plugin accepts; the default when there is none.
void choose(const subject& s, std::optional<configuration>& c) {
    const configuration defaults(*s.about, s.set);
    for (uint32_t i = 0; i < tries; ++i) {
        c.emplace(*s.about, s.set, s.seed, i);
        if (c->text() == defaults.text()) continue;
        try {
            const actor probe(s, *c);
            return;
        } catch (const skipped&) {} // not this one
    }
    c.emplace(*s.about, s.set);
}

void compare(const char* who, const configuration& c, const std::vector<std::string>& alone,
             const std::vector<std::string>& together) {
    for (size_t i = 0; i < alone.size(); ++i)
        if (alone[i] != together[i])
            throw failed(std::string("the ") + who + " of two instances, configured with " +
                         load::one_line(c.text(), 300) + ", writes at tick " + std::to_string(i) +
                         " something else than when it lives alone: expected the same bytes; keep in the instance what "
                         "is static or thread_local (rules life.5, thread.2)");
}

// A hundred at once, each in one of three worlds that are dealt out by chance: a pool of slots has given one to two of
// them.
void many(const subject& s, const configuration& c) {
    const auto seed = [](uint32_t world) { return 10 + uint64_t{world}; };
    std::vector<std::vector<std::string>> alone_in;
    for (uint32_t k = 0; k < worlds; ++k) {
        somebody one(s, c, "one", seed(k));
        for (uint64_t i = 0; i < crowd_ticks; ++i) one.tick();
        one.end();
        alone_in.push_back(one.told());
    }
    std::list<somebody> all;
    std::vector<uint32_t> where;
    for (uint32_t k = 0; k < crowd; ++k) {
        where.push_back(qiki_below(qiki_draw(s.seed, k, 0, 1, 0), worlds));
        all.emplace_back(s, c, "one", seed(where.back()));
    }
    for (uint64_t i = 0; i < crowd_ticks; ++i)
        for (somebody& one : all) one.tick();
    uint32_t k = 0;
    for (somebody& one : all) {
        one.end();
        const auto &was = alone_in[where[k++]], &is = one.told();
        for (size_t i = 0; i < was.size(); ++i)
            if (was[i] != is[i])
                throw failed(
                    "instance number " + std::to_string(k) + " of 100 that live side by side " +
                    (i < crowd_ticks ? "writes at tick " + std::to_string(i) : std::string("saves")) +
                    " something else than when it lives alone: expected the same bytes, however many there are; "
                    "keep in the instance what is static or thread_local, or lies in a pool that is (rules "
                    "life.5, thread.2)");
    }
}

void run(subject& s) {
    const configuration first(*s.about, s.set);
    std::optional<configuration> second;
    choose(s, second);
    const auto a = alone(s, first, "first", 1), b = alone(s, *second, "second", 2);
    if (alone(s, first, "first", 1) != a || alone(s, *second, "second", 2) != b)
        throw deferred("differs from run to run when it lives alone", "det.repeat");
    somebody x(s, first, "first", 1);
    std::optional<somebody> y(std::in_place, s, *second, "second", 2);
    for (uint64_t i = 0; i < ticks; ++i) {
        x.tick();
        y->tick();
    }
    const auto theirs = y->told();
    y.reset(); // and the other lives on
    compare("first", first, a, x.told());
    compare("second", *second, b, theirs);
    std::optional<somebody> u(std::in_place, s, *second, "second", 2);
    somebody v(s, first, "first", 1);
    for (uint64_t i = 0; i < ticks; ++i) {
        if (i == ticks / 2) u.reset();
        if (u) u->tick();
        v.tick();
    }
    compare("last", first, a, v.told());
    many(s, first);
}
} // namespace life_isolated_parts
extern const check life_isolated{
    .id = "life.isolated",
    .level = 2,
    .from = needs::plugin,
    .rules = "life.5 thread.2",
    .asserts =
        "two instances with different configurations, ticked in turns, write what each writes alone, byte for byte, "
        "and one lives on as before when the other is destroyed; and so does each of 100 in 4 ticks",
    .varies = axis::configuration | axis::calls | axis::instances,
    .run = life_isolated_parts::run,
    .spares = impure};
} // namespace qiki::conform
