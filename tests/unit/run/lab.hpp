// SPDX-License-Identifier: MIT
// tests/unit/run/lab.hpp - plans made of plugins that are written in the test: ports by type, behaviour by name.
#pragma once
#include "host/run/engine.hpp"
#include "host/run/words.hpp"
#include "qiki/qiki.hpp"
#include <any>
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <tuple>

namespace lab {

using qiki::port;
using qiki::ports;
using qiki::scenario::section;
constexpr uint32_t snapshot = QIKI_PORT_SNAPSHOT, stream = QIKI_PORT_STREAM, many = QIKI_PORT_MANY,
                   optional = QIKI_PORT_OPTIONAL, delayed = QIKI_PORT_DELAYED, secret = QIKI_PORT_SECRET;
constexpr qiki_ns ms = 1'000'000;

// What the plugin of a name does. Nothing here is a template that need not be: tests have many types of plugins.
inline std::map<std::string, std::any> acts;
template <class Act>
Act act_of(const char* name) {
    const auto at = acts.find(name);
    return at == acts.end() ? Act{} : std::any_cast<const Act&>(at->second);
}

// A plugin that does what acts[its name] says.
template <class In, class Out, uint64_t Caps = 0>
struct probe {
    using inputs = In;
    using outputs = Out;
    using tick = qiki::tick<probe>;
    using act = std::function<qiki_status(const tick&)>;
    static constexpr uint64_t caps = Caps;
    static constexpr qiki_param params[] = {qiki::integer("count", "", 1, 0, 1e6, "entities")};
    static constexpr qiki_verb verbs[] = {
        {"hold", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
        {"go", "", {"bearing", "speed"}, {"rad", "m/s"}, {-1, 0}, {1, 0}, 2, QIKI_BY_AGENT}, // any speed
        {"scuttle", "", {}, {}, {}, {}, 0, QIKI_BY_OPERATOR},
    };

    probe(const qiki_host&, const qiki_instance_info& i) : does(act_of<act>(i.name)) {}
    void configure(const qiki::config&) {}
    qiki_status step(const tick& t) { return does ? does(t) : QIKI_OK; }
    act does;
};

using describer = qiki_descriptor (*)(const char* id, const char* kind, const char* version, const char* summary);
inline const qiki_descriptor* about(section s, const char* id, describer describe) {
    static std::map<std::tuple<describer, section, std::string>, qiki_descriptor> all;
    const auto [at, fresh] = all.try_emplace({describe, s, id});
    if (fresh) at->second = describe(std::get<2>(at->first).c_str(), qiki::run::kind_of(s), "1.0.0", "made for a test");
    return &at->second;
}
template <class P>
const qiki_descriptor* about(section s, const char* id = "test.probe") {
    return about(s, id, [](const char* i, const char* kind, const char* version, const char* summary) {
        return qiki::describe<P>(i, kind, version, summary);
    });
}

// One integer parameter, as the scenario would deliver it.
struct one_value {
    explicit one_value(int64_t v) : data(v) {}
    int64_t data;
    qiki_value row{"count", &data, QIKI_INT, 1};
    qiki_config config{QIKI_HEAD(qiki_config), {&row, 1, sizeof row}};
};

struct more { // of a member
    std::string on = {};
    std::optional<std::vector<std::string>> from = {};
    qiki_ns period = 0;
    int64_t count = 1;
};

// A plan under construction, 10 ticks of 100 ms unless said otherwise.
struct bench {
    qiki::run::plan plan;
    qiki::run::options options;
    std::atomic<bool> stop{false};

