// SPDX-License-Identifier: MIT
// tests/unit/run/test_expect.cpp - every kind of expectation, met and failed, in one run and in several.
#include "qiki/services/log.h"
#include "tests/unit/run/cast.hpp"

using namespace lab;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using qiki::run::standing;
using qiki::run::verdict;
using qiki::scenario::event_pattern;
using qiki::scenario::expectation;
using qiki::scenario::subject;

namespace {
using events_out = port<"events", qiki_event, stream | optional, 8>;

// Knows the codes A, B and C, a counter and a gauge; writes and says what acts[its name] does.
struct herald {
    using inputs = ports<>;
    using outputs = ports<truth_out, events_out>;
    using tick = qiki::tick<herald>;
    using act = std::function<void(herald&, const tick&)>;
    static constexpr qiki_param params[] = {qiki::integer("count", "", 1, 0, 1e6, "entities")};

    herald(const qiki_host& h, const qiki_instance_info& i)
        : host(&h), does(act_of<act>(i.name)), looks(h, "looks", "1", ""), level(h, "level", "m", "") {}
    void configure(const qiki::config&) {
        for (const char* c : {"A", "B", "C"}) codes[*c] = qiki::intern(*host, c);
    }
    void step(const tick& t) {
        t.put<truth_out>(body(1, t.to()));
        if (does) does(*this, t);
    }
    void say(const tick& t, char code, qiki_ns at) {
        qiki_event e{};
        e.code = codes.at(code), e.t = at, e.label = QIKI_LABEL_OK;
        t.put<events_out>(e);
    }
    const qiki_host* host;
    act does;
    qiki::counter looks;
    qiki::gauge level;
    std::map<char, uint32_t> codes;
};

// Says one code at the end of each named tick, in this order: {1, 'A'} at 0.1 s, and so on.
herald::act saying(std::vector<std::pair<uint64_t, char>> lines) {
    return [lines](herald& h, const herald::tick& t) {
        for (const auto& [k, code] : lines)
            if (t.seq() + 1 == k) h.say(t, code, t.to());
    };
}

struct one : bench {
    explicit one(herald::act act = {}) { add<herald>(section::vehicles, "crier", std::move(act)); }
};
event_pattern code(const char* c, qiki_ns earliest = 0, qiki_ns latest = qiki::scenario::ever) {
    event_pattern p;
    p.code = c, p.earliest = earliest, p.latest = latest, p.where = {"test.lua", 8};
    return p;
}
expectation about(subject what) {
    expectation e;
    e.what = what, e.where = {"test.lua", 7};
    return e;
}
expectation sequence(std::vector<event_pattern> list, bool ordered = true) {
    expectation e = about(subject::events);
    e.events = std::move(list), e.ordered = ordered;
    return e;
}
expectation bounded(subject what, std::string of, std::string measure, double min, double max) {
    expectation e = about(what);
    e.of = std::move(of), e.measure = std::move(measure), e.min = min, e.max = max;
    return e;
}
qiki::run::report judged_all(const bench& b, std::vector<expectation> all) {
    qiki::run::plan p = b.plan;
    p.expectations = std::move(all);
    return qiki::run::engine(p, b.options).go(b.stop, {});
}
verdict judged(const bench& b, const expectation& e) {
    const auto r = judged_all(b, {e});
    REQUIRE(r.verdicts.size() == 1);
    return r.verdicts[0];
}
std::string refused(const bench& b, const expectation& e) {
    try {
        judged_all(b, {e});
    } catch (const qiki::scenario::error& x) { return x.what(); }
    return "accepted";
}
bool met(const verdict& v) {
    INFO(v.seen);
    CHECK(v.how != standing::skipped);
    return v.how == standing::met;
}
} // namespace

TEST_CASE(
    "A sequence of events is met in its order and within its windows, and says what is missing and what came near") {
    const one b(saying({{2, 'A'}, {4, 'B'}, {4, 'A'}, {7, 'C'}}));
    CHECK(met(judged(b, sequence({code("A"), code("B"), code("C")}))));
    CHECK(met(judged(b, sequence({code("B"), code("A"), code("C")})))); // within one tick as written
    CHECK(met(judged(b, sequence({code("A", 200 * ms, 200 * ms), code("C", 600 * ms, 700 * ms)}))));

    verdict v = judged(b, sequence({code("C"), code("B")}));
    CHECK_FALSE(met(v));
    CHECK(v.seen ==
          "found no B (event 2 of 2); the one that came, from crier at 0.4 s, is not after C from crier at 0.7 s");
    CHECK(v.where.line == 8);
    v = judged(b, sequence({code("C", 100 * ms, 300 * ms)}));
    CHECK(v.seen == "found no C between 0.1 s and 0.3 s; the nearest came from crier at 0.7 s");
    v = judged(b, sequence({code("A", 210 * ms, 260 * ms)}));
    CHECK(v.seen == "found no A between 0.21 s and 0.26 s; the nearest came from crier at 0.2 s"); // and not 0.4
    v = judged(b, sequence({code("B"), code("B")}));
    CHECK_THAT(v.seen, StartsWith("found no B (event 2 of 2)") && Contains("counts for another"));
    v = judged(one(), sequence({code("A")}));
    CHECK(v.seen == "found no A; it never came");
}

