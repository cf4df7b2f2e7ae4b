// SPDX-License-Identifier: MIT
// host/run/tell.cpp - the engine tells: events of the host into the tick, all events to the log, finished ticks to
// onlookers.
#include "host/policy/machine.hpp"
#include "host/run/engine.hpp"
#include "host/run/words.hpp"
#include "qiki/codes.h"
#include <algorithm>

namespace qiki::run {
namespace {
using observe::the_host;

std::string entity_name(const commons& house, uint64_t entity) {
    for (const named_entities& v : house.entities)
        if (v.mine.holds(entity))
            return v.instance + (v.mine.count > 1 ? "." + std::to_string(entity - v.mine.first + 1) : std::string());
    return {};
}

// Which value of the host's own events is the number of an instance, or of who has one without being an instance.
constexpr struct {
    uint32_t first, last; // of the catalogue
    size_t value;
} numbered[] = {{QIKI_EVENT_FOREIGN_ISSUER, QIKI_EVENT_PROPOSAL_NOT_OPEN, 0},
                {QIKI_EVENT_RECORDS_DROPPED, QIKI_EVENT_RECORDS_DROPPED, 1},
                {QIKI_EVENT_SAFE_MODE_ENTER, QIKI_EVENT_SAFE_MODE_EXIT, 0},
                {QIKI_EVENT_SITUATION_ACKNOWLEDGED, QIKI_EVENT_SITUATION_ACKNOWLEDGED, 0}};

std::string_view name_behind(double number, const std::vector<member>& members) {
    if (number == gate::the_post) return "host";
    if (number == gate::the_operator) return "operator";
    if (number == gate::the_watch) return "host/watch"; // an instance may be called watch
    return number >= 1 && number <= static_cast<double>(members.size())
               ? std::string_view(members[static_cast<size_t>(number) - 1].name)
               : std::string_view();
}
} // namespace

// What the instances of this tick gave cause for; those of bridges, who come last, are told in the next.
void engine::gather_news(bool of_bridges, qiki_ns t) {
    for (const instance* x : in_order_) {
        if (x->due != x->every || (x->at.who.stage == scenario::section::bridges) != of_bridges) continue;
        for (uint32_t p = 0; p < x->outputs.size(); ++p) {
            const output& o = x->outputs[p];
            if (o.lost) news_.dropped(x->at.info.index, p, o.lost, t);
            if (o.blank.record == QIKI_REC_FRAME && o.made) news_.look_at_frames(x->at.info.index, o.out.now, t);
        }
    }
}

void engine::tell_news(uint64_t k, qiki_ns t) {
    gather_news(false, t);
    news_.publish(k, t);
}

// What came up after the bridges of the last tick k is for the log and the onlookers only.
void engine::tell_the_rest(uint64_t k) {
    if (news_.silent()) return;
    const qiki_ns t = static_cast<qiki_ns>(k) * plan_.tick;
    news_.publish(k + 1, t);
    if (options_.event) report_events(news_.of_all.now, the_host, k);
    const observe::finished_port port{the_host, QIKI_REC_EVENT, news_.of_all.now.data, news_.of_all.now.count};
    for (const observe::onlooker& o : options_.onlookers) o.look({run_, k, t, {&port, 1}});
}

void engine::report_events(const written& w, uint32_t writer, uint64_t k) {
    const size_t who = writer == the_host ? plan_.members.size() : writer - 1;
    const std::string_view name = writer == the_host ? std::string_view("host") : plan_.members[who].name;
    for (uint64_t i = 0; i < w.count; ++i) {
        qiki_event e;
        std::memcpy(&e, w.data + i * sizeof e, sizeof e);
        const size_t severity = std::min<size_t>(e.severity, QIKI_SEVERITY_CRITICAL);
        const bool of_late = writer == the_host && house_.text(e.code) == "FRAME_LATE";
        ration& left = of_late ? late_frames_ : rations_[who][severity];
        const bool beyond = severity != QIKI_SEVERITY_CRITICAL && !left.grant(k);
        const std::string entity = entity_name(house_, e.entity);
        happening h{name, house_.text(e.code), house_.text(e.text), entity, {}, {}, &e, k, beyond, left.withheld,
                    false};
        for (unsigned v = 0; v < std::min<unsigned>(e.n, 4); ++v)
            if (e.v[v] >= 1 && e.v[v] <= static_cast<double>(house_.texts.size()))
                h.named[v] = house_.text(static_cast<uint32_t>(e.v[v]));
        if (const qiki_code* known = qiki_code_named(h.code.data(), h.code.size()); known && writer == the_host)
            for (const auto& row : numbered)
                if (known->number >= row.first && known->number <= row.last && row.value < e.n)
                    h.whose[row.value] = name_behind(e.v[row.value], plan_.members);
        options_.event(h);
        left.withheld = beyond ? left.withheld + 1 : 0;
    }
}

void engine::report_end(const instance& x) {
    if (!options_.event) return;
    const qiki_event e = news_.make(QIKI_EVENT_INSTANCE_FAILED, x.at.t);
    options_.event({x.at.who.name, house_.text(e.code), x.failure(), {}, {}, {}, &e, x.at.tick, false, 0, true});
}

void engine::report_all_events(uint64_t k) {
    for (const instance* x : in_order_) // also in the middle of a tick, when an instance has failed
        for (const output& o : x->outputs)
            if (o.blank.record == QIKI_REC_EVENT && o.out.ticked == k && o.made)
                report_events(o.out.now, x->at.info.index, k);
    if (news_.of_all.ticked == k) report_events(news_.of_all.now, the_host, k);
}

void engine::show_onlookers() {
    rations_.resize(plan_.members.size() + 1);
    const auto reads = [&](uint32_t record) {
        for (auto& x : instances_)
            for (output& out : x->outputs) out.blank.readers += out.blank.record == record;
    };
    if (options_.event) reads(QIKI_REC_EVENT);
    for (const observe::onlooker& o : options_.onlookers)
        for (uint32_t record : o.records) reads(record);
}

void engine::show_finished(uint64_t k) {
    if (options_.onlookers.empty()) return;
    finished_.clear();
    for (const instance* x : in_order_)
        if (x->due == x->every)
            for (const output& o : x->outputs)
                if (o.made) finished_.push_back({x->at.info.index, o.blank.record, o.out.now.data, o.made});
    if (const auto r = orders_.refusals(); !r.empty())
        finished_.push_back({the_host, QIKI_REC_RECEIPT, reinterpret_cast<const std::byte*>(r.data()), r.size()});
    const auto spoke = [&](uint32_t who, std::span<const qiki_command> said) {
        const auto* bytes = reinterpret_cast<const std::byte*>(said.data());
        if (!said.empty()) finished_.push_back({who, QIKI_REC_COMMAND, bytes, said.size()});
    };
    spoke(gate::the_operator, orders_.said_by_operator()), spoke(the_host, orders_.said_by_host());
    if (const written& w = news_.of_all.now; w.count) finished_.push_back({the_host, QIKI_REC_EVENT, w.data, w.count});
    for (const observe::onlooker& o : options_.onlookers)
        o.look({run_, k, static_cast<qiki_ns>(k) * plan_.tick, finished_});
}

observe::names engine::names() const {
    observe::names n;
    for (const auto& x : instances_) {
        observe::named_writer w{x->at.info.index, x->at.who.name, section_word(x->at.who.stage), {}};
        for (const output& o : x->outputs) w.records.push_back(o.blank.record);
        if (x->at.policy) w.guards = x->at.policy->guards();
        n.writers.push_back(std::move(w));
    }
    if (!desk_.none()) n.writers.push_back({gate::the_operator, "operator", "", {QIKI_REC_COMMAND}});
    if (orders_.host_speaks()) n.writers.push_back({the_host, "host", "", {QIKI_REC_COMMAND}});
    n.entity = [this](uint64_t e) { return entity_name(house_, e); };
    n.text = [this](uint32_t id) { return std::string(house_.text(id)); };
    n.verb = [this](uint64_t entity, uint32_t row) -> std::string {
        for (const named_entities& v : house_.entities)
            if (v.mine.holds(entity) && row < v.about->verbs.count)
                return static_cast<const qiki_verb*>(qiki_row(v.about->verbs, row))->name;
        return {};
    };
    n.knows = [this](const std::string& text) { return house_.text_ids.count(text) != 0; };
    return n;
}
} // namespace qiki::run
