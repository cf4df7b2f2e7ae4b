// SPDX-License-Identifier: MIT
// host/scenario/files.cpp - q.read and q.there: texts for a script, from where the user has pointed it and nowhere
// else.
#include "host/scenario/files.hpp"
#include "host/scenario/reader.hpp"
#include "host/scenario/values.hpp"
#include <algorithm>
#include <fstream>

namespace qiki::scenario {
namespace fs = std::filesystem;
namespace {

// Whether `path` is `root` or below it; both canonical.
bool within(const fs::path& path, const fs::path& root) {
    const auto [at, end] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    return at == root.end();
}

fs::path found(const std::string& text, const fs::path& folder) {
    std::error_code e;
    const fs::path given(text);
    for (const fs::path& p : {given.is_absolute() ? given : fs::absolute(folder, e) / given, fs::absolute(given, e)})
        if (const fs::path real = fs::canonical(p, e); !e) return real;
    return {};
}
} // namespace

fs::path reachable(const std::string& who, const std::string& text, const fs::path& folder, const overrides& set,
                   const place& at) {
    if (text.empty()) throw error(at, who + ": expected the path of a file, found an empty text");
    const fs::path real = found(text, folder);
    if (real.empty()) return {};
    std::error_code e;
    if (within(real, fs::canonical(folder.empty() ? fs::path(".") : folder, e))) return real;
    for (const auto& [key, value] : set)
        if (const fs::path root = value.empty() ? fs::path() : found(value, folder);
            !root.empty() && root != root.root_path() && within(real, root))
            return real;
    throw error(at, who + ": " + in_quotes(text) +
                        " lies neither beside the script nor where --set points; a script reads nothing "
                        "else");
}

std::string whole_text(const fs::path& file, size_t most, const place& at) {
    std::error_code e;
    const fs::file_status s = fs::status(file, e);
    if (e || !fs::is_regular_file(s))
        throw error(at, file.string() + (fs::is_directory(s) ? " is a folder" : " is no regular file") +
                            "; expected a text file");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw error(at, file.string() + ": cannot be opened");
    std::string text(most + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) throw error(at, file.string() + ": cannot be read");
    text.resize(static_cast<size_t>(in.gcount()));
    if (text.size() > most)
        throw error(at, file.string() + ": larger than " + std::to_string(most / 1024) +
                            " KiB, which is the most for " + "one text of a script");
    return text;
}

int reader::read_text(lua_State* L) {
    const place at = here(L);
    const std::string who = text_at(L, 1, "q.read", at, "a name of the library's"); // q.read or q.json
    only(L, 2, who, at);
    const std::string path = text_at(L, 2, who, at, "the path of a file");
    const fs::path file = reachable(who, path, folder_, set_, at);
    if (file.empty())
        throw error(at, who + ": there is no file " + in_quotes(path) +
                            (fs::path(path).is_absolute() ? "" : " beside the script or in the current folder"));
    lua::allowance& budget = lua::allowance::of(L);
    std::string text = whole_text(file, budget.limit().text, at);
    budget.charge(L, 1000 + text.size());
    lua_pushlstring(L, text.data(), text.size());
    texts_read_.push_back(std::move(text));
    return 1;
}

int reader::there(lua_State* L) {
    const place at = here(L);
    only(L, 1, "q.there", at);
    const std::string path = text_at(L, 1, "q.there", at, "the path of a file or folder");
    lua::allowance::of(L).charge(L, 1000);
    const bool is = !reachable("q.there", path, folder_, set_, at).empty();
    texts_read_.emplace_back(is ? "there" : "absent");
    lua_pushboolean(L, is);
    return 1;
}
} // namespace qiki::scenario