TEST_CASE("A window holds both of its ends") {
    const one b(saying({{3, 'A'}}));
    CHECK(met(judged(b, sequence({code("A", 300 * ms, 900 * ms)}))));
    CHECK(met(judged(b, sequence({code("A", 0, 300 * ms)}))));
    CHECK_FALSE(met(judged(b, sequence({code("A", 300 * ms + 1, 900 * ms)}))));
    CHECK_FALSE(met(judged(b, sequence({code("A", 0, 300 * ms - 1)}))));
}

TEST_CASE("Without an order each event counts once, for whichever entry it serves best") {
    const one b(saying({{2, 'A'}, {5, 'A'}}));
    // The first event fits both entries, the second one only the first: who comes first may not take what others need.
    CHECK(met(judged(b, sequence({code("A"), code("A", 0, 300 * ms)}, false))));
    CHECK(met(judged(b, sequence({code("A", 0, 300 * ms), code("A")}, false))));
    CHECK_FALSE(met(judged(b, sequence({code("A"), code("A"), code("A")}, false))));
    CHECK_FALSE(met(judged(b, sequence({code("A", 0, 300 * ms), code("A", 0, 300 * ms)}, false))));
    CHECK(met(judged(one(saying({{2, 'B'}, {3, 'A'}})), sequence({code("A"), code("B")}, false))));
}

TEST_CASE("A matching without order is as large as trying everything makes it") {
    // 4 entries and 5 events with windows at random; all assignments are tried.
    uint64_t state = 11;
    const auto draw = [&](uint64_t n) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return (state >> 33) % n;
    };
    int full = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<qiki::run::watched_event> entries(4);
        for (auto& e : entries) {
            const auto from = static_cast<qiki_ns>(draw(8));
            e.what = code("A", from, from + static_cast<qiki_ns>(draw(4)));
        }
        std::vector<qiki_ns> times;
        for (int i = 0; i < 5; ++i) times.push_back(static_cast<qiki_ns>(draw(10)));
        qiki::run::watched_list list(entries, false);
        for (uint64_t i = 0; i < times.size(); ++i) list.see("A", {1, times[i], i});
        size_t found = 0;
        for (const auto& e : list.entries()) found += e.found.has_value();
        std::function<size_t(size_t, unsigned)> best = [&](size_t i, unsigned taken) -> size_t {
            if (i == entries.size()) return 0;
            size_t most = best(i + 1, taken);
            for (unsigned k = 0; k < times.size(); ++k)
                if (!(taken & 1u << k) && entries[i].matches({1, times[k], k}))
                    most = std::max(most, 1 + best(i + 1, taken | 1u << k));
            return most;
        };
        REQUIRE(found == best(0, 0));
        full += found == 4;
    }
    CHECK((full > 20 && full < 280)); // both cases were tried
}

TEST_CASE("An expected writer is the instance that wrote the event, whatever its record claims") {
    one b(saying({{2, 'A'}}));
    b.add<herald>(section::vehicles, "other", saying({{5, 'A'}}));
    event_pattern p = code("A");
    p.from = "other";
    CHECK(met(judged(b, sequence({p}))));
    p.latest = 300 * ms;
    const verdict v = judged(b, sequence({p}));
    CHECK(v.seen == "found no A from other before 0.3 s; the nearest came from other at 0.5 s"); // not the crier's
}

TEST_CASE("Absent codes may not come, where a window is given not in it") {
    const one b(saying({{2, 'A'}, {6, 'A'}}));
    expectation e = about(subject::absent);
    e.events = {code("B"), code("A", 300 * ms, 500 * ms)};
    CHECK(met(judged(b, e)));
    e.events = {code("B"), code("A", 300 * ms)};
    const verdict v = judged(b, e);
    CHECK_FALSE(met(v));
    CHECK(v.seen == "found 1 A, the last from crier at 0.6 s");
}

