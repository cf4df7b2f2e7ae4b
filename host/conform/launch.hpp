// SPDX-License-Identifier: MIT
// host/conform/launch.hpp - one check in a process of its own: limits, and a group that is killed whole.
#pragma once
#include "host/conform/ending.hpp"
#include "host/conform/page.hpp"
#include <chrono>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

struct pollfd;
using pid_t = int;

namespace qiki::conform {

// What a process is started for.
struct errand {
    std::filesystem::path file;
    std::string check;  // its id; "describe": who is in the file; "spares", "questions": see spares.hpp, questions.hpp
    std::string plugin; // its id; "" for checks of the file
    std::string part;   // see subject
    uint64_t seed = 1;
    double seconds = 20; // of wall time but what it stood in line for a processor or a disk; as much of one processor's
    std::map<std::string, std::string> set;
    std::map<std::string, std::string> environment; // more variables, or others, than this process has
    bool still = false;                             // addresses as they come without chance, where the system allows it
    std::filesystem::path folder;                   // to work in; empty: one of its own, which goes with the process
    std::string asks = {};                          // what the plugin asks for by name: see questions.hpp
    bool anew = false;                              // the program from its beginning, at addresses of its own
};

// The surroundings have no place for it.
struct no_folder : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A running errand. Of one thread.
class process {
public:
    explicit process(const errand&);
    ~process(); // kills it
    process(const process&) = delete;
    process& operator=(const process&) = delete;

    void listen(std::vector<pollfd>&) const;
    bool look(); // true: it has ended
    ending end() const;
    pid_t number() const { return pid_; } // -1: it has ended

private:
    using clock = std::chrono::steady_clock;
    void drain();
    void end_all() const;
    std::chrono::nanoseconds queued() const;
    bool is_late(clock::time_point now) const;
    void watch(clock::time_point now);
    errand what_;
    shared_page page_;
    std::filesystem::path folder_;
    pid_t pid_ = -1;
    int heard_ = -1, ended_ = -1; // its words; readable when it has ended
    int status_ = 0;
    bool late_ = false;
    size_t started_ = 0; // processes of its own, more than any check allows
    clock::time_point start_, limit_, watched_;
    std::chrono::nanoseconds held_{0}; // by a disk, as far as it was seen
    std::string said_;
    double seconds_ = 0;
};

// The signal that came while it was waited for; whose process has been ended.
struct interrupted {
    int signal = 0;
};

// `stop`: the number of a signal that came, or 0; then it throws interrupted.
ending perform(const errand&, const std::atomic<int>* stop = nullptr);
} // namespace qiki::conform
