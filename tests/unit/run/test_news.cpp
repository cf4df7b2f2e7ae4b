// SPDX-License-Identifier: MIT
// tests/unit/run/test_news.cpp - the host as a source of events: who reads what when, and that no result depends on
// circumstances.
#include "host/gate/reasons.hpp"
#include "qiki/check.h"
#include "qiki/codes.h"
#include "tests/unit/run/cast.hpp"

using namespace lab;

namespace {
using events_many = port<"events", qiki_event, stream | many | optional>;
using events_out = port<"events", qiki_event, stream, 64>;
using listener = probe<ports<events_many>, ports<events_out>>; // an agent
using scribe = watcher<events_many>;                           // a bridge

struct heard {
    std::string code, text;
    uint32_t source;
    qiki_ns t, now;
    std::vector<double> v;
    bool operator==(const heard&) const = default;
};
// A radar whose port holds 8 contacts and which tries `tries`.
radar::act overflowing(uint64_t tries) {
    return [tries](const radar::tick& t) {
        for (uint64_t i = 0; i < tries; ++i) t.put<contacts_out>(contact(100 * t.seq() + i + 1, t.to()));
        return QIKI_OK;
    };
}
template <class P>
typename P::act ear(std::vector<heard>& all) {
    return [&all](const typename P::tick& t) {
        for (uint32_t k = 0; k < t.template writers<events_many>(); ++k)
            for (const qiki_event& e : t.template read<events_many>(k)) {
                CHECK(qiki_event_flaw(&e) == nullptr);
                all.push_back(
                    {std::to_string(e.code), std::to_string(e.text), e.source, e.t, t.to(), {e.v, e.v + e.n}});
            }
        return QIKI_OK;
    };
}
struct said {
    std::string who, code, text;
    uint64_t tick;
    bool beyond;
    uint8_t severity;
    bool operator==(const said&) const = default;
};
void listen(bench& b, std::vector<said>& all) {
    b.options.event = [&all](const qiki::run::happening& h) {
        all.push_back(
            {std::string(h.who), std::string(h.code), std::string(h.text), h.tick, h.beyond, h.event->severity});
    };
}
struct dropping : bench {
    dropping(std::vector<heard>& agent, std::vector<heard>& bridge, uint64_t tries = 11) {
        put<walker>(section::vehicles, "v");
        add<radar>(section::radars, "nose", overflowing(tries));
        add<listener>(section::agents, "mind", ear<listener>(agent));
        add<scribe>(section::bridges, "book", ear<scribe>(bridge));
    }
};
// Says 500 errors and 500 warnings in each tick.
struct wailer {
    using inputs = ports<>;
    using outputs = ports<truth_out>;
    static constexpr qiki_param params[] = {qiki::integer("count", "", 1, 0, 1e6, "entities")};
    wailer(const qiki_host& h, const qiki_instance_info&) : host(&h) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<wailer>&) {
        for (int i = 0; i < 500; ++i) {
            qiki::log(*host, QIKI_LOG_ERROR, "error " + std::string(100, 'x'));
            qiki::log(*host, QIKI_LOG_WARN, "warning " + std::string(100, 'x'));
        }
    }
    const qiki_host* host;
};
} // namespace

TEST_CASE("Dropped records are an event: bridges read it in the same tick, agents one tick later") {
    std::vector<heard> agent, bridge;
    dropping b(agent, bridge);
    std::vector<said> log;
    listen(b, log);
    CHECK(b.go().dropped == 30);
    REQUIRE(bridge.size() == 10);
    REQUIRE(agent.size() == 9);
    CHECK(bridge[0].t == 100 * ms);
    CHECK(bridge[0].now == 100 * ms);
    CHECK(bridge[0].source == UINT32_MAX);
    CHECK(bridge[0].v == std::vector<double>{3, 2, 1}); // three records of instance 2, output 1
    CHECK(agent[0].t == 100 * ms);
    CHECK(agent[0].now == 200 * ms);
    REQUIRE(log.size() == 10);
    CHECK(log[0] ==
          said{"host", "RECORDS_DROPPED", "output 'contacts' of 'nose' was full", 1, false, QIKI_SEVERITY_WARNING});
}

