// SPDX-License-Identifier: MIT
// host/conform/checks/agent_inputs.cpp - an agent hears everybody, knows samples by their channel, and acts on nothing
// that is known to be wrong.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/load/contract.hpp"
#include "qiki/command.h"
#include "qiki/sample.h"
#include "qiki/track.h"
#include <algorithm>

namespace qiki::conform {
namespace agent_inputs_parts {
constexpr uint64_t ticks = 40;
constexpr uint32_t nowhere = UINT32_MAX;

enum class writers { one, one_mute, two_mute, second }; // of two the first one has nothing to say
enum class when { never, always, tens };                // tens: in each second ten ticks

enum class channels { known, elsewhere, there }; // the unknown one's values: of another place, or the same
enum class among { behind, before, alone };      // the known samples; or said by a writer on either side

struct sight {
    channels also = channels::known; // as many samples more of three values, of a channel that nobody knows
    among stand = among::behind;     // where these stand
    uint32_t port = nowhere;         // of which these are the writers
    writers there = writers::one;
    uint32_t record = 0; // of which all that is there is INVALID
    when wrong = when::never;
    bool elsewhere = false; // and tells of another place
    bool shifted = false;   // samples have other values, which are as good
    bool stranger = false;  // and are about a body that is not its craft
};

// Of a channel that nobody knows.
void make_unknown(qiki_sample& r, bool elsewhere) {
    r.channel = solo::unknown_channel, r.n = 3, r.label = QIKI_LABEL_OK, r.status = QIKI_SENSE_OK, r.trust = 1;
    if (elsewhere) r.v[0] = 3e4, r.v[1] = -2e4, r.v[2] = 10, r.v[3] = 0;
}
void add_unknown(feed& f, bool elsewhere, bool before) {
    const uint64_t n = f.now.count;
    f.resize(2 * n), f.first *= 2;
    for (uint64_t k = 0; k < n; ++k) {
        f.as<qiki_sample>(n + k) = f.as<qiki_sample>(k);
        make_unknown(f.as<qiki_sample>(before ? k : n + k), elsewhere);
    }
}
feed unknown_alone(const feed& f, uint32_t producer, bool elsewhere) {
    feed other = f;
    other.producer = producer;
    for (uint64_t k = 0; k < other.now.count; ++k) make_unknown(other.as<qiki_sample>(k), elsewhere);
    return other;
}

void mislead(qiki_track& x, bool elsewhere) {
    x.label = QIKI_LABEL_INVALID;
    for (int k = 0; elsewhere && k < 2; ++k) x.x[k] += 2e5, x.x[k + 3] = 0.0 - x.x[k + 3] + 0.0;
}
void mislead(qiki_sample& x, bool elsewhere) {
    x.label = QIKI_LABEL_INVALID;
    for (int k = 0; elsewhere && k < x.n && k < 2; ++k) x.v[k] += 2e5;
}
void retell(feed& f, const sight& how) {
    for (uint64_t k = 0; k < f.now.count; ++k) {
        auto& x = f.as<qiki_sample>(k);
        for (int i = 0; how.shifted && i < x.n && i < 2; ++i) x.v[i] += 2e5;
        if (how.stranger) ++x.entity;
    }
}
template <class R>
void mislead_all(feed& f, bool elsewhere) {
    for (uint64_t k = 0; k < f.now.count; ++k) mislead(f.as<R>(k), elsewhere);
}

moment arranged(moment m, const sight& how) {
    const bool wrong = how.wrong == when::always || (how.wrong == when::tens && m.seq / 10 % 2 == 1);
    for (size_t i = 0; i < m.in.size(); ++i) {
        const uint32_t record = m.in[i].record;
        if (how.also != channels::known && how.stand != among::alone && record == QIKI_REC_SAMPLE)
            add_unknown(m.in[i], how.also == channels::elsewhere, how.stand == among::before);
        if (wrong && record == how.record && record == QIKI_REC_TRACK) mislead_all<qiki_track>(m.in[i], how.elsewhere);
        if (wrong && record == how.record && record == QIKI_REC_SAMPLE)
            mislead_all<qiki_sample>(m.in[i], how.elsewhere);
        if (record == QIKI_REC_SAMPLE) retell(m.in[i], how);
        if (m.in[i].port != how.port) continue;
        if (how.also != channels::known && how.stand == among::alone)
            for (const uint32_t producer : {solo::turned_index, solo::nameless_index}) {
                const auto beside = m.in.begin() + static_cast<ptrdiff_t>(producer < solo::other_index ? i : i + 1);
                m.in.insert(beside, unknown_alone(m.in[i], producer, how.also == channels::elsewhere)), ++i;
            }
        if (how.there == writers::one) continue;
        feed first = m.in[i];
        if (how.there != writers::second) m.in[i].resize(0), m.in[i].first = 0;
        if (how.there == writers::one_mute) continue;
        first.producer = solo::turned_index;
        if (record != QIKI_REC_SAMPLE) first.resize(0), first.first = 0;
        for (uint64_t k = 0; k < first.now.count; ++k) make_unknown(first.as<qiki_sample>(k), true);
        m.in.insert(m.in.begin() + static_cast<ptrdiff_t>(i++), std::move(first));
    }
    return m;
}

// What became of its commands of the tick before: so receipts mean something to it.
class answers {
public:
    void put(moment& m) {
        for (feed& f : m.in) {
            if (f.record != QIKI_REC_RECEIPT) continue;
            f.resize(said_.size()), f.first = first_;
            for (size_t k = 0; k < said_.size(); ++k) {
                constexpr uint8_t all[] = {QIKI_RECEIPT_REFUSED, QIKI_RECEIPT_ACCEPTED, QIKI_RECEIPT_FAILED};
                qiki_receipt r{};
                r.command = said_[k].id, r.entity = said_[k].entity, r.t = m.t1, r.source = solo::other_index;
                r.status = all[said_[k].id % std::size(all)], r.label = QIKI_LABEL_OK;
                f.as<qiki_receipt>(k) = r;
            }
        }
        first_ += said_.size();
    }
    void hear(const told& t) {
        said_.clear();
        for (const written& w : t.out)
            for (uint64_t k = 0; w.record == QIKI_REC_COMMAND && k < w.count; ++k)
                said_.push_back(w.as<qiki_command>(k));
    }

private:
    std::vector<qiki_command> said_;
    uint64_t first_ = 0;
};

struct spoken {
    std::vector<std::string> all, acts; // tick by tick: every byte; what shall be done, of commands and proposals
    bool operator==(const spoken& o) const { return all == o.all; }
};
template <class R>
void add_act(std::string& to, const R& r) {
    if (r.verb == QIKI_NO_VERB) return;
    const auto put = [&](const auto& v) { to.append(reinterpret_cast<const char*>(&v), sizeof v); };
    put(r.entity), put(r.verb), put(r.argc), put(r.arg);
}

spoken life(const subject& s, const sight& how) {
    actor it(s);
    scene world(*s.about, s.seed);
    answers back;
    spoken said;
    for (uint64_t i = 0; i < ticks; ++i) {
        moment m = world.next();
        back.put(m);
        const told t = it.play(arranged(std::move(m), how));
        back.hear(t);
        said.all.push_back(t.bytes());
        std::string& acts = said.acts.emplace_back();
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k) {
                if (w.record == QIKI_REC_COMMAND) add_act(acts, w.as<qiki_command>(k));
                if (w.record == QIKI_REC_PROPOSAL) add_act(acts, w.as<qiki_proposal>(k));
            }
    }
    return said;
}
std::string first_difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return at_tick(static_cast<uint64_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin()));
}

