// SPDX-License-Identifier: MIT
// tests/fuzz/fuzz_positions.cpp - any bytes as a file of tracks: read, or refused with the name of the file.
#include "host/cli/score/files.hpp"
#include "score/table.hpp"
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    for (const bool strict : {false, true}) {
        const qiki::cli::reading what{"f.csv", {"track_id", "id"}, std::nullopt, strict, strict, strict};
        try {
            const qiki::cli::positions p =
                qiki::cli::read_positions(what, std::string(reinterpret_cast<const char*>(data), size));
            size_t kept = 0;
            for (const auto& [run, times] : p.runs)
                for (const auto& [t, all] : times) kept += all.size();
            if (kept + p.left_out != p.rows) std::abort();
        } catch (const qiki::score::bad_table& e) {
            if (std::string_view(e.what()).substr(0, 5) != "f.csv") std::abort();
        }
    }
    return 0;
}
