// SPDX-License-Identifier: MIT
// tests/unit/run/test_errors.cpp - a plugin that fails, lies or breaks out: the run ends and names it; others are
// finished.
#include "qiki/ext/finish.h"
#include "qiki/ext/span.h"
#include "tests/unit/run/cast.hpp"
#include <cfenv>

using namespace lab;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {
// A vehicle written against the bare table, for what the C++ wrapper would not let through.
struct raw {
    using tick = qiki_status (*)(const qiki_tick*, qiki_error*);
    static inline tick act = nullptr;
    static qiki_status step(void*, const qiki_tick* t, qiki_error* e) { return act(t, e); }
    static constexpr qiki_vtable table{QIKI_HEAD(qiki_vtable),
                                       [](void*, const qiki_config*, qiki_error*) -> qiki_status { return 0; },
                                       nullptr,
                                       step,
                                       [](void*, qiki_error*) -> qiki_status { return 0; },
                                       [](void*) {},
                                       nullptr};
    static qiki_status create(const qiki_host*, const qiki_instance_info*, const qiki_vtable** vt, void** self,
                              qiki_error*) {
        static int dummy;
        *vt = &table, *self = &dummy;
        return QIKI_OK;
    }
};
std::string raw_run(raw::tick act) {
    raw::act = act;
    bench b;
    b.put<vehicle>(section::vehicles, "craft");
    qiki_descriptor d = *b.plan.members[0].about;
    d.create = raw::create;
    b.plan.members[0].about = &d;
    return b.go_wrong();
}

// A bridge that notes whether it was finished.
struct recorder {
    using inputs = ports<truth_in>;
    using outputs = ports<>;
    static inline std::map<std::string, int> ticks, finished;
    static inline bool refuse = false;
    recorder(const qiki_host&, const qiki_instance_info& i) : name(i.name) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<recorder>&) { ++ticks[name]; }
    static const void* extension(const char* id) {
        static constexpr qiki_finish table{QIKI_HEAD(qiki_finish), [](void* self, qiki_error* e) -> qiki_status {
                                               ++finished[qiki::instance<recorder>::value(self).name];
                                               return refuse ? qiki::say(e, QIKI_E_IO, "disk full") : QIKI_OK;
                                           }};
        return std::strcmp(id, QIKI_FINISH_ID) == 0 ? &table : nullptr;
    }
    std::string name;
};

// Saves more than it loads.
struct forgetful {
    using inputs = ports<>;
    using outputs = ports<truth_out>;
    forgetful(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<forgetful>&) {}
    void state(qiki::writer& w) { w(a), w(a); }
    void state(qiki::reader& r) { r(a); }
    double a = 1;
};

struct picky {
    using inputs = ports<>;
    using outputs = ports<truth_out>;
    picky(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) { throw qiki::failure(QIKI_E_CONFIG, "speed: expected m/s, found warp"); }
    void step(const qiki::tick<picky>&) {}
};

struct greedy {
    using inputs = ports<>;
    using outputs = ports<truth_out>;
    greedy(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) {}
    void demand(std::span<uint64_t> n) { n[0] = UINT64_MAX; }
    void step(const qiki::tick<greedy>&) {}
};

// Fills much and asks on.
struct broad {
    using inputs = ports<>;
    using outputs = ports<truth_out>;
    broad(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) {}
    void demand(std::span<uint64_t> n) { n[0] = 100'000; }
    qiki_status step(const qiki::tick<broad>& t) {
        while (t.room<truth_out>() > 0) t.put<truth_out>(body(1, t.to()));
        return QIKI_MORE;
    }
};

struct recording {
    using inputs = ports<>;
    using outputs = ports<frames_out, contacts_out>;
    recording(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<recording>&) {}
    static const void* extension(const char* id) {
        static constexpr qiki_span table{QIKI_HEAD(qiki_span), [](void*, qiki_ns* end, qiki_error*) -> qiki_status {
                                             *end = 750 * ms;
                                             return QIKI_OK;
                                         }};
        return std::strcmp(id, QIKI_SPAN_ID) == 0 ? &table : nullptr;
    }
};
} // namespace