    bench() {
        plan.tick = 100 * ms;
        plan.duration = 1000 * ms;
        options.parallel_from_ns = 0;
    }
    template <class P>
    bench& add(section s, const std::string& name, typename P::act act, const more& m = {}) {
        put<P>(s, name, m);
        acts[name] = std::move(act);
        return *this;
    }
    template <class P>
    bench& put(section s, const std::string& name, const more& m = {}) {
        return put(about<P>(s), s, name, m);
    }
    bench& put(const qiki_descriptor* about, section s, const std::string& name, const more& m) {
        acts.erase(name); // of another test
        qiki::run::member x;
        x.about = about;
        x.name = name, x.stage = s, x.on = m.on, x.from = m.from, x.period = m.period;
        x.where = {"test.lua", static_cast<int>(plan.members.size()) + 1};
        auto value = std::make_shared<one_value>(m.count);
        x.config = &value->config;
        x.keep = value;
        plan.members.push_back(x);
        return *this;
    }
    qiki::run::report go() {
        qiki::run::engine e(plan, options);
        return e.go(stop, {});
    }
    std::string go_wrong() { // the text of the error
        try {
            go();
        } catch (const qiki::run::error& e) { return e.what(); }
        return "nothing was wrong";
    }
};

inline qiki_truth body(uint64_t entity, qiki_ns t, double east = 0) {
    qiki_truth b{};
    b.entity = entity, b.t = t, b.label = QIKI_LABEL_OK;
    b.pos[0] = east;
    b.att[0] = 1, b.valid = QIKI_TRUTH_HAS_ATTITUDE;
    return b;
}
inline qiki_sample sample(uint64_t entity, qiki_ns t, double v) {
    qiki_sample s{};
    s.entity = entity, s.t = t, s.n = 1, s.label = QIKI_LABEL_OK, s.v[0] = v;
    return s;
}
inline qiki_contact contact(uint64_t id, qiki_ns t) {
    qiki_contact c{};
    c.id = id, c.t = t, c.label = QIKI_LABEL_OK;
    return c;
}
inline qiki_frame frame(uint64_t seq, qiki_ns t, uint64_t first, uint32_t count, uint32_t source) {
    qiki_frame f{};
    f.seq = seq, f.t_from = f.t_to = f.t_available = t, f.first = first, f.count = count, f.source = source;
    f.label = QIKI_LABEL_OK;
    return f;
}
inline qiki_track track(uint64_t id, qiki_ns t, uint8_t status = QIKI_TRACK_CONFIRMED) {
    qiki_track x{};
    x.id = id, x.t = x.t_update = x.t_birth = t, x.status = status, x.label = QIKI_LABEL_OK, x.state_dims = 3;
    return x;
}
// The n-th, from 1, of the instance with that index.
inline qiki_command command(uint32_t issuer, uint32_t n, uint64_t entity, uint32_t verb, qiki_ns t) {
    qiki_command c{};
    c.id = uint64_t{issuer} << 32 | n, c.issuer = issuer;
    c.entity = entity, c.verb = verb, c.t = t, c.label = QIKI_LABEL_OK;
    return c;
}

// Ports that many tests use.
using truth_out = port<"truth", qiki_truth, snapshot, 4>;
using truth_in = port<"truth", qiki_truth, snapshot>;
using truths_in = port<"truths", qiki_truth, snapshot | many>;
using frames_out = port<"frames", qiki_frame, stream, 2>;
using contacts_out = port<"contacts", qiki_contact, stream, 8>;
using frames_in = port<"frames", qiki_frame, stream | many>;
using contacts_in = port<"contacts", qiki_contact, stream | many>;
using tracks_out = port<"tracks", qiki_track, snapshot, 8>;
using tracks_in = port<"tracks", qiki_track, snapshot>;
using tracks_line = port<"tracks", qiki_track, stream>;
using samples_out = port<"samples", qiki_sample, stream, 8>;

using vehicle = probe<ports<>, ports<truth_out>>;
using radar = probe<ports<truth_in>, ports<frames_out, contacts_out>>;
using tracker = probe<ports<frames_in, contacts_in>, ports<tracks_out>>;
template <class... In>
using watcher = probe<ports<In...>, ports<>>;
} // namespace lab
