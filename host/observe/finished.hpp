// SPDX-License-Identifier: MIT
// host/observe/finished.hpp - what somebody inside the host sees of a finished tick: every record that was written, and
// whose.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace qiki::observe {

constexpr uint32_t the_host = UINT32_MAX; // as a writer

// Records in a row; valid during the call.
struct finished_port {
    uint32_t writer; // qiki_instance_info.index, the_host or the operator
    uint32_t record; // QIKI_REC_...
    const std::byte* data;
    uint64_t count; // > 0
};

struct finished_tick {
    unsigned run;                         // from 1; a run with a reset before it counts anew
    uint64_t tick;                        // from 1; what came up behind the last one is told with its number once more
    int64_t t;                            // its end
    std::span<const finished_port> ports; // in the order (stage, instance, port); the host's last
};

// Looks at every tick when it is done; never changes what comes out. `records`: the kinds it cannot do without, so that
// optional outputs of these are written though nobody else reads them.
struct onlooker {
    std::vector<uint32_t> records;
    std::function<void(const finished_tick&)> look; // on the thread that runs; must not throw
};

struct named_writer {
    uint32_t index = 0;
    std::string name, section; // "trackers"
    std::vector<uint32_t> records;
    std::vector<std::string> guards{}; // of its policy
};

// Names behind the numbers in records, as long as the run lives.
struct names {
    std::vector<named_writer> writers;           // in the order of their index; operator and host last, if they command
    std::function<std::string(uint64_t)> entity; // "swarm.3"; "" for a stranger
    std::function<std::string(uint32_t)> text;   // of a text id; "" for none
    std::function<std::string(uint64_t entity, uint32_t)> verb; // "" for none
    std::function<bool(const std::string&)> knows;              // whether some instance has named such a text
};
} // namespace qiki::observe
