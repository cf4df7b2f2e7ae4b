// SPDX-License-Identifier: MIT
// host/conform/child.hpp - the process of one check: reads its errand, loads what the check needs, and says a verdict.
#pragma once
#include "host/conform/check.hpp"
#include "host/conform/page.hpp"

namespace qiki::conform {

// argv: "conform-child", page, file, check, plugin, part, seed, seconds, asks, key=value... Ends the process by itself.
int child_main(int argc, char** argv);

// The file as running code. Throws failed with the reason. [a check that loads by itself, or the frame]
const qiki_entry& load_entry(const std::filesystem::path&);
// init() and the plugin with that id.
const qiki_descriptor& find_plugin(const qiki_entry&, const std::filesystem::path&, std::string_view id);

// How another process begins.
struct surroundings {
    std::map<std::string, std::string> environment = {}; // more variables, or others
    bool still = false;                                  // addresses without chance, where the system allows it
    std::string words = {}; // "in the locale C.UTF-8": what is other there, for a message; empty: nothing
};

// The environment of another machine, in another country, with another user.
extern const std::map<std::string, std::string> far_away;

// Thrown when that process crashed, hung or left by exit(): so does this one's check, unless it makes something else of
// it.
struct died : failed {
    using failed::failed;
    verdict how = verdict::crash;
    std::string stack, step, fault, given; // as an ending has them
};
// Runs the same check in another process, as `part`, and gives what that said() there. Throws failed or skipped when it
// did. `given` is what heard() reads there. It has half of the time of a check.
std::string elsewhere(const subject&, const check&, const std::string& part, const std::string& given = {},
                      const surroundings& = {});
std::string heard(const subject&);
void say(const subject&, const std::string&);

// The verdict is pass unless the process dies of what now runs: static destructors and functions of atexit().
[[noreturn]] void leave_by_exit();

void watch_for_crashes(); // handlers that leave the stack on the page
} // namespace qiki::conform