TEST_CASE("Metrics, outputs and counts are held against their bounds") {
    const one b([](herald& h, const herald::tick& t) {
        h.looks.add(2);
        h.level.set(static_cast<double>(t.seq()) / 2);
        if (t.seq() < 3) h.say(t, 'A', t.to());
    });
    const auto metric = [](const char* name, double min, double max) {
        return bounded(subject::metric, "crier", name, min, max);
    };
    CHECK(met(judged(b, metric("looks", 20, 20))));
    CHECK(judged(b, metric("looks", 21, 30)).seen == "found 20");
    CHECK(judged(b, metric("looks", 20, 30)).seen == "found 20"); // met
    CHECK(met(judged(b, metric("level", 4.5, 4.5))));
    CHECK(judged(b, metric("level", 0, 4)).seen == "found 4.5");
    CHECK(met(judged(b, metric("events", 3, 3)))); // an output: its records
    CHECK(judged(b, metric("truth", 11, 12)).seen == "found 10");
    CHECK(met(judged(b, bounded(subject::records, "truth", "", 10, 10))));
    CHECK(judged(b, bounded(subject::records, "event", "", 4, 9)).seen == "found 3");
    CHECK(met(judged(b, bounded(subject::records, "command", "", 0, 0))));
    CHECK(met(judged(one(), metric("looks", 0, 0)))); // a counter that counted nothing is 0
    CHECK(judged(one(), metric("level", 0, 0)).seen == "found none: it was never counted or set"); // a gauge is not
}

TEST_CASE("Tracks are counted as they stand at the end") {
    bench b;
    b.add<vehicle>(section::vehicles, "v",
                   [](const auto& t) { return t.template put<truth_out>(body(1, t.to())), QIKI_OK; });
    b.add<radar>(section::radars, "r", {});
    b.add<tracker>(section::trackers, "picture", [](const auto& t) {
        t.template put<tracks_out>(track(t.seq() / 5 + 1, t.to()));
        t.template put<tracks_out>(track(9, t.to(), QIKI_TRACK_TENTATIVE));
        return QIKI_OK;
    });
    const auto tracks = [](const char* what, double n) { return bounded(subject::tracks, "picture", what, n, n); };
    CHECK(met(judged(b, tracks("confirmed", 1))));
    CHECK(met(judged(b, tracks("live", 2))));
    CHECK(met(judged(b, tracks("born", 3))));
    CHECK(judged(b, tracks("born", 2)).seen == "found 3");
}

TEST_CASE("A digest is held against that of each run, and skipped where seed or values are others") {
    one b;
    expectation e = about(subject::digest);
    e.of = b.go().digest, e.defaults_only = true;
    CHECK(met(judged(b, e)));
    b.plan.other_seed = "--seed 9";
    verdict v = judged(b, e);
    CHECK((v.how == standing::skipped && v.seen == "holds for the scenario's own seed, and this run has --seed 9"));
    b.plan.other_values = "--set n=3";
    v = judged(b, e);
    CHECK((v.how == standing::skipped && v.seen == "holds for the scenario's own values, and this run has --set n=3"));
    b.plan.other_seed = b.plan.other_values = "";
    e.of[0] = e.of[0] == '0' ? '1' : '0';
    CHECK_THAT(judged(b, e).seen, StartsWith("found digest "));
}

TEST_CASE("What holds with the scenario's own values only is skipped with others, under any seed it is judged") {
    one b;
    expectation e = bounded(subject::records, "truth", "", 11, 11);
    e.defaults_only = true;
    b.plan.other_seed = "--seed 9";
    CHECK_FALSE(met(judged(b, e)));
    b.plan.other_values = "--duration 5";
    CHECK(judged(b, e).how == standing::skipped);
}

TEST_CASE("Dropped records, late frames and warnings can be forbidden") {
    CHECK(met(judged(one(), about(subject::no_drops))));
    const one full([](herald& h, const herald::tick& t) {
        for (int i = 0; i < 9 && t.seq() == 4; ++i) h.say(t, 'A', t.to()); // room for 8
    });
    CHECK(judged(full, about(subject::no_drops)).seen == "found 1");

    CHECK(met(judged(one([](herald& h, const auto&) { qiki::log(*h.host, QIKI_LOG_INFO, "fine"); }),
                     about(subject::no_warnings))));
    const one loud([](herald& h, const herald::tick& t) {
        if (t.seq() == 2 || t.seq() == 6) qiki::log(*h.host, QIKI_LOG_WARN, "it smells");
    });
    CHECK(judged(loud, about(subject::no_warnings)).seen == "found 2, first crier at 0.3 s: it smells");
}