std::string how_to_know() {
    if (solo::asked_channels.empty())
        return "ask names.channel(host, view.producer, NAME) by the name of the channel that it needs, as in "
               "\"position\", which is row " +
               std::to_string(solo::position_row) + " here";
    const std::string& name = solo::asked_channels.front();
    return "ask names.channel(host, view.producer, \"" + name + "\") for the row of the channel, here " +
           std::to_string(solo::row_of(name)) + ", of each writer";
}
[[noreturn]] void knows_no_channel(const std::string& at, const std::string& which) {
    throw failed(at + "what it says depends on samples of three values of a channel 'other.readings', row " +
                 std::to_string(solo::unknown_channel) + " of their writer's table, " + which +
                 ", which it cannot know: expected the same bytes; " + how_to_know() +
                 ", and look at sample.channel (rule agent.inputs)");
}
void judge_channels(const subject& s, const spoken& plain) {
    for (const among stand : {among::behind, among::before})
        for (const channels also : {channels::elsewhere, channels::there}) {
            const spoken strange = life(s, {.also = also, .stand = stand});
            if (!(strange == plain))
                knows_no_channel(first_difference(plain.all, strange.all),
                                 stand == among::behind ? "behind the known ones" : "before the known ones");
        }
}
// That there are more writers it may tell; what their samples say, it cannot know.
void judge_strangers(const subject& s) {
    for (uint32_t port = 0; port < s.about->inputs.count; ++port) {
        const auto& in = load::row<qiki_port>(s.about->inputs, port);
        if (in.record != QIKI_REC_SAMPLE || !(in.flags & QIKI_PORT_MANY)) continue;
        const auto with = [&](channels c) { return life(s, {.also = c, .stand = among::alone, .port = port}); };
        const spoken here = with(channels::there), there = with(channels::elsewhere);
        if (!(here == there))
            knows_no_channel(first_difference(here.all, there.all), "said by writers beside the known one");
    }
}

