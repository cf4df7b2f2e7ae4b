// SPDX-License-Identifier: MIT
// host/explain/guard.cpp - when a guard rose and fell, about whom, and what it saw.
#include "host/explain/stories.hpp"
#include "host/observe/table.hpp"
#include "host/observe/text.hpp"
#include "host/words/nearest.hpp"
#include "qiki/codes.h"
#include <algorithm>

namespace qiki::explain {
namespace {

struct said {
    qiki_event e;
    uint32_t writer;
};

// A guard's event has the guard's id as its code or as its text; see qiki/codes.h.
class watch final : public story {
public:
    explicit watch(question q) : q_(std::move(q)) {}

    std::vector<uint32_t> records() const override { return {QIKI_REC_EVENT}; }
    void begin(const observe::names& n) override {
        writer_ = writer_of(q_, n);
        names_ = &n;
        must_be_known(n);
    }

    void look(const observe::finished_tick& tick) override {
        if (tick.run != 1) return;
        for (const observe::finished_port& p : tick.ports)
            each<qiki_event>(p, QIKI_REC_EVENT, [&](const qiki_event& e) { hear(e, p.writer); });
    }

    std::string text(const observe::names& n) const override {
        if (!told_.count()) return "Guard " + observe::visible(q_.id, 64) + " neither rose nor fell.\n";
        const uint64_t others = told_.count() - rose_ - fell_;
        std::string s = "Guard " + observe::visible(q_.id, 64);
        if (rose_ + fell_) s += ": rose " + times(rose_, "time", "times") + ", fell " + times(fell_, "time", "times");
        if (others) s += (rose_ + fell_ ? ", and " : ": ") + times(others, "event", "events");
        observe::table t({">time", "by", "what", "about", ">value", ">limit", "further values", "severity"});
        told_.each([&](const said& x) { t.row(cells(x, n)); },
                   [&](uint64_t k) {
                       t.row({"...", "", times(k, "event", "events") + " between", "", "", "", "", ""});
                   });
        return s + "\n\n" + t.text(2);
    }

private:
    // All texts are known when instances have been made, so what is unknown then never comes. A guard is meant before
    // an event's code.
    void must_be_known(const observe::names& n) const {
        std::vector<std::string> guards, codes;
        for (const observe::named_writer& w : n.writers)
            if (!writer_ || w.index == writer_) guards.insert(guards.end(), w.guards.begin(), w.guards.end());
        if (n.knows(q_.id) || std::find(guards.begin(), guards.end(), q_.id) != guards.end()) return;
        for (uint32_t i = 0; const qiki_code* c = qiki_code_at(i); ++i)
            if (n.knows(c->name)) codes.emplace_back(c->name);
        const std::string near = did_you_mean(q_.id, guards);
        throw error("--explain " + q_.asked + ": no guard '" + observe::visible(q_.id, 64) + "'" +
                    (near.empty() ? did_you_mean(q_.id, codes) : near) +
                    (guards.empty() ? "; no policy here has guards" : "; the guards here: " + listed(guards)));
    }

    enum class how { rose, fell, neither };
    // Only an event that is a guard's: the convention of codes.h.
    how edge(const qiki_event& e) const {
        if (e.n < 1 || (e.v[0] != 0 && e.v[0] != 1)) return how::neither;
        return e.v[0] == 1 ? how::rose : how::fell;
    }

    void hear(const qiki_event& e, uint32_t writer) {
        if (writer_ && writer != writer_) return;
        if (names_->text(e.code) != q_.id && names_->text(e.text) != q_.id) return;
        rose_ += edge(e) == how::rose, fell_ += edge(e) == how::fell;
        told_.add({e, writer});
    }

    std::vector<std::string> cells(const said& x, const observe::names& n) const {
        static constexpr const char* severities[] = {"info", "notice", "warning", "critical"};
        const qiki_event& e = x.e;
        const how h = edge(e);
        std::string what = observe::visible(n.text(e.code), 64), about, more;
        if (h != how::neither) what = (h == how::rose ? "rose" : "fell") + (what == q_.id ? "" : " (" + what + ")");
        if (e.track) about = "track " + std::to_string(e.track);
        if (e.entity)
            about += (about.empty() ? "" : ", ") +
                     (n.entity(e.entity).empty() ? "entity " + std::to_string(e.entity) : n.entity(e.entity));
        const unsigned used = h == how::neither ? 0 : 1, further = h == how::neither ? 1 : 3;
        for (unsigned i = further; i < std::min<unsigned>(e.n, 4); ++i)
            more += (more.empty() ? "" : ", ") + observe::number(e.v[i]);
        return {seconds(e.t),
                name_of(x.writer, n),
                what,
                about.empty() ? "itself" : about,
                e.n > used ? observe::number(e.v[used]) : "",
                used && e.n > 2 ? observe::number(e.v[2]) : "",
                more,
                severities[std::min<size_t>(e.severity, 3)]};
    }

    question q_;
    uint32_t writer_ = 0;
    const observe::names* names_ = nullptr;
    uint64_t rose_ = 0, fell_ = 0;
    ends<said> told_{400};
};
} // namespace

std::unique_ptr<story> guard_story(const question& q) { return std::make_unique<watch>(q); }
} // namespace qiki::explain
