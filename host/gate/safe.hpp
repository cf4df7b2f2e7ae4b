// SPDX-License-Identifier: MIT
// host/gate/safe.hpp - SAFE_MODE of one vehicle: who holds it, why, and how many good cycles each has seen in a row.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace qiki::gate {

enum class safe_reason : uint8_t {
    unknown,
    bios_unavailable,
    bios_invalid,
    sensors_unavailable,
    sensors_stale,
    actuator_unavailable,
    provider_unavailable,
};
std::span<const char* const> safe_reasons();       // "UNKNOWN", by number
safe_reason safe_reason_of(std::string_view text); // unknown for what is none of them

struct holder {
    uint32_t who = 0; // an agent's index, the_post, the_watch or the_operator
    safe_reason why = safe_reason::unknown;
    uint32_t good = 0; // cycles in a row
};
constexpr uint32_t the_post = 0xffffffff, the_operator = 0xfffffffe, the_watch = 0xfffffffd;

struct safe_mode {
    std::vector<holder> held; // in the order in which they came; empty: free
    bool on() const { return !held.empty(); }
};

enum class safe_change : uint8_t { none, entered, held, recovering, left };

struct safe_step {
    safe_change what = safe_change::none;
    holder who{}; // as it is now; `held`: with the good cycles that it lost; left: as it was
};

// A bad cycle, or a wish to enter.
safe_step request(safe_mode&, uint32_t who, safe_reason);
// A good cycle of one who holds it; nothing of who does not. After `cycles` of them in a row he lets go.
safe_step good_cycle(safe_mode&, uint32_t who, uint32_t cycles);

} // namespace qiki::gate
