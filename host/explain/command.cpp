// SPDX-License-Identifier: MIT
// host/explain/command.cpp - one command from its proposal through the gate to the last receipt.
#include "qiki/command.h"
#include "host/explain/stories.hpp"
#include "host/observe/table.hpp"
#include "host/observe/text.hpp"
#include "host/words/nearest.hpp"
#include <deque>
#include <map>

namespace qiki::explain {
namespace {

struct step {
    int64_t t;
    std::string what, by, text;
};

std::string verb_of(uint64_t entity, uint32_t verb, const double* arg, uint32_t argc, const char (&word)[24],
                    const observe::names& n) {
    std::string s = n.verb(entity, verb);
    if (s.empty()) s = "verb " + std::to_string(verb);
    s += "(";
    for (uint32_t i = 0; i < std::min(argc, 6u); ++i) s += (i ? ", " : "") + observe::number(arg[i]);
    if (word[0]) s += (argc ? ", " : "") + observe::visible({word, strnlen(word, sizeof word)});
    s += ") for ";
    const std::string who = n.entity(entity);
    return s + (who.empty() ? "entity " + std::to_string(entity) : who);
}

class errand final : public story {
public:
    explicit errand(question q) : q_(std::move(q)) {}

    std::vector<uint32_t> records() const override { return {QIKI_REC_COMMAND, QIKI_REC_RECEIPT, QIKI_REC_PROPOSAL}; }

    void begin(const observe::names& n) override {
        names_ = &n;
        id_ = q_.number;
        uint32_t issuer = writer_of(q_, n);
        std::vector<std::string> all;
        size_t instances = 0; // of those who command; where it is one, it is meant, and not the operator or the host
        bool mute = false;
        for (const observe::named_writer& w : n.writers)
            if (writes(w, QIKI_REC_COMMAND)) {
                if (q_.writer.empty() && q_.number <= UINT32_MAX && (!w.section.empty() || all.empty()))
                    issuer = w.index;
                instances += !w.section.empty();
                all.push_back(w.name);
            } else mute |= w.index == issuer;
        const std::string begins = "--explain " + q_.asked + ": ";
        if (all.empty()) throw error(begins + "nobody in this scenario gives commands");
        if (mute) throw error(begins + "'" + q_.writer + "' gives no commands; those who do: " + listed(all));
        if (!issuer) return; // the number is one of the records
        if (q_.writer.empty() && instances > 1) {
            std::string list;
            for (const std::string& name : all) list += (list.empty() ? "" : " or ") + name + "/command:" + q_.id;
            throw error(begins + "several instances give commands; say " + list);
        }
        if (q_.number > UINT32_MAX) throw error(begins + "an issuer counts its commands from 1 to 4294967295");
        id_ |= uint64_t{issuer} << 32;
    }

    void look(const observe::finished_tick& tick) override {
        if (tick.run != 1) return;
        // A proposal comes before the command that names it, in the same tick or an earlier one.
        for (const observe::finished_port& p : tick.ports)
            each<qiki_proposal>(p, QIKI_REC_PROPOSAL, [&](const qiki_proposal& x) { propose(x, p.writer); });
        for (const observe::finished_port& p : tick.ports)
            each<qiki_command>(p, QIKI_REC_COMMAND, [&](const qiki_command& c) { command(c, p.writer, tick.t); });
        for (const observe::finished_port& p : tick.ports)
            each<qiki_receipt>(p, QIKI_REC_RECEIPT, [&](const qiki_receipt& r) { receipt(r, p.writer); });
    }

    std::string text(const observe::names& n) const override {
        if (!seen_) throw error("--explain " + q_.asked + ": " + nobody(n));
        std::string s = "Command " + q_.id;
        s += " of '" + name_of(static_cast<uint32_t>(id_ >> 32), n) + "': " + what_ + "\n  ";
        if (refused_) s += "the gate refused it\n";
        else if (!answered_) s += "nobody has answered it\n";
        else if (!changed_.empty())
            s += "the gate handed another form of it on, " + changed_ + "; the last answer, to that, was: " + last_ +
                 "\n";
        else s += "the last answer was: " + last_ + "\n";
        s += "\n";
        observe::table t({">time", "what", "by", "said"});
        steps_.each(
            [&](const step& x) {
                t.row({seconds(x.t), x.what, x.by, x.text});
            },
            [&](uint64_t k) {
                t.row({"...", times(k, "answer", "answers") + " between", "", ""});
            });
        return s + t.text(2);
    }

private:
    void propose(const qiki_proposal& p, uint32_t writer) {
        // Which proposal matters is known with the command; until then the latest are kept.
        if (seen_ && p.id == parent_) steps_.add(told(p, writer));
        if (seen_) return;
        early_.push_back({p, writer});
        if (early_.size() > most_early) early_.pop_front();
    }
    step told(const qiki_proposal& p, uint32_t writer) const {
        static constexpr const char* words[] = {"proposed", "proposal chosen", "proposal rejected", "proposal expired"};
        return {p.t, words[std::min<size_t>(p.status, 3)], name_of(writer, *names_), reason(p)};
    }
    std::string reason(const qiki_proposal& p) const {
        std::string s = verb_of(p.entity, p.verb, p.arg, p.argc, p.text, *names_) + ", priority " +
                        observe::number(p.priority) + ", confidence " + observe::number(p.confidence);
        if (const std::string why = names_->text(p.because); !why.empty())
            s += ", because " + observe::visible(why, 64);
        return s;
    }

