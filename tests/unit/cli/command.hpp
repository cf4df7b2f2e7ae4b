// SPDX-License-Identifier: MIT
// tests/unit/cli/command.hpp - the real binary, run in a folder of its own; what it printed and how it ended.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/wait.h>

struct outcome {
    int code = -1;
    std::string out, err;
    std::string last() const {
        const size_t end = out.find_last_not_of('\n'), begin = out.rfind('\n', end);
        return end == out.npos ? "" : out.substr(begin + 1, end - begin);
    }
};

class command {
public:
    std::filesystem::path dir;
    command() {
        char name[] = "/tmp/qiki-cli-XXXXXX";
        if (!mkdtemp(name)) std::abort();
        dir = name;
    }
    ~command() { std::filesystem::remove_all(dir); }
    void write(const std::string& file, const std::string& text) const {
        std::ofstream(dir / file, std::ios::binary) << text;
    }
    std::string read(const std::string& file) const {
        std::ifstream in(dir / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    // `before`: shell words in front of the binary, "timeout -s INT 1" and the like.
    outcome operator()(const std::string& arguments, const std::string& before = "") const {
        const std::string line = "cd " + dir.string() + " && { " + before + " " QIKI_BIN_DIR "/qiki " + arguments +
                                 "; } >out 2>err </dev/null";
        const int status = std::system(line.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read("out"), read("err")};
    }
};
