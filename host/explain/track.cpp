// SPDX-License-Identifier: MIT
// host/explain/track.cpp - the life of one track: what started it, which plots it took, when it was believed, why it
// ended.
#include "qiki/track.h"
#include "host/explain/plots.hpp"
#include "host/observe/table.hpp"
#include "host/observe/text.hpp"

namespace qiki::explain {
namespace {

constexpr const char* status_words[] = {"tentative", "confirmed", "coasting", "ended"};

struct turn { // of its status
    int64_t t;
    uint8_t status;
    uint32_t hits, misses;
};
struct taken {
    qiki_assoc link;
    plot seen;
    bool found; // `seen` is the plot
};

class life final : public story {
public:
    explicit life(question q) : q_(std::move(q)) {}

    std::vector<uint32_t> records() const override { return {QIKI_REC_ASSOC}; }

    void begin(const observe::names& n) override {
        tracker_ = writer_of(q_, n);
        std::vector<std::string> all;
        for (const char* wanted : {"trackers", ""}) // whoever else writes tracks counts only when there is no tracker
            for (const observe::named_writer& w : n.writers)
                if (writes(w, QIKI_REC_TRACK) && (!*wanted ? all.empty() || !trackers_ : w.section == wanted)) {
                    if (*wanted) trackers_ = true;
                    all.push_back(w.name);
                    if (q_.writer.empty()) tracker_ = w.index;
                }
        const std::string begins = "--explain " + q_.asked + ": ";
        if (all.empty()) throw error(begins + "nobody in this scenario writes tracks");
        if (q_.writer.empty() && all.size() > 1) {
            std::string list;
            for (const std::string& name : all) list += (list.empty() ? "" : " or ") + name + "/" + "track:" + q_.id;
            throw error(begins + "several instances write tracks; say " + list);
        }
        for (const observe::named_writer& w : n.writers)
            if (w.index == tracker_ && !writes(w, QIKI_REC_TRACK)) {
                std::string list;
                for (const std::string& name : all) list += (list.empty() ? "" : ", ") + ("'" + name + "'");
                throw error(begins + "'" + w.name + "' writes no tracks; those who do: " + list);
            }
    }

    void look(const observe::finished_tick& tick) override {
        if (tick.run != 1) return;
        for (const observe::finished_port& p : tick.ports) plots_.look(p);
        for (const observe::finished_port& p : tick.ports) {
            if (p.writer != tracker_) continue;
            each<qiki_track>(p, QIKI_REC_TRACK, [&](const qiki_track& x) { follow(x); });
            each<qiki_assoc>(p, QIKI_REC_ASSOC, [&](const qiki_assoc& a) { take(a); });
        }
    }

    std::string text(const observe::names& n) const override {
        if (!seen_) throw error("--explain " + q_.asked + ": " + nobody(n));
        return heading(n) + course() + end() + table(n);
    }

private:
    void follow(const qiki_track& x) {
        if (x.id < q_.number && (!below_ || x.id > below_)) below_ = x.id;
        if (x.id > q_.number && (!above_ || x.id < above_)) above_ = x.id;
        if (x.id != q_.number) return;
        if (!seen_ || x.status != last_.status) turns_.add({x.t, x.status, x.hits, x.misses});
        if (!seen_) first_ = x;
        if (seen_) before_ = last_;
        if (x.status == QIKI_TRACK_CONFIRMED && !confirmed_)
            confirmed_ = true, confirmed_at_ = x.t, confirmed_hits_ = x.hits;
        coasts_ += x.status == QIKI_TRACK_COASTING && (!seen_ || last_.status != QIKI_TRACK_COASTING);
        longest_ = std::max(longest_, x.misses);
        last_ = x, seen_ = true;
    }

    void take(const qiki_assoc& a) {
        if (a.flags & QIKI_ASSOC_MERGED && a.kind == QIKI_ITEM_TRACK && a.item == q_.number) into_ = a.track;
        if (a.track != q_.number) return;
        taken x{a, {}, false};
        if (const plot* p = a.kind == QIKI_ITEM_CONTACT ? plots_.find(a.item, a.t, a.source) : nullptr)
            x.seen = *p, x.found = true;
        taken_.add(x);
    }

    std::string nobody(const observe::names& n) const {
        const std::string who = "'" + name_of(tracker_, n) + "' ";
        if (!below_ && !above_) return who + "made no track at all";
        std::string near;
        for (uint64_t id : {below_, above_})
            if (id) near += (near.empty() ? "" : " and ") + std::to_string(id);
        return who + "made no track " + q_.id + "; the nearest " + (below_ && above_ ? "are " : "is ") + near;
    }