TEST_CASE("Where nothing is lost and nothing is late, the host says nothing") {
    std::vector<heard> agent, bridge;
    dropping b(agent, bridge, 8);
    CHECK(b.go().dropped == 0);
    CHECK(agent.empty());
    CHECK(bridge.empty());
}

TEST_CASE("Host events are the same for any number of threads, a restored run and observed ones") {
    const auto run = [](unsigned threads, bool restored, bool watched, std::vector<heard>& agent) {
        std::vector<heard> bridge;
        dropping b(agent, bridge);
        b.options.threads = threads;
        if (restored) b.options.restore_at = 500 * ms;
        if (!watched) b.plan.members.pop_back();
        return b.go().digest;
    };
    std::vector<heard> first, other;
    const std::string digest = run(1, false, true, first);
    for (const unsigned threads : {1u, 3u})
        for (const bool restored : {true, false})
            for (const bool watched : {true, false}) {
                other.clear();
                CHECK(run(threads, restored, watched, other) == digest);
                CHECK(other == first);
            }
    // The digest can tell: an agent that reads of other losses is another run.
    std::vector<heard> a, c;
    dropping b(a, c, 12);
    CHECK(b.go().digest != digest);
}

TEST_CASE("Host events are in the digest when an agent reads them, and only then") {
    using deaf = probe<ports<>, ports<events_out>>; // writes the same as the listener: nothing
    std::vector<heard> all;
    const auto digest = [&](uint64_t tries, bool listens) {
        bench b;
        b.put<walker>(section::vehicles, "v").add<radar>(section::radars, "nose", overflowing(tries));
        if (listens) b.add<listener>(section::agents, "mind", ear<listener>(all));
        else b.put<deaf>(section::agents, "mind");
        b.add<scribe>(section::bridges, "book", ear<scribe>(all));
        return b.go().digest;
    };
    CHECK(digest(8, true) == digest(8, false)); // nothing to read
    CHECK(digest(11, true) != digest(11, false));
}

TEST_CASE("What depends on circumstances reaches bridges and the log, never an agent") {
    std::vector<heard> agent, bridge, plain_agent, plain_bridge;
    dropping plain(plain_agent, plain_bridge);
    const std::string digest = plain.go().digest;

    dropping b(agent, bridge);
    b.options.circumstances = {{QIKI_EVENT_PLUGIN_REFUSED, "odd.so: not for this machine"}};
    std::vector<said> log;
    listen(b, log);
    CHECK(b.go().digest == digest);
    CHECK(agent == plain_agent);
    REQUIRE(bridge.size() == plain_bridge.size() + 1);
    CHECK(bridge[0].t == 0);
    CHECK(bridge[0].now == 100 * ms);
    CHECK(log[0] == said{"host", "PLUGIN_REFUSED", "odd.so: not for this machine", 1, false, QIKI_SEVERITY_WARNING});
}

TEST_CASE("A restore is told to bridges and leaves the digest alone") {
    std::vector<said> log;
    ensemble plain, restored;
    plain.put<scribe>(section::bridges, "book"), restored.put<scribe>(section::bridges, "book");
    listen(restored, log);
    restored.options.restore_at = 1500 * ms;
    CHECK(restored.go().digest == plain.go().digest);
    size_t told = 0;
    for (const said& s : log) told += s.code == "RUN_RESTORED";
    CHECK(told == 1);
}

