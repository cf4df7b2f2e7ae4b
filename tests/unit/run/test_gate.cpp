// SPDX-License-Identifier: MIT
// tests/unit/run/test_gate.cpp - commands through the host: who gets them, who is told why not, and when.
#include "host/observe/allocations.hpp"
#include "qiki/check.h"
#include "qiki/services/text.h"
#include "tests/unit/run/cast.hpp"

using namespace lab;

namespace {
using orders_in = port<"orders", qiki_command, stream>;
using orders_out = port<"orders", qiki_command, stream, 8>;
using receipts_in = port<"receipts", qiki_receipt, stream | many | optional>;
using one_receipts_in = port<"receipts", qiki_receipt, stream>;
using receipts_out = port<"receipts", qiki_receipt, stream, 8>;
using craft = probe<ports<orders_in>, ports<truth_out>>;
using answering = probe<ports<orders_in>, ports<truth_out, receipts_out>>;
using agent = probe<ports<receipts_in>, ports<orders_out>>;
using single = probe<ports<one_receipts_in>, ports<orders_out>>;
using eye = watcher<receipts_in>;

std::map<uint32_t, std::string> texts;
struct reader { // learns the texts behind the ids
    using inputs = ports<receipts_in>;
    using outputs = ports<>;
    reader(const qiki_host& h, const qiki_instance_info&) : host(&h) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<reader>& t) {
        for (uint32_t k = 0; k < t.writers<receipts_in>(); ++k)
            for (const qiki_receipt& r : t.read<receipts_in>(k)) {
                char text[64];
                qiki::service<qiki_texts>(*host)->text(host, r.text, text, sizeof text);
                texts[r.text] = text;
            }
    }
    const qiki_host* host;
};

craft::act counting(std::vector<uint32_t>& verbs) {
    return [&](const craft::tick& t) {
        for (const qiki_command& c : t.read<orders_in>()) verbs.push_back(c.verb);
        return QIKI_OK;
    };
}
} // namespace

TEST_CASE(
    "A refused command never reaches its vehicle, its receipt reaches its speaker one tick later, and nobody else") {
    bench b;
    std::vector<uint32_t> one, two;
    b.add<craft>(section::vehicles, "one", counting(one)).add<craft>(section::vehicles, "two", counting(two));
    std::vector<std::pair<qiki_ns, qiki_receipt>> told;
    b.add<agent>(section::agents, "mind",
                 [&](const agent::tick& t) {
                     REQUIRE(t.writers<receipts_in>() == 1);
                     const auto v = t.read<receipts_in>(0);
                     CHECK(v.head.producer == UINT32_MAX);
                     CHECK(v.head.first == told.size());
                     for (const qiki_receipt& r : v) told.push_back({t.to(), r});
                     if (t.seq() != 2) return QIKI_OK;
                     t.put<orders_out>(command(3, 1, 1, 0, t.to()));
                     t.put<orders_out>(command(3, 2, 2, 0, t.to()));  // not its own
                     t.put<orders_out>(command(3, 3, 99, 0, t.to())); // nobody
                     qiki_command late = command(3, 4, 1, 0, t.to());
                     late.expires = t.to();
                     t.put<orders_out>(late);
                     return QIKI_OK;
                 },
                 {.on = "one"});
    unsigned others = 0;
    b.add<agent>(section::agents, "other",
                 [&](const agent::tick& t) {
                     for (uint32_t k = 0; k < t.writers<receipts_in>(); ++k)
                         others += !t.read<receipts_in>(k).records.empty();
                     return QIKI_OK;
                 },
                 {.on = "two"});
    size_t seen = 0;
    b.add<eye>(section::bridges, "eye", [&](const eye::tick& t) {
        for (uint32_t k = 0; k < t.writers<receipts_in>(); ++k) seen += t.read<receipts_in>(k).records.size();
        return QIKI_OK;
    });
    texts.clear();
    b.put<reader>(section::bridges, "reader");
    std::vector<std::string> lines;
    b.options.log = [&](std::string_view who, int, qiki_ns, uint64_t, std::string_view text) {
        lines.push_back(std::string(who) + ": " + std::string(text));
    };
    b.options.checked = true;
    const auto r = b.go();
    CHECK(one == std::vector<uint32_t>{0});
    CHECK(two.empty());
    REQUIRE(told.size() == 3);
    const char* expected[] = {"NOT_YOUR_ENTITY", "NO_SUCH_ENTITY", "COMMAND_EXPIRED"};
    for (uint32_t i = 0; i < 3; ++i) {
        CHECK(told[i].first == 400 * ms);
        const qiki_receipt& x = told[i].second;
        CHECK((x.command == (uint64_t{3} << 32 | (i + 2)) && x.source == UINT32_MAX && x.t == 300 * ms));
        CHECK(x.status == (i == 2 ? QIKI_RECEIPT_EXPIRED : QIKI_RECEIPT_REFUSED));
        CHECK(texts[x.text] == expected[i]);
        CHECK(qiki_receipt_flaw(&x) == nullptr);
    }
    CHECK(told[1].second.entity == 99);
    CHECK(others == 0);
    CHECK(seen == 3);
    REQUIRE(lines.size() == 3);
    CHECK_THAT(lines[0],
               Catch::Matchers::StartsWith("host: the gate refuses 'hold' to entity 2 by 'mind' (test.probe): "
                                           "NOT_YOUR_ENTITY, an agent commands the vehicle that of= names"));
    std::map<std::string, double> counts;
    for (const auto& m : r.metrics) counts[m.name] = m.value;
    CHECK(counts == std::map<std::string, double>{{"commands_passed", 1},
                                                  {"commands_refused", 3},
                                                  {"commands_refused.NOT_YOUR_ENTITY", 1},
                                                  {"commands_refused.NO_SUCH_ENTITY", 1},
                                                  {"commands_refused.COMMAND_EXPIRED", 1}});
}

