// SPDX-License-Identifier: MIT
// tests/unit/run/test_services.cpp - log, arena, metrics, pool, names, text and clock, as their headers promise.
#include "host/observe/allocations.hpp"
#include "tests/unit/run/cast.hpp"
#include <cfenv>

using namespace lab;
using qiki::service;

namespace {
// Calls back at birth and in each tick, with its host.
template <uint64_t Caps = 0>
struct guest {
    using inputs = ports<>;
    using outputs = ports<truth_out>;
    using born = std::function<void(const qiki_host&, const std::string&)>;
    using ticks = std::function<void(const qiki_host&, const std::string&, uint64_t seq)>;
    static constexpr uint64_t caps = Caps;
    static constexpr qiki_param params[] = {qiki::integer("count", "", 1, 0, 1e6, "entities")};
    static constexpr qiki_channel channels[] = {{"soc", "", "", 1, 0, 0, 0}, {"position", "m", "", 3, 0, 0, 0}};
    static constexpr qiki_verb verbs[] = {{"HOLD", "", {}, {}, {}, {}, 0, 0}, {"GO", "", {}, {}, {}, {}, 0, 0}};
    static inline born at_birth;
    static inline ticks at_tick;
    guest(const qiki_host& h, const qiki_instance_info& i) : host(&h), name(i.name) {}
    void configure(const qiki::config&) {
        if (at_birth) at_birth(*host, name);
    }
    void step(const qiki::tick<guest>& t) {
        if (at_tick) at_tick(*host, name, t.seq());
    }
    const qiki_host* host;
    std::string name;
};
template <uint64_t Caps = 0>
qiki::run::report visit(bench& b, typename guest<Caps>::born born, typename guest<Caps>::ticks ticks) {
    guest<Caps>::at_birth = std::move(born), guest<Caps>::at_tick = std::move(ticks);
    if (b.plan.members.empty()) b.put<guest<Caps>>(section::vehicles, "guest");
    auto r = b.go();
    guest<Caps>::at_birth = {}, guest<Caps>::at_tick = {};
    return r;
}
struct line {
    std::string who, text;
    int level;
    qiki_ns t;
    uint64_t tick;
    bool operator==(const line&) const = default;
};
std::vector<line> logged(unsigned threads, std::function<void(const qiki_host&, const std::string&, uint64_t)> ticks) {
    std::vector<line> all;
    bench b;
    b.plan.tick = 1 * ms;
    b.options.threads = threads;
    b.options.log = [&](std::string_view who, int level, qiki_ns t, uint64_t tick, std::string_view text) {
        all.push_back({std::string(who), std::string(text), level, t, tick});
    };
    for (const char* name : {"a", "b", "c"}) b.put<guest<>>(section::vehicles, name);
    visit(b, {}, std::move(ticks));
    return all;
}
} // namespace

TEST_CASE("Logging: log lines arrive in the order of instances with time and tick, for any number of threads",
          "[capability]") {
    const auto speak = [](const qiki_host& h, const std::string& name, uint64_t seq) {
        if (seq % 200 == 3) qiki::log(h, QIKI_LOG_INFO, name + " one");
        if (seq % 200 == 3) qiki::log(h, QIKI_LOG_WARN, name + " two");
    };
    const auto lines = logged(1, speak);
    REQUIRE(lines.size() == 30);
    CHECK(lines[0] == line{"a", "a one", QIKI_LOG_INFO, 4 * ms, 4});
    CHECK(lines[1] == line{"a", "a two", QIKI_LOG_WARN, 4 * ms, 4});
    CHECK(lines[2].who == "b");
    CHECK(lines[6].tick == 204);
    CHECK(logged(3, speak) == lines);
}

TEST_CASE("A chatterbox is limited by ticks, what it lost is told, and warnings are not lost to chatter") {
    const auto lines = logged(2, [](const qiki_host& h, const std::string& name, uint64_t seq) {
        if (name == "b") qiki::log(h, QIKI_LOG_INFO, "again");
        if (name == "b" && seq == 999) qiki::log(h, QIKI_LOG_ERROR, "at last");
    });
    size_t again = 0, told = 0;
    for (const line& l : lines) again += l.text == "again", told += l.text.find("left out") != std::string::npos;
    CHECK(again == 32 + 10); // a burst, then one in a hundred ticks
    CHECK(told == 10);
    CHECK(lines.back().text == "at last");
}

