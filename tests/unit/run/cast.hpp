// SPDX-License-Identifier: MIT
// tests/unit/run/cast.hpp - plugins with state, chance and pool work: what must come out the same however it is run.
#pragma once
#include "tests/unit/run/lab.hpp"
#include <array>
#include <cstring>

namespace lab {

// Bodies on a random walk; keeps their places. Writes them in as many passes as room allows.
struct walker {
    using inputs = ports<port<"orders", qiki_command, stream>>;
    using outputs = ports<truth_out>;
    static constexpr qiki_param params[] = {qiki::integer("count", "", 1, 0, 1e6, "entities")};
    static constexpr qiki_verb verbs[] = {{"shift", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT}};

    walker(const qiki_host&, const qiki_instance_info& i) : key(i.rng_key), self(i.self_entity) {}
    void configure(const qiki::config& c) {
        // Never empty: the wrapper copies the value, and an empty walk would test nothing.
        east.assign(static_cast<size_t>(c.integer("count", 1)), 0.0);
    }
    qiki_status step(const qiki::tick<walker>& t) {
        if (t.pass() == 0) {
            for (size_t i = 0; i < east.size(); ++i)
                east[i] += qiki_uniform(qiki_draw(key, t.seq(), self + i, 1, 0), 0) - 0.5;
            for (const qiki_command& c : t.read<port<"orders", qiki_command, stream>>())
                east[static_cast<size_t>(c.entity - self)] += 1000;
            next = 0;
        }
        for (; next < east.size(); ++next) {
            if (t.room<truth_out>() == 0) return QIKI_MORE;
            t.put<truth_out>(body(self + next, t.to(), east[next]));
        }
        return QIKI_OK;
    }
    void state(auto& io) { io(east); }
    uint64_t key, self;
    size_t next = 0;
    std::vector<double> east;
};

// Sees every body with noise; frames refer to contacts by ordinal. Works in the pool.
struct seer {
    using inputs = ports<truth_in>;
    using outputs = ports<port<"frames", qiki_frame, stream, 1>, port<"contacts", qiki_contact, stream, 16>>;
    using frames = port<"frames", qiki_frame, stream, 1>;
    using contacts = port<"contacts", qiki_contact, stream, 16>;

    seer(const qiki_host& h, const qiki_instance_info& i) : host(&h), key(i.rng_key), me(i.index) {}
    void configure(const qiki::config&) {
        const auto* m = qiki::service<qiki_metrics>(*host);
        arena = qiki::service<qiki_arena>(*host);
        looks = m->declare(host, "looks", "", "bodies looked at");
    }
    qiki_status step(const qiki::tick<seer>& t) {
        const auto bodies = t.read<truth_in>();
        if (t.pass() == 0) {
            found.resize(bodies.size());
            struct job {
                seer& s;
                std::span<const qiki_truth> in;
                uint64_t seq;
            } j{*this, bodies, t.seq()};
            const auto* pool = qiki::service<qiki_pool>(*host);
            const qiki_status done = pool->run(
                host, static_cast<uint32_t>(bodies.size()), 3,
                [](void* p, uint32_t begin, uint32_t end, uint32_t worker) {
                    job& x = *static_cast<job*>(p);
                    auto* noise =
                        static_cast<double*>(x.s.arena->take(x.s.host, worker, (end - begin) * sizeof(double), 64));
                    for (uint32_t i = begin; i < end; ++i)
                        noise[i - begin] = qiki_uniform(qiki_draw(x.s.key, x.seq, x.in[i].entity, 1, 0), 0);
                    for (uint32_t i = begin; i < end; ++i) {
                        x.s.found[i] = contact(x.seq * 1000 + i + 1, x.in[i].t);
                        x.s.found[i].z[0] = 1e6 + x.in[i].pos[0] + noise[i - begin];
                        x.s.found[i].valid = QIKI_CONTACT_HAS_Z(0);
                    }
                    qiki::service<qiki_metrics>(*x.s.host)->count(x.s.host, worker, x.s.looks, end - begin);
                },
                &j);
            if (done != QIKI_OK) return QIKI_E_INTERNAL;
            next = 0, first = t.ordinal<contacts>();
        }
        for (; next < found.size(); ++next) {
            if (t.room<contacts>() == 0) return QIKI_MORE;
            t.put<contacts>(found[next]);
        }
        if (t.room<frames>() == 0) return QIKI_MORE;
        t.put<frames>(frame(t.seq(), t.to(), first, static_cast<uint32_t>(t.ordinal<contacts>() - first), me));
        return QIKI_OK;
    }
    const qiki_host* host;
    const qiki_arena* arena = nullptr;
    uint64_t key;
    uint32_t me;
    int32_t looks = -1;
    size_t next = 0;
    uint64_t first = 0;
    std::vector<qiki_contact> found;
};

// One track per contact rank, smoothed: state that a mistake in restoring would show.
struct smoother {
    using inputs = ports<frames_in, contacts_in>;
    using outputs = ports<port<"tracks", qiki_track, snapshot, 16>>;
    using tracks = port<"tracks", qiki_track, snapshot, 16>;
    static constexpr uint64_t schema = 3;
    static inline unsigned births = 0; // of instances

