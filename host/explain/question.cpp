// SPDX-License-Identifier: MIT
// host/explain/question.cpp - what a user may ask, and who answers it.
#include "host/explain/stories.hpp"
#include "host/observe/text.hpp"
#include "host/words/nearest.hpp"
#include <charconv>

namespace qiki::explain {
namespace {

struct form {
    const char* word;
    subject about;
    const char* example;
};
constexpr form forms[] = {{"track", subject::track, "track:17 or picture/track:17"},
                          {"guard", subject::guard, "guard:UNKNOWN_CONTACT_CLOSE"},
                          {"command", subject::command, "command:1 or mind/command:1"}};

[[noreturn]] void refuse(std::string_view asked, const std::string& what) {
    throw error("--explain " + observe::visible(asked, 128) + ": " + what);
}

uint64_t number_in(const question& q, const char* example) {
    uint64_t n = 0;
    const char *from = q.id.data(), *end = from + q.id.size();
    const auto r = std::from_chars(from, end, n);
    if (r.ec != std::errc{} || r.ptr != end || n == 0)
        refuse(q.asked,
               "expected a number from 1 behind the colon, found '" + observe::visible(q.id, 64) + "'; " + example);
    return n;
}
} // namespace

question read_question(std::string_view asked) {
    const size_t colon = asked.find(':');
    if (colon == asked.npos) refuse(asked, "expected track:NUMBER, guard:ID or command:NUMBER");
    question q;
    q.asked = asked;
    std::string_view before = asked.substr(0, colon);
    if (const size_t slash = before.rfind('/'); slash != before.npos) {
        q.writer = before.substr(0, slash), before.remove_prefix(slash + 1);
        if (q.writer.empty()) refuse(asked, "expected the name of an instance before the '/'");
    }
    q.id = asked.substr(colon + 1);
    for (const form& f : forms) {
        if (before != f.word) continue;
        q.about = f.about;
        if (q.about != subject::guard) q.number = number_in(q, f.example);
        else if (q.id.empty()) refuse(asked, std::string("expected the id of a guard behind the colon; ") + f.example);
        return q;
    }
    refuse(asked, "expected track, guard or command before the colon, found '" + observe::visible(before, 64) + "'" +
                      did_you_mean(before, {"track", "guard", "command"}));
}

std::unique_ptr<story> story_of(const question& q) {
    switch (q.about) {
    case subject::track: return track_story(q);
    case subject::guard: return guard_story(q);
    case subject::command: break;
    }
    return command_story(q);
}
} // namespace qiki::explain