TEST_CASE("A frame measured before one that came earlier is late, by sensor, whatever the order in its tick") {
    std::vector<heard> bridge;
    bench b;
    b.put<walker>(section::vehicles, "v");
    const auto put = [](const radar::tick& t, uint64_t seq, qiki_ns to, qiki_ns available, uint16_t sensor) {
        qiki_frame f = frame(seq, to, 0, 0, 2);
        f.t_available = available, f.sensor = sensor;
        t.put<frames_out>(f);
    };
    b.add<radar>(section::radars, "nose", [&](const radar::tick& t) {
        const qiki_ns now = t.to();
        if (t.seq() == 0) put(t, 1, 90 * ms, now, 7);
        if (t.seq() == 1) put(t, 2, 40 * ms, now, 7), put(t, 3, 30 * ms, now, 8); // late; another sensor's first is not
        if (t.seq() == 2) put(t, 5, 95 * ms, now, 7), put(t, 4, 92 * ms, now - 1, 7); // in order of t_available
        if (t.seq() == 3) put(t, 6, 95 * ms, now, 7);                                 // at the same time: not late
        if (t.seq() == 4) put(t, 7, 60 * ms, now, 7);
        if (t.seq() == 5) put(t, 8, 80 * ms, now, 7); // behind the newest, though before the last one
        return QIKI_OK;
    });
    b.add<scribe>(section::bridges, "book", ear<scribe>(bridge));
    b.go();
    REQUIRE(bridge.size() == 3);
    CHECK(bridge[1].v[0] == Approx(0.035));
    CHECK(bridge[2].v[0] == Approx(0.015));
    CHECK(bridge[0].now == 200 * ms);
    REQUIRE(bridge[0].v.size() == 4);
    CHECK(bridge[0].v[0] == Approx(0.05));
    CHECK(bridge[0].v[1] == 7);
    CHECK(bridge[0].v[2] == 2);
    CHECK(bridge[0].v[3] == 2);
}

TEST_CASE("Times at the ends of the scale are late without overflow") {
    std::vector<heard> bridge;
    bench b;
    b.put<walker>(section::vehicles, "v");
    b.add<radar>(section::radars, "nose", [&](const radar::tick& t) {
        t.put<frames_out>(frame(1, t.seq() % 2 ? INT64_MIN : INT64_MAX, 0, 0, 2));
        return QIKI_OK;
    });
    b.add<scribe>(section::bridges, "book", ear<scribe>(bridge));
    b.go();
    REQUIRE(bridge.size() == 5);
    CHECK(bridge[0].v[0] == Approx(18446744073.7));
}

TEST_CASE("A bridge that looks every third tick misses no event of the host") {
    std::vector<heard> agent, bridge, slow;
    dropping b(agent, bridge);
    b.add<watcher<events_many>>(section::bridges, "slow", ear<scribe>(slow), {.period = 300 * ms});
    b.go();
    REQUIRE(slow.size() == 9);
    CHECK(slow[0].t == 100 * ms);
    CHECK(slow[0].now == 300 * ms);
    CHECK(slow[8].t == 900 * ms);
}

TEST_CASE("An agent at another rate reads each event of the host once") {
    std::vector<heard> agent, bridge;
    dropping b(agent, bridge);
    b.plan.members[2].period = 200 * ms;
    b.go();
    REQUIRE(agent.size() == 9);
    CHECK(agent[0].now == 200 * ms);
    CHECK(agent[1].t == 200 * ms);
    CHECK(agent[1].now == 400 * ms);
}

TEST_CASE("An event input of one writer takes the host when nobody else writes events") {
    using one = port<"events", qiki_event, stream>;
    using reader = watcher<one>;
    uint64_t read = 0;
    const auto count = [&](const reader::tick& t) {
        read += t.read<one>().size();
        return QIKI_OK;
    };
    bench alone;
    alone.put<walker>(section::vehicles, "v").add<radar>(section::radars, "nose", overflowing(9));
    alone.add<reader>(section::bridges, "book", count);
    alone.go();
    CHECK(read == 10);
    read = 0;
    bench b;
    std::vector<heard> none;
    b.put<walker>(section::vehicles, "v").add<radar>(section::radars, "nose", overflowing(9));
    b.add<listener>(section::agents, "mind", [](const listener::tick& t) {
        qiki_event e{};
        e.t = t.to(), e.label = QIKI_LABEL_OK;
        if (t.seq() == 0) t.put<events_out>(e);
        return QIKI_OK;
    });
    b.add<reader>(section::bridges, "book", count);
    b.go();
    CHECK(read == 1); // the agent's
}

TEST_CASE("A bridge with from= reads those alone") {
    std::vector<heard> agent, bridge;
    dropping b(agent, bridge);
    b.plan.members[3].from = std::vector<std::string>{"mind"};
    b.go();
    CHECK(bridge.empty());
    CHECK(agent.size() == 9);
}

