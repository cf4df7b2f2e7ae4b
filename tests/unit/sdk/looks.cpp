// SPDX-License-Identifier: MIT
// tests/unit/sdk/looks.cpp - frames with their contacts, of several writers in the order in which readers take them,
// and of one in C.
#include "qiki/looks.h"
#include "qiki/qiki.hpp"
#include <catch2/catch.hpp>
#include <cstring>

namespace {
using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
struct reader {
    using inputs = qiki::ports<frames, contacts>;
    using outputs = qiki::ports<>;
};

qiki_frame frame(uint32_t source, qiki_ns to, qiki_ns available, uint64_t first, uint32_t count) {
    qiki_frame f{};
    f.t_from = to - 1, f.t_to = to, f.t_available = available, f.first = first, f.count = count, f.source = source;
    f.label = QIKI_LABEL_OK;
    return f;
}
template <class R>
qiki_view view(uint32_t port, uint32_t writer, uint32_t record, uint64_t first, const std::vector<R>& rows) {
    return {port, writer, 0, 0, record, sizeof(R), first, rows.size(), 0, -1, rows.empty() ? nullptr : rows.data()};
}
} // namespace

TEST_CASE("Looks come in the order of their times, each with the contacts of its own writer") {
    const std::vector<qiki_frame> one = {frame(1, 900, 900, 12, 2), frame(1, 500, 700, 10, 2),
                                         frame(1, 990, 1500, 14, 0)},
                                  two = {frame(2, 500, 700, 5, 1), frame(2, 950, 950, 99, 1)};
    REQUIRE(qiki_frame_flaw(&one[0]) == nullptr);
    const std::vector<qiki_contact> of_one(4), of_two(1);
    std::vector<qiki_view> views = {view(0, 1, QIKI_REC_FRAME, 0, one), view(0, 2, QIKI_REC_FRAME, 0, two),
                                    view(1, 1, QIKI_REC_CONTACT, 10, of_one), view(1, 2, QIKI_REC_CONTACT, 5, of_two)};
    qiki_tick t{QIKI_HEAD(qiki_tick), 0,      0, 1000, 0, sizeof(qiki_view), sizeof(qiki_out), 4, 0, 0,
                views.data(),         nullptr};
    const qiki::tick<reader> tick(t);
    const auto all = qiki::looks<frames, contacts>(tick);
    REQUIRE(all.size() == 4); // one is not available yet
    CHECK(all[0].frame == &one[1]);
    CHECK(all[0].contacts.data() == &of_one[0]);
    CHECK(all[0].contacts.size() == 2);
    CHECK(all[1].frame == &two[0]); // the same times, another radar
    CHECK(all[1].contacts.data() == &of_two[0]);
    CHECK(all[2].frame == &one[0]);
    CHECK(all[2].contacts.data() == &of_one[2]);
    CHECK(all[3].frame == &two[1]);
    CHECK(all[3].contacts.empty()); // they were lost
    std::swap(views[0], views[1]), std::swap(views[2], views[3]);
    const auto again = qiki::looks<frames, contacts>(tick);
    REQUIRE(again.size() == 4);
    for (size_t i = 0; i < 4; ++i) CHECK(again[i].frame == all[i].frame);
    views[0].count = views[1].count = 0;
    CHECK(qiki::looks<frames, contacts>(tick).empty());
}

TEST_CASE("In C the frames of one writer come as they lie, each with its contacts") {
    const std::vector<qiki_frame> f = {frame(1, 500, 700, 10, 2), frame(1, 990, 1500, 12, 0), frame(1, 600, 700, 12, 0),
                                       frame(1, 900, 900, 12, 2), frame(1, 950, 950, 13, 2),  frame(1, 960, 960, 9, 2)};
    std::vector<qiki_frame> flawed = f;
    flawed[0].label = 200;
    const std::vector<qiki_contact> c(4);
    const std::vector<qiki_view> views = {view(3, 1, QIKI_REC_CONTACT, 10, c), view(2, 1, QIKI_REC_FRAME, 0, f)};
    qiki_tick t{QIKI_HEAD(qiki_tick), 0,      0, 1000, 0, sizeof(qiki_view), sizeof(qiki_out), 2, 0, 0,
                views.data(),         nullptr};
    qiki_looks l = qiki_looks_of(&t, 2, 3);
    const auto next = [&](const qiki_frame* at, const qiki_contact* found) {
        return qiki_next_look(&l) == at && (!at || l.found == found);
    };
    CHECK(next(&f[0], &c[0]));
    CHECK(next(&f[2], nullptr)); // one is not available yet; this one has none
    CHECK(next(&f[3], &c[2]));
    CHECK(next(&f[4], nullptr)); // one of them was lost
    CHECK(next(&f[5], nullptr)); // one that is no longer there
    CHECK(next(nullptr, nullptr));
    CHECK(next(nullptr, nullptr));

    const std::vector<qiki_view> alone = {view(2, 1, QIKI_REC_FRAME, 0, flawed)};
    t.in = alone.data(), t.view_count = 1, l = qiki_looks_of(&t, 2, 3);
    CHECK(next(&flawed[2], nullptr));
    CHECK(next(&flawed[3], nullptr)); // its contacts never came
    l = qiki_looks_of(&t, 0, 1);
    CHECK(next(nullptr, nullptr)); // nobody wrote
}
