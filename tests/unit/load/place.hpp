// SPDX-License-Identifier: MIT
// tests/unit/load/place.hpp - a folder of its own for one test, a cache of its own, and one environment variable at a
// time.
#pragma once
#include "host/load/catalogue.hpp"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace fs = std::filesystem;

class variable { // set while it lives
public:
    variable(const char* name, const std::string& value) : name_(name) {
        if (const char* v = std::getenv(name)) was_ = v;
        setenv(name, value.c_str(), 1);
    }
    ~variable() { was_ ? setenv(name_, was_->c_str(), 1) : unsetenv(name_); }
    variable(const variable&) = delete;
    variable& operator=(const variable&) = delete;

private:
    const char* name_;
    std::optional<std::string> was_;
};

class place { // plugins go to path(), the cache lies beside it
public:
    place() {
        std::string name = (fs::temp_directory_path() / "qiki-load-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        root_ = name;
        fs::create_directory(path());
        cache_.emplace("QIKI_CACHE", cache().string());
    }
    ~place() { fs::remove_all(root_); }
    place(const place&) = delete;
    place& operator=(const place&) = delete;

    fs::path path() const { return root_ / "plugins"; }
    fs::path cache() const { return root_ / "cache"; }
    fs::path put(const std::string& name, const std::string& content) const {
        std::ofstream(path() / name, std::ios::binary) << content;
        return path() / name;
    }
    fs::path take(const std::string& sin, const std::string& as = "") const {
        const fs::path to = path() / ((as.empty() ? sin : as) + ".so");
        fs::copy_file(fs::path(QIKI_SINS) / (sin + ".so"), to, fs::copy_options::overwrite_existing);
        return to;
    }
    qiki::load::search_path search() const { return {{path()}, {"test"}, 1}; }

private:
    fs::path root_;
    std::optional<variable> cache_;
};
