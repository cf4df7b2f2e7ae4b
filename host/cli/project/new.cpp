// SPDX-License-Identifier: MIT
// host/cli/project/new.cpp - qiki new: a plugin's project that builds, runs and is tested, to be changed into one's
// own.
#include "host/cli/project/project.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/kinds.hpp"
#include "host/cli/words/places.hpp"
#include "host/load/words.hpp"
#include "host/words/nearest.hpp"
#include "host/words/shell.hpp"
#include <algorithm>
#include <iostream>

namespace qiki::cli {
namespace new_parts {

namespace po = boost::program_options;
namespace fs = std::filesystem;

struct asked {
    std::vector<std::string> words;
    std::string dir;
    bool in_c = false;
};

manual about(asked& a) {
    manual m;
    m.verb = "new", m.synopsis = "KIND NAME [options]";
    m.about = "Makes a folder with a complete project of a plugin: a source of at most 100 lines that does something "
              "real, CMake, a "
              "scenario with expectations, tests, a README. KIND is vehicle, sensor, radar, tracker, agent or bridge. "
              "NAME is one "
              "word, \"mine\", and the plugin's id then org.example.KIND.mine; or a whole id in reverse DNS, "
              "net.mine.radar.one, "
              "whose last word is the name.\n\n"
              "The project builds outside this tree against the installed SDK, by gcc or clang.";
    // clang-format off
    m.options.add_options()
        ("c", po::bool_switch(&a.in_c), "in C, with a Makefile besides; else in C++")
        ("dir", po::value(&a.dir)->value_name("DIR"), "the project's folder, which is not there yet or empty; else NAME")
        ("help", "this text");
    // clang-format on
    add_operands(m, po::value(&a.words), -1, takes::kind);
    m.examples = {{"qiki new tracker mine", "mine/: a tracker in C++"},
                  {"qiki new radar net.example.radar.coast --c --dir coast", "coast/: a radar in C"},
                  {"cd mine && cmake -B build && cmake --build build && ctest --test-dir build", ""}};
    m.exits = exits_of({{exit_ok, "made"},
                        {exit_failed, "a file cannot be written to its end"},
                        {exit_usage, "wrong usage, or a place that cannot be written"},
                        {exit_internal, ""}});
    return m;
}

std::string lower(std::string s) {
    for (char& c : s) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return s;
}

std::string checked_kind(const std::string& word) {
    if (std::find(kinds.begin(), kinds.end(), word) != kinds.end()) return word;
    throw usage_error("KIND: expected vehicle, sensor, radar, tracker, agent or bridge, found '" +
                      load::one_line(word, 60) + "'" + did_you_mean(word, kinds));
}

std::string checked_id(const std::string& kind, const std::string& name) {
    const std::string id = name.find('.') == std::string::npos ? "org.example." + kind + "." + name : name;
    if (id.rfind("qiki.", 0) == 0)
        throw usage_error(
            "NAME: ids that begin with qiki. are the host's own; use a name of your own, as org.example.radar.mine");
    if (load::is_id(id)) return id;
    std::string fit = lower(name);
    for (char& c : fit)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_')) c = '-';
    const bool fits = load::is_id("org.example." + fit);
    throw usage_error("NAME: expected a word of lower-case letters, digits, - and _ that begins with a letter, or such "
                      "words with dots "
                      "between them (all at most 128), found '" +
                      load::one_line(name, 60) + "'" + (fits ? "; did you mean \"" + fit + "\"?" : ""));
}

// Where this program was installed with its SDK; in a build tree there is none yet.
std::string installed_sdk() {
    const fs::path prefix = template_folder().parent_path().parent_path().parent_path();
    for (const char* lib : {"lib", QIKI_LIBDIR})
        if (std::error_code none; fs::exists(prefix / lib / "cmake" / "qiki-sdk" / "qiki-sdkConfig.cmake", none))
            return shell_word(prefix.string());
    return "where/qiki/is  # after: cmake --install BUILD --prefix where/qiki/is";
}

int go(const asked& a) {
    if (a.words.size() != 2)
        throw usage_error("expected KIND and NAME, found " + std::to_string(a.words.size()) +
                          (a.words.size() == 1 ? " word" : " words") + "; 'qiki new --help' says more");
    const std::string kind = checked_kind(a.words[0]), id = checked_id(kind, a.words[1]),
                      name = id.substr(id.rfind('.') + 1);
    const fs::path shown = a.dir.empty() ? fs::path(name) : fs::path(a.dir);
    fs::path folder = fs::absolute(shown).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path(); // --dir there/
    std::error_code none;
    if (fs::equivalent(folder, fs::current_path(), none)) // it would be exchanged under the feet of the shell
        throw usage_error("--dir: expected another folder than the current one; go one up and name it from there");
    const project p = new_project(template_folder(), kind, id, a.in_c);
    place(p, folder);
    std::cout << "made " << shown.string() << " with the plugin " << id << ":\n";
    for (const auto& [file, text] : p)
        std::cout << "  " << file << ", " << std::count(text.begin(), text.end(), '\n') << " lines\n";
    std::cout << "\nnext, in that folder:\n  cmake -B build -DCMAKE_PREFIX_PATH=" << installed_sdk()
              << "\n  cmake --build build && ctest --test-dir build\n"
              << std::flush;
    return exit_ok;
}
} // namespace new_parts

int create(int argc, char** argv) {
    using namespace new_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map&) { return go(a); });
}
} // namespace qiki::cli
