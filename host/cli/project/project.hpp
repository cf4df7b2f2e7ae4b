// SPDX-License-Identifier: MIT
// host/cli/project/project.hpp - a plugin's project made from the templates of the SDK.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace qiki::cli {

// A file of the project and its text.
using project = std::map<std::string, std::string>;

// Every "@word@" of the text, replaced by what stands for it; others are left alone.
std::string filled(std::string text, const std::map<std::string, std::string>& words);

// The templates beside the program: <executable>/../share/qiki/templates. Throws usage_error when they are not there.
std::filesystem::path template_folder();

// All files of a project: `kind` "radar", `id` "org.example.radar.mine", in C or C++. Throws usage_error when a
// template cannot be read.
project new_project(const std::filesystem::path& templates, const std::string& kind, const std::string& id, bool in_c);

// Written beside its place, then given its name: it is there whole, or not at all. Throws usage_error when the place is
// taken by anything but an empty folder, and run::error when it cannot be written.
void place(const project&, const std::filesystem::path& folder);
} // namespace qiki::cli
