// SPDX-License-Identifier: MIT
// host/load/catalogue.cpp - discovery by notes, opening by trial, one line for everything that is wrong.
#include "host/load/catalogue.hpp"
#include "host/load/library.hpp"
#include "host/load/trial.hpp"
#include "host/load/verdicts.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace qiki::load {
namespace {

namespace fs = std::filesystem;

std::string line(const fs::path& file, const std::string& what, const std::string& abi) {
    return one_line(file.string() + ": " + what + " (its ABI: " + (abi.empty() ? "unknown" : abi) +
                        "; this host: " + host_abi() + ")",
                    2000);
}

struct note_of_file {
    std::string abi, text, build_id;
    std::vector<found> plugins;
};

// The ids that a note names, whatever else is wrong with it.
std::vector<std::string> claimed_ids(const std::string& text) {
    std::vector<std::string> out;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        if (text.compare(at, 3, "id=") == 0) out.push_back(text.substr(at + 3, end - at - 3));
        at = end + 1;
    }
    return out;
}

note_of_file read_note(const file& f, std::string& abi, std::vector<std::string>& claims) {
    const notes n = read_notes(f.content());
    abi = stated_abi(n.text), claims = claimed_ids(n.text);
    note_of_file out{abi, n.text, n.build_id, read_text(n.text)};
    for (found& p : out.plugins) p.file = f.path(), p.build_id = n.build_id;
    return out;
}

// The files of a folder that look like libraries, by name; or the file itself.
std::vector<fs::path> candidates(const fs::path& place) {
    std::error_code failed;
    if (!fs::is_directory(place, failed)) return {place};
    std::vector<fs::path> out;
    for (fs::directory_iterator at(place, failed), end; !failed && at != end; at.increment(failed))
        if (at->path().extension() == ".so") out.push_back(at->path());
    if (failed)
        throw refused("cannot be read: " + failed.message() + "; give read permission, or leave the folder out");
    std::sort(out.begin(), out.end());
    return out;
}
} // namespace

const char* host_abi() { return QIKI_STRING(QIKI_ABI_MAJOR) "." QIKI_STRING(QIKI_ABI_MINOR); }

struct catalogue::inside {
    std::vector<found> plugins;
    std::vector<refusal> refusals, warnings;
    std::vector<duplicate> duplicates;
    std::vector<visited> places;
    std::vector<fs::path> required;
    std::map<fs::path, std::string> note_text, failed; // by file: as listed; why it did not open
    std::map<fs::path, std::vector<std::string>>
        claimed; // by a refused file: the ids in its note, as far as it was read
    std::map<std::string, plugin, std::less<>> opened;
    std::vector<std::unique_ptr<library>> libraries;
    verdicts known;

    void refuse(const fs::path& file, const std::string& text) { refusals.push_back({file, text}); }

    void discover(const search_path& path) {
        std::set<fs::path> seen; // a file reached by two ways is one file
        required.assign(path.places.begin(), path.places.begin() + static_cast<std::ptrdiff_t>(path.required));
        for (size_t i = 0; i < path.places.size(); ++i) {
            const fs::path& place = path.places[i];
            std::error_code none;
            const bool exists = fs::exists(fs::symlink_status(place, none));
            const size_t before = plugins.size();
            if (exists || i < path.required) look_into(place, seen);
            places.push_back({place, i < path.origins.size() ? path.origins[i] : "", exists, plugins.size() - before});
        }
        std::sort(plugins.begin(), plugins.end(), [](const found& a, const found& b) { return a.id < b.id; });
    }

    void look_into(const fs::path& place, std::set<fs::path>& seen) {
        std::vector<fs::path> files;
        try {
            files = candidates(place);
        } catch (const refused& e) { return refuse(place, line(place, e.what(), "")); }
        for (const fs::path& f : files) {
            std::error_code none;
            const fs::path real = fs::canonical(f, none);
            if (none || seen.insert(real).second) take(f);
        }
    }

    void take(const fs::path& path) {
        std::string abi;
        std::vector<std::string> claims;
        try {
            const file f(path);
            const note_of_file n = read_note(f, abi, claims);
            note_text[path] = n.text;
            for (const found& p : n.plugins) {
                const auto same =
                    std::find_if(plugins.begin(), plugins.end(), [&](const found& o) { return o.id == p.id; });
                if (same == plugins.end()) plugins.push_back(p);
                else duplicates.push_back({p.id, same->file, path});
            }
        } catch (const refused& e) {
            refuse(path, line(path, e.what(), abi));
            claimed[path] = std::move(claims);
        }
    }

