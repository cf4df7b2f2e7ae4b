// SPDX-License-Identifier: MIT
// plugins/radar/asterix/facts.hpp - counts, times, identities and extents of a recording, for its report.
#pragma once
#include "fields.hpp"
#include "timeline.hpp"
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace asterix {

struct fact {
    std::string name, unit, help;
    double value = 0;
    bool counted() const { return unit == "1" || unit == "B"; } // else measured: its 0 says something
};

// One number each, reported also when it is 0; rows in facts.cpp.
enum class count : uint8_t {
    blocks,
    blocks_refused,
    blocks_skipped,
    octets_skipped,
    refusals,
    gaps,
    stray,
    packets,
    packets_ignored,
    fragments,
    sequences,
    time_backwards,
    time_wraps,
    time_none,
    time_astray,
    duplicates,
    no_source,
    inherited,
    empty,
    no_position,
    not_detected,
    simulated,
    monitors,
    no_level,
    no_code,
    no_address,
    level_not_validated,
    level_garbled,
    code_not_validated,
    code_garbled,
    names_invalid,
    ground,
    ends,
    coasting,
    registers,
    north_marks,
    sectors,
    cycles,
    statuses,
    before_start,
    lost,
    made,
    late,
    outside,
    frames,
    contacts,
    updates,
    lives,
    count_
};
enum class reach : uint8_t { range_nm, range_m, azimuth_deg, level_fl, latitude_deg, longitude_deg, count_ };

// How many different numbers below a limit there were; memory only for the neighbourhoods that occur.
class number_set {
public:
    explicit number_set(uint32_t limit) : pages_(limit / page_bits, nowhere) {}
    void add(uint32_t n) {
        uint32_t& page = pages_[n / page_bits];
        if (page == nowhere) {
            page = static_cast<uint32_t>(words_.size());
            words_.resize(words_.size() + page_bits / 64);
        }
        uint64_t& word = words_[page + n % page_bits / 64];
        const uint64_t bit = uint64_t{1} << n % 64;
        size_ += (word & bit) == 0;
        word |= bit;
    }
    uint64_t size() const { return size_; }

private:
    static constexpr uint32_t page_bits = 4096, nowhere = UINT32_MAX;
    std::vector<uint32_t> pages_; // where the words of each page begin
    std::vector<uint64_t> words_;
    uint64_t size_ = 0;
};

class facts {
public:
    uint64_t& operator[](count c) { return counts_[static_cast<size_t>(c)]; }
    void reaches(reach r, double value);

    struct category {
        uint64_t records = 0, refused = 0, duplicates = 0, backwards = 0, blocks_skipped = 0, octets_skipped = 0;
        tick largest_step_back = 0;
        std::optional<uint32_t> first, last; // times of day in the order of the file
    };
    category& of(uint8_t number) { return categories_[number]; }
    void accepted_time(uint8_t number, uint32_t time); // in the order of the file

    // What the record says, before duplicates are dropped.
    void add(const target&, const record&);
    void add(const service&);
    void add(const system_track&);
    // Who was seen when, for the intervals.
    void seen(const target&, tick when);
    void seen(const system_track&, tick when);
    void sensor(uint16_t id, uint64_t records, double period_s);

    std::vector<fact> report() const;

private:
    struct extent {
        double least = 0, most = 0;
        bool any = false;
    };
    struct sighting {
        uint64_t who;
        tick when;
    };
    struct sensor_row {
        uint16_t id;
        uint64_t records;
        double period_s;
    };
    static void intervals(std::vector<sighting>, const std::string& name, bool main, std::vector<fact>&);

    std::array<uint64_t, static_cast<size_t>(count::count_)> counts_{};
    std::array<extent, static_cast<size_t>(reach::count_)> extents_{};
    std::map<uint8_t, category> categories_;
    std::optional<uint32_t> first_, last_;
    std::array<uint64_t, 8> types_{};
    std::array<uint64_t, 256> registers_{};
    number_set addresses_{1u << 24}, codes_{4096}, tracks_{65536};
    std::set<name8> names_;
    std::vector<sighting> by_address_, by_code_, by_track_;
    std::vector<sensor_row> sensors_;
    bool targets_ = false, system_tracks_ = false;
};
} // namespace asterix