TEST_CASE("A reason is complained of once, and counted always") {
    bench b;
    std::vector<uint32_t> one;
    b.add<craft>(section::vehicles, "one", counting(one));
    b.add<agent>(section::agents, "mind",
                 [](const agent::tick& t) {
                     t.put<orders_out>(command(2, static_cast<uint32_t>(t.seq()) + 1, 1, 9, t.to()));
                     return QIKI_OK;
                 },
                 {.on = "one"});
    unsigned lines = 0;
    b.options.log = [&](std::string_view, int, qiki_ns, uint64_t, std::string_view) { ++lines; };
    b.options.runs = 2;
    const auto r = b.go();
    CHECK(lines == 2); // one a run
    CHECK(r.metrics[1].value == 20);
    CHECK(r.digests[0] == r.digests[1]);
    CHECK(one.empty());
}

TEST_CASE("A slow vehicle: what expires before it looks is refused at once, what does not is obeyed when it looks") {
    bench b;
    std::vector<qiki_ns> heard;
    b.add<craft>(section::vehicles, "slow",
                 [&](const craft::tick& t) {
                     for (const qiki_command& c : t.read<orders_in>()) heard.push_back(c.expires);
                     return QIKI_OK;
                 },
                 {.period = 500 * ms});
    std::vector<qiki_ns> refused;
    b.add<agent>(section::agents, "mind",
                 [&](const agent::tick& t) {
                     for (const qiki_receipt& r : t.read<receipts_in>(0)) refused.push_back(r.t);
                     if (t.seq() != 1) return QIKI_OK; // at 200 ms; it looks in (400, 500]
                     qiki_command c = command(2, 1, 1, 0, t.to());
                     c.expires = 400 * ms;
                     t.put<orders_out>(c);
                     ++c.id, c.expires = 400 * ms + 1;
                     t.put<orders_out>(c);
                     return QIKI_OK;
                 },
                 {.on = "slow"});
    b.go();
    CHECK(refused == std::vector<qiki_ns>{200 * ms});
    CHECK(heard == std::vector<qiki_ns>{400 * ms + 1});
}

TEST_CASE("An agent commands what its vehicle carries, also at second hand, and an agent without of= nobody") {
    bench b;
    std::vector<uint32_t> top, middle, inner;
    b.add<craft>(section::vehicles, "ship", counting(top));
    b.add<craft>(section::vehicles, "boat", counting(middle), {.on = "ship"});
    b.add<craft>(section::vehicles, "drone", counting(inner), {.on = "boat"});
    const auto to_all = [](uint32_t me) {
        return [me](const agent::tick& t) {
            if (t.seq() == 0)
                for (uint32_t e = 1; e <= 3; ++e) t.put<orders_out>(command(me, e, e, 0, t.to()));
            return QIKI_OK;
        };
    };
    b.add<agent>(section::agents, "master", to_all(4), {.on = "ship"});
    b.add<agent>(section::agents, "mate", to_all(5), {.on = "boat"});
    b.add<agent>(section::agents, "ghost", to_all(6));
    const auto r = b.go();
    CHECK(top.size() == 1);
    CHECK(middle.size() == 2);
    CHECK(inner.size() == 2);
    CHECK(r.metrics[1].value == 4);
}

