// SPDX-License-Identifier: MIT
// tests/fuzz/fuzz_policy.cpp - any bytes as a policy: refused with a place, or it works within its budget, fails with a
// place, and comes back from its saved state as it was.
#include "unit/policy/vocabulary.hpp"
#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace {
using namespace play;

void demand(bool holds, const char* what, const std::string& found) {
    if (holds) return;
    std::fprintf(stderr, "expected %s, found \"%s\"\n", what, found.c_str());
    std::abort();
}
void positioned(const std::string& text) {
    demand(text.size() < 4000, "a short text", text);
    demand(text.rfind("dir/test.lua:", 0) == 0 || text.rfind("scenario.lua:", 0) == 0 ||
               text.find("/scripts/lua/qiki") != std::string::npos,
           "a place in front", text);
}

// Tick i; facts that walk through what guards and rules ask for.
int32_t tick(qiki::policy::machine& m, int i, std::vector<qiki_decision>& out) {
    const double value[fact_count] = {i % 3 != 0 ? 1.0 : 0.0,
                                      i % 5 == 0 ? 1.0 : 0.0,
                                      3.0 * i,
                                      static_cast<double>(i % 3),
                                      200 - 12.0 * i,
                                      -5.0 + i,
                                      0.1 * (i % 11),
                                      static_cast<double>(i % 4),
                                      static_cast<double>(i % 7),
                                      i % 2 ? 1.0 : 0.0,
                                      i % 5 == 4 ? 1.0 : 0.0};
    const uint64_t known[1] = {i % 4 == 3 ? 0x2AAu : 0x7FFu};
    const qiki_ns t = i * s / 2;
    for (uint64_t who = 1; who < 4; ++who)
        if ((static_cast<uint64_t>(i) + who) % 6) m.judge(t, who, value, known, fact_count);
    out.assign(16, {});
    const int32_t n = m.decide(t, value, known, fact_count, out.data(), 16);
    if (n < 0) positioned(m.failure());
    for (int32_t k = 0; k < std::min(n, 16); ++k)
        for (uint32_t a = 0; a < 6; ++a)
            demand(std::isfinite(out[static_cast<size_t>(k)].arg[a]), "finite arguments", "others");
    return n;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const qiki::policy::allowances small{100'000, 2'000, size_t{512} << 10};
    const qiki_descriptor agent = about();
    try {
        qiki::policy::machine one(use(text), agent, 1, {}, small), other(use(text), agent, 1, {}, small);
        std::vector<qiki_decision> a, b;
        for (int i = 0; i < 8; ++i) tick(one, i, a);
        std::vector<std::byte> saved;
        try {
            saved = one.save();
        } catch (const std::runtime_error& e) {
            positioned(e.what());
            return 0;
        }
        demand(other.restore(saved.data(), saved.size()).empty(), "its own state back", "a refusal");
        for (int i = 8; i < 24; ++i) {
            const bool alike = tick(one, i, a) == tick(other, i, b) || !one.failure().empty();
            demand(alike && (!one.failure().empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof a[0]) == 0),
                   "the same decisions after a restore", std::to_string(i));
        }
    } catch (const qiki::scenario::error& e) {
        positioned(e.what());
        demand(e.where.line > 0, "a line", e.what());
    }
    return 0;
}
