// SPDX-License-Identifier: MIT
// host/cli/run/restoring.cpp - the second run: the same instances but for those that write files, and no restore.
#include "host/cli/run/restoring.hpp"
#include "host/observe/table.hpp"
#include <algorithm>

namespace qiki::cli {
namespace {

// A bridge that no instance reads and that is not in the digest is left out: it would write its files once more.
bool only_writes_files(const scenario::use& u, load::catalogue& plugins) {
    if (u.where_used != scenario::section::bridges) return false;
    const qiki_descriptor& about = *plugins.open(u.plugin).about;
    return (about.caps & QIKI_CAP_WORLD_IO) && about.outputs.count == 0;
}
} // namespace

void restoring::watch(const scenario::scenario& s, run::options& o) {
    o.printed = [this, round = s.runs](unsigned run, uint64_t, std::string_view, uint64_t print) {
        if (run <= round && prints_.size() < most) prints_.push_back(print);
    };
}

void restoring::begin(const observe::names& n) {
    for (uint32_t id = 1; !n.text(id).empty(); ++id) texts_.push_back(n.text(id));
}

void restoring::compare(const scenario::scenario& s, load::catalogue& plugins, const run::options& o,
                        const std::atomic<bool>& ended, const run::observer& watch, run::report& report) {
    scenario::scenario plain = s;
    plain.expectations.clear();
    plain.uses.erase(std::remove_if(plain.uses.begin(), plain.uses.end(),
                                    [&](const scenario::use& u) { return only_writes_files(u, plugins); }),
                     plain.uses.end());
    run::options quiet;
    quiet.threads = o.threads, quiet.checked = o.checked;
    quiet.texts = texts_;
    run::restored found;
    found.at_s = static_cast<double>(*o.restore_at) * 1e-9;
    size_t at = 0;
    quiet.printed = [&](unsigned, uint64_t tick, std::string_view instance, uint64_t print) {
        if (at == prints_.size() || prints_[at++] == print || !found.first.empty()) return;
        found.first = instance;
        found.first_s = static_cast<double>(tick) * static_cast<double>(s.tick) * 1e-9;
    };
    const run::report other = run::run(plain, plugins, quiet).go(ended, watch);
    if (other.interrupted) report.interrupted = true;
    else found.digest_without = other.digest;
    report.restore = std::move(found);
}

std::string complaint(const run::restored& r, const std::string& digest) {
    if (r.digest_without.empty() || r.digest_without == digest) return {};
    if (!r.first.empty() && r.first_s <= r.at_s)
        return "the same run again has another digest, " + r.digest_without +
               "; the first to write something else was '" + r.first + "', at t = " + observe::number(r.first_s) +
               " s, before the restore at " + observe::number(r.at_s) +
               " s. So it is not its state(): it is not deterministic, look for clocks, addresses, and chance that is "
               "not of qiki/random.h (rules det.1, det.5); 'qiki conform' finds them with det.repeat";
    return "restored at " + observe::number(r.at_s) + " s the run has another digest than without it, " +
           r.digest_without + "; " +
           (r.first.empty() ? "which instance was the first to write something else is not known"
                            : "the first to write something else was '" + r.first +
                                  "', at t = " + observe::number(r.first_s) + " s") +
           ". Its state() must hold all that decides later outputs (rule state.1)";
}
} // namespace qiki::cli
