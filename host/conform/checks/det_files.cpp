// SPDX-License-Identifier: MIT
// host/conform/checks/det_files.cpp - what is written into files is a result like any other.
#include "host/conform/child.hpp"
#include "host/conform/drive/folder.hpp"
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/stopped_clock.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <clocale>

namespace qiki::conform {
extern const check det_files;
namespace det_files_parts {
constexpr char abroad[] = "abroad";
constexpr timespec once{1'700'000'001, 123'456'789};
constexpr timespec later{once.tv_sec + 400 * 86'400 + 4 * 3600 + 83, 987'654'321}; // all that a date says is another

const void* code_of(const subject& s) { return reinterpret_cast<const void*>(s.about->create); }

documents whole_at(const subject& s, const char* folder, const timespec& t) {
    const stopped_clock at(code_of(s), t);
    return whole_run(s, folder);
}

documents in_another_process(const subject& s, const char* part, const surroundings& how = {}) {
    documents all;
    const std::vector<std::string> said = unbundle(elsewhere(s, det_files, part, {}, how));
    for (size_t i = 0; i + 1 < said.size(); i += 2) all[said[i]] = said[i + 1];
    return all;
}

// In the folder where a run is complete, by another instance.
documents once_more(const subject& s) {
    const stopped_clock at(code_of(s), once);
    const stay here("over");
    for (int run = 0; run < 2; ++run) {
        actor it(s);
        if (!play_written(s, it) || it.finish() < 0) throw skipped("a second run in the same folder fails");
    }
    return here.now();
}

// Who takes another name where the file stands writes the same once more.
documents without_copies(documents all, const documents& first) {
    std::erase_if(all, [&](const auto& f) {
        return !first.contains(f.first) &&
               std::any_of(first.begin(), first.end(), [&](const auto& c) { return c.second == f.second; });
    });
    return all;
}

// The parameter by which the file of that name is named; "" when there is none.
std::string key_of(const subject& s, const std::string& name) {
    for (uint32_t i = 0; i < s.about->params.count; ++i) {
        const auto& p = load::row<qiki_param>(s.about->params, i);
        if (p.type != QIKI_TEXT || (p.choices && *p.choices)) continue;
        const auto set = s.set.find(p.key);
        if (set != s.set.end() ? set->second == name : p.text && name == p.text) return p.key;
    }
    return {};
}

// Beside one that lives in another world and writes another file; it may be gone before the end.
void beside_another(const subject& s, const std::string& name, const std::string& text, bool goes) {
    subject other = s;
    const std::string another = "another." + name;
    other.set[key_of(s, name)] = another, other.seed = s.seed + 1;
    const documents alone = whole_run(other, goes ? "alone.going" : "alone.staying");
    if (!alone.contains(another)) return;
    const stay here(goes ? "going" : "staying");
    std::optional<actor> a(std::in_place, s), b(std::in_place, other);
    scene one(*s.about, s.seed), two(*s.about, other.seed);
    for (uint64_t i = 0; i < written_ticks; ++i) {
        a->play(one.next());
        if (b) b->play(two.next());
        if (goes && i == written_ticks / 2) b.reset();
    }
    const bool ended = a->finish() >= 0 && (!b || b->finish() >= 0);
    a.reset(), b.reset();
    documents wanted{{name, text}}, found = here.now();
    if (!goes) wanted[another] = alone.at(another);
    std::erase_if(found, [&](const auto& f) { return !wanted.contains(f.first); });
    const std::string d = ended ? difference_of_documents(wanted, found) : "finish() fails";
    if (!d.empty())
        throw failed("beside another instance, which writes '" + another + "'" +
                     (goes ? " and is destroyed half way: " : ": ") + d +
                     "; expected the files of each alone; give what is not complete a name made from the file's own, "
                     "and keep in the instance what is static (rule life.5)");
}

void judge(const subject& s) {
    const documents first = whole_at(s, "once", once);
    const auto compare = [&](const documents& found, const std::string& where, const std::string& remedy) {
        if (const std::string d = difference_of_documents(first, found); !d.empty())
            throw failed("the same " + std::to_string(written_ticks) + " ticks and finish() twice, " + where + ": " +
                         d + "; expected the same files with the same bytes; " + remedy);
    };
    compare(whole_at(s, "twice", once), "one instance after the other in one process",
            "look for what outlives an instance (static and thread_local variables), for addresses and for memory that "
            "was not set (rules det.5, life.5)");
    compare(whole_at(s, "later", later),
            "the second with a clock that shows another time, on a machine of another name",
            "neither a file nor its name tells the time of the day, or where it was written; write the time of the "
            "ticks (rule det.5)");
    compare(in_another_process(s, "there"), "in two processes",
            "neither a file nor its name has the number of a process, an address, or chance that is not of "
            "qiki/random.h (rule det.5)");
    compare(in_another_process(s, abroad, {far_away}),
            "in two processes, the second with another time zone, language, locale, user and home",
            "a file says nothing of the machine and of who uses it (rule det.5)");
    compare(without_copies(once_more(s), first), "the second in the folder of the first",
            "write the file anew: what stands there is not read, nor gone on with (rule det.5)");
    for (const auto& [name, text] : first)
        if (name.find('/') == std::string::npos && !key_of(s, name).empty())
            for (const bool goes : {false, true}) beside_another(s, name, text, goes);
}

void run(subject& s) {
    if (s.part.empty()) return with_documents(s, [](const subject& other, const documents&) { judge(other); });
    std::vector<std::string> all;
    if (s.part == abroad)
        for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"})
            if (std::setlocale(LC_ALL, name)) break;
    for (const auto& [name, text] : whole_at(s, ("in." + s.part).c_str(), once))
        all.push_back(name), all.push_back(text);
    say(s, bundle(all));
}
} // namespace det_files_parts
extern const check det_files{
    .id = "det.files",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.1 det.5 life.5",
    .asserts =
        "of who writes files into its working folder, by default or when a text that speaks of a file names one, and "
        "does not read the world: their names and bytes are the same from two instances in one process, from another "
        "process, on another day, in another time zone, language and home, in a folder where those of an earlier run "
        "stand, and beside an instance that writes another file",
    .varies = axis::configuration | axis::instances | axis::process | axis::environment | axis::locale | axis::time |
              axis::files,
    .run = det_files_parts::run,
    .spares = impure,
    .compares = true};
} // namespace qiki::conform
