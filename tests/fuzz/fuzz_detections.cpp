// SPDX-License-Identifier: MIT
// tests/fuzz/fuzz_detections.cpp - any text as a CSV file of detections: frames, or a refusal with its line, never
// worse.
#include "plugins/radar/csv/detections.hpp"
#include "qiki/check/radar.h"
#include <cstdlib>
#include <cstring>

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

void check(const csv::detections& d) {
    uint64_t first = 0, empty = 0;
    qiki_ns before = -1;
    for (const qiki_frame& f : d.frames) {
        must(qiki_frame_flaw(&f) == nullptr && f.first == first && f.t_from >= 0 && f.t_available > before);
        before = f.t_available;
        for (uint64_t i = 0; i < f.count; ++i) {
            const qiki_contact& c = d.contacts.at(first + i);
            must(qiki_contact_flaw(&c) == nullptr && c.t >= f.t_from && c.t <= f.t_to && c.frame == f.seq);
            must((c.valid & 3) == 3 && c.id == first + i + 1);
        }
        first += f.count, empty += f.count == 0;
    }
    must(first == d.contacts.size() && empty == d.empty && d.rows >= first && d.runs >= 1);
    must(d.end() == d.frames.back().t_available);
}

// "input:LINE: ...", with a line of the file and words about what was expected.
void check(const qiki::failure& x, size_t lines) {
    const char* const text = x.what();
    must(x.code == QIKI_E_CONFIG && std::strncmp(text, "input:", 6) == 0);
    char* end = nullptr;
    const unsigned long line = std::strtoul(text + 6, &end, 10);
    must(line >= 1 && line <= lines && std::strncmp(end, ": ", 2) == 0 && end[2] != '\0');
    must(std::strchr(text, '\n') == nullptr);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    size_t lines = 1;
    for (const char c : text) lines += c == '\n';
    csv::parameters p;
    p.file = "input", p.measure = "auto";
    for (int way = 0; way < 4; ++way) {
        p.run = way == 3, p.period = way == 1 ? 4'000'000'000 : 0, p.sweep = way == 1, p.scans = way == 2 ? 3 : 0;
        p.range_max = way == 2 ? 60e3 : 0, p.pd = way == 2 ? 0.9 : 0, p.clutter_density = way == 2 ? 1e-4 : 0;
        p.sigma = way == 2 ? std::array<double, 4>{30, 0.005, 0, 0} : std::array<double, 4>{};
        try {
            check(csv::read_detections(p, text));
        } catch (const qiki::failure& x) { check(x, lines); }
    }
    return 0;
}