    std::string heading(const observe::names& n) const {
        std::string s = "Track " + q_.id + " of '" + name_of(tracker_, n) + "'\n";
        s += "  began      " + seconds(first_.t_birth) + ", " + status_words[std::min<size_t>(first_.status, 3)] +
             " at first";
        if (last_.valid & QIKI_TRACK_HAS_IDENTITY)
            s += ", identity " + observe::visible({last_.identity, strnlen(last_.identity, sizeof last_.identity)});
        return s + "\n";
    }

    std::string course() const {
        std::string s = "  confirmed  ";
        if (confirmed_)
            s += seconds(confirmed_at_) + ", with " +
                 times(confirmed_hits_, "scan that had a plot", "scans that had a plot") + "\n";
        else s += "never\n";
        if (coasts_) {
            s += "  coasted    " + times(coasts_, "time", "times") + ", " + times(longest_, "scan", "scans") +
                 " at the longest:";
            int shown = 0;
            const turn* open = nullptr;
            turn kept{};
            const auto see = [&](const turn& t) {
                if (open && shown < 4) s += (shown++ ? ", " : " ") + seconds(open->t) + " to " + seconds(t.t);
                open = nullptr;
                if (t.status == QIKI_TRACK_COASTING) kept = t, open = &kept;
            };
            turns_.each(see, [&](uint64_t) { open = nullptr; });
            if (open && shown < 4) s += (shown++ ? ", from " : " from ") + seconds(open->t);
            s += coasts_ > 4 ? ", ...\n" : "\n";
        }
        return s;
    }

    std::string end() const {
        if (last_.status != QIKI_TRACK_ENDED) {
            const char* how = status_words[std::min<size_t>(last_.status, 3)];
            return std::string("  lives      ") + how + " at " + seconds(last_.t) + ", the last plot at " +
                   seconds(last_.t_update) + "\n";
        }
        std::string s = "  ended      " + seconds(last_.t) + ": ";
        if (into_) s += "merged into track " + std::to_string(into_);
        else if (last_.misses == 1) s += "a scan without a plot, the last plot at " + seconds(last_.t_update);
        else if (last_.misses)
            s += times(last_.misses, "scan", "scans") + " in a row without a plot, the last plot at " +
                 seconds(last_.t_update);
        else s += "though its last scan had a plot, at " + seconds(last_.t_update);
        if (!confirmed_) s += "; it was never confirmed";
        if (last_.valid & QIKI_TRACK_HAS_EXISTENCE) s += "; existence " + observe::number(last_.existence);
        else if (before_.valid & QIKI_TRACK_HAS_EXISTENCE)
            s += "; existence " + observe::number(before_.existence) + " before that";
        if (last_.valid & QIKI_TRACK_HAS_QUALITY) s += "; quality " + observe::number(last_.quality);
        return s + "\n";
    }

    std::string table(const observe::names& n) const {
        if (!taken_.count()) return "  plots      not told: the tracker writes no associations\n";
        std::string s = "  plots      " + std::to_string(taken_.count()) + "\n\n";
        observe::table t({">time", "from", ">plot", "measured", ">weight", "note"});
        const auto row = [&](const taken& x) {
            std::string note = x.link.flags & QIKI_ASSOC_BIRTH ? "began the track" : "";
            if (x.link.flags & QIKI_ASSOC_MERGED)
                note += (note.empty() ? "" : ", ") + std::string("a track that ended in this one");
            if (x.link.label == QIKI_LABEL_INVALID)
                note += (note.empty() ? "" : ", ") + std::string("known to be wrong");
            const std::string what = x.link.kind == QIKI_ITEM_TRACK ? "a track"
                                     : x.found                      ? measured(x.seen)
                                                                    : "not kept";
            t.row({seconds(x.link.t), name_of(x.link.source, n), std::to_string(x.link.item), what,
                   observe::number(x.link.weight), note});
        };
        taken_.each(row, [&](uint64_t k) { t.row({"...", times(k, "plot", "plots") + " between", "", "", "", ""}); });
        return s + t.text(2);
    }

    question q_;
    uint32_t tracker_ = 0;
    bool trackers_ = false, seen_ = false, confirmed_ = false;
    qiki_track first_{}, before_{}, last_{};
    int64_t confirmed_at_ = 0;
    uint64_t below_ = 0, above_ = 0, into_ = 0, coasts_ = 0;
    uint32_t confirmed_hits_ = 0, longest_ = 0;
    ends<turn> turns_{200};
    ends<taken> taken_{200};
    recent_plots plots_;
};
} // namespace

std::unique_ptr<story> track_story(const question& q) { return std::make_unique<life>(q); }
} // namespace qiki::explain