TEST_CASE(
    "Audit log: the log gets every event with its writer, and only the tame part of a flood, a critical one always",
    "[capability]") {
    bench b;
    b.plan.tick = 1 * ms, b.plan.duration = 1000 * ms;
    std::vector<said> log;
    listen(b, log);
    using crier = probe<ports<>, ports<truth_out, events_out>>;
    b.add<crier>(section::vehicles, "crier", [](const crier::tick& t) {
        qiki_event e{};
        e.t = t.to(), e.label = QIKI_LABEL_OK, e.severity = QIKI_SEVERITY_INFO, e.source = 77; // says it is another
        t.put<events_out>(e);
        e.severity = QIKI_SEVERITY_CRITICAL;
        t.put<events_out>(e);
        return QIKI_OK;
    });
    b.go();
    size_t tame = 0, critical = 0;
    for (const said& s : log) {
        CHECK(s.who == "crier");
        if (s.severity == QIKI_SEVERITY_CRITICAL) critical += !s.beyond;
        else tame += !s.beyond;
    }
    CHECK(log.size() == 2000);
    CHECK(critical == 1000);
    CHECK(tame == 32 + 10);
}

TEST_CASE("An instance that fails is an event, after what happened before it in its tick") {
    bench b;
    std::vector<said> log;
    listen(b, log);
    b.put<walker>(section::vehicles, "v").add<radar>(section::radars, "nose", overflowing(9));
    b.add<listener>(section::agents, "mind", [](const listener::tick& t) {
        if (t.seq() < 2) return QIKI_OK;
        throw std::runtime_error("lost the thread");
    });
    CHECK_THAT(b.go_wrong(), Catch::Matchers::Contains("lost the thread"));
    REQUIRE(log.size() == 3); // the losses of the third tick were not gathered: the tick did not end
    CHECK(log[1].tick == 2);
    CHECK(log[2].code == "INSTANCE_FAILED");
    CHECK(log[2].who == "mind");
    CHECK_THAT(log[2].text, Catch::Matchers::Contains("lost the thread"));
    CHECK(log[2].severity == QIKI_SEVERITY_CRITICAL);
}

TEST_CASE("What a bridge loses in the last tick is in the log") {
    using feeding = probe<ports<>, ports<frames_out, contacts_out>>;
    bench b;
    std::vector<said> log;
    listen(b, log);
    b.plan.duration = 100 * ms;
    b.add<feeding>(section::bridges, "feed", [](const feeding::tick& t) {
        for (uint64_t i = 0; i < 9; ++i) t.put<contacts_out>(contact(i + 1, t.to()));
        return QIKI_OK;
    });
    b.go();
    REQUIRE(log.size() == 1);
    CHECK(log[0].code == "RECORDS_DROPPED");
}

TEST_CASE(
    "An onlooker sees every record of each finished tick in order, changes nothing, and has optional ones written") {
    const auto run = [](bool watched, std::map<uint32_t, uint64_t>& kinds, bool& ordered) {
        ensemble e;
        uint64_t ticks = 0;
        if (watched)
            e.options.onlookers.push_back(
                {{QIKI_REC_ASSOC}, [&](const qiki::observe::finished_tick& t) {
                     CHECK((t.tick == ++ticks || t.ports.size() == 1)); // the host, behind the last tick
                     CHECK(t.run == 1);
                     uint32_t last = 0;
                     for (const auto& p : t.ports) {
                         ordered &= p.writer >= last;
                         last = p.writer;
                         kinds[p.record] += p.count;
                     }
                 }});
        const auto r = e.go();
        if (watched) CHECK(kinds[QIKI_REC_TRUTH] == r.records.at("truth"));
        if (watched) CHECK(kinds[QIKI_REC_CONTACT] == r.records.at("contact"));
        return r.digest;
    };
    std::map<uint32_t, uint64_t> kinds;
    bool ordered = true;
    const std::string digest = run(false, kinds, ordered);
    CHECK(run(true, kinds, ordered) == digest);
    CHECK(ordered);
    CHECK(kinds[QIKI_REC_TRACK] > 0);
}

