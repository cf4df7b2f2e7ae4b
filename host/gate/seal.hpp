// SPDX-License-Identifier: MIT
// host/gate/seal.hpp - what an operator approves, in one form for each meaning, and the SHA-256 over that form.
#pragma once
#include <map>
#include <string>
#include <variant>

namespace qiki::gate {

using parameter = std::variant<bool, double, std::string>;

struct approved {
    std::string kind;    // "command", or "proposal" where it came from one
    std::string subject; // who shall obey, by name
    std::string name;    // the verb
    std::map<std::string, parameter> parameters;
};

// {"kind":"command","name":"rcs.fire","parameters":{"axis":0,"percent":30},"subject":"qiki"}: keys sorted by their
// bytes, no blanks, numbers in the shortest form that reads back the same, -0 as 0, control characters escaped.
std::string canonical(const approved&);

std::string seal(const approved&); // SHA-256 of canonical(), 64 hexadecimal digits. Throws std::runtime_error.

} // namespace qiki::gate
