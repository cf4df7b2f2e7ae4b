// SPDX-License-Identifier: MIT
// host/policy/fields.hpp - a table of a policy file: its keys known, its values of the right kind, errors at their
// line.
#pragma once
#include "host/scenario/scenario.hpp"
#include <lua.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace qiki::policy {

struct origin {            // of a policy's tables in its text
    scenario::place whole; // q.policy
    std::map<std::string, int> lines;
    // The line of `path`, or of the nearest table around it.
    scenario::place at(std::string path) const;
};

class fields {
public:
    // The table at `index`, which `path` leads to ("guards[2]") and messages call `what` ("a guard"). Throws
    // scenario::error when it is none.
    fields(lua_State*, int index, const origin&, std::string path, std::string what);

    // Throws for every key that is not among these; whole numbers from 1 on are `rows`, without a gap.
    void only(const std::vector<std::string>& keys, bool rows) const;
    std::vector<std::string> names() const; // of all its keys, sorted; throws when one is no text
    size_t rows() const;

    bool get(const char* key) const; // pushes the value, nil when there is none
    bool row(size_t i) const;        // from 1; likewise
    bool has(const char* key) const;
    // Each pops nothing and leaves nothing; throws for another kind of value.
    std::string text(const char* key) const;
    std::optional<double> number(const char* key, const char* expected) const; // finite
    // A reference to the function; -1 when the key is absent. Other kinds of values: throws unless `others`.
    int function(const char* key, bool others = false) const;

    scenario::place place(const std::string& key = "") const;
    std::string path(const std::string& key) const {
        return key.empty() ? path_ : path_.empty() ? key : path_ + "." + key;
    }
    std::string row_path(size_t i) const { return path_ + "[" + std::to_string(i) + "]"; }
    [[noreturn]] void wrong(const std::string& key, const std::string& expected, const std::string& found) const;

private:
    lua_State* L_;
    int index_;
    const origin& from_;
    std::string path_, what_;
};
} // namespace qiki::policy