    smoother(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) { ++births; }
    qiki_status step(const qiki::tick<smoother>& t) {
        if (t.pass() == 0) {
            next = 0;
            for (uint32_t k = 0; k < t.writers<frames_in>(); ++k)
                for (const qiki_frame& f : t.read<frames_in>(k)) {
                    const auto seen = t.read<contacts_in>(k).slice(f.first, f.count);
                    if (seen.size() != f.count) throw qiki::failure(QIKI_E_INTERNAL, "a frame without its contacts");
                    place.resize(std::max(place.size(), seen.size()));
                    for (size_t i = 0; i < seen.size(); ++i) place[i] += 0.25 * (seen[i].z[0] - place[i]);
                }
        }
        for (; next < place.size(); ++next) {
            if (t.room<tracks>() == 0) return QIKI_MORE;
            qiki_track x = track(next + 1, t.to());
            x.x[0] = place[next];
            t.put<tracks>(x);
        }
        return QIKI_OK;
    }
    void state(auto& io) { io(place); }
    size_t next = 0;
    std::vector<double> place;
};

// Gives an order now and then to whoever is farthest west, who may be one that it may not command; what the gate says
// to that decides when it speaks next.
struct captain {
    using receipts = port<"receipts", qiki_receipt, stream | many>;
    using orders = port<"orders", qiki_command, stream, 2>;
    using inputs = ports<tracks_in, receipts>;
    using outputs = ports<orders>;
    captain(const qiki_host&, const qiki_instance_info& i) : me(i.index) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<captain>& t) {
        for (uint32_t k = 0; k < t.writers<receipts>(); ++k) refusals += t.read<receipts>(k).records.size();
        if ((t.seq() + refusals) % 3 != 2) return;
        uint64_t pick = 1;
        double least = 1e300;
        for (const qiki_track& x : t.read<tracks_in>())
            if (x.x[0] < least) least = x.x[0], pick = x.id;
        if (++said % 2 == 0) pick = 30; // of beta
        t.put<orders>(command(me, said, pick, 0, t.to()));
    }
    void state(auto& io) { io(said), io(refusals); }
    uint32_t me, said = 0;
    uint64_t refusals = 0;
};

// Two fleets, two radars of which one is slow, a tracker, a slow agent.
struct ensemble : bench {
    ensemble() {
        plan.duration = 3000 * ms;
        put<walker>(section::vehicles, "alpha", {.count = 23}).put<walker>(section::vehicles, "beta", {.count = 7});
        put<seer>(section::radars, "west").put<seer>(section::radars, "east", {.period = 200 * ms});
        put<smoother>(section::trackers, "quick").put<smoother>(section::trackers, "calm", {.period = 500 * ms});
        put<captain>(section::agents, "mind",
                     {.on = "alpha", .from = std::vector<std::string>{"quick"}, .period = 300 * ms});
    }
};
} // namespace lab
