// SPDX-License-Identifier: MIT
// host/conform/questions.cpp - a short life at a host that listens.
#include "host/conform/questions.hpp"
#include "host/conform/drive/actor.hpp"
#include <algorithm>
#include <cstring>
#include <mutex>

namespace qiki::conform {
namespace {
constexpr size_t most = 64, longest = 63; // names, and bytes of one; the page of a process has room for them

std::mutex heard_door;
std::vector<std::string> heard_names; // in the order in which they came

void hear_name(const char* name) noexcept {
    const solo::visit own_code;
    const std::string_view text(name, strnlen(name, longest + 1));
    const auto odd = [](char c) { return c < ' ' || c > '~'; };
    if (text.empty() || text.size() > longest || std::any_of(text.begin(), text.end(), odd)) return;
    const std::lock_guard lock(heard_door);
    if (heard_names.size() == most || std::count(heard_names.begin(), heard_names.end(), text)) return;
    heard_names.emplace_back(text);
}
} // namespace

std::string questions_of(const subject& s) {
    if (std::string_view(s.about->kind) != QIKI_KIND_AGENT || !reads(*s.about, QIKI_REC_SAMPLE)) return "";
    solo::at_the_question = hear_name;
    {
        actor it(s);
        scene world(*s.about, s.seed);
        for (int i = 0; i < 3; ++i) it.play(world.next());
    }
    std::string all;
    for (const std::string& name : heard_names) all += name + "\n";
    return all;
}
} // namespace qiki::conform
