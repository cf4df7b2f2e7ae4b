// SPDX-License-Identifier: MIT
// tests/unit/run/test_ports.cpp - STREAM and SNAPSHOT as port.h says: ordinals, fresh, lost, KEEP, slow and fast
// readers.
#include "tests/unit/run/lab.hpp"

using namespace lab;

namespace {
using writer = probe<ports<>, ports<samples_out>>;
using line = port<"line", qiki_sample, stream>;
using set = port<"set", qiki_sample, snapshot>;
using both = watcher<line, set>;

// Tick k (from 0) writes how[k] samples; -1: says KEEP.
writer::act says(std::vector<int> how) {
    return [how](const writer::tick& t) {
        const int n = how[t.seq() % how.size()];
        if (n < 0) t.keep<samples_out>();
        for (int i = 0; i < n; ++i)
            t.put<samples_out>(sample(1, t.to(), static_cast<double>(t.ordinal<samples_out>())));
        return QIKI_OK;
    };
}
struct look {
    uint64_t count, first, lost;
    bool fresh;
    qiki_ns t;
    bool operator==(const look&) const = default;
};
std::ostream& operator<<(std::ostream& o, const look& l) {
    return o << "{" << l.count << " from " << l.first << ", lost " << l.lost << ", fresh " << l.fresh << ", t "
             << l.t / ms << "}";
}
look seen(const qiki_view& v) { return {v.count, v.first, v.lost, (v.flags & QIKI_VIEW_FRESH) != 0, v.t}; }
bool runs_on(const qiki::view<qiki_sample>& v) { // each record carries its ordinal
    uint64_t n = v.head.first;
    for (const qiki_sample& s : v)
        if (s.v[0] != static_cast<double>(n++)) return false;
    return true;
}
struct looks {
    std::vector<look> line, set;
};
looks watch(std::vector<int> how, const more& w, const more& r, qiki_ns duration) {
    bench b;
    looks all;
    b.plan.duration = duration;
    b.put<probe<ports<>, ports<truth_out>>>(section::vehicles, "craft");
    b.add<writer>(section::sensors, "imu", says(std::move(how)), w);
    b.add<both>(
        section::bridges, "eye",
        [&](const both::tick& t) {
            all.line.push_back(seen(t.read<line>(0).head));
            all.set.push_back(seen(t.read<set>(0).head));
            CHECK(runs_on(t.read<line>(0)));
            CHECK(runs_on(t.read<set>(0)));
            return QIKI_OK;
        },
        r);
    b.go();
    return all;
}
} // namespace

TEST_CASE("A reader at the writer's rate sees each tick once") {
    const looks l = watch({2, 0, 3}, {}, {}, 300 * ms);
    CHECK(l.line ==
          std::vector<look>{{2, 0, 0, true, 100 * ms}, {0, 2, 0, false, 100 * ms}, {3, 2, 0, true, 300 * ms}});
    CHECK(l.set == std::vector<look>{{2, 0, 0, true, 100 * ms}, {0, 2, 0, true, 200 * ms}, {3, 2, 0, true, 300 * ms}});
}

TEST_CASE("KEEP leaves the last set where it was, nothing without KEEP replaces it") {
    const looks l = watch({2, -1, -1, 0, 1}, {}, {}, 500 * ms);
    CHECK(l.set == std::vector<look>{{2, 0, 0, true, 100 * ms},
                                     {2, 0, 0, false, 100 * ms},
                                     {2, 0, 0, false, 100 * ms},
                                     {0, 2, 0, true, 400 * ms},
                                     {1, 2, 0, true, 500 * ms}});
    CHECK(l.line.back() == look{1, 2, 0, true, 500 * ms});
}

TEST_CASE("A slow reader gets the whole stream and the latest set") {
    const looks l = watch({1, 2, 3}, {}, {.period = 300 * ms}, 900 * ms);
    CHECK(l.line ==
          std::vector<look>{{6, 0, 0, true, 300 * ms}, {6, 6, 0, true, 600 * ms}, {6, 12, 0, true, 900 * ms}});
    CHECK(l.set == std::vector<look>{{3, 3, 0, true, 300 * ms}, {3, 9, 0, true, 600 * ms}, {3, 15, 0, true, 900 * ms}});
}

TEST_CASE("A fast reader sees a slow writer's records once, and its set as long as it stands") {
    const looks l = watch({2}, {.period = 200 * ms}, {}, 400 * ms);
    CHECK(l.line ==
          std::vector<look>{
              {0, 0, 0, false, -1}, {2, 0, 0, true, 200 * ms}, {0, 2, 0, false, 200 * ms}, {2, 2, 0, true, 400 * ms}});
    CHECK(l.set ==
          std::vector<look>{
              {0, 0, 0, false, -1}, {2, 0, 0, true, 200 * ms}, {2, 0, 0, false, 200 * ms}, {2, 2, 0, true, 400 * ms}});
}

