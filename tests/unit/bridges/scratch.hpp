// SPDX-License-Identifier: MIT
// tests/unit/bridges/scratch.hpp - a folder that is gone after the test, and its files as text.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

struct scratch {
    std::filesystem::path dir;
    scratch() {
        char name[] = "/tmp/qiki-test-XXXXXX";
        if (!mkdtemp(name)) std::abort();
        dir = name;
    }
    ~scratch() { std::filesystem::remove_all(dir); }
    std::string text(const std::string& file) const {
        std::ifstream in(dir / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::vector<std::string> lines(const std::string& file) const {
        std::istringstream in(text(file));
        std::vector<std::string> all;
        for (std::string l; std::getline(in, l);) all.push_back(l);
        return all;
    }
    bool has(const std::string& file) const { return std::filesystem::exists(dir / file); }
};
