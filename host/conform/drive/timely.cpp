// SPDX-License-Identifier: MIT
// host/conform/drive/timely.cpp - no record is about what is to come; a frame and a truth that is OK are of their tick.
#include "host/conform/drive/timely.hpp"
#include "host/conform/fields.hpp"
#include "qiki/radar.h"
#include <cstring>
#include <string_view>

namespace qiki::conform {

misdated untimely(uint32_t record, const std::byte* at, qiki_ns t0, qiki_ns t1) {
    for (const field& f : fields_of(record)) {
        const std::string_view name = f.name;
        if (f.is != sort::time || !name.ends_with(record == QIKI_REC_FRAME ? ".t_available" : ".t")) continue;
        qiki_ns t = 0;
        std::memcpy(&t, at + f.at, sizeof t);
        const std::string what = std::string(name) + " is " + std::to_string(t) + " ns: expected ";
        if (t > t1)
            return {what + "at most the end of the tick, " + std::to_string(t1) +
                        "; write nothing about what is to come (rule tick.12)",
                    std::string(name) + " after the tick"};
        const bool now =
            record == QIKI_REC_FRAME ||
            (record == QIKI_REC_TRUTH && std::to_integer<uint8_t>(at[offsetof(qiki_truth, label)]) == QIKI_LABEL_OK);
        if (now && t <= t0)
            return {what + "more than the beginning of the tick, " + std::to_string(t0) +
                        "; a frame comes in the tick in which it becomes available, a truth of earlier is "
                        "QIKI_LABEL_STALE (rule tick.12)",
                    std::string(name) + " before the tick"};
    }
    return {};
}
} // namespace qiki::conform