TEST_CASE("Rates without a common measure lose nothing and show nothing twice") {
    const looks l = watch({1, 2}, {.period = 200 * ms}, {.period = 300 * ms}, 1800 * ms);
    uint64_t next = 0;
    for (const look& x : l.line) {
        CHECK(x.first == next);
        next += x.count;
    }
    CHECK(next == 13); // ticks at 200, 400, ..., 1600 and 1800 ms: 1 2 1 2 1 2 1 2 1
}

TEST_CASE("A quiet KEEP between two looks of a slow reader does not hide a set") {
    const looks l = watch({2, -1, 0, -1}, {}, {.period = 200 * ms}, 400 * ms);
    CHECK(l.set == std::vector<look>{{2, 0, 0, true, 100 * ms}, {0, 2, 0, true, 300 * ms}});
}

TEST_CASE("Dropped records are counted, shown to the reader as lost, and take no ordinal") {
    bench b;
    std::vector<look> all;
    b.plan.duration = 300 * ms;
    b.put<vehicle>(section::vehicles, "craft");
    b.add<writer>(section::sensors, "imu", says({12, 1, 9})); // room for 8
    using reader = watcher<line>;
    b.add<reader>(section::bridges, "eye", [&](const reader::tick& t) {
        all.push_back(seen(t.read<line>(0).head));
        return QIKI_OK;
    });
    const auto r = b.go();
    CHECK(all == std::vector<look>{{8, 0, 4, true, 100 * ms}, {1, 8, 0, true, 200 * ms}, {8, 9, 1, true, 300 * ms}});
    CHECK(r.dropped == 5);
    CHECK(r.instances[1].dropped == 5);
    CHECK(r.instances[1].records == 17);
}

TEST_CASE("Outputs and views are aligned to 64 bytes, in every pass") {
    bench b;
    b.options.capacity_limit = 3;
    b.put<vehicle>(section::vehicles, "craft");
    auto left = std::make_shared<int>(0);
    using odd_out = port<"receipts", qiki_receipt, stream, 8>; // 40 bytes
    using odd_in = port<"receipts", qiki_receipt, stream>;
    using source = probe<ports<>, ports<odd_out>>;
    using reader = watcher<odd_in>;
    b.add<source>(section::vehicles, "odd", [left](const source::tick& t) {
        if (t.pass() == 0) *left = 7;
        for (; *left > 0; --*left) {
            if (t.room<odd_out>() == 0) return QIKI_MORE;
            qiki_receipt r{};
            r.command = t.ordinal<odd_out>();
            t.put<odd_out>(r);
        }
        return QIKI_OK;
    });
    int ticks = 0;
    b.add<reader>(section::bridges, "eye", [&](const reader::tick& t) {
        const auto v = t.read<odd_in>(0);
        CHECK(reinterpret_cast<uintptr_t>(v.head.data) % 64 == 0);
        REQUIRE(v.records.size() == 7);
        for (size_t i = 0; i < 7; ++i) CHECK(v.records[i].command == v.head.first + i);
        ++ticks;
        return QIKI_OK;
    });
    CHECK(b.go().dropped == 0);
    CHECK(ticks == 10);
}

TEST_CASE("An optional output knows when nobody looks") {
    using extra_out = port<"extra", qiki_event, stream | optional, 4>;
    using extra_in = port<"extra", qiki_event, stream | optional>;
    using craft = probe<ports<>, ports<truth_out, extra_out>>;
    using reader = watcher<extra_in>;
    for (const bool watched : {false, true}) {
        bench b;
        struct raw {
            static qiki_status tick(void*, const qiki_tick* t, qiki_error*) {
                readers() = qiki_out_at(t, 1)->readers;
                return QIKI_OK;
            }
            static uint32_t& readers() {
                static uint32_t n;
                return n;
            }
        };
        qiki_descriptor d = *about<craft>(section::vehicles);
        static constexpr qiki_vtable table{QIKI_HEAD(qiki_vtable),
                                           [](void*, const qiki_config*, qiki_error*) -> qiki_status { return 0; },
                                           nullptr,
                                           raw::tick,
                                           [](void*, qiki_error*) -> qiki_status { return 0; },
                                           [](void*) {},
                                           nullptr};
        d.create = [](const qiki_host*, const qiki_instance_info*, const qiki_vtable** vt, void** self,
                      qiki_error*) -> qiki_status {
            static int dummy;
            *vt = &table, *self = &dummy;
            return 0;
        };
        b.put<craft>(section::vehicles, "craft");
        b.plan.members[0].about = &d;
        if (watched) b.put<reader>(section::bridges, "eye");
        b.go();
        CHECK(raw::readers() == (watched ? 1 : 0));
    }
}