void judge_writers(const subject& s, const spoken& plain) {
    for (uint32_t port = 0; port < s.about->inputs.count; ++port) {
        const auto& in = load::row<qiki_port>(s.about->inputs, port);
        if (!(in.flags & QIKI_PORT_MANY)) continue;
        const auto with = [&](writers w) { return life(s, {.port = port, .there = w}); };
        if (with(writers::one_mute) == plain || !(with(writers::second) == with(writers::two_mute))) continue;
        throw failed("what the second writer of its input '" + std::string(in.name) +
                     "' says, of two, changes no byte of what it says, while that of an only writer does: expected to "
                     "hear each writer of a port with QIKI_PORT_MANY, which has a view of its own; go through all "
                     "views of the port, and ask for the row of a channel by the producer of each (rule agent.inputs)");
    }
}

void judge_labels(const subject& s) {
    for (const uint32_t record : {QIKI_REC_TRACK, QIKI_REC_SAMPLE})
        for (const when w : {when::always, when::tens}) {
            if (!reads(*s.about, record)) continue;
            const spoken here = life(s, {.record = record, .wrong = w});
            const spoken there = life(s, {.record = record, .wrong = w, .elsewhere = true});
            if (here.acts == there.acts) continue;
            throw failed(first_difference(here.acts, there.acts) +
                         "what it commands, or proposes to be done, depends on where " + load::record_name(record) +
                         "s labelled QIKI_LABEL_INVALID, measured and known to be wrong, say that something is: "
                         "expected the same "
                         "verbs and arguments wherever that is; look at the label before the values (rules "
                         "agent.inputs, rec.4)");
        }
}

// Values of its craft matter to it, and those of another body do so to the last byte as if they were of its craft. Of
// who looks whose they are, those of another change nothing, or something else.
void judge_owners(const subject& s, const spoken& plain) {
    if (!reads(*s.about, QIKI_REC_SAMPLE)) return;
    const spoken shifted = life(s, {.shifted = true});
    if (shifted.acts == plain.acts || !(life(s, {.stranger = true}) == plain) ||
        !(life(s, {.shifted = true, .stranger = true}) == shifted))
        return;
    throw failed(first_difference(plain.acts, shifted.acts) +
                 "what it commands, or proposes to be done, depends on values of samples about another body than its "
                 "craft, and does so as if they were of that: expected to tell whose a sample is, since writers "
                 "aboard speak of other bodies, too; compare sample.entity with qiki_instance_info.host_entity (rules "
                 "agent.inputs, rec.10)");
}

void run(subject& s) {
    const spoken plain = life(s, {});
    judge_channels(s, plain);
    judge_strangers(s);
    judge_writers(s, plain);
    judge_labels(s);
    judge_owners(s, plain);
}
std::string spares(const qiki_descriptor& d) { return other_than(d, QIKI_KIND_AGENT, {}, {}); }
} // namespace agent_inputs_parts
extern const check agent_inputs{
    .id = "agent.inputs",
    .level = 4,
    .from = needs::plugin,
    .rules = "agent.inputs rec.4 rec.10",
    .asserts =
        "samples of a channel that nobody knows, before or behind the known ones, or of a writer of their own, change "
        "no byte of what an agent says; those about another body are not taken for ones about its craft; the second of "
        "two writers of a "
        "port with "
        "QIKI_PORT_MANY is heard, whose channels stand in other rows than those of the first, be it of tracks, "
        "samples, events or answers to its commands; and where "
        "INVALID tracks and samples say that something is changes neither its commands nor what it proposes to be done",
    .varies = axis::records | axis::views,
    .run = agent_inputs_parts::run,
    .spares = agent_inputs_parts::spares,
    .compares = true};
} // namespace qiki::conform
