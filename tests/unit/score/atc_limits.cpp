// SPDX-License-Identifier: MIT
// tests/unit/score/atc_limits.cpp - the limits of each profile, line by line as OpenATS COMPASS has them by default
// (repository hpuhr/COMPASS at b81e523).
#include "score/atc_limits.hpp"
#include <catch2/catch.hpp>
#include <string>

namespace atc_limit_lines {
using namespace qiki::score;
using enum atc_measure;

struct limit_line {
    const char* profile;
    double interval; // s
    atc_measure what;
    const char* key;
    bool at_least;
    double limit;
    double from = 0, to = 0;
};
constexpr double no_end = 1e9;

const limit_line lines[] = {
    {"ed142-enroute", 8, update, "update", true, 0.97},
    {"ed142-enroute", 8, gaps, "long_gaps", false, 0.01, 16.4, no_end},
    {"ed142-enroute", 8, rms, "rms", false, 350},
    {"ed142-enroute", 8, wrong, "false", false, 0.001, 0, 2100},
    {"ed142-enroute", 8, address, "address", true, 0.99},
    {"ed142-enroute", 8, mode3a, "mode3a", true, 0.98},
    {"ed142-enroute", 8, height, "height", true, 0.96, 0, 91.44}, // 300 ft
    {"ed142-enroute", 8, wrong_address, "false_address", false, 0.001},
    {"ed142-enroute", 8, wrong_mode3a, "false_mode3a", false, 0.001},
    {"ed142-enroute", 8, wrong_identity, "false_identity", false, 0.001},
    {"ed142-tma", 5, update, "update", true, 0.97},
    {"ed142-tma", 5, gaps, "long_gaps", false, 0.001, 16.5, no_end},
    {"ed142-tma", 5, rms, "rms", false, 150},
    {"ed142-tma", 5, wrong, "false", false, 0.001, 0, 1690},
    {"ed142-tma", 5, address, "address", true, 0.99},
    {"ed142-tma", 5, mode3a, "mode3a", true, 0.98},
    {"ed142-tma", 5, height, "height", true, 0.96, 0, 91.44},
    {"ed142-tma", 5, wrong_address, "false_address", false, 0.001},
    {"ed142-tma", 5, wrong_mode3a, "false_mode3a", false, 0.001},
    {"ed142-tma", 5, wrong_identity, "false_identity", false, 0.001},
    {"ed117-manoeuvring", 1, update, "update", true, 0.95},
    {"ed117-manoeuvring", 1, within, "within", true, 0.95, 0, 7.5},
    {"ed117-manoeuvring", 1, within, "within_12m", true, 0.99, 0, 12},
    {"ed117-manoeuvring", 1, identity, "identity", true, 0.999},
    {"ed117-manoeuvring", 1, wrong, "false", false, 0.0001, 0, 50},
    {"ed117-airborne", 1, update, "update", true, 0.95},
    {"ed117-airborne", 1, within, "within", true, 0.95, 0, 20},
    {"ed117-airborne", 1, identity, "identity", true, 0.999},
    {"ed117-airborne", 1, wrong, "false", false, 0.0001, 0, 50},
    {"ed117-approach", 1, update, "update", true, 0.95},
    {"ed117-approach", 1, within, "within", true, 0.95, 0, 40},
    {"ed117-approach", 1, identity, "identity", true, 0.999},
    {"ed117-approach", 1, wrong, "false", false, 0.0001, 0, 50},
    {"ed117-apron", 1, update, "update", true, 0.70},
    {"ed117-apron", 1, identity, "identity", true, 0.999},
    {"ed117-apron", 1, wrong, "false", false, 0.0001, 0, 50},
    {"ed117-stand", 1, update, "update", true, 0.50},
    {"ed117-stand", 1, identity, "identity", true, 0.999},
    {"ed117-stand", 1, wrong, "false", false, 0.0001, 0, 50},
    {"ed117-detection", 2, update, "update", true, 0.999},
    {"ed117-detection-stand", 5, update, "update", true, 0.999},
    {"ed116", 1, update, "update", true, 0.90},
    {"ed116", 1, within, "within", true, 0.95, 0, 7.5},
    {"ed87c-manoeuvring", 1, update, "update", true, 0.95},
    {"ed87c-manoeuvring", 1, within, "within", true, 0.95, 0, 12},
    {"ed87c-manoeuvring", 1, speed, "speed", true, 0.90, 0, 5},
    {"ed87c-manoeuvring", 1, gaps, "gaps", false, 0.001, 3, 5},
    {"ed87c-manoeuvring", 1, gaps, "long_gaps", false, 1e-6, 5, no_end},
    {"ed87c-manoeuvring", 1, identity, "identity", true, 0.999},
    {"ed87c-manoeuvring", 1, wrong_identity, "false_identity", false, 0.0001},
    {"ed87c-manoeuvring", 1, wrong, "false", false, 0.0001, 0, 60},
    {"ed87c-apron", 1, update, "update", true, 0.90},
    {"ed87c-apron", 1, within, "within", true, 0.95, 0, 20},
    {"ed87c-apron", 1, gaps, "gaps", false, 0.001, 3, 5},
    {"ed87c-apron", 1, gaps, "long_gaps", false, 1e-5, 5, no_end},
    {"ed87c-apron", 1, identity, "identity", true, 0.999},
    {"ed87c-apron", 1, wrong_identity, "false_identity", false, 0.0001},
    {"ed87c-apron", 1, wrong, "false", false, 0.0001, 0, 100},
    {"ed87c-stand", 5, update, "update", true, 0.95},
    {"ed87c-stand", 5, within, "within", true, 0.95, 0, 25},
    {"ed87c-stand", 5, identity, "identity", true, 0.98},
    {"ed87c-stand", 5, wrong_identity, "false_identity", false, 0.0001},
    {"ed87c-stand", 5, wrong, "false", false, 0.0001, 0, 125},
};
} // namespace atc_limit_lines

TEST_CASE("each profile has the limits of its standard, and no other") {
    using namespace atc_limit_lines;
    for (const atc_profile& p : atc_profiles) {
        if (p.name == std::string("tracker") || p.name == std::string("radar")) continue; // limits of this program
        size_t found = 0;
        for (const limit_line& l : lines) found += p.name == std::string(l.profile);
        INFO(p.name);
        CHECK(found == p.requirements.size());
    }
    for (const limit_line& l : lines) {
        INFO(l.profile << " " << l.key);
        bool known = false;
        for (const atc_profile& p : atc_profiles)
            for (const atc_requirement& r : p.requirements) {
                if (p.name != std::string(l.profile) || r.key != std::string(l.key)) continue;
                known = true;
                CHECK(p.interval == l.interval);
                CHECK(r.what == l.what);
                CHECK(r.at_least == l.at_least);
                CHECK(r.limit == l.limit);
                CHECK(r.from == l.from);
                CHECK(r.to == Approx(l.to).epsilon(1e-12));
            }
        CHECK(known);
    }
}
