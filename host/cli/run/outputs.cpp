// SPDX-License-Identifier: MIT
// host/cli/run/outputs.cpp - tries what the run will do.
#include "host/cli/run/outputs.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/run/run.hpp"
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <unistd.h>

namespace qiki::cli {

void check_files(const std::vector<named_file>& files, const std::vector<named_file>& open) {
    std::map<std::filesystem::path, std::string> taken;
    const auto take = [&](const named_file& f) {
        if (f.second.empty()) throw usage_error(f.first + ": expected the name of a file, found nothing");
        const auto [at, fresh] = taken.emplace(std::filesystem::absolute(f.second).lexically_normal(), f.first);
        if (fresh) return;
        throw usage_error(f.first + ": " + f.second + " is also the file of " + at->second + "; name another one");
    };
    for (const named_file& f : open) take(f);
    for (const named_file& f : files) take(f);
    for (const auto& [option, file] : files) try {
            const whole_file trial(option, file);
        } catch (const run::error& e) { throw usage_error(e.what()); }
}

void check_folder(const std::string& option, const std::string& folder) {
    if (folder.empty()) throw usage_error(option + ": expected the name of a folder, found nothing");
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code) throw usage_error(option + ": the folder " + folder + " cannot be made: " + code.message());
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        throw usage_error(option + ": the folder " + folder + " cannot be written: " + std::strerror(errno));
}
} // namespace qiki::cli
