// SPDX-License-Identifier: MIT
// host/load/verdicts.hpp - how the first load of each file went, remembered between runs: the quarantine.
#pragma once
#include "host/load/trial.hpp"
#include <optional>

namespace qiki::load {

// What makes a file the same file as last time.
struct identity {
    std::string path; // absolute
    uint64_t size = 0;
    int64_t changed = 0;
    std::string build_id;
};
identity identity_of(const file&, const std::string& build_id);

// The text of a bad one that was remembered, and how to be rid of it.
std::string told(const verdict&);

struct remembered {
    identity file;
    verdict how;
};

// A file of one line each in `folder`. A missing, damaged or foreign one counts as empty, one that cannot be written is
// left alone: then files are tried again, that is all.
class verdicts {
public:
    explicit verdicts(std::filesystem::path folder = cache_folder());
    static std::filesystem::path cache_folder(); // QIKI_CACHE, else $XDG_CACHE_HOME/qiki, else ~/.cache/qiki

    std::optional<verdict> about(const identity&) const;
    void remember(const identity&, const verdict&);
    std::vector<remembered> quarantine() const; // bad ones whose file is still the same; sorted by path
    size_t forget();                            // how many bad ones there were
    const std::filesystem::path& place() const { return place_; }
    std::string why_not_writable() const; // "" when it is

private:
    std::vector<remembered> read() const;
    bool write(const std::vector<remembered>&) const;
    std::filesystem::path place_;
    std::vector<remembered> all_;
};
} // namespace qiki::load