TEST_CASE("Lines longer than 4 KiB are cut, lines at birth have tick 0") {
    std::vector<line> all;
    bench b;
    b.options.log = [&](std::string_view who, int level, qiki_ns t, uint64_t tick, std::string_view text) {
        all.push_back({std::string(who), std::string(text), level, t, tick});
    };
    visit(
        b, [](const qiki_host& h, const std::string&) { qiki::log(h, QIKI_LOG_INFO, "hello"); },
        [](const qiki_host& h, const std::string&, uint64_t seq) {
            if (seq == 0) qiki::log(h, 77, std::string(9000, 'x'));
        });
    REQUIRE(all.size() == 2);
    CHECK(all[0] == line{"guest", "hello", QIKI_LOG_INFO, 0, 0});
    CHECK(all[1].text.size() == 4096);
    CHECK(all[1].level == QIKI_LOG_ERROR);
}

TEST_CASE("Names find vehicles, members of a fleet and the verbs of their plugin") {
    bench b;
    b.put<guest<>>(section::vehicles, "lone").put<guest<>>(section::vehicles, "swarm", {.count = 12});
    b.put<vehicle>(section::vehicles, "mute");
    int looks = 0;
    visit(b,
          [&](const qiki_host& h, const std::string&) {
              const auto* n = service<qiki_names>(h);
              REQUIRE(n);
              CHECK(n->entity(&h, "lone") == 1);
              CHECK(n->entity(&h, "swarm") == 2);
              CHECK(n->entity(&h, "swarm.12") == 13);
              CHECK(n->entity(&h, "swarm.13") == 0);
              CHECK(n->entity(&h, "swarm.0") == 0);
              CHECK(n->entity(&h, "swarm.1x") == 0);
              CHECK(n->entity(&h, "lone.1") == 0);
              CHECK(n->entity(&h, "swar") == 0);
              char text[10] = "?????????";
              CHECK(n->name(&h, 13, text, sizeof text) == 8);
              CHECK(std::string(text) == "swarm.12");
              CHECK(n->name(&h, 13, text, 4) == 8);
              CHECK(std::string(text) == "swa");
              CHECK(n->name(&h, 1, text, sizeof text) == 4);
              CHECK(std::string(text) == "lone");
              CHECK(n->name(&h, 15, text, sizeof text) == 0);
              CHECK(n->name(&h, 1, nullptr, 0) == 4);
              CHECK(n->verb(&h, 3, "GO") == 1);
              CHECK(n->verb(&h, 3, "go") == -1);
              CHECK(n->verb(&h, 14, "GO") == -1);
              CHECK(n->verb(&h, 99, "GO") == -1);
              CHECK(n->channel(&h, 2, "position") == 1); // by instance, here "swarm"
              CHECK(n->channel(&h, 2, "positio") == -1);
              CHECK(n->channel(&h, 3, "position") == -1);
              CHECK(n->channel(&h, 0, "position") == -1);
              CHECK(n->channel(&h, UINT32_MAX, "position") == -1);
              ++looks;
          },
          {});
    CHECK(looks == 2);
}

TEST_CASE("Texts have the same id in all instances, in order of birth, and none is made in a tick") {
    bench b;
    std::map<std::string, std::vector<uint32_t>> ids;
    b.put<guest<>>(section::vehicles, "a").put<guest<>>(section::vehicles, "b");
    visit(
        b,
        [&](const qiki_host& h, const std::string& name) {
            const auto* t = service<qiki_texts>(h);
            for (const std::string& text : {std::string("x"), name, std::string("y")})
                ids[name].push_back(t->intern(&h, text.data(), text.size()));
        },
        [](const qiki_host& h, const std::string&, uint64_t) {
            const auto* t = service<qiki_texts>(h);
            CHECK(t->intern(&h, "new", 3) == 0);
            CHECK(t->intern(&h, "y", 1) == 3);
            char text[4];
            CHECK(t->text(&h, 3, text, sizeof text) == 1);
            CHECK(std::string(text) == "y");
            CHECK(t->text(&h, 9999, text, sizeof text) == 0);
            CHECK(t->text(&h, 0, text, sizeof text) == 0);
        });
    CHECK(ids["a"] == std::vector<uint32_t>{1, 2, 3});
    CHECK(ids["b"] == std::vector<uint32_t>{1, 4, 3});
}

