// SPDX-License-Identifier: MIT
// host/conform/names.cpp - demangled, and runs of frames cut short.
#include "host/conform/names.hpp"
#include <cstdlib>
#include <cxxabi.h>
#include <sstream>

namespace qiki::conform {

std::string plain_name(const std::string& mangled) {
    int wrong = 0;
    char* plain = abi::__cxa_demangle(mangled.c_str(), nullptr, nullptr, &wrong);
    std::string name = plain && !wrong ? plain : mangled;
    std::free(plain);
    return name;
}

std::string plain_stack(const std::string& frames) {
    std::istringstream in(frames);
    std::string out;
    unsigned own = 0; // frames of this program that were left out
    const auto end_of_own = [&] {
        if (own) out += "(" + std::to_string(own) + " more of qiki)\n";
        own = 0;
    };
    bool before = false;
    for (std::string line; std::getline(in, line);) {
        const bool nameless = line.starts_with("qiki+0x");
        if (nameless && before) {
            ++own;
            continue;
        }
        end_of_own();
        before = nameless;
        const size_t plus = line.starts_with("_Z") ? line.find('+') : line.npos;
        out += (plus == line.npos ? line : plain_name(line.substr(0, plus)) + line.substr(plus)) + "\n";
    }
    end_of_own();
    return out;
}
} // namespace qiki::conform