TEST_CASE("A failing tick ends the run with instance, plugin, place, time and the plugin's own words") {
    bench b;
    b.put<vehicle>(section::vehicles, "calm");
    b.add<vehicle>(section::vehicles, "wild", [](const vehicle::tick& t) {
        if (t.seq() == 4) throw qiki::failure(QIKI_E_INTERNAL, "the wing fell off");
        return QIKI_OK;
    });
    CHECK(b.go_wrong() == "test.lua:2: 'wild' (test.probe) failed at t = 0.5 s (tick 5): the wing fell off");
}

TEST_CASE("Of several that fail in one tick the first in order is named, for any number of threads") {
    for (unsigned threads : {1u, 3u}) {
        bench b;
        b.options.threads = threads;
        for (const char* name : {"a", "b", "c", "d"})
            b.add<vehicle>(section::vehicles, name, [name](const vehicle::tick& t) {
                return *name >= 'b' && t.seq() == 2 ? QIKI_E_IO : QIKI_OK;
            });
        CHECK_THAT(b.go_wrong(), StartsWith("test.lua:2: 'b' (test.probe) failed at t = 0.3 s (tick 3): "));
    }
}

TEST_CASE("When one instance fails the others are finished, the failed one is not") {
    recorder::ticks.clear(), recorder::finished.clear();
    bench b;
    b.add<vehicle>(section::vehicles, "craft",
                   [](const vehicle::tick& t) { return t.seq() == 3 ? QIKI_E_IO : QIKI_OK; });
    b.put<recorder>(section::bridges, "journal");
    CHECK_THAT(b.go_wrong(), Contains("'craft'"));
    CHECK(recorder::ticks["journal"] == 3);
    CHECK(recorder::finished["journal"] == 1);
}

TEST_CASE("Finish is called once a run, and its failure is the run's") {
    recorder::finished.clear();
    bench b;
    b.options.runs = 2;
    b.put<vehicle>(section::vehicles, "craft").put<recorder>(section::bridges, "journal");
    b.go();
    CHECK(recorder::finished["journal"] == 2);
    recorder::refuse = true;
    CHECK_THAT(b.go_wrong(), Contains("'journal'") && Contains("cannot finish: disk full"));
    recorder::refuse = false;
}

TEST_CASE("A failure without words is told by its status") {
    CHECK(raw_run([](const qiki_tick*, qiki_error*) -> qiki_status { return QIKI_E_IO; }) ==
          "test.lua:1: 'craft' (test.probe) failed at t = 0.1 s (tick 1): input or output failed (-10)");
    CHECK_THAT(raw_run([](const qiki_tick*, qiki_error*) -> qiki_status { return -99; }),
               Contains("unknown status (-99)"));
}

TEST_CASE("QIKI_MORE without a record is an error, not a loop") {
    CHECK_THAT(raw_run([](const qiki_tick*, qiki_error*) -> qiki_status { return QIKI_MORE; }),
               Contains("'craft'") && Contains("QIKI_MORE") && Contains("wrote no record"));
}

TEST_CASE("QIKI_MORE for ever is refused after so many passes, and 65,536 of them are no error") {
    static uint32_t asks = 0, passes = 0;
    const auto craft = [](const qiki_tick* t, qiki_error*) -> qiki_status {
        const qiki_truth b = body(1, t->t1);
        std::memcpy(qiki_out_at(t, 0)->data, &b, sizeof b);
        qiki_out_at(t, 0)->count = 1;
        passes = t->pass + 1;
        return t->pass < asks ? QIKI_MORE : QIKI_OK;
    };
    asks = UINT32_MAX;
    CHECK(raw_run(craft) == "test.lua:1: 'craft' (test.probe) failed at t = 0.1 s (tick 1): asks to be called again "
                            "(QIKI_MORE) after 65536 passes of one tick and 65536 records; a tick that writes so much "
                            "demands more room (demand) (rule tick.5)");
    CHECK(passes == 65536);
    asks = 65535; // the last of them is content
    CHECK(raw_run(craft) == "nothing was wrong");
}