TEST_CASE("Scratch is aligned, apart from other scratch, and has an end") {
    bench b;
    visit(b, {}, [](const qiki_host& h, const std::string&, uint64_t) {
        const auto* a = service<qiki_arena>(h);
        std::vector<char*> all;
        for (uint64_t align = 1; align <= 4096; align *= 2) {
            auto* p = static_cast<char*>(a->take(&h, 0, 30000, align));
            REQUIRE(p);
            CHECK(reinterpret_cast<uintptr_t>(p) % align == 0);
            std::memset(p, static_cast<int>(all.size()), 30000);
            all.push_back(p);
        }
        for (size_t i = 0; i < all.size(); ++i)
            for (size_t k : {size_t{0}, size_t{29999}}) CHECK(all[i][k] == static_cast<char>(i));
        CHECK(a->take(&h, 0, 8, 3) == nullptr);
        CHECK(a->take(&h, 0, 8, 8192) == nullptr);
        CHECK(a->take(&h, 1, 8, 8) == nullptr); // one thread, one worker
        CHECK(a->take(&h, 0, uint64_t{1} << 40, 8) == nullptr);
        CHECK(a->take(&h, 0, UINT64_MAX - 2, 8) == nullptr);
    });
}

TEST_CASE("A gauge holds its last value, one never set holds none, a counter its sum") {
    bench b;
    b.options.runs = 2;
    int32_t g = -1, n = -1, silent = -1;
    const auto r = visit(
        b,
        [&](const qiki_host& h, const std::string&) {
            const auto* m = service<qiki_metrics>(h);
            g = m->declare(&h, "level", "m", "of water"), n = m->declare(&h, "drops", "", "");
            silent = m->declare(&h, "silent", "", "");
            CHECK(m->declare(&h, "level", "m", "again") == g);
            CHECK(m->declare(&h, "", "", "") < 0);
        },
        [&](const qiki_host& h, const std::string&, uint64_t seq) {
            const auto* m = service<qiki_metrics>(h);
            m->gauge(&h, g, static_cast<double>(seq));
            m->count(&h, 0, n, 3);
            m->count(&h, 9, n, 1000); // no such worker
            m->count(&h, 0, 77, 1);
            CHECK(m->declare(&h, "late", "", "") < 0);
        });
    REQUIRE(r.metrics.size() == 3);
    CHECK((r.metrics[0].name == "level" && r.metrics[0].set && !r.metrics[0].counter && r.metrics[0].value == 9));
    CHECK((r.metrics[0].unit == "m" && r.metrics[0].help == "of water" && r.metrics[0].instance == "guest"));
    CHECK((r.metrics[1].counter && r.metrics[1].value == 60));
    CHECK((!r.metrics[2].set && r.metrics[2].value == 0));
}

TEST_CASE("The pool refuses calls outside a tick and from inside a task, and reports a task that threw") {
    bench b;
    b.options.threads = 3;
    static const qiki_host* who;
    static std::atomic<int> refused;
    refused = 0;
    visit(
        b,
        [](const qiki_host& h, const std::string&) {
            const auto* p = service<qiki_pool>(h);
            CHECK(p->workers(&h) == 3);
            CHECK(p->run(
                      &h, 4, 1, [](void*, uint32_t, uint32_t, uint32_t) {}, nullptr) == QIKI_E_ORDER);
        },
        [](const qiki_host& h, const std::string&, uint64_t) {
            const auto* p = service<qiki_pool>(h);
            who = &h;
            const auto nested = [](void* x, uint32_t, uint32_t, uint32_t) {
                const auto* pool = static_cast<const qiki_pool*>(x);
                if (pool->run(
                        who, 4, 1, [](void*, uint32_t, uint32_t, uint32_t) {}, nullptr) == QIKI_E_ORDER)
                    ++refused;
            };
            CHECK(p->run(&h, 4, 1, nested, const_cast<qiki_pool*>(p)) == QIKI_OK);
            CHECK(p->run(&h, 4, 0, nested, nullptr) == QIKI_E_ARGUMENT);
            CHECK(p->run(
                      &h, 4, 1,
                      [](void*, uint32_t begin, uint32_t, uint32_t) {
                          if (begin == 2) throw 1;
                      },
                      nullptr) == QIKI_E_INTERNAL);
        });
    CHECK(refused == 40);
}

TEST_CASE("The clock is there for plugins that touch the world, and for no others, policy is not there yet") {
    bench b;
    visit(b,
          [](const qiki_host& h, const std::string&) {
              CHECK(service<qiki_clock>(h) == nullptr);
              CHECK(service<qiki_policy>(h) == nullptr);
              CHECK(h.service(&h, "org.example.magic/1") == nullptr);
          },
          {});
    bench w;
    visit<QIKI_CAP_WORLD_IO>(w,
                             [](const qiki_host& h, const std::string&) {
                                 const auto* c = service<qiki_clock>(h);
                                 REQUIRE(c);
                                 CHECK(c->utc(&h) > INT64_C(1'500'000'000'000'000'000));
                                 const int64_t a = c->monotonic(&h);
                                 CHECK(c->monotonic(&h) >= a);
                             },
                             {});
}

