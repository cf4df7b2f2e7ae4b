// SPDX-License-Identifier: MIT
// host/scenario/modules.hpp - require: the library's folder for "qiki...", the script's own folder for everything else.
#pragma once
#include "host/scenario/sandbox.hpp"
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace qiki::lua {

constexpr size_t largest_source = size_t{1} << 20;

// The whole of a regular file up to largest_source bytes. Throws std::runtime_error: "cannot be read: ...", without the
// name of the file.
std::string read_source(const std::filesystem::path&);

struct module_source { // as it was read, for hashes
    std::string name, text;
};

// Offers `require` to the scripts of a sandbox. Lives as long as that runs.
class modules {
public:
    // Inside sandbox::run(). `library`: folder that holds qiki/init.lua. `own`: folder of the script.
    modules(sandbox&, lua_State*, std::filesystem::path library, std::filesystem::path own);

    // The table on top of the stack is what require(name) gives; pops it.
    void provide(lua_State*, const std::string& name);

    // From now on require gives what was loaded, and reads no file; read() is empty.
    void close();

    const std::vector<module_source>& read() const { return read_; } // in the order of their first require

private:
    static int require(lua_State*);
    void load(lua_State*, const std::string& name);
    std::string places(const std::string& name) const;

    sandbox& box_;
    std::filesystem::path library_, own_;
    std::map<std::string, bool> known_; // false: being loaded
    bool closed_ = false;
    std::vector<module_source> read_;
};
} // namespace qiki::lua
