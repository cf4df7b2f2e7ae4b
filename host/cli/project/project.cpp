// SPDX-License-Identifier: MIT
// host/cli/project/project.cpp - read, fill in, write; the folder gets its name last.
#include "host/cli/project/project.hpp"
#include "host/cli/words/places.hpp"
#include "host/run/run.hpp"
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace qiki::cli {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    if (!in.is_open() || in.bad() || text.empty())
        throw usage_error("a template is missing: expected " + file.string() + "; install QIKI whole");
    return text;
}

// A folder beside the project's place, gone when the project did not get there.
class scaffold {
public:
    explicit scaffold(const fs::path& target) {
        const fs::path parent = target.parent_path();
        std::error_code none;
        if (!fs::is_directory(parent, none))
            throw usage_error("expected a folder to put it in, found none at " + parent.string() +
                              "; make it, or name another by --dir");
        path_ = (parent / ("." + target.filename().string() + ".XXXXXX")).string();
        if (!mkdtemp(path_.data()))
            throw run::error(parent.string() + " cannot be written: " + std::strerror(errno), run::fault::input);
        const mode_t mask = umask(0);
        umask(mask);
        chmod(path_.c_str(), 0777 & ~mask); // as mkdir would have it
    }
    ~scaffold() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    scaffold(const scaffold&) = delete;
    scaffold& operator=(const scaffold&) = delete;

    void write(const std::string& name, const std::string& text) const {
        const fs::path file = fs::path(path_) / name;
        std::ofstream out(file, std::ios::binary);
        out << text;
        if (!out.flush()) throw run::error(file.string() + " cannot be written: " + std::strerror(errno));
    }
    // rename() takes the place of nothing, or of an empty folder, and of nothing else.
    void become(const fs::path& target) {
        if (std::rename(path_.c_str(), target.c_str()) == 0) return path_.clear();
        if (errno == ENOTEMPTY || errno == EEXIST)
            throw usage_error(target.string() +
                              ": expected no such folder or an empty one, found files in it; name another by --dir");
        if (errno == ENOTDIR)
            throw usage_error(target.string() +
                              ": expected no such folder or an empty one, found something else; name another by --dir");
        throw run::error(target.string() + " cannot be made: " + std::strerror(errno));
    }

private:
    std::string path_;
};
} // namespace

std::string filled(std::string text, const std::map<std::string, std::string>& words) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const size_t open = std::min(text.find('@', at), text.size());
        out.append(text, at, open - at);
        const size_t close = open < text.size() ? text.find('@', open + 1) : std::string::npos;
        const auto word =
            close == std::string::npos ? words.end() : words.find(text.substr(open + 1, close - open - 1));
        if (word == words.end()) {
            if (open < text.size()) out += '@';
            at = open + 1;
        } else out += word->second, at = close + 1;
    }
    return out;
}

fs::path template_folder() {
    std::error_code none;
    const fs::path beside =
        fs::read_symlink("/proc/self/exe", none).parent_path().parent_path() / "share" / "qiki" / "templates";
    if (fs::is_directory(beside, none)) return beside;
    throw usage_error("the templates are missing: expected them in " + beside.string() + "; install QIKI whole");
}

project new_project(const fs::path& templates, const std::string& kind, const std::string& id, bool in_c) {
    const std::string name = id.substr(id.rfind('.') + 1), suffix = in_c ? "c" : "cpp";
    std::string about = content_of(templates / kind / "about.md");
    about.erase(about.find_last_not_of('\n') + 1);
    const std::map<std::string, std::string> words = {{"id", id},         {"name", name},
                                                      {"kind", kind},     {"language", in_c ? "C" : "CXX"},
                                                      {"suffix", suffix}, {"about", about}};
    project out;
    const auto add = [&](const std::string& file, const fs::path& from) {
        out[file] = filled(content_of(templates / from), words);
    };
    add("CMakeLists.txt", "project/CMakeLists.txt"), add("README.md", "project/README.md"),
        add(".gitignore", "project/gitignore");
    add(name + "." + suffix, fs::path(kind) / ("plugin." + suffix)),
        add(name + ".lua", fs::path(kind) / "scenario.lua");
    if (in_c) add("Makefile", "project/Makefile");
    return out;
}

void place(const project& p, const fs::path& folder) {
    scaffold s(folder);
    for (const auto& [name, text] : p) s.write(name, text);
    s.become(folder);
}
} // namespace qiki::cli