    // By what its note says, else by its name.
    bool offers(const refusal& r, std::string_view id) const {
        const auto at = claimed.find(r.file);
        if (at == claimed.end() || at->second.empty()) return r.file.stem() == id;
        return std::find(at->second.begin(), at->second.end(), id) != at->second.end();
    }

    const found& find(std::string_view id) const {
        for (const found& f : plugins)
            if (f.id == id) return f;
        for (const refusal& r : refusals) // what stands in its place says more than "unknown"
            if (offers(r, id)) throw error("plugin '" + std::string(id) + "' was refused: " + r.text);
        std::vector<std::string> ids;
        for (const found& f : plugins) ids.push_back(f.id);
        throw error("no plugin '" + one_line(id, 128) + "' among the " + std::to_string(ids.size()) + " known" +
                    did_you_mean(id, ids) + "; 'qiki list' shows them, --plugin adds others" +
                    (refusals.empty()
                         ? ""
                         : "; of the files found " + std::to_string(refusals.size()) +
                               (refusals.size() == 1 ? " was" : " were") + " refused, 'qiki doctor' says why"));
    }

    // What became of its first load, which happens now in a child when nothing is known of it.
    note_of_file judge(const file& f, std::string& abi) {
        std::vector<std::string> claims;
        note_of_file n = read_note(f, abi, claims);
        if (n.text != note_text[f.path()]) throw refused("was exchanged after it was listed; try again");
        const identity who = identity_of(f, n.build_id);
        std::optional<verdict> v = known.about(who);
        if (v && !good(*v)) throw refused(told(*v));
        if (!v) {
            v = try_in_child(f, n.plugins, trial_limit());
            known.remember(who, *v);
            if (!good(*v)) throw refused(v->text);
        }
        return n;
    }

    // Each file once; what is wrong with it is among the refusals then.
    void examine() {
        std::set<fs::path> files;
        for (const found& p : plugins)
            if (!failed.count(p.file)) files.insert(p.file);
        for (const fs::path& path : files) {
            std::string abi;
            try {
                judge(file(path), abi);
            } catch (const refused& e) {
                failed[path] = line(path, e.what(), abi);
                refuse(path, failed[path]);
            }
        }
    }

    // Runs the file's code here.
    std::unique_ptr<library> load(const fs::path& path, std::string& abi) {
        const file f(path);
        const note_of_file n = judge(f, abi);
        auto l = std::make_unique<library>(f, n.plugins, [](step) {});
        for (const std::string& w : l->warnings())
            warnings.push_back({path, line(path, w + "; put back, build it without that", abi)});
        return l;
    }

    void open_file(const fs::path& path) {
        if (const auto at = failed.find(path); at != failed.end()) throw error(at->second);
        std::string abi;
        try {
            libraries.push_back(load(path, abi));
        } catch (const refused& e) {
            const std::string text = line(path, e.what(), abi);
            failed[path] = text, refuse(path, text);
            throw error(text);
        }
        const library& l = *libraries.back();
        for (const qiki_descriptor* d : l.plugins())
            for (const found& f : plugins)
                if (f.id == d->id && f.file == path) opened[f.id] = {&f, l.entry(), d};
    }
};

catalogue::catalogue(const search_path& path) : in_(std::make_unique<inside>()) { in_->discover(path); }
catalogue::~catalogue() {
    while (!in_->libraries.empty()) in_->libraries.pop_back(); // the last one opened goes first
}

void catalogue::examine() { in_->examine(); }

const std::vector<found>& catalogue::plugins() const { return in_->plugins; }
const std::vector<refusal>& catalogue::refusals() const { return in_->refusals; }
const std::vector<refusal>& catalogue::warnings() const { return in_->warnings; }
const std::vector<duplicate>& catalogue::duplicates() const { return in_->duplicates; }
const std::vector<visited>& catalogue::places() const { return in_->places; }

void catalogue::insist() const {
    for (const refusal& r : in_->refusals)
        if (std::find(in_->required.begin(), in_->required.end(), r.file) != in_->required.end()) throw error(r.text);
}

const plugin& catalogue::open(std::string_view id) {
    if (const auto at = in_->opened.find(id); at != in_->opened.end()) return at->second;
    const fs::path file = in_->find(id).file;
    in_->open_file(file);
    return in_->opened.find(id)->second;
}
} // namespace qiki::load
