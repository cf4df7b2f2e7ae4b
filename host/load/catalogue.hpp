// SPDX-License-Identifier: MIT
// host/load/catalogue.hpp - the plugins this host can offer: found by their notes, opened on demand, never trusted.
#pragma once
#include "qiki/plugin.h"
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::load {

// Where plugins are looked for, in order of precedence: the first directory or file that offers an id wins.
struct search_path {
    std::vector<std::filesystem::path> places;
    std::vector<std::string> origins; // why each is looked at: "--plugin", "QIKI_PLUGIN_PATH"; may be left empty
    size_t required = 0;              // so many of the first must be there, or they are refused
    // `first` (--plugin, may repeat: a file or a directory), then QIKI_PLUGIN_PATH (colon separated), then the user's
    // ($XDG_DATA_HOME or ~/.local/share, then /qiki/plugins), then the executable's neighbours: ../plugins as in a
    // build tree, ../lib/qiki/plugins as installed.
    static search_path standard(const std::vector<std::filesystem::path>& first);
};

// "1.0": the ABI of this host.
const char* host_abi();

// One plugin as its file's note tells it; none of the file's code has run.
struct found {
    std::filesystem::path file;
    std::string id, kind, version, summary;
    std::string abi;                // "1.0"
    std::string build_id;           // hexadecimal; empty when the file has none
    std::vector<std::string> needs; // services it cannot do without
};

// A file that is not a usable plugin. One line: the file, what was expected, what was found, the remedy.
struct refusal {
    std::filesystem::path file;
    std::string text;
};

// The same id in two files; `used` came first in the search path.
struct duplicate {
    std::string id;
    std::filesystem::path used, hidden;
};

// What became of one place of the search path.
struct visited {
    std::filesystem::path place;
    std::string origin;
    bool exists = false;
    size_t plugins = 0; // that are used from here
};

struct error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// An opened plugin. Lives as long as its catalogue; libraries are never closed before that.
struct plugin {
    const found* source = nullptr;
    const qiki_entry* entry = nullptr;
    const qiki_descriptor* about = nullptr;
};

class catalogue {
public:
    explicit catalogue(const search_path&);
    ~catalogue();
    catalogue(const catalogue&) = delete;
    catalogue& operator=(const catalogue&) = delete;

    const std::vector<found>& plugins() const;    // sorted by id, duplicates removed
    const std::vector<refusal>& refusals() const; // files that were refused at discovery or when opened
    const std::vector<refusal>& warnings() const; // what opened files did that they may not; it was put right
    const std::vector<duplicate>& duplicates() const;
    const std::vector<visited>& places() const;

    // Throws error when a place that is required, and no folder of several, was refused: who names a file means it.
    void insist() const;

    // Tries every file whose first load is still to come, in a child process, and opens none here: those that crash,
    // hang, or are not what their notes say are among refusals() then, as those remembered to do so. [control]
    void examine();

    // Opens the library if it is not open yet (first load of an unknown build id: tried in a child). Throws error with
    // one line; for an unknown id it suggests the nearest known one. One thread at a time. [control]
    const plugin& open(std::string_view id);

private:
    struct inside;
    std::unique_ptr<inside> in_;
};
} // namespace qiki::load
