// SPDX-License-Identifier: MIT
// score/atc_limits.hpp - what surveillance of air traffic must reach: named sets of requirements with their limits.
//
// The limits of the EUROCAE documents as OpenATS COMPASS configures them by default (repository hpuhr/COMPASS, 2025);
// the documents themselves were not read, so check against them before a figure counts.
#pragma once
#include <span>
#include <string_view>

namespace qiki::score {

enum class atc_measure {
    update,         // intervals with an update / expected ones
    gaps,           // missed intervals in gaps longer than `from` and up to `to` [s] / expected ones
    rms,            // of position [m]
    within,         // reports with a position error up to `to` [m] / reports of targets
    wrong,          // reports farther than `to` [m] from their target or of none / reports
    speed,          // reports with an error of speed up to `to` [m/s] or a tenth of it / reports
    address,        // reports with the right 24-bit address / reports of targets that have one
    mode3a,         // the same of the Mode 3/A code
    identity,       // the same of the callsign
    height,         // the same of a height within `to` [m]
    wrong_address,  // reports with a wrong one / reports of targets that have one
    wrong_mode3a,   //
    wrong_identity, //
    multiple,       // instants of a target with a second track / its instants with a track
    false_tracks,   // tracks that never had a target, an hour
    latency,        // by which time the reports are behind along the course [s]
    longest_gap,    // between two updates of one target, or to the end of its life [s]
    along,          // root mean square error along the course [m]
    across,         // across it [m]
    course,         // reports with an error of course up to `to` [deg] / those of targets not slower than `from` [m/s]
    climb,          // reports with an error of the rate of climb up to `to` [m/s] / reports
    extra,          // reports with no target near / reports
    dubious,        // tracks of fewer than `from` reports or ever faster than `to` [m/s] / tracks
    coasting,       // reports without an update / reports of targets
    range_bias,     // mean error of range as the radar sees it [m]; the limit is of its size
    range_sigma,    // its deviation [m]
    azimuth_bias,   // the same of azimuth [deg]
    azimuth_sigma,  //
};

struct atc_requirement {
    const char* key;
    atc_measure what;
    bool at_least; // else at most
    double limit;
    double from = 0, to = 0;
};

struct atc_profile {
    const char *name, *title;
    double interval; // s: of an update
    std::span<const atc_requirement> requirements;
};

namespace atc_tables {
using enum atc_measure;
inline constexpr double feet = 0.3048;

inline constexpr atc_requirement ed142_enroute[] = {
    {"update", update, true, 0.97},
    {"long_gaps", gaps, false, 0.01, 16.4, 1e9},
    {"rms", rms, false, 350},
    {"false", wrong, false, 0.001, 0, 2100},
    {"address", address, true, 0.99},
    {"mode3a", mode3a, true, 0.98},
    {"height", height, true, 0.96, 0, 300 * feet},
    {"false_address", wrong_address, false, 0.001},
    {"false_mode3a", wrong_mode3a, false, 0.001},
    {"false_identity", wrong_identity, false, 0.001},
};
inline constexpr atc_requirement ed142_tma[] = {
    {"update", update, true, 0.97},
    {"long_gaps", gaps, false, 0.001, 16.5, 1e9},
    {"rms", rms, false, 150},
    {"false", wrong, false, 0.001, 0, 1690},
    {"address", address, true, 0.99},
    {"mode3a", mode3a, true, 0.98},
    {"height", height, true, 0.96, 0, 300 * feet},
    {"false_address", wrong_address, false, 0.001},
    {"false_mode3a", wrong_mode3a, false, 0.001},
    {"false_identity", wrong_identity, false, 0.001},
};
inline constexpr atc_requirement ed117_manoeuvring[] = {
    {"update", update, true, 0.95},
    {"within", within, true, 0.95, 0, 7.5},
    {"within_12m", within, true, 0.99, 0, 12},
    {"identity", identity, true, 0.999},
    {"false", wrong, false, 0.0001, 0, 50},
};
inline constexpr atc_requirement ed117_airborne[] = {
    {"update", update, true, 0.95},
    {"within", within, true, 0.95, 0, 20},
    {"identity", identity, true, 0.999},
    {"false", wrong, false, 0.0001, 0, 50},
};
inline constexpr atc_requirement ed117_approach[] = {
    {"update", update, true, 0.95},
    {"within", within, true, 0.95, 0, 40},
    {"identity", identity, true, 0.999},
    {"false", wrong, false, 0.0001, 0, 50},
};
inline constexpr atc_requirement ed117_apron[] = {
    {"update", update, true, 0.70},
    {"identity", identity, true, 0.999},
    {"false", wrong, false, 0.0001, 0, 50},
};
inline constexpr atc_requirement ed117_stand[] = {
    {"update", update, true, 0.50},
    {"identity", identity, true, 0.999},
    {"false", wrong, false, 0.0001, 0, 50},
};
// Of the multilateration itself: within 2 s on runways and taxiways, within 5 s on stands.
inline constexpr atc_requirement ed117_detection[] = {{"update", update, true, 0.999}};
inline constexpr atc_requirement ed116_surface[] = {
    {"update", update, true, 0.90},
    {"within", within, true, 0.95, 0, 7.5},
};
inline constexpr atc_requirement ed87c_manoeuvring[] = {
    {"update", update, true, 0.95},
    {"within", within, true, 0.95, 0, 12},
    {"speed", speed, true, 0.90, 0, 5},
    {"gaps", gaps, false, 0.001, 3, 5},
    {"long_gaps", gaps, false, 1e-6, 5, 1e9},
    {"identity", identity, true, 0.999},
    {"false_identity", wrong_identity, false, 0.0001},
    {"false", wrong, false, 0.0001, 0, 60},
};
inline constexpr atc_requirement ed87c_apron[] = {
    {"update", update, true, 0.90},          {"within", within, true, 0.95, 0, 20},
    {"gaps", gaps, false, 0.001, 3, 5},      {"long_gaps", gaps, false, 1e-5, 5, 1e9},
    {"identity", identity, true, 0.999},     {"false_identity", wrong_identity, false, 0.0001},
    {"false", wrong, false, 0.0001, 0, 100},
};
inline constexpr atc_requirement ed87c_stand[] = {
    {"update", update, true, 0.95},          {"within", within, true, 0.95, 0, 25},
    {"identity", identity, true, 0.98},      {"false_identity", wrong_identity, false, 0.0001},
    {"false", wrong, false, 0.0001, 0, 125},
};
// Ours: what a tracker in a terminal area should do beside those; its limits are no standard's.
inline constexpr atc_requirement tracker[] = {
    {"update", update, true, 0.97},
    {"long_gaps", gaps, false, 0.005, 16.5, 1e9},
    {"rms", rms, false, 300},
    {"multiple", multiple, false, 0.001},
    {"false_tracks", false_tracks, false, 1},
    {"false", wrong, false, 0.001, 0, 1690},
    {"latency", latency, false, 1},
    {"address", address, true, 0.99},
    {"mode3a", mode3a, true, 0.98},
    {"longest_gap", longest_gap, false, 60},
    {"along", along, false, 250},
    {"across", across, false, 250},
    {"speed", speed, true, 0.90, 0, 10},
    {"course", course, true, 0.90, 50, 5},
    {"climb", climb, true, 0.90, 0, 3},
    {"extra", extra, false, 0.001},
    {"dubious", dubious, false, 0.01, 3, 700},
    {"coasting", coasting, false, 0.1},
};
// Ours, too: how a radar, or a tracker of one, is aligned. It asks where the radar stands.
inline constexpr atc_requirement radar[] = {
    {"range_bias", range_bias, false, 50},
    {"range_sigma", range_sigma, false, 100},
    {"azimuth_bias", azimuth_bias, false, 0.1},
    {"azimuth_sigma", azimuth_sigma, false, 0.15},
    {"along", along, false, 250},
    {"across", across, false, 250},
};
} // namespace atc_tables

inline constexpr atc_profile atc_profiles[] = {
    {"ed142-enroute", "wide-area multilateration, en route", 8, atc_tables::ed142_enroute},
    {"ed142-tma", "wide-area multilateration, terminal area", 5, atc_tables::ed142_tma},
    {"ed117-manoeuvring", "surface multilateration, manoeuvring area", 1, atc_tables::ed117_manoeuvring},
    {"ed117-airborne", "surface multilateration, from 2.5 NM to touchdown", 1, atc_tables::ed117_airborne},
    {"ed117-approach", "surface multilateration, 5 to 2.5 NM from touchdown", 1, atc_tables::ed117_approach},
    {"ed117-apron", "surface multilateration, apron", 1, atc_tables::ed117_apron},
    {"ed117-stand", "surface multilateration, stands", 1, atc_tables::ed117_stand},
    {"ed117-detection", "surface multilateration, detection on runways and taxiways", 2, atc_tables::ed117_detection},
    {"ed117-detection-stand", "surface multilateration, detection on stands", 5, atc_tables::ed117_detection},
    {"ed116", "surface radar", 1, atc_tables::ed116_surface},
    {"ed87c-manoeuvring", "A-SMGCS, manoeuvring area", 1, atc_tables::ed87c_manoeuvring},
    {"ed87c-apron", "A-SMGCS, apron taxiways", 1, atc_tables::ed87c_apron},
    {"ed87c-stand", "A-SMGCS, active stands", 5, atc_tables::ed87c_stand},
    {"tracker", "a terminal area's tracker, limits of this program", 5, atc_tables::tracker},
    {"radar", "biases and noise in range and azimuth, limits of this program", 5, atc_tables::radar},
};
} // namespace qiki::score
