// SPDX-License-Identifier: MIT
// host/scenario/reader.hpp - what one reading of a script collects: blocks, declared values, the header.
#pragma once
#include "host/scenario/modules.hpp"
#include "host/scenario/scenario.hpp"
#include <cstdio>
#include <map>
#include <optional>
#include <tuple>

namespace qiki::scenario {

// The functions behind `q`: use, param, scenario, expect. They throw error, which reaches the script as a Lua error.
class reader {
public:
    enum class purpose { run, list }; // list: required values get a stand-in

    // seed: instead of the script's. keyed: math.random has its final key already. folder: of the script.
    reader(lua::sandbox&, const overrides&, std::filesystem::path folder, std::optional<uint64_t> seed, bool keyed,
           purpose);

    // Inside sandbox::run(): leaves the table of the functions on the stack.
    void push_functions(lua_State*);
    // Takes what the script returned.
    scenario take(lua_State*, int index, const std::string& file);
    // The list of q.at values at `index`, by time. Throws error at `at`, naming `key`.
    std::vector<operator_step> steps_at(lua_State*, int index, const std::string& key, const place& at);
    // --set keys that the script does not declare.
    void check_overrides() const;

    const std::vector<param>& params() const { return params_; }
    bool stood_in() const { return stood_in_; }
    const std::vector<std::string>& texts_read() const { return texts_read_; } // by q.read, for hashes
    // The error that Lua's message `raw` stands for, if it was one of ours.
    const error* thrown(const std::string& raw) const { return thrown_ && raw == thrown_text_ ? &*thrown_ : nullptr; }

private:
    template <int (reader::*F)(lua_State*)>
    static int call(lua_State*);
    int use_block(lua_State*); // q.use "id"
    int block(lua_State*);     // ... { ... }
    int declare(lua_State*);   // q.param
    int header(lua_State*);    // q.scenario
    int read_text(lua_State*); // q.read
    int there(lua_State*);     // q.there
    int expect(lua_State*);    // q.expect
    int at_time(lua_State*);   // q.at

    place here(lua_State*) const; // the caller's line
    // The line of a key in the table that follows `head`, or `at` when it cannot be found.
    place key_place(const place& at, const std::string& head, const std::string& key);
    void add_setting(lua_State*, int index, const std::string& key, use&, const std::string& head, int depth);
    void place_blocks(lua_State*, int index, section, const place&, scenario&, int depth);
    void header_value(lua_State*, const std::string& key, const place&, scenario&);
    void gate_at(lua_State*, const place&, gate_rules&); // the value is at 2
    void bios_at(lua_State*, const place&, bios_rules&); // likewise
    void check_keys(lua_State*, const place& at);        // of the q.expect at 1
    std::optional<expectation> subject_at(lua_State*, subject, const place& at);
    void bounds_at(lua_State*, const place& at, expectation*);
    std::vector<event_pattern> patterns_at(lua_State*, int index, const std::string& key, const place&);
    place place_in_list(const place& at, const std::string& key, const std::string& text, size_t nth);
    void place_expectations(lua_State*, int index, const place&, scenario&, int depth);
    void check_expected() const;
    void note_departures(scenario&) const;

    lua::sandbox& box_;
    const overrides& set_;
    std::filesystem::path folder_;
    std::optional<uint64_t> seed_;
    bool keyed_;
    purpose why_;
    std::vector<use> blocks_;
    std::vector<bool> placed_;
    struct expected { // one q.expect
        place where;
        std::vector<expectation> all;
        bool placed = false;
    };
    std::vector<expected> expected_;
    std::vector<operator_step> steps_;
    std::vector<scenario> headers_;
    std::vector<param> params_;
    std::vector<std::string> texts_read_;
    std::optional<uint64_t> declared_seed_;
    std::optional<error> thrown_;
    std::string thrown_text_; // as Lua got it
    bool stood_in_ = false;
    std::map<std::tuple<std::string, int, std::string>, std::map<std::string, int>> lines_;
    std::map<std::tuple<std::string, int, std::string>, std::map<std::string, std::vector<int>, std::less<>>> texts_;
};

// Names the stream that math.random draws from, under the seed of the scenario.
constexpr const char* script_stream = "qiki.scenario.script";

// A function of this class as a Lua function; upvalue 1 is the reader. The error itself is kept, as its place would be
// lost in Lua's message.
template <int (reader::*F)(lua_State*)>
int reader::call(lua_State* L) {
    reader& self = *static_cast<reader*>(lua_touserdata(L, lua_upvalueindex(1)));
    char text[1024];
    try {
        return (self.*F)(L);
    } catch (const error& e) {
        self.thrown_ = e;
        std::snprintf(text, sizeof text, "%s", e.what());
        self.thrown_text_ = text;
    } catch (const std::exception& e) { std::snprintf(text, sizeof text, "%s", e.what()); }
    lua_pushstring(L, text);
    return lua_error(L);
}

constexpr size_t most_blocks = 100'000;

// Gives every block without an id the last part of its plugin's id, numbered when that is taken. Throws error for an
// id given twice.
void complete_ids(std::vector<use>&);
} // namespace qiki::scenario
