// SPDX-License-Identifier: MIT
// host/conform/checks/self_test.cpp - a self-test changes nothing, and its rows can be read.
#include "host/conform/drive/detour.hpp"
#include "host/conform/drive/fence.hpp"
#include "qiki/check.h"
#include "qiki/ext/selftest.h"
#include <algorithm>
#include <cstring>

namespace qiki::conform {
namespace self_test_parts {

void ask(actor& it, const qiki_selftest& test, qiki_ns t, uint32_t capacity) {
    const fence rows(capacity * sizeof(qiki_selftest_row), "the rows of the self-test", alignof(qiki_selftest_row),
                     "write up to capacity rows and return how many there are (rule own.2)");
    if (capacity) std::memset(rows.data(), 0, capacity * sizeof(qiki_selftest_row));
    auto* first = reinterpret_cast<qiki_selftest_row*>(rows.data());
    qiki_error e{-1, {}};
    int32_t n = 0;
    calling("run() of its self-test", capacity, [&] { n = test.run(it.self(), t, first, capacity, &e); });
    for (uint32_t i = 0; i < std::min(static_cast<uint32_t>(std::max(n, 0)), capacity); ++i) {
        qiki_selftest_row r;
        std::memcpy(&r, first + i, sizeof r);
        if (const char* flaw = qiki_selftest_row_flaw(&r))
            throw failed("self-test, row " + std::to_string(i) + ": " + flaw +
                         "; a row is a record: known codes, +0 for what is absent, texts filled with zeros (rules "
                         "rec.2, rec.3, rec.9)");
    }
}

void run(subject& s) {
    {
        actor it(s);
        const auto* test = it.extension<qiki_selftest>(QIKI_SELFTEST_ID);
        if (!test) throw skipped("has no extension " QIKI_SELFTEST_ID);
        scene world(*s.about, s.seed);
        for (const uint32_t capacity : {16u, 1u, 0u}) {
            ask(it, *test, world.next().t0, capacity);
            it.play(world.next());
        }
    }
    for (const uint64_t before :
         {uint64_t{5}, uint64_t{200}}) // at the beginning, and when it has been used for a while
        compare(s, {.what = "a self-test",
                    .rule = "rule life.8",
                    .before = before,
                    .after = 6,
                    .make =
                        [](actor& it, const moment& next) {
                            ask(it, *it.extension<qiki_selftest>(QIKI_SELFTEST_ID), next.t0, 16);
                        },
                    .remedy = "look at a copy, and leave the device as it is"});
}
} // namespace self_test_parts
extern const check self_test{
    .id = "self.test",
    .level = 2,
    .from = needs::plugin,
    .rules = "life.8 rec.2 rec.3 rec.9 own.2",
    .asserts = "a self-test between ticks, after 5 and after 200 of them, changes neither the saved state nor any "
               "later tick, writes no row beyond the "
               "room it is given (16, one, none), and its rows keep the rules of records: it is asked at any time",
    .varies = axis::calls | axis::room,
    .run = self_test_parts::run};
} // namespace qiki::conform
