// SPDX-License-Identifier: MIT
// host/load/verdicts.cpp - a small text file, replaced as a whole.
#include "host/load/verdicts.hpp"
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace qiki::load {
namespace {

namespace fs = std::filesystem;
constexpr size_t most = 4096, most_bytes = 4u << 20;
constexpr const char* names[] = {"ok", "refused", "unready", "crashed", "exited", "hung"}; // as enum outcome

// Another host judges by other rules: it begins anew.
std::string heading() {
    char text[120];
    std::snprintf(text, sizeof text, "qiki loads 1, host " QIKI_VERSION ", ABI %d.%d, layout %016llx", QIKI_ABI_MAJOR,
                  QIKI_ABI_MINOR, static_cast<unsigned long long>(QIKI_LAYOUT));
    return text;
}

std::string escaped(const std::string& s) {
    std::string out;
    for (const char c : s) {
        if (c == '\\') out += "\\\\";
        else if (c == '\t') out += "\\t";
        else if (c == '\n') out += "\\n";
        else out += c;
    }
    return out;
}

std::optional<std::string> plain(std::string_view s) {
    std::string out;
    for (size_t i = 0; i < s.size(); ++i) {
        if (s[i] != '\\') {
            out += s[i];
            continue;
        }
        if (++i == s.size()) return {};
        if (s[i] == '\\') out += '\\';
        else if (s[i] == 't') out += '\t';
        else if (s[i] == 'n') out += '\n';
        else return {};
    }
    return out;
}

template <class T>
bool number(std::string_view s, T& v) {
    const auto r = std::from_chars(s.data(), s.data() + s.size(), v);
    return r.ec == std::errc() && r.ptr == s.data() + s.size();
}

std::optional<remembered> parse(std::string_view line) {
    std::vector<std::string_view> f;
    for (size_t at = 0;;) {
        const size_t tab = line.find('\t', at);
        f.push_back(line.substr(at, tab - at));
        if (tab == std::string_view::npos) break;
        at = tab + 1;
    }
    remembered r;
    const auto name = f.empty() ? std::end(names) : std::find(std::begin(names), std::end(names), f[0]);
    if (f.size() != 6 || name == std::end(names) || !number(f[1], r.file.size) || !number(f[2], r.file.changed))
        return {};
    const auto path = plain(f[4]), text = plain(f[5]);
    if (!path || !text) return {};
    r.file.build_id = f[3], r.file.path = *path,
    r.how = {static_cast<outcome>(name - std::begin(names)), one_line(*text, 2000)};
    return r;
}

std::string content(const fs::path& p) {
    std::string out;
    const int fd = open(p.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    struct stat s {};
    if (fd >= 0 && fstat(fd, &s) == 0 && S_ISREG(s.st_mode)) {
        char block[65536];
        for (ssize_t n = 0; out.size() < most_bytes && (n = ::read(fd, block, sizeof block)) > 0;)
            out.append(block, static_cast<size_t>(n));
    }
    if (fd >= 0) close(fd);
    return out;
}

bool same(const identity& a, const identity& b) {
    return a.path == b.path && a.size == b.size && a.changed == b.changed && a.build_id == b.build_id;
}
} // namespace

identity identity_of(const file& f, const std::string& build_id) {
    std::error_code none;
    fs::path p = fs::canonical(f.path(), none);
    if (none) p = fs::absolute(f.path(), none);
    return {p.string(), f.size(), f.changed(), build_id};
}

fs::path verdicts::cache_folder() {
    const auto set = [](const char* name) {
        const char* v = std::getenv(name);
        return v && *v ? v : nullptr;
    };
    if (const char* v = set("QIKI_CACHE")) return v;
    if (const char* v = set("XDG_CACHE_HOME"); v && *v == '/')
        return fs::path(v) / "qiki"; // relative ones do not count
    if (const char* v = set("HOME")) return fs::path(v) / ".cache" / "qiki";
    return {};
}

std::string told(const verdict& v) {
    const bool says_how = v.text.find("--forget") != std::string::npos;
    return v.text + " [remembered from its first load" + (says_how ? "" : "; 'qiki doctor --forget' tries it again") +
           "]";
}

verdicts::verdicts(fs::path folder) : place_(folder.empty() ? folder : folder / "loads"), all_(read()) {}

std::vector<remembered> verdicts::read() const {
    std::vector<remembered> out;
    if (place_.empty()) return out;
    const std::string text = content(place_);
    bool first = true;
    for (size_t at = 0; at < text.size();) {
        const size_t end = text.find('\n', at);
        if (end == std::string::npos) break; // half a line
        const std::string_view line(text.data() + at, end - at);
        at = end + 1;
        if (std::exchange(first, false)) {
            if (line != heading()) return {};
        } else if (auto r = parse(line)) out.push_back(std::move(*r));
    }
    return out;
}

bool verdicts::write(const std::vector<remembered>& rows) const {
    if (place_.empty()) return false;
    std::error_code failed;
    fs::create_directories(place_.parent_path(), failed);
    std::string text = heading() + '\n';
    for (const remembered& r : rows)
        text += std::string(names[static_cast<size_t>(r.how.what)]) + '\t' + std::to_string(r.file.size) + '\t' +
                std::to_string(r.file.changed) + '\t' + r.file.build_id + '\t' + escaped(r.file.path) + '\t' +
                escaped(r.how.text) + '\n';
    const std::string part = place_.string() + "." + std::to_string(getpid());
    const int fd = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return false;
    bool whole = true;
    for (std::string_view s = text; whole && !s.empty();) {
        const ssize_t n = ::write(fd, s.data(), s.size());
        if (n > 0) s.remove_prefix(static_cast<size_t>(n));
        else whole = n < 0 && errno == EINTR;
    }
    whole = close(fd) == 0 && whole && std::rename(part.c_str(), place_.c_str()) == 0;
    if (!whole) unlink(part.c_str());
    return whole;
}

std::optional<verdict> verdicts::about(const identity& i) const {
    if (i.build_id.empty()) return {};
    for (const remembered& r : all_)
        if (same(r.file, i)) return r.how;
    return {};
}

void verdicts::remember(const identity& i, const verdict& v) {
    if (i.build_id.empty() || !lasting(v)) return;
    all_ = read(); // another process may have added to it
    std::erase_if(all_, [&](const remembered& r) { return r.file.path == i.path; });
    all_.push_back({i, v});
    if (all_.size() > most) all_.erase(all_.begin(), all_.end() - most);
    write(all_);
}

std::vector<remembered> verdicts::quarantine() const {
    std::vector<remembered> out;
    for (const remembered& r : all_) {
        struct stat s {};
        if (good(r.how) || stat(r.file.path.c_str(), &s) != 0) continue;
        if (static_cast<uint64_t>(s.st_size) == r.file.size &&
            s.st_mtim.tv_sec * 1'000'000'000 + s.st_mtim.tv_nsec == r.file.changed)
            out.push_back(r);
    }
    std::sort(out.begin(), out.end(),
              [](const remembered& a, const remembered& b) { return a.file.path < b.file.path; });
    return out;
}

size_t verdicts::forget() {
    const size_t before = all_.size();
    std::erase_if(all_, [](const remembered& r) { return !good(r.how); });
    const size_t gone = before - all_.size();
    if (gone) write(all_);
    return gone;
}

std::string verdicts::why_not_writable() const {
    if (place_.empty()) return "none of QIKI_CACHE, XDG_CACHE_HOME and HOME is set";
    std::error_code failed;
    fs::create_directories(place_.parent_path(), failed);
    if (failed) return failed.message();
    if (fs::is_directory(place_, failed)) return "a folder stands where its file belongs";
    return access(place_.parent_path().c_str(), W_OK | X_OK) == 0 ? "" : std::strerror(errno);
}
} // namespace qiki::load
