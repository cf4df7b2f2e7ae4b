// SPDX-License-Identifier: MIT
// tests/unit/agents/post.hpp - an agent, qiki.agent.watch unless told otherwise, in a real run with a real policy; a
// craft, tracks and samples as the test says.
#pragma once
#include "host/scenario/resolve.hpp"
#include "qiki/services/text.h"
#include "tests/unit/run/lab.hpp"
#include <cmath>
#include <dlfcn.h>

namespace post {

using namespace lab;
constexpr qiki_ns s = 1'000'000'000;

inline const qiki_descriptor& agent_of(const std::string& id) {
    void* lib = dlopen((QIKI_PLUGIN_DIR "/" + id + ".so").c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!lib) throw std::runtime_error(dlerror());
    return *static_cast<const qiki_entry*>(dlsym(lib, "qiki_plugin"))->describe(0);
}

using truths = truth_out;
using orders_in = port<"orders", qiki_command, stream | optional>;
using answers = port<"receipts", qiki_receipt, stream, 4>;
using devices = port<"samples", qiki_sample, stream, 8>;
using pictures = port<"tracks", qiki_track, snapshot, 64>;
using frames_from = port<"frames", qiki_frame, stream | many | optional>;
using contacts_from = port<"contacts", qiki_contact, stream | many | optional>;

// A craft that obeys `heading`, `speed` (at most 60) and `resume`, and says where it is by the channel "position".
struct ship {
    using inputs = ports<orders_in>;
    using outputs = ports<truths, answers, devices>;
    using tick = qiki::tick<ship>;
    using act = std::function<qiki_status(const tick&)>;
    static constexpr qiki_verb verbs[] = {{"resume", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
                                          {"speed", "", {"speed"}, {"m/s"}, {0}, {60}, 1, QIKI_BY_AGENT},
                                          {"heading", "", {"bearing"}, {"rad"}, {-7}, {7}, 1, QIKI_BY_AGENT}};
    static constexpr qiki_channel channels[] = {
        {"soc", "", "", 1, 0, 0, 0}, {"position", "m", "", 3, 0, 0, 0}, {"velocity", "m/s", "", 3, 0, 0, 0}};
    static inline std::map<std::string, act> acts;
    ship(const qiki_host&, const qiki_instance_info& i) : does(acts[i.name]) {}
    void configure(const qiki::config&) {}
    qiki_status step(const tick& t) { return does ? does(t) : QIKI_OK; }
    act does;
};
using tracker = probe<ports<frames_from, contacts_from>, ports<pictures>>;

inline qiki_sample said(uint32_t channel, qiki_ns t, std::initializer_list<double> v) {
    qiki_sample x{};
    x.entity = 1, x.t = t, x.channel = channel, x.label = QIKI_LABEL_OK, x.trust = 1;
    for (double d : v) x.v[x.n++] = d;
    return x;
}
// East of the origin at `range`, closing at `speed`.
inline qiki_track contact_at(uint64_t id, qiki_ns t, double range, double speed = 0) {
    qiki_track x = track(id, t);
    x.t_birth = 0;
    x.valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_QUALITY;
    x.quality = 0.9, x.x[0] = range, x.x[3] = -speed + 0.0;
    return x;
}

struct heard { // by the journal: in the order of ticks, then of ports
    std::vector<qiki_event> events;
    std::vector<qiki_proposal> proposals;
    std::vector<qiki_command> commands;
    std::map<uint32_t, std::string> texts;
    // "GUARD_ID+ 2.5 s" and "-", of the events of guards; states as "STATE_CHANGED because".
    std::vector<std::string> said;
};

// The run: "ship" (unless told otherwise), "eyes" that sees what `sees` says, "mind" with the policy, "journal".
struct scene : bench {
    heard all;
    std::vector<std::string> lines;
    std::function<std::vector<qiki_track>(qiki_ns)> sees = [](qiki_ns) { return std::vector<qiki_track>(); };
    std::function<std::vector<qiki_sample>(qiki_ns)> measures = [](qiki_ns t) {
        return std::vector<qiki_sample>{said(1, t, {0, 0, 0}), said(2, t, {0, 0, 0})};
    };
    std::vector<std::pair<uint32_t, double>> obeyed; // verb, first argument

