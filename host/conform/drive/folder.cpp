// SPDX-License-Identifier: MIT
// host/conform/drive/folder.cpp - run, finished, read.
#include "host/conform/drive/folder.hpp"
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/variants.hpp"
#include <fstream>
#include <sstream>

namespace qiki::conform {

documents documents_in(const std::filesystem::path& folder) {
    documents all;
    for (const auto& e : std::filesystem::recursive_directory_iterator(folder)) {
        if (!e.is_regular_file()) continue;
        std::ostringstream text;
        text << std::ifstream(e.path(), std::ios::binary).rdbuf();
        all[std::filesystem::relative(e.path(), folder).string()] = text.str();
    }
    return all;
}

stay::stay(const char* name) : before_(std::filesystem::current_path()), here_(before_ / name) {
    std::filesystem::create_directory(here_);
    std::filesystem::current_path(here_);
}
stay::~stay() { std::filesystem::current_path(before_); }

bool play_written(const subject& s, actor& it, uint64_t from) {
    scene world(*s.about, s.seed);
    world.skip(from);
    for (uint64_t i = from; i < written_ticks; ++i)
        if (it.tick(world.next()).status < 0) return false;
    return true;
}

documents whole_run(const subject& s, const char* folder) {
    const stay at(folder);
    {
        actor it(s);
        qiki_error e{-1, {}};
        if (!play_written(s, it) || it.finish(&e) < 0) throw skipped("a tick or finish() fails: " + said(e));
    }
    documents all = at.now();
    std::erase_if(all, [](const auto& f) { return f.second.empty(); });
    return all;
}

std::string difference_of_documents(const documents& expected, const documents& found) {
    for (const auto& [name, text] : expected) {
        const auto f = found.find(name);
        if (f == found.end()) return "there is no file '" + name + "'";
        if (f->second != text) return "the file '" + name + "' differs, " + difference(text, f->second);
    }
    for (const auto& [name, text] : found)
        if (!expected.contains(name) && !text.empty()) return "there is a file '" + name + "' besides";
    return {};
}

void with_documents(subject& s, const std::function<void(const subject&, const documents&)>& judge) {
    if (const documents complete = whole_run(s, "whole"); !complete.empty()) return judge(s, complete);
    uint32_t asked = 0;
    bool wrote = false;
    with_each(s, named_files(s), [&](const subject& other) {
        if (wrote) return;
        const documents complete = whole_run(other, ("named." + std::to_string(++asked)).c_str());
        if (complete.empty()) return;
        wrote = true;
        judge(other, complete);
    });
    if (!wrote) throw skipped("writes no file into its working folder");
}
} // namespace qiki::conform
