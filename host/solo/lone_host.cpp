// SPDX-License-Identifier: MIT
// host/solo/lone_host.cpp - a seat at a house with two members, and the door to its services.
#include "host/solo/lone_host.hpp"
#include "host/solo/made_policy.hpp"
#include "host/solo/relay.hpp"
#include "host/solo/world.hpp"
#include "qiki/sample.h"
#include <algorithm>
#include <string_view>
#include <utility>

namespace qiki::solo {
namespace {
// As wide as each other, and in no order that a reader might guess.
constexpr qiki_channel channels[] = {{"other.readings", "", "of which no reader knows", 3, 0, 0, 0},
                                     {"velocity", "m/s", "east, north, up", 3, 0, 0, 0},
                                     {"position", "m", "east, north, up", 3, 0, 0, 0}};
static_assert(std::string_view(channels[position_row].name) == "position");
static_assert(std::string_view(channels[unknown_channel].name) == "other.readings");
static_assert(std::string_view(channels[velocity_row].name) == "velocity");

std::vector<qiki_channel> all_channels() {
    std::vector<qiki_channel> all(std::begin(channels), std::end(channels));
    for (const std::string& name : asked_channels)
        if (std::none_of(all.begin(), all.end(), [&](const qiki_channel& c) { return name == c.name; }))
            all.push_back({name.c_str(), "", "that the plugin asks for", 4, 0, 0, 0});
    return all;
}
// Three tables as long as each other, with the unknown one in the same row; whoever takes the rows of one for those of
// another hears nothing. None of these rows says anything by its name but the first ones, the last ones, none.
enum class where { first, last, none };
std::vector<qiki_channel> spread(const std::vector<qiki_channel>& all, where these) {
    const qiki_channel more{"other.more", "", "of which no reader knows", 4, 0, 0, 0};
    std::vector<qiki_channel> rows(2 * all.size() - 1, more);
    rows[0] = all[0];
    const auto at = these == where::first ? 1 : static_cast<ptrdiff_t>(all.size());
    if (these != where::none) std::copy(all.begin() + 1, all.end(), rows.begin() + at);
    return rows;
}
static_assert(unknown_channel == 0);
} // namespace

std::vector<std::string> asked_channels, asked_verbs;
void (*at_the_question)(bool, const char*) noexcept = nullptr;

std::vector<world::channel> channels_to_tell() {
    const std::vector<qiki_channel> all = all_channels();
    std::vector<world::channel> told;
    for (uint32_t i = 0; i < all.size(); ++i) {
        const std::string_view name(all[i].name);
        const bool turned = name.find("attitude") != name.npos || name.find("orientation") != name.npos ||
                            name.find("quaternion") != name.npos;
        if (i >= std::size(channels)) told.push_back({i, turned ? world::attitude : world::number});
        else if (i == velocity_row && std::count(asked_channels.begin(), asked_channels.end(), name))
            told.push_back({i, world::velocity});
    }
    return told;
}

thread_local void (*at_the_door)(bool) noexcept = nullptr;
void (*at_the_fall)(const char*) noexcept = nullptr, (*at_the_lack)(const char*) noexcept = nullptr;

int32_t row_of(std::string_view channel) {
    const std::vector<qiki_channel> all = all_channels();
    const auto at = std::find_if(all.begin(), all.end(), [&](const qiki_channel& c) { return channel == c.name; });
    return at == all.end() ? -1 : static_cast<int32_t>(at - all.begin());
}

lone_host::lone_host(const qiki_descriptor& about, terms t)
    : channels_(spread(all_channels(), where::first)), turned_channels_(spread(all_channels(), where::last)),
      nameless_channels_(spread(all_channels(), where::none)), other_{}, terms_(std::move(t)), house_(terms_.workers) {
    const std::string_view kind(about.kind);
    const bool moves = kind == QIKI_KIND_VEHICLE,
               rides = terms_.carried && kind != QIKI_KIND_TRACKER && kind != QIKI_KIND_BRIDGE && !moves;
    other_.head = QIKI_HEAD(qiki_descriptor);
    other_.id = "org.qiki.other", other_.kind = QIKI_KIND_VEHICLE, other_.verbs = about.verbs;
    if (const auto& v = terms_.craft_verbs; !v.empty())
        other_.verbs = {v.data(), static_cast<uint32_t>(v.size()), sizeof(qiki_verb)};
    const auto has = [](qiki_descriptor& d, const std::vector<qiki_channel>& all) {
        d.channels = {all.data(), static_cast<uint32_t>(all.size()), sizeof(qiki_channel)};
    };
    turned_ = nameless_ = other_;
    has(other_, channels_), has(turned_, turned_channels_), has(nameless_, nameless_channels_);
    plan_.seed = terms_.seed, plan_.tick = terms_.period;
    plan_.origin = {0.72, 0.036, 100}, plan_.epoch_utc = 1'800'000'000'000'000'000; // somewhere, some day
    member_.about = &about, member_.name = terms_.name, member_.period = terms_.period;
    const run::owned craft{terms_.first, terms_.owned};
    seat_ = std::make_unique<run::seat>(house_, member_, subject_index, plan_, moves ? craft : run::owned{},
                                        rides ? terms_.first : 0);
    seat_->info.generation = terms_.generation;
    if (terms_.key) seat_->info.rng_key = *terms_.key;
    face_ = {QIKI_HEAD(qiki_host), "qiki", seat_->host.version, this, service};
    for (uint32_t i = 1; i <= subject_index; ++i) { // those in between are there to be counted
        const bool is = i == subject_index;
        house_.instances.push_back(is ? member_.name : i == other_index ? "other" : "other." + std::to_string(i));
        house_.abouts.push_back(is                    ? &about
                                : i == turned_index   ? &turned_
                                : i == nameless_index ? &nameless_
                                                      : &other_);
    }
    house_.entities = {moves ? run::named_entities{member_.name.c_str(), craft, &about}
                             : run::named_entities{"craft", craft, &other_},
                       run::named_entities{"body", {terms_.first + terms_.owned, uint64_t{1} << 32}, &other_}};
    house_.sink = [this](std::string_view, int level, qiki_ns, uint64_t tick, std::string_view text) { // of its policy
        const std::lock_guard lock(lines_door_);
        lines_.push_back({level, std::string(text), text.size(), tick});
    };
    if (kind == QIKI_KIND_AGENT && !terms_.bare) {
        member_.policy = terms_.policy ? *terms_.policy : made_policy(about);
        run::load_policy(*seat_);
    }
}
lone_host::~lone_host() = default;

void lone_host::birth() { seat_->phase = run::doing::birth; }
void lone_host::begin_tick(uint64_t number, qiki_ns t) {
    seat_->phase = run::doing::tick, seat_->tick = number, seat_->t = t;
}
void lone_host::end_tick() {
    seat_->end_tick();
    seat_->lines.flush(house_.sink, terms_.name, seat_->t, seat_->tick);
    seat_->phase = run::doing::rest, seat_->tick = 0;
}
void lone_host::reset() {
    if (seat_->policy) seat_->policy->reset();
}

void lone_host::fail_at(uint64_t call) {
    failed_ = nullptr;
    fatal_ = call ? calls_ + call : 0;
}
bool lone_host::falls(const char* call) noexcept {
    if (calls_.fetch_add(1) + 1 != fatal_.load()) return false;
    failed_ = call;
    if (at_the_fall) at_the_fall(call);
    return true;
}
std::vector<line> lone_host::take_lines() {
    const std::lock_guard lock(lines_door_);
    return std::exchange(lines_, {});
}

const void* lone_host::service(const qiki_host* h, const char* id) {
    const visit here;
    lone_host& l = *static_cast<lone_host*>(h->ctx);
    if (l.falls(relay_request(id))) return nullptr;
    const bool there = id && !l.terms_.bare && !l.terms_.without.count(id) &&
                       l.seat_->host.service(&l.seat_->host, id); // the real host decides who may
    if (!there && at_the_lack && id && relay_table(id)) at_the_lack(id);
    return there ? relay_table(id) : nullptr;
}
} // namespace qiki::solo
