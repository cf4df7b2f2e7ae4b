// SPDX-License-Identifier: MIT
// plugins/bridges/common/whole_file.hpp - a document that appears under its name only when it is complete.
#pragma once
#include "qiki/qiki.hpp"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

namespace bridges {

// Before a run: throws when the folder of `file` is not there, or when a device, folder or pipe has its name.
inline void check_target(const std::string& file, const std::string& what) {
    if (file.empty())
        throw qiki::failure::format(QIKI_E_CONFIG, "file: expected the name of %s file, found nothing", what.c_str());
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder))
        throw qiki::failure::format(QIKI_E_CONFIG, "file: the folder %s is not there", folder.c_str());
    if (std::filesystem::exists(file) && !std::filesystem::is_regular_file(file)) // the document would take its place
        throw qiki::failure::format(QIKI_E_CONFIG, "file: %s is there and is not a regular file", file.c_str());
}

// Ends what was written to FILE.part: gives it its name, or throws and leaves nothing.
inline void finish_part(const std::string& file, std::FILE* out, const std::string& text) {
    const std::string part = file + ".part";
    if (!out) throw qiki::failure::format(QIKI_E_IO, "%s: cannot be written: %s", part.c_str(), std::strerror(errno));
    const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size();
    const bool closed = std::fclose(out) == 0;
    std::error_code code;
    if (written && closed) std::filesystem::rename(part, file, code);
    if (written && closed && !code) return;
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    throw qiki::failure::format(QIKI_E_IO, "%s: write failed: %s", file.c_str(),
                                code ? code.message().c_str() : std::strerror(errno));
}

// After it: writes FILE.part and gives it its name.
inline void write_whole(const std::string& file, const std::string& text) {
    finish_part(file, std::fopen((file + ".part").c_str(), "wb"), text);
}

// After another: of the `size` bytes that were written under this name `keep` stay, and `text` follows. Until it is
// whole the file is FILE.part.
inline void write_behind(const std::string& file, uint64_t size, uint64_t keep, const std::string& text) {
    const std::string part = file + ".part";
    std::error_code code;
    const bool same = std::filesystem::is_regular_file(file) && std::filesystem::file_size(file, code) == size;
    if (!same || code)
        throw qiki::failure::format(QIKI_E_IO, "%s: expected what the run before wrote, found another file or none",
                                    file.c_str());
    std::filesystem::rename(file, part, code);
    if (!code) std::filesystem::resize_file(part, keep, code);
    if (code)
        throw qiki::failure::format(QIKI_E_IO, "%s: cannot be continued: %s", file.c_str(), code.message().c_str());
    finish_part(file, std::fopen(part.c_str(), "ab"), text);
}
} // namespace bridges
