// SPDX-License-Identifier: MIT
// host/run/recording.hpp - what one instance read and wrote in a run, tick by tick, kept in a file.
#pragma once
#include "host/run/run.hpp"
#include <cstdio>

namespace qiki::run {

struct recorded_view {
    qiki_view head; // its data is NULL: the records are in `words`
    std::vector<uint64_t> words;
};
struct recorded_output {
    uint64_t first = 0, made = 0, lost = 0;
    std::vector<uint64_t> words;
};
struct recorded_tick {
    uint64_t tick = 0;
    qiki_ns t = 0;
    std::vector<recorded_view> in;
    std::vector<uint32_t> readers; // of each output
    bool done = false;             // else the process ended in it, and what follows is empty
    std::string failure;
    std::vector<recorded_output> out;
};
struct recording {
    std::vector<std::string> texts; // of the whole run, by id - 1
    std::vector<recorded_tick> ticks;
};

// What is about to be is in the file before it happens, so that it is still there when the process ends with it. Of
// several runs the first.
class recorder {
public:
    explicit recorder(std::FILE*);
    void hear(const overheard&);
    bool over() const { return over_; } // another run has begun
    bool whole() const;                 // all of it was written

private:
    void number(uint64_t);
    void bytes(const void*, uint64_t);
    std::FILE* to_;
    uint64_t texts_ = 0, last_ = 0;
    bool over_ = false;
};

// As far as the file goes.
recording read_recording(std::FILE*);
} // namespace qiki::run
