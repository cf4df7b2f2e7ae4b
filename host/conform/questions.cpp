// SPDX-License-Identifier: MIT
// host/conform/questions.cpp - a short life at a host that listens.
#include "host/conform/questions.hpp"
#include "host/conform/drive/actor.hpp"
#include <algorithm>
#include <cstring>
#include <mutex>
#include <sstream>

namespace qiki::conform {
namespace {
constexpr size_t most = 30, longest = 63; // names, and bytes of one; the page of a process has room for them

std::mutex heard_door;

// In the order in which they come.
void hear_name(bool verb, const char* name) noexcept {
    const solo::visit own_code;
    const std::string_view text(name, strnlen(name, longest + 1));
    const auto odd = [](char c) { return c < ' ' || c > '~'; };
    if (text.empty() || text.size() > longest || std::any_of(text.begin(), text.end(), odd)) return;
    const std::lock_guard lock(heard_door);
    std::vector<std::string>& all = verb ? solo::asked_verbs : solo::asked_channels;
    if (all.size() == most || std::count(all.begin(), all.end(), text)) return;
    all.emplace_back(text);
}
} // namespace

std::string questions_of(const subject& s) {
    if (std::string_view(s.about->kind) != QIKI_KIND_AGENT) return "";
    solo::at_the_question = hear_name;
    {
        actor it(s);
        scene world(*s.about, s.seed);
        for (int i = 0; i < 3; ++i) it.play(world.next());
    }
    solo::at_the_question = nullptr;
    return questions_here();
}
std::string questions_here() {
    std::string all;
    for (const std::string& name : solo::asked_channels) all += "c" + name + "\n";
    for (const std::string& name : solo::asked_verbs) all += "v" + name + "\n";
    return all;
}
void take_questions(const std::string& all) {
    std::istringstream lines(all);
    for (std::string line; std::getline(lines, line);)
        if (!line.empty()) (line[0] == 'v' ? solo::asked_verbs : solo::asked_channels).push_back(line.substr(1));
}
} // namespace qiki::conform