namespace {
thread_local uint64_t made = 0; // stands for a counting operator new
}

TEST_CASE("Allocations are counted per instance after a warm-up, also those of pool tasks") {
    ensemble b;
    b.plan.duration = 15'000 * ms;
    b.options.allocations = [] { return made; };
    b.options.threads = 3;
    using hungry = probe<ports<>, ports<truth_out>>;
    b.add<hungry>(section::vehicles, "hungry", [](const hungry::tick&) {
        made += 2;
        return QIKI_OK;
    });
    b.plan.members.insert(b.plan.members.begin(), b.plan.members.back());
    b.plan.members.pop_back();
    const auto r = b.go();
    for (const auto& c : r.instances) {
        INFO(c.id << ", " << c.ticks << " ticks");
        if (c.ticks <= 100) CHECK_FALSE(c.allocations); // it is not warm yet: nothing is known
        else CHECK(c.allocations == (c.id == "hungry" ? 100u : 0u));
    }
    CHECK(r.instances.back().id == "host");
    CHECK(r.instances[0].ticks == 150);

    bench p;
    p.plan.duration = 12'000 * ms;
    p.options.allocations = [] { return made; };
    p.options.threads = 3;
    const auto pooled = visit(p, {}, [](const qiki_host& h, const std::string&, uint64_t) {
        service<qiki_pool>(h)->run(
            &h, 50, 1, [](void*, uint32_t, uint32_t, uint32_t) { ++made; }, nullptr);
    });
    CHECK(pooled.instances[0].allocations == 20 * 50);
}

TEST_CASE("Neither plugins nor the host ask for memory in a tick once warm") {
    if (!qiki::observe::allocations_counted()) {
        std::puts("skipped: a sanitizer owns malloc, allocations are not counted");
        return;
    }
    for (unsigned threads : {1u, 3u}) {
        ensemble b;
        b.plan.duration = 60'000 * ms;
        b.options.threads = threads;
        b.options.capacity_limit = 5;
        b.options.allocations = qiki::observe::allocations;
        for (const auto& c : b.go().instances) {
            INFO(c.id << " with " << threads << " threads");
            CHECK(c.allocations == 0u);
        }
    }
}

TEST_CASE("A pool task that changes the rounding is named, and the thread keeps its own") {
    for (unsigned threads : {1u, 3u}) {
        bench b;
        b.options.threads = threads;
        std::atomic<unsigned> found{0};
        std::string text = "nothing was wrong";
        try {
            visit(b, {}, [&](const qiki_host& h, const std::string&, uint64_t) {
                service<qiki_pool>(h)->run(
                    &h, 50, 1,
                    [](void* p, uint32_t, uint32_t, uint32_t) {
                        *static_cast<std::atomic<unsigned>*>(p) += std::fegetround() != FE_TONEAREST;
                        std::fesetround(FE_UPWARD);
                    },
                    &found);
            });
        } catch (const qiki::run::error& e) { text = e.what(), guest<>::at_tick = {}; }
        CHECK_THAT(text, Catch::Matchers::Contains(
                             "changed the floating-point control in a pool task; no call may (rule err.5)"));
        CHECK(found == 0);
        CHECK(std::fegetround() == FE_TONEAREST);
    }
}

TEST_CASE("A run shorter than the warm-up knows no number of allocations, and several threads no time of the host") {
    ensemble b;
    b.plan.duration = 10'000 * ms;
    b.options.allocations = [] { return made; };
    for (const auto& c : b.go().instances) {
        CHECK_FALSE(c.allocations);
        CHECK(c.ns);
    }
    b.options.threads = 2;
    b.options.allocations = nullptr;
    b.plan.duration = 20'000 * ms;
    for (const auto& c : b.go().instances) {
        CHECK_FALSE(c.allocations); // nobody counts
        CHECK(c.ns.has_value() == (c.id != "host"));
    }
}

TEST_CASE("Progress is told at its pace with the totals of all runs") {
    ensemble b;
    b.plan.duration = 3'000'000 * ms;
    std::vector<qiki::run::progress> all;
    qiki::run::engine e(b.plan, b.options);
    e.go(b.stop, [&](const qiki::run::progress& p) {
        all.push_back(p);
        if (all.size() == 2) b.stop = true;
    });
    REQUIRE(!all.empty());
    for (const auto& p : all) {
        CHECK(p.ticks_total == 30000);
        CHECK((p.ticks >= 1 && p.ticks <= 30000));
        CHECK(p.sim_s == Approx(static_cast<double>(p.ticks) * 0.1));
        CHECK(p.tracks > 0);
    }
}