TEST_CASE("A frame is late when it is not available in its tick, or looked before one that its sensor sent earlier") {
    const auto late = [](std::function<void(qiki_frame&, uint64_t seq, qiki_ns t0)> shape, qiki_ns period = 0) {
        bench b;
        b.add<vehicle>(section::vehicles, "v",
                       [](const auto& t) { return t.template put<truth_out>(body(1, t.to())), QIKI_OK; });
        b.add<radar>(section::radars, "r",
                     [shape](const auto& t) {
                         qiki_frame f = frame(t.seq(), t.to(), 0, 0, 2);
                         shape(f, t.seq(), t.from());
                         t.template put<frames_out>(f);
                         return QIKI_OK;
                     },
                     {.period = period});
        b.add<watcher<port<"frames", qiki_frame, stream | many>>>(section::bridges, "w", {});
        const verdict v = judged(b, about(subject::no_late_frames));
        return v.how == standing::met ? "none" : v.seen;
    };
    CHECK(late([](qiki_frame&, uint64_t, qiki_ns) {}) == "none");
    CHECK(late([](qiki_frame& f, uint64_t, qiki_ns t0) { f.t_available = t0 + 1; }) == "none");
    CHECK(late([](qiki_frame& f, uint64_t, qiki_ns t0) { f.t_available = t0; }) == "found 10");
    CHECK(late([](qiki_frame& f, uint64_t seq, qiki_ns) { f.t_available += seq == 3; }) == "found 1");
    CHECK(late([](qiki_frame& f, uint64_t, qiki_ns t0) { f.t_available = t0 + 1; }, 200 * ms) ==
          "none"); // its own tick
    CHECK(late([](qiki_frame& f, uint64_t seq, qiki_ns) { f.t_to -= seq == 5 ? 101 * ms : 0; }) == "found 1");
    CHECK(late([](qiki_frame& f, uint64_t seq, qiki_ns) { f.t_to -= seq == 5 ? 100 * ms : 0; }) == "none"); // as old as
    CHECK(late([](qiki_frame& f, uint64_t seq, qiki_ns) { // another radar, which a link hands on
              f.source = static_cast<uint32_t>(seq % 2), f.t_to -= seq % 2 ? 500 * ms : 0;
          }) == "none");
    CHECK(late([](qiki_frame& f, uint64_t seq, qiki_ns) { // another sensor behind the same port
              f.sensor = static_cast<uint16_t>(seq % 2), f.t_to -= seq % 2 ? 500 * ms : 0;
          }) == "none");
}

TEST_CASE("Frames of one tick may be written in any order: readers take them by their times") {
    bench b;
    b.add<vehicle>(section::vehicles, "v",
                   [](const auto& t) { return t.template put<truth_out>(body(1, t.to())), QIKI_OK; });
    b.add<radar>(section::radars, "r", [](const auto& t) {
        qiki_frame newer = frame(2 * t.seq() + 1, t.to(), 0, 0, 2), older = frame(2 * t.seq(), t.to() - 1, 0, 0, 2);
        t.template put<frames_out>(newer);
        t.template put<frames_out>(older);
        return QIKI_OK;
    });
    CHECK(met(judged(b, about(subject::no_late_frames))));
}

TEST_CASE("Late frames are a metric of the host") {
    bench b;
    b.add<vehicle>(section::vehicles, "v",
                   [](const auto& t) { return t.template put<truth_out>(body(1, t.to())), QIKI_OK; });
    b.add<radar>(section::radars, "r", [](const auto& t) {
        qiki_frame f = frame(t.seq(), t.to(), 0, 0, 2);
        f.t_available = t.from();
        t.template put<frames_out>(f);
        return QIKI_OK;
    });
    b.options.runs = 2;
    b.plan.expectations = {bounded(subject::metric, "host", "late_frames", 10, 10)};
    const auto r = b.go();
    INFO(r.verdicts.at(0).seen);
    CHECK(r.verdicts.at(0).how == standing::met); // of each run
    REQUIRE(r.metrics.size() == 1);
    CHECK((r.metrics[0].instance == "host" && r.metrics[0].name == "late_frames" && r.metrics[0].value == 20));
}