TEST_CASE("The vehicle's own receipts come beside the gate's, an input for one writer cannot hold both") {
    const auto obey = [](const answering::tick& t) {
        for (const qiki_command& c : t.read<orders_in>()) {
            qiki_receipt r{};
            r.command = c.id, r.entity = c.entity, r.t = t.to(), r.source = 1, r.status = QIKI_RECEIPT_DONE;
            r.label = QIKI_LABEL_OK;
            t.put<receipts_out>(r);
        }
        return QIKI_OK;
    };
    std::vector<std::pair<uint32_t, uint8_t>> told; // producer, status
    bench b;
    b.add<answering>(section::vehicles, "craft", obey);
    b.add<agent>(section::agents, "mind",
                 [&](const agent::tick& t) {
                     for (uint32_t k = 0; k < t.writers<receipts_in>(); ++k)
                         for (const qiki_receipt& r : t.read<receipts_in>(k))
                             told.push_back({t.read<receipts_in>(k).head.producer, r.status});
                     if (t.seq() == 0) t.put<orders_out>(command(2, 1, 1, 0, t.to()));
                     if (t.seq() == 0) t.put<orders_out>(command(2, 2, 1, 1, t.to()));
                     return QIKI_OK;
                 },
                 {.on = "craft"});
    b.go();
    CHECK(told ==
          std::vector<std::pair<uint32_t, uint8_t>>{{1, QIKI_RECEIPT_DONE}, {UINT32_MAX, QIKI_RECEIPT_REFUSED}});

    bench narrow;
    narrow.add<answering>(section::vehicles, "craft", obey);
    narrow.put<single>(section::agents, "mind", {.on = "craft"});
    CHECK_THAT(narrow.go_wrong(), Catch::Matchers::Contains("takes one writer of receipts") &&
                                      Catch::Matchers::Contains("must declare it MANY"));
    bench deaf; // a vehicle without receipts leaves the gate alone
    deaf.add<craft>(section::vehicles, "craft", {});
    unsigned refusals = 0;
    deaf.add<single>(section::agents, "mind",
                     [&](const single::tick& t) {
                         for (const qiki_receipt& r : t.read<one_receipts_in>())
                             refusals += r.status == QIKI_RECEIPT_REFUSED;
                         if (t.seq() == 0) t.put<orders_out>(command(2, 1, 1, 7, t.to()));
                         return QIKI_OK;
                     },
                     {.on = "craft"});
    deaf.go();
    CHECK(refusals == 1);
}

TEST_CASE("A thousand commands a tick, half of them refused, ask for no memory after warm-up") {
    if (!qiki::observe::allocations_counted()) {
        std::puts("skipped: a sanitizer owns malloc, allocations are not counted");
        return;
    }
    bench b;
    b.plan.duration = 15'000 * ms;
    uint64_t heard = 0;
    b.add<craft>(section::vehicles, "fleet",
                 [&](const craft::tick& t) {
                     heard += t.read<orders_in>().size();
                     return QIKI_OK;
                 },
                 {.count = 100});
    using many_out = port<"orders", qiki_command, stream, 1000>;
    using loud = probe<ports<receipts_in>, ports<many_out>>;
    uint64_t told = 0;
    b.add<loud>(section::agents, "mind",
                [&](const loud::tick& t) {
                    told += t.read<receipts_in>(0).records.size();
                    for (uint32_t i = 0; i < 1000; ++i)
                        t.put<many_out>(
                            command(2, static_cast<uint32_t>(t.seq()) * 1000 + i + 1, 1 + i % 200, 0, t.to()));
                    return QIKI_OK;
                },
                {.on = "fleet"});
    b.options.allocations = qiki::observe::allocations;
    const auto r = b.go();
    CHECK(heard == 149 * 500);
    CHECK(told == 149 * 500);
    for (const auto& c : r.instances) CHECK(c.allocations == 0);
}