    explicit scene(const std::string& policy, std::vector<qiki::scenario::setting> settings = {}, bool carried = true,
                   std::vector<qiki::scenario::setting> with = {}, std::string plugin = "qiki.agent.watch")
        : agent(std::move(plugin)) {
        plan.duration = 10 * s;
        options.checked = true;
        if (carried) aboard();
        add<tracker>(section::trackers, "eyes", [this](const tracker::tick& t) {
            if (t.pass() == 0) picture_ = sees(t.to()), shown_ = 0;
            for (; shown_ < picture_.size() && t.room<pictures>(); ++shown_) t.put<pictures>(picture_[shown_]);
            return shown_ < picture_.size() ? QIKI_MORE : QIKI_OK;
        });
        mind(policy, settings, carried, with);
        journal();
        options.log = [this](std::string_view who, int, qiki_ns, uint64_t, std::string_view text) {
            lines.push_back(std::string(who) + ": " + std::string(text));
        };
    }
    qiki::run::report go_on() {
        all = {}, obeyed.clear(), lines.clear();
        reader = &all;
        const auto r = go();
        for (const qiki_event& e : all.events)
            all.said.push_back(name(e.code) +
                               (e.n && e.code != e.text && name(e.code) != "STATE_CHANGED" ? (e.v[0] != 0 ? "+ " : "- ")
                                                                                           : " " + name(e.text) + " ") +
                               qiki::run::seconds(e.t));
        return r;
    }
    std::string name(uint32_t text) const {
        const auto at = all.texts.find(text);
        return at == all.texts.end() ? "" : at->second;
    }

    // What the ship answers to a command; nothing: {}.
    std::function<std::vector<qiki_receipt>(const qiki_command&, qiki_ns)> answers_with =
        [](const qiki_command& c, qiki_ns t) { return std::vector<qiki_receipt>{answer(c, t, QIKI_RECEIPT_ACCEPTED)}; };
    static qiki_receipt answer(const qiki_command& c, qiki_ns t, uint8_t status) {
        qiki_receipt r{};
        r.command = c.id, r.entity = c.entity, r.t = t, r.source = 1, r.label = QIKI_LABEL_OK, r.status = status;
        return r;
    }

private:
    std::string agent;
    std::vector<qiki_track> picture_;
    size_t shown_ = 0;
    static inline heard* reader = nullptr;
    struct listener {
        using ev = port<"events", qiki_event, stream | many>;
        using pr = port<"proposals", qiki_proposal, stream | many>;
        using co = port<"commands", qiki_command, stream | many>;
        using inputs = ports<ev, pr, co>;
        using outputs = ports<>;
        listener(const qiki_host& h, const qiki_instance_info&) : host(&h) {}
        void configure(const qiki::config&) {}
        void learn(uint32_t id) const {
            char text[80];
            if (id && qiki::service<qiki_texts>(*host)->text(host, id, text, sizeof text)) reader->texts[id] = text;
        }
        void step(const qiki::tick<listener>& t) {
            for (const qiki_event& e : t.read<ev>(0)) reader->events.push_back(e), learn(e.code), learn(e.text);
            for (const qiki_proposal& p : t.read<pr>(0))
                reader->proposals.push_back(p), learn(p.because), learn(p.type);
            for (const qiki_command& c : t.read<co>(0)) reader->commands.push_back(c);
        }
        const qiki_host* host;
    };
    void journal() { put<listener>(section::bridges, "journal"); }
    void aboard() {
        put<ship>(section::vehicles, "ship");
        ship::acts["ship"] = [this](const ship::tick& t) {
            for (const qiki_command& c : t.read<orders_in>()) {
                obeyed.push_back({c.verb, c.argc ? c.arg[0] : 0});
                for (const qiki_receipt& r : answers_with(c, t.to())) t.put<answers>(r);
            }
            for (const qiki_sample& x : measures(t.to())) t.put<devices>(x);
            t.put<truths>(body(1, t.to()));
            return QIKI_OK;
        };
    }
    void mind(const std::string& policy, const std::vector<qiki::scenario::setting>& settings, bool carried,
              const std::vector<qiki::scenario::setting>& with) {
        qiki::run::member m;
        m.about = &agent_of(agent);
        m.name = "mind", m.stage = section::agents, m.where = {"test.lua", 9};
        if (carried) m.on = "ship";
        qiki::scenario::use u;
        u.plugin = agent, u.id = "mind", u.settings = settings, u.where = m.where;
        auto resolved = std::make_shared<qiki::scenario::settings>(qiki::scenario::resolve(u, *m.about, "."));
        m.config = &resolved->config();
        m.keep = resolved;
        if (!policy.empty()) {
            m.policy.emplace();
            m.policy->name = "p.lua", m.policy->file = "p.lua", m.policy->library = QIKI_SOURCE_DIR "/scripts/lua";
            m.policy->text = std::make_shared<const std::string>(policy);
            m.policy->where = m.where;
            m.policy->with = with;
        }
        plan.members.push_back(m);
    }
};

inline qiki::scenario::setting give(const char* key, qiki::scenario::value v) {
    return {key, std::move(v), {"test.lua", 9}};
}
// One state without rules, these guards.
inline std::string guards(const std::string& list) {
    return "local q = require 'qiki'\nreturn q.policy { initial = 'ON', states = { ON = {} }, guards = {" + list +
           "} }";
}
// One state with these rules.
inline std::string rules(const std::string& list) {
    return "local q = require 'qiki'\nreturn q.policy { initial = 'ON', states = { ON = {" + list + "} } }";
}
} // namespace post
