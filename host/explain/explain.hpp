// SPDX-License-Identifier: MIT
// host/explain/explain.hpp - why a track, a guard or a command came out as it did: told from the records of finished
// ticks.
#pragma once
#include "host/observe/finished.hpp"
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace qiki::explain {

struct error : std::runtime_error { // one line: what was asked, what there is, what was meant
    using std::runtime_error::runtime_error;
};

enum class subject { track, guard, command };

// [WRITER/]track:NUMBER, [AGENT/]guard:ID or [ISSUER/]command:NUMBER; a command counts from 1 as its issuer's own do,
// or is the number that its records have.
struct question {
    subject about = subject::track;
    std::string asked;  // as the user wrote it
    std::string writer; // empty: whoever has such a thing
    std::string id;
    uint64_t number = 0; // of a track or command
};
question read_question(std::string_view); // throws error

// Watches a run and tells at its end. Holds a bounded part of what it saw: the first and the last of a long story.
class story {
public:
    virtual ~story() = default;
    virtual std::vector<uint32_t> records() const = 0;
    virtual void begin(const observe::names&) = 0;        // once, before the first tick; throws error
    virtual void look(const observe::finished_tick&) = 0; // of the first run; others are passed over
    virtual std::string
    text(const observe::names&) const = 0; // after the run; throws error when there was no such thing
};
std::unique_ptr<story> story_of(const question&);
} // namespace qiki::explain