TEST_CASE("Errors of a plugin are never withheld, however many there are in a tick") {
    bench b;
    b.plan.tick = 1 * ms, b.plan.duration = 3 * ms;
    std::map<int, size_t> lines;
    b.options.log = [&](std::string_view, int level, qiki_ns, uint64_t, std::string_view) { ++lines[level]; };
    b.put<wailer>(section::vehicles, "v");
    b.go();
    CHECK(lines[QIKI_LOG_ERROR] == 3 * 500);
    CHECK(lines[QIKI_LOG_WARN] <= 32 + 3);
}

TEST_CASE("Each reason of the gate is a code of the catalogue, in the same order, and a graver one than a late order") {
    for (size_t i = 1; i < qiki::gate::reasons().size(); ++i) {
        const auto& row = qiki::gate::reasons()[i];
        const qiki_code* c = qiki_code_numbered(QIKI_EVENT_FOREIGN_ISSUER + static_cast<uint32_t>(i) - 1);
        REQUIRE(c);
        CHECK(std::string(c->name) == row.name);
        const auto why = static_cast<qiki::gate::reason>(i);
        const bool mild = why == qiki::gate::reason::expired || why == qiki::gate::reason::needs_word ||
                          why == qiki::gate::reason::outranked || row.status == QIKI_RECEIPT_MODIFIED;
        CHECK(c->severity == (why == qiki::gate::reason::spoofed ? QIKI_SEVERITY_CRITICAL
                              : mild                             ? QIKI_SEVERITY_NOTICE
                                                                 : QIKI_SEVERITY_WARNING));
    }
    CHECK(qiki_code_numbered(QIKI_EVENT_FOREIGN_ISSUER + static_cast<uint32_t>(qiki::gate::reasons().size()) - 1) ==
          nullptr);
}

TEST_CASE("A refused command is an event, and its receipt is seen by onlookers") {
    using orders_in = port<"orders", qiki_command, stream>;
    using orders_out = port<"orders", qiki_command, stream, 8>;
    using craft = probe<ports<orders_in>, ports<truth_out>>;
    using agent = probe<ports<events_many>, ports<orders_out>>;
    const auto run = [](unsigned threads, std::vector<heard>& mind, std::vector<heard>& book, std::vector<said>& log) {
        bench b;
        b.options.threads = threads;
        b.put<craft>(section::vehicles, "one").put<craft>(section::vehicles, "two");
        b.add<agent>(section::agents, "mind",
                     [&](const agent::tick& t) {
                         for (uint32_t k = 0; k < t.writers<events_many>(); ++k)
                             for (const qiki_event& e : t.read<events_many>(k))
                                 mind.push_back({"", "", e.source, e.t, t.to(), {e.v, e.v + e.n}});
                         if (t.seq() == 2) t.put<orders_out>(command(3, 7, 2, 0, t.to())); // not its own
                         return QIKI_OK;
                     },
                     {.on = "one"});
        b.add<scribe>(section::bridges, "book", ear<scribe>(book));
        listen(b, log);
        size_t refusals = 0;
        b.options.onlookers.push_back({{}, [&](const qiki::observe::finished_tick& t) {
                                           for (const auto& p : t.ports)
                                               if (p.record == QIKI_REC_RECEIPT && p.writer == UINT32_MAX)
                                                   refusals += p.count;
                                       }});
        const std::string digest = b.go().digest;
        CHECK(refusals == 1);
        return digest;
    };
    std::vector<heard> mind, book, mind3, book3;
    std::vector<said> log, log3;
    CHECK(run(1, mind, book, log) == run(3, mind3, book3, log3));
    CHECK(mind == mind3);
    CHECK(log == log3);
    REQUIRE(book.size() == 1);
    CHECK(book[0].t == 300 * ms);
    CHECK(book[0].now == 400 * ms);
    CHECK(book[0].v == std::vector<double>{3, 7});
    REQUIRE(mind.size() == 1);
    CHECK(mind[0].now == 500 * ms);
    REQUIRE(log.size() == 1);
    CHECK(log[0].code == "NOT_YOUR_ENTITY");
    CHECK(log[0].severity == QIKI_SEVERITY_WARNING);
}
