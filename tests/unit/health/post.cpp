// SPDX-License-Identifier: MIT
// tests/unit/health/post.cpp - rows of self-tests as a BIOS report: types, codes, score, what is missing.
#include "host/health/post.hpp"
#include <catch2/catch.hpp>
#include <cstring>

using namespace qiki::health;

namespace {
row tested(const char* device, uint8_t result, const char* section = "vehicles", uint64_t vehicle = 1) {
    qiki_selftest_row r{};
    std::strncpy(r.device, device, sizeof r.device);
    std::strncpy(r.found, "0.5 charged", sizeof r.found);
    r.result = result;
    return of_selftest(r, "qiki", section, vehicle);
}
} // namespace

TEST_CASE("BIOS: status and code of a row follow from its result") {
    const struct {
        uint8_t result;
        status how;
        code what;
        unsigned number;
    } table[] = {{QIKI_TEST_PASS, status::ok, code::none, 0},
                 {QIKI_TEST_WARN, status::warning, code::unstable_readings, 2},
                 {QIKI_TEST_FAIL, status::error, code::critical_boot_failure, 0xF0},
                 {QIKI_TEST_SKIP, status::unspecified, code::none, 0},
                 {200, status::error, code::critical_boot_failure, 0xF0}}; // a stranger is no pass
    for (const auto& x : table) {
        const row r = tested("battery", x.result);
        CHECK((r.how == x.how && r.what == x.what && static_cast<unsigned>(r.what) == x.number));
        CHECK((r.device == "battery" && r.message == "0.5 charged" && r.instance == "qiki"));
    }
    const row mute = of_silence("nose", "radars", 1, "threw");
    CHECK((mute.how == status::error && mute.what == code::timeout_response && mute.type == device_type::sensor));
}

TEST_CASE("BIOS: a device without its NUL is cut, not read beyond") {
    qiki_selftest_row r{};
    std::memset(r.device, 'x', sizeof r.device), std::memset(r.found, 'y', sizeof r.found);
    CHECK(of_selftest(r, "a", "sensors", 0).device == std::string(24, 'x'));
    CHECK(of_selftest(r, "a", "sensors", 0).message == std::string(40, 'y'));
}

TEST_CASE("BIOS: the type is in a device's name, else in its section") {
    CHECK(type_of("rcs_forward", "vehicles") == device_type::actuator);
    CHECK(type_of("power_supervisor", "vehicles") == device_type::power_unit);
    CHECK(type_of("transponder", "vehicles") == device_type::communication);
    CHECK(type_of("mcqpu", "vehicles") == device_type::controller);
    CHECK(type_of("anything", "sensors") == device_type::sensor);
    CHECK(type_of("anything", "nowhere") == device_type::unspecified);
    for (const char* t : {"sensor", "actuator", "power_unit", "communication", "controller"})
        CHECK(type_named(t) != device_type::unspecified);
    CHECK(type_named("") == device_type::unspecified);
}

TEST_CASE("BIOS: all_systems_go and the weighted health score are computed") {
    std::vector<row> rows{tested("battery", QIKI_TEST_PASS), tested("mcqpu", QIKI_TEST_PASS),
                          tested("imu", QIKI_TEST_PASS, "sensors")};
    CHECK((judge(rows) == verdict{true, 1, 0, 0, 3}));
    rows[2] = tested("imu", QIKI_TEST_FAIL, "sensors"); // 3 + 2 + 1
    CHECK((judge(rows) == verdict{false, 5.0 / 6, 1, 0, 3}));
    rows[2] = tested("imu", QIKI_TEST_WARN, "sensors");
    CHECK((judge(rows) == verdict{true, 5.5 / 6, 0, 1, 3}));
    rows[2] = tested("imu", QIKI_TEST_SKIP, "sensors"); // switched off: neither well nor ill
    CHECK((judge(rows) == verdict{true, 1, 0, 0, 3}));
    rows[0] = tested("battery", QIKI_TEST_FAIL); // weighs more than a sensor
    CHECK((judge(rows) == verdict{false, 2.0 / 5, 1, 0, 3}));
    rows[0].vehicle = 9;
    CHECK(judge(rows, 1).all_systems_go);
    CHECK(!judge(rows, 9).all_systems_go);
    CHECK(!judge({}).all_systems_go); // nobody was asked
    CHECK(!judge({tested("imu", QIKI_TEST_SKIP)}).all_systems_go);
}

TEST_CASE("BIOS: what the manifest has and no row speaks of is NOT_FOUND") {
    std::vector<row> rows{tested("battery", QIKI_TEST_PASS)};
    hold_against({{1, "qiki", "battery", device_type::controller},
                  {1, "qiki", "lidar_front", device_type::sensor},
                  {2, "ferry", "battery", device_type::unspecified}},
                 rows);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].type == device_type::controller);
    CHECK((rows[1].how == status::not_found && rows[1].what == code::component_not_found));
    CHECK((rows[1].device == "lidar_front" && rows[1].type == device_type::sensor));
    CHECK((rows[2].vehicle == 2 && rows[2].type == device_type::power_unit)); // another's battery is none of its own
    CHECK(judge(rows).failed == 2);
}
