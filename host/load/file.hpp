// SPDX-License-Identifier: MIT
// host/load/file.hpp - one descriptor of a plugin's file: what is checked through it is what is loaded through it.
#pragma once
#include "host/load/note.hpp"
#include <filesystem>

namespace qiki::load {

// With QIKI_LOAD_BY_PATH set, and in sanitizer builds: debuggers and reports look files up by the name they were loaded
// by. Then a file exchanged after its check, or loaded before under the same path, is not noticed.
bool loads_by_path();

class file {
public:
    // Never blocks: a fifo, device or folder is refused. Throws refused.
    explicit file(const std::filesystem::path&);
    ~file();
    file(file&&) noexcept;
    file& operator=(file&&) = delete;

    const std::filesystem::path& path() const { return path_; }
    uint64_t size() const { return size_; }
    int64_t changed() const { return changed_; } // time of the last change, ns
    bytes content() const;                       // while this lives

    // A name by which dlopen() reaches this very file, whatever lies at its path by now. Different at every call:
    // the loader remembers names, and a descriptor's number is used again. The path itself if loads_by_path().
    std::string name_for_loader() const;

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    uint64_t size_ = 0;
    int64_t changed_ = 0;
};
} // namespace qiki::load
