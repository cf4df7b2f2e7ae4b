// SPDX-License-Identifier: MIT
// host/health/post.hpp - the power-on self-test as a report: rows of devices, whether all systems go, and a score.
#pragma once
#include "qiki/event.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::health {

enum class status : uint8_t { unspecified, ok, warning, error, not_found }; // unspecified: off, or not tested
enum class device_type : uint8_t { unspecified, sensor, actuator, power_unit, communication, controller };
// What was wrong, as a code of the firmware.
enum class code : uint8_t {
    none = 0,
    component_not_found = 0x01,
    unstable_readings = 0x02,
    timeout_response = 0x03,
    critical_boot_failure = 0xF0,
};
const char* word_of(status);              // "OK"
const char* word_of(device_type);         // "POWER_UNIT"
const char* word_of(code);                // "UNSTABLE_READINGS"; "" for none
device_type type_named(std::string_view); // of "sensor", "power_unit"; unspecified for no type

struct row {
    std::string instance, device, message;
    uint64_t vehicle = 0; // first entity of the vehicle that it belongs to; 0: none
    device_type type = device_type::unspecified;
    status how = status::unspecified;
    code what = code::none;
};

// A device of a vehicle that the scenario says is there.
struct expected {
    uint64_t vehicle = 0;
    std::string vehicle_name, device;
    device_type type = device_type::unspecified;
};

struct verdict {
    bool all_systems_go = false; // some row was tested, and none is an error or not found
    double health_score = 0;     // sum of weight times share over sum of weights, without the unspecified: 0 .. 1
    uint32_t failed = 0, warned = 0, rows = 0;
    bool operator==(const verdict&) const = default;
};

double weight_of(device_type); // power 3, controller and actuator 2, others 1
double share_of(status);       // ok 1, warning 0.5, error and not found 0

// The section is "vehicles", "sensors", ...: what a device is when its name does not say it.
device_type type_of(std::string_view device, std::string_view section);

// One row of a plugin's own self-test.
row of_selftest(const qiki_selftest_row&, std::string_view instance, std::string_view section, uint64_t vehicle);
// An instance that could not test itself at all.
row of_silence(std::string_view instance, std::string_view section, uint64_t vehicle, std::string message);
// Types as expected; a row more for each device that no row is about.
void hold_against(const std::vector<expected>&, std::vector<row>&);
// Of all rows, or with `vehicle` of those alone that belong to it.
verdict judge(const std::vector<row>&, uint64_t vehicle = 0);

} // namespace qiki::health