TEST_CASE("Each of several runs is judged by its own share, and the first that fails is named") {
    const auto begun = std::make_shared<int>(0); // an instance is made anew at each reset
    one b([begun](herald& h, const herald::tick& t) {
        *begun += t.seq() == 0;
        const int run = (*begun - 1) % 3 + 1;
        h.looks.add(1);
        if (t.seq() == 4 && run != 2) h.say(t, 'A', t.to());
        if (t.seq() == 7 && run == 3) qiki::log(*h.host, QIKI_LOG_ERROR, "bad");
    });
    b.options.runs = 3;
    CHECK(met(judged(b, bounded(subject::metric, "crier", "looks", 10, 10))));
    CHECK(met(judged(b, bounded(subject::records, "truth", "", 10, 10))));
    verdict v = judged(b, sequence({code("A")}));
    CHECK((v.how == standing::failed && v.run == 2 && v.seen == "found no A; it never came"));
    v = judged(b, about(subject::no_warnings));
    CHECK((v.how == standing::failed && v.run == 3));
    CHECK(judged(b, bounded(subject::metric, "crier", "events", 1, 1)).run == 2);
}

TEST_CASE("An interrupted run judges nothing and says so") {
    one b;
    b.stop = true;
    b.plan.expectations = {about(subject::no_drops), bounded(subject::records, "truth", "", 99, 99)};
    const auto r = b.go();
    REQUIRE(r.interrupted);
    REQUIRE(r.verdicts.size() == 2);
    for (const verdict& v : r.verdicts) CHECK((v.how == standing::skipped && v.seen == "the run was interrupted"));
}

TEST_CASE("Threads, room and a save and load half-way change no verdict and no digest, and neither do expectations") {
    const auto run = [](auto&& change) {
        ensemble b;
        b.add<herald>(section::vehicles, "crier", saying({{2, 'A'}, {14, 'B'}}));
        std::stable_sort(b.plan.members.begin(), b.plan.members.end(),
                         [](const auto& x, const auto& y) { return x.stage < y.stage; });
        b.plan.expectations = {sequence({code("A"), code("B", 1400 * ms, 1400 * ms)}),
                               bounded(subject::metric, "west", "looks", 1, 1),
                               bounded(subject::tracks, "calm", "confirmed", 1, 1e9), about(subject::no_late_frames)};
        change(b);
        const auto r = b.go();
        std::string text = r.digest;
        for (const verdict& v : r.verdicts)
            text += std::string(" ") + qiki::run::standing_word(v.how) + " " + v.seen + ";";
        return text;
    };
    const std::string plain = run([](ensemble&) {});
    CHECK_THAT(plain, Contains(" met found ") && Contains("failed found "));
    CHECK(run([](ensemble& b) { b.options.threads = 4; }) == plain);
    CHECK(run([](ensemble& b) { b.options.capacity_limit = 9; }) == plain);
    CHECK(run([](ensemble& b) { b.options.checked = true; }) == plain);
    const std::string bare = run([](ensemble& b) { b.plan.expectations.clear(); });
    CHECK(bare == plain.substr(0, 32));
}

TEST_CASE("Names that the run does not have are errors before its first tick") {
    const one b;
    const auto metric = [](const char* of, const char* name) { return bounded(subject::metric, of, name, 1, 2); };
    CHECK(
        refused(b, metric("cryer", "looks")) ==
        "test.lua:7: metric: expected the id of an instance before the '/', found \"cryer\"; did you mean \"crier\"?");
    CHECK_THAT(refused(b, metric("crier", "loks")),
               StartsWith("test.lua:7: metric: expected a metric or an output of 'crier'") &&
                   Contains("did you mean \"looks\"?"));
    CHECK_THAT(refused(b, metric("host", "late_frame")),
               Contains("expected a metric of the host, found \"late_frame\"; there is none"));
    CHECK_THAT(refused(b, bounded(subject::records, "truths", "", 1, 1)),
               Contains("expected a kind of record, found \"truths\"; did you mean \"truth\"?"));
    CHECK_THAT(refused(b, bounded(subject::tracks, "crier", "live", 1, 1)),
               Contains("the id of a tracker before the '/', found \"crier\"; there is none"));
    CHECK_THAT(
        refused(b, sequence({code("AA")})),
        StartsWith(
            "test.lua:8: events: expected the code of an event that an instance of this run may write, found \"AA\""));
    event_pattern p = code("A");
    p.from = "crie";
    CHECK_THAT(refused(b, sequence({p})),
               StartsWith("test.lua:8: events, from: ") && Contains("did you mean \"crier\"?"));
    expectation absent = about(subject::absent); // a misspelt one would be met for ever
    absent.events = {code("D")};
    CHECK_THAT(refused(b, absent),
               StartsWith("test.lua:8: absent: expected the code") && Contains("\"A\", \"B\", \"C\""));
}
