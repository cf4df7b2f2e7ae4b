// SPDX-License-Identifier: MIT
// plugins/radar/asterix/duplicates.hpp - recognises a record that came a second time by another feed.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

namespace asterix {

// What must be equal for two records to be one: who says it, when, where and of whom.
struct record_key {
    uint64_t source_and_time = 0;
    uint64_t where = 0, whose = 0;
    friend bool operator==(const record_key&, const record_key&) = default;
};

// Remembers the keys of the last 8 s of recorded time; exact within them.
class duplicates {
public:
    // time: 1/128 s. True when the same key was seen before.
    bool seen(uint32_t time, const record_key& key) {
        bucket& b = buckets_[time % buckets_.size()];
        if (b.time != time) b.time = time, b.keys.clear();
        for (const record_key& k : b.keys)
            if (k == key) return true;
        b.keys.push_back(key);
        return false;
    }

private:
    struct bucket {
        uint32_t time = UINT32_MAX;
        std::vector<record_key> keys;
    };
    std::vector<bucket> buckets_ = std::vector<bucket>(1024);
};
} // namespace asterix
