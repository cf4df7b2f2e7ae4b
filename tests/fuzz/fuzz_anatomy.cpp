// SPDX-License-Identifier: MIT
// tests/fuzz/fuzz_anatomy.cpp - any bytes as a plugin's file: read part by part, shown as a page and as JSON.
#include "host/cli/plugins/anatomy_page.hpp"
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace {
void demand(bool holds, const char* what, const std::string& text) {
    if (holds) return;
    std::fprintf(stderr, "expected %s, found \"%s\"\n", what, text.c_str());
    std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace qiki;
    try {
        const anatomy::anatomy a = anatomy::dissect(load::in_memory({data, size}));
        for (const std::string& r : a.refusals) demand(r.find('\n') == std::string::npos, "one line", r);
        for (const char c : cli::anatomy_page("a file", a, 80))
            demand(c == '\n' || static_cast<unsigned char>(c) >= 0x20, "no control character", std::string(1, c));
        demand(nlohmann::json::accept(cli::anatomy_json("a file", a)), "JSON", "something else");
        demand(!a.refusals.empty() || !a.plugins.empty(), "a plugin or a refusal", "neither");
    } catch (const load::refused& e) {
        const std::string text = e.what();
        demand(text.find("byte ") == 0 && text.find(';') != std::string::npos, "the place of the fault, and a remedy",
               text);
    }
    return 0;
}
