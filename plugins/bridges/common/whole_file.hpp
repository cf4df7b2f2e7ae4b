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
inline void check_target(const std::string& file, const char* what) {
    if (file.empty())
        throw qiki::failure::format(QIKI_E_CONFIG, "file: expected the name of %s file, found nothing", what);
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder))
        throw qiki::failure::format(QIKI_E_CONFIG, "file: the folder %s is not there", folder.c_str());
    if (std::filesystem::exists(file) && !std::filesystem::is_regular_file(file)) // the document would take its place
        throw qiki::failure::format(QIKI_E_CONFIG, "file: %s is there and is not a regular file", file.c_str());
}

// After it: writes FILE.part and gives it its name.
inline void write_whole(const std::string& file, const std::string& text) {
    const std::string part = file + ".part";
    std::FILE* out = std::fopen(part.c_str(), "wb");
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
} // namespace bridges