    void command(const qiki_command& c, uint32_t writer, int64_t now) {
        note(c.id);
        if (c.id != id_ || seen_) return;
        seen_ = true, parent_ = c.parent;
        what_ = verb_of(c.entity, c.verb, c.arg, c.argc, c.text, *names_);
        for (const auto& [p, by] : early_)
            if (parent_ && p.id == parent_) steps_.add(told(p, by));
        early_.clear();
        static constexpr const char* by[] = {"an agent's", "a script's", "an operator's", "the safety's"};
        std::string said = std::string("with ") + by[std::min<size_t>(c.authority, 3)] + " authority";
        if (c.expires) said += ", expires " + seconds(c.expires);
        steps_.add({c.t, "commanded", name_of(writer, *names_), said + ", heard at " + seconds(now)});
    }

    void receipt(const qiki_receipt& r, uint32_t writer) {
        static constexpr const char* words[] = {
            "accepted", "accepted, arguments limited", "refused", "expired", "started", "done", "failed"};
        if (r.command != id_) return;
        const bool gate = r.source == observe::the_host;
        last_ = words[std::min<size_t>(r.status, 6)];
        refused_ |= gate && (r.status == QIKI_RECEIPT_REFUSED || r.status == QIKI_RECEIPT_EXPIRED);
        answered_ = true;
        std::string said = observe::visible(names_->text(r.text), 200);
        if (gate && r.status == QIKI_RECEIPT_MODIFIED) last_ = "changed", changed_ = said;
        if (r.code) said += (said.empty() ? "code " : ", code ") + std::to_string(r.code);
        steps_.add({r.t, last_, gate ? "the gate" : name_of(r.source ? r.source : writer, *names_), said});
    }

    // The nearest ids, and how many each issuer wrote.
    void note(uint64_t id) {
        const auto issuer = static_cast<uint32_t>(id >> 32);
        if (counts_.size() < 1000 || counts_.count(issuer)) ++counts_[issuer];
        if (id < id_ && (!below_ || id > below_)) below_ = id;
        if (id > id_ && (!above_ || id < above_)) above_ = id;
    }
    std::string spelt(uint64_t id, const observe::names& n) const {
        return name_of(static_cast<uint32_t>(id >> 32), n) + "/command:" + std::to_string(id & UINT32_MAX);
    }
    std::string nobody(const observe::names& n) const {
        if (counts_.empty()) return "nobody gave a command in this run";
        std::string s = "there was no such command; the nearest: ", list;
        for (uint64_t id : {below_, above_})
            if (id) s += (s.back() == ' ' ? "" : " and ") + spelt(id, n);
        s += "; commands by ";
        size_t shown = 0;
        for (const auto& [issuer, count] : counts_)
            if (shown++ < 12) list += (list.empty() ? "" : ", ") + name_of(issuer, n) + ": " + std::to_string(count);
        return s + list + (counts_.size() > 12 ? ", ..." : "");
    }

    static constexpr size_t most_early = 4096;
    question q_;
    const observe::names* names_ = nullptr;
    uint64_t id_ = 0, parent_ = 0, below_ = 0, above_ = 0;
    bool seen_ = false, refused_ = false, answered_ = false;
    std::string changed_; // why the gate handed on another form; empty: it did not
    std::string what_, last_;
    std::deque<std::pair<qiki_proposal, uint32_t>> early_; // and who wrote it
    std::map<uint32_t, uint64_t> counts_;
    ends<step> steps_{200};
};
} // namespace

std::unique_ptr<story> command_story(const question& q) { return std::make_unique<errand>(q); }
} // namespace qiki::explain
