// SPDX-License-Identifier: MIT
// tests/unit/vehicles/body.cpp - class, echo, transponder and names, as both vehicles write them.
#include "flight.hpp"

using namespace flight;
using text = std::string;

TEST_CASE("What is not said about a body is absent, not zero") {
    body v;
    const auto r = fly(v, 1, second)[0];
    CHECK(r.valid == (QIKI_TRUTH_HAS_RCS | QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE));
    CHECK(r.transponder == QIKI_XPDR_NONE);
    CHECK(r.iff == QIKI_IFF_UNKNOWN);
}

TEST_CASE("A body carries its echo, size, transponder and names") {
    body v({{"object_class", text("vessel")},
            {"rcs_dbsm", 23.5},
            {"size_m", 120.0},
            {"transponder", text("ais")},
            {"address24", int64_t{273'123'456}},
            {"identity", text("KAPITAN PETROVSK")},
            {"iff", text("neutral")}});
    const auto r = fly(v, 1, second)[0];
    CHECK(r.object_class == QIKI_CLASS_VESSEL);
    CHECK(r.rcs_dbsm == 23.5);
    CHECK(r.size_m == 120);
    CHECK(r.transponder == QIKI_XPDR_AIS);
    CHECK(r.address24 == 273'123'456);
    CHECK(text(r.identity, 16) == "KAPITAN PETROVSK");
    CHECK(r.iff == QIKI_IFF_NEUTRAL);
    CHECK(r.valid == (QIKI_TRUTH_HAS_RCS | QIKI_TRUTH_HAS_SIZE | QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_IDENTITY |
                      QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE));
}

TEST_CASE("A mode 3/A code is read as its octal digits") {
    const std::pair<int64_t, uint16_t> codes[] = {{7000, 07000}, {0, 0}, {21, 021}, {7777, 07777}, {1200, 01200}};
    for (const auto& [written, code] : codes) {
        body v({{"transponder", text("a")}, {"mode3a", written}});
        const auto r = fly(v, 1, second)[0];
        CHECK(r.mode3a == code);
        CHECK((r.valid & QIKI_TRUTH_HAS_MODE3A) != 0);
    }
    CHECK_THAT(refusal("qiki.vehicle.point", {{"transponder", text("a")}, {"mode3a", int64_t{7080}}}),
               Catch::StartsWith("mode3a:") && Catch::Contains("7080"));
}

TEST_CASE("A body refuses what its transponder cannot say") {
    for (const text id : {"qiki.vehicle.point", "qiki.vehicle.aircraft"}) {
        CHECK_THAT(refusal(id, {{"mode3a", int64_t{7000}}}), Catch::StartsWith("mode3a:"));
        CHECK_THAT(refusal(id, {{"transponder", text("c")}, {"address24", int64_t{1}}}),
                   Catch::StartsWith("address24:"));
        CHECK_THAT(refusal(id, {{"transponder", text("s")}, {"address24", int64_t{0x1000000}}}),
                   Catch::StartsWith("address24:") && Catch::Contains("16777215"));
        CHECK_THAT(refusal(id, {{"identity", text("SEVENTEEN LETTERS")}}), Catch::StartsWith("identity:"));
        CHECK(refusal(id, {{"identity", text("SIXTEEN LETTERS.")}}).empty());
    }
}

TEST_CASE("A fleet numbers its addresses and names") {
    planes v({{"count", int64_t{12}},
              {"transponder", text("adsb")},
              {"address24", int64_t{0xABC000}},
              {"identity", text("UAV")},
              {"iff", text("friend")}},
             {.self_entity = 5});
    const auto all = fly(v, 1, second);
    REQUIRE(all.size() == 12);
    for (size_t k = 0; k < 12; ++k) {
        CHECK(all[k].entity == 5 + k);
        CHECK(all[k].address24 == 0xABC000 + k);
        CHECK(text(all[k].identity) == "UAV" + std::to_string(k + 1));
        CHECK(all[k].iff == QIKI_IFF_FRIEND);
        CHECK(all[k].object_class == QIKI_CLASS_AIRCRAFT);
    }
    CHECK_THAT(refusal("qiki.vehicle.aircraft", {{"count", int64_t{1000}}, {"identity", text("THIRTEEN CHAR")}}),
               Catch::StartsWith("identity:") && Catch::Contains("found 17"));
    CHECK_THAT(refusal("qiki.vehicle.aircraft",
                       {{"count", int64_t{2}}, {"transponder", text("s")}, {"address24", int64_t{0xFFFFFF}}}),
               Catch::StartsWith("address24:"));
}