TEST_CASE("QIKI_MORE with much in each pass is refused before the memory is gone") {
    bench b;
    b.put<broad>(section::vehicles, "craft");
    const uint64_t passes = (uint64_t{256} << 20) / (100'000 * sizeof(qiki_truth)) + 1;
    CHECK_THAT(b.go_wrong(), Contains("'craft'") &&
                                 Contains("output 'truth': asks for more and more (QIKI_MORE): " +
                                          std::to_string(passes * 100'000) + " records") &&
                                 Contains("beyond 256 MiB"));
}

TEST_CASE("A count above the capacity is an error") {
    CHECK_THAT(raw_run([](const qiki_tick* t, qiki_error*) -> qiki_status {
                   qiki_out_at(t, 0)->count = 5;
                   return QIKI_OK;
               }),
               Contains("output 'truth'") && Contains("wrote 5 records") && Contains("room for 4"));
}

TEST_CASE("Writing past the capacity is an error even when the count is right") {
    CHECK_THAT(raw_run([](const qiki_tick* t, qiki_error*) -> qiki_status {
                   std::memset(static_cast<char*>(qiki_out_at(t, 0)->data) + 4 * sizeof(qiki_truth), 0, 8);
                   return QIKI_OK;
               }),
               Contains("output 'truth'") && Contains("wrote past its 4 records"));
}

TEST_CASE("An exception that crosses the boundary is caught and named") {
    CHECK_THAT(raw_run([](const qiki_tick*, qiki_error*) -> qiki_status { throw std::runtime_error("boo"); }),
               Contains("threw boo") && Contains("no exception may cross"));
    CHECK_THAT(raw_run([](const qiki_tick*, qiki_error*) -> qiki_status { throw 7; }), Contains("threw something"));
}

TEST_CASE("A positive status of create() is no excuse for giving nothing, and checked mode does not take it at all") {
    for (const bool checked : {false, true}) {
        bench b;
        b.options.checked = checked;
        b.put<vehicle>(section::vehicles, "craft");
        qiki_descriptor d = *b.plan.members[0].about;
        d.create = [](const qiki_host*, const qiki_instance_info*, const qiki_vtable**, void**,
                      qiki_error*) -> qiki_status { return QIKI_SKIPPED; };
        b.plan.members[0].about = &d;
        CHECK_THAT(b.go_wrong(), Contains(checked ? "create gave status 1, a remark that only tick() has (rule err.1)"
                                                  : "was created, but gave no table or no instance"));
    }
}

TEST_CASE("A plugin that changes the rounding is named, and the rounding put back") {
    CHECK_THAT(raw_run([](const qiki_tick*, qiki_error*) -> qiki_status {
                   std::fesetround(FE_UPWARD);
                   return QIKI_OK;
               }),
               Contains("changed the floating-point control"));
    CHECK(std::fegetround() == FE_TONEAREST);
}

TEST_CASE("A refused configuration names the key in the plugin's words") {
    bench b;
    b.put<picky>(section::vehicles, "craft");
    CHECK(b.go_wrong() ==
          "test.lua:1: 'craft' (test.probe) refuses its configuration: speed: expected m/s, found warp");
}

TEST_CASE("A demand beyond reason is refused before memory is asked for") {
    bench b;
    b.put<greedy>(section::vehicles, "craft");
    CHECK_THAT(b.go_wrong(), Contains("demands 18446744073709551615 records for output 'truth'"));
}

TEST_CASE("Restoring behind the end is an error") {
    ensemble b;
    b.options.restore_at = 4000 * ms;
    CHECK_THAT(b.go_wrong(), Contains("cannot restore at 4 s: the run ends at 3 s"));
}

TEST_CASE("An instance that cannot be restored is named, and the others are finished") {
    recorder::finished.clear();
    bench b;
    b.options.restore_at = 500 * ms;
    b.put<forgetful>(section::vehicles, "craft").put<recorder>(section::bridges, "journal");
    CHECK_THAT(b.go_wrong(), StartsWith("test.lua:1: 'craft' (test.probe) cannot load its state") &&
                                 Contains("longer than expected") && Contains("t = 0.5 s"));
    CHECK(recorder::finished["journal"] == 1);
}

TEST_CASE("Without a duration the run lasts as long as its sources") {
    bench b;
    b.plan.duration.reset();
    b.put<recording>(section::radars, "file");
    CHECK(b.go().ticks == 8);
}
