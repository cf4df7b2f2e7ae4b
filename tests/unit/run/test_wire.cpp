// SPDX-License-Identifier: MIT
// tests/unit/run/test_wire.cpp - who reads whom, by kind, carrier and from=; and what a plan is refused for.
#include "host/run/wire.hpp"
#include "tests/unit/run/lab.hpp"

using namespace lab;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using names = std::vector<std::string>;

namespace {
using line_in = port<"line", qiki_sample, stream | many>;
using one_in = port<"one", qiki_sample, stream>;
using telemetry = probe<ports<>, ports<truth_out, samples_out>>;
using sensor = probe<ports<>, ports<samples_out>>;
template <class... In>
using agent = probe<ports<In...>, ports<>>;

// Names of the writers of a reader's port, in view order; "joined:" before those that share a view.
names writers(const bench& b, const std::string& reader, uint32_t port = 0) {
    names all;
    for (const qiki::run::link& l : qiki::run::wire(b.plan).links) {
        if (b.plan.members[l.reader].name != reader || l.port != port) continue;
        for (qiki::run::tap t : l.from) all.push_back((l.merged ? "joined:" : "") + b.plan.members[t.writer].name);
    }
    return all;
}
std::string refusal(const bench& b) {
    try {
        qiki::run::wire(b.plan);
    } catch (const qiki::run::error& e) { return e.what(); }
    return "accepted";
}
} // namespace

TEST_CASE("A sensor reads the samples of its carrier only, an agent those of all aboard") {
    bench b;
    b.put<telemetry>(section::vehicles, "one").put<telemetry>(section::vehicles, "two");
    b.put<sensor>(section::sensors, "gnss", {.on = "two"}).put<sensor>(section::sensors, "imu", {.on = "one"});
    b.put<probe<ports<one_in>, ports<samples_out>>>(section::sensors, "health", {.on = "two"});
    b.put<agent<line_in>>(section::agents, "mind", {.on = "two"}).put<agent<line_in>>(section::agents, "tower");
    CHECK(writers(b, "health") == names{"two"});
    CHECK(writers(b, "mind") == names{"two", "gnss", "health"});
    CHECK(writers(b, "tower") == names{"one", "two", "gnss", "imu", "health"});
}

TEST_CASE("An agent of a craft hears events of those aboard and of those on nobody, one of none hears all") {
    using event_out = port<"events", qiki_event, stream>;
    using event_in = port<"events", qiki_event, stream | many | optional>;
    using loud = probe<ports<>, ports<truth_out, event_out>>;
    using device = probe<ports<>, ports<samples_out, event_out>>;
    using picture = probe<ports<>, ports<tracks_out, event_out>>;
    bench b;
    b.put<loud>(section::vehicles, "one").put<loud>(section::vehicles, "two");
    b.put<device>(section::sensors, "gnss", {.on = "two"}).put<device>(section::sensors, "imu", {.on = "one"});
    b.put<device>(section::sensors, "mast").put<picture>(section::trackers, "picture");
    b.put<agent<event_in>>(section::agents, "mind", {.on = "two"}).put<agent<event_in>>(section::agents, "tower");
    CHECK(writers(b, "mind") == names{"two", "gnss", "mast", "picture"});
    CHECK(writers(b, "tower") == names{"one", "two", "gnss", "imu", "mast", "picture"});
}

TEST_CASE("A tracker hears all radars, or those it names, always frames and contacts of the same") {
    using half = probe<ports<>, ports<contacts_out>>;
    bench b;
    b.put<vehicle>(section::vehicles, "craft");
    b.put<radar>(section::radars, "west").put<half>(section::radars, "half").put<radar>(section::radars, "east");
    b.put<tracker>(section::trackers, "all").put<tracker>(section::trackers, "one", {.from = names{"east"}});
    CHECK(writers(b, "all", 0) == names{"west", "east"});
    CHECK(writers(b, "all", 1) == names{"west", "east"});
    CHECK(writers(b, "one", 0) == names{"east"});
    CHECK(writers(b, "one", 1) == names{"east"});
}

TEST_CASE("Frames that a bridge brings reach trackers in the next tick") {
    using live = probe<ports<>, ports<frames_out, contacts_out>>;
    bench b;
    b.put<tracker>(section::trackers, "picture").put<live>(section::bridges, "feed");
    const auto links = qiki::run::wire(b.plan).links;
    REQUIRE(links.size() == 2);
    CHECK(links[0].delayed);
    CHECK(writers(b, "picture") == names{"feed"});
}

TEST_CASE("Origin is shown to bridges and to nobody else") {
    using origin_out = port<"origin", qiki_origin, stream | secret>;
    using origin_in = port<"origin", qiki_origin, stream | optional | many>;
    using open_radar = probe<ports<>, ports<origin_out>>;
    bench b;
    b.put<open_radar>(section::radars, "nose").put<watcher<origin_in>>(section::bridges, "score");
    CHECK(writers(b, "score") == names{"nose"});
    b.put<watcher<origin_in>>(section::agents, "cheat");
    CHECK_THAT(refusal(b), Contains("'cheat'") && Contains("reads origin") && Contains("qiki.agent/1"));
    using secret_tracks = port<"tracks", qiki_track, snapshot | secret>;
    using tracks_of_all = port<"tracks", qiki_track, snapshot | many | optional>;
    bench c;
    c.put<probe<ports<>, ports<secret_tracks>>>(section::trackers, "hidden");
    c.put<agent<tracks_of_all>>(section::agents, "mind").put<watcher<tracks_of_all>>(section::bridges, "eye");
    CHECK(writers(c, "mind").empty());
    CHECK(writers(c, "eye") == names{"hidden"});
}

TEST_CASE("A bridge that names a tracker still sees the truth it cannot do without") {
    using tracks_any = port<"tracks", qiki_track, snapshot | many>;
    using maybe = port<"frames", qiki_frame, stream | many | optional>;
    using score = watcher<truth_in, tracks_any, maybe>;
    bench b;
    b.put<vehicle>(section::vehicles, "craft").put<radar>(section::radars, "nose");
    b.put<tracker>(section::trackers, "a").put<tracker>(section::trackers, "b");
    b.put<score>(section::bridges, "score", {.from = names{"b"}});
    CHECK(writers(b, "score", 0) == names{"joined:craft"});
    CHECK(writers(b, "score", 1) == names{"b"});
    CHECK(writers(b, "score", 2).empty());
}

TEST_CASE("A bridge that only watches reads what other bridges bring, in the same tick") {
    using orders_out = port<"orders", qiki_command, stream>;
    using orders_in = port<"orders", qiki_command, stream | many>;
    bench b;
    b.put<watcher<orders_in>>(section::bridges, "journal");
    b.put<probe<ports<>, ports<orders_out>>>(section::bridges, "operator");
    const auto w = qiki::run::wire(b.plan);
    CHECK(writers(b, "journal") == names{"operator"});
    CHECK(w.levels == std::vector<std::vector<uint32_t>>{{1}, {0}});
}

TEST_CASE("A required input without a writer names the instance, the port and the remedy") {
    bench b;
    b.put<radar>(section::radars, "nose");
    CHECK_THAT(refusal(b),
               StartsWith("test.lua:1: 'nose' (test.probe): input 'truth' needs truth") && Contains("add a vehicle"));
    bench c;
    c.put<tracker>(section::trackers, "picture");
    CHECK_THAT(refusal(c), Contains("input 'frames' needs frame") && Contains("add a radar"));
    bench d;
    d.put<telemetry>(section::vehicles, "craft");
    d.put<probe<ports<one_in>, ports<>>>(section::sensors, "health");
    CHECK_THAT(refusal(d), Contains("'health'") && Contains("on="));
    bench e;
    using fusion = probe<ports<tracks_in>, ports<tracks_out>>;
    e.put<fusion>(section::trackers, "fused");
    CHECK_THAT(refusal(e), Contains("name the trackers to fuse with from="));
}

TEST_CASE("A port for one writer with two candidates names them and says to choose") {
    bench b;
    b.put<vehicle>(section::vehicles, "craft").put<radar>(section::radars, "nose");
    b.put<tracker>(section::trackers, "a").put<tracker>(section::trackers, "b");
    b.put<agent<tracks_in>>(section::agents, "mind");
    CHECK_THAT(refusal(b), StartsWith("test.lua:5: 'mind'") && Contains("'a' and 'b'") && Contains("from={'a'}"));
    b.plan.members[4].from = names{"b"};
    CHECK(writers(b, "mind") == names{"b"});
}

TEST_CASE("from= must name somebody who writes something that is read") {
    bench b;
    b.put<vehicle>(section::vehicles, "craft").put<radar>(section::radars, "nose");
    b.put<tracker>(section::trackers, "picture", {.from = names{"noze"}});
    CHECK_THAT(refusal(b), Contains("from= names 'noze', which is not in the scenario"));
    b.plan.members[2].from = names{"nose", "craft"};
    CHECK_THAT(refusal(b), Contains("from= names 'craft'") && Contains("nothing that this instance reads"));
}

TEST_CASE("Trackers that fuse each other are a circle, and named as such") {
    using fusion = probe<ports<tracks_in>, ports<tracks_out>>;
    bench b;
    b.put<fusion>(section::trackers, "chicken", {.from = names{"egg"}});
    b.put<fusion>(section::trackers, "egg", {.from = names{"chicken"}});
    CHECK_THAT(refusal(b), Contains("'chicken' and 'egg' read each other in a circle"));
}

TEST_CASE("Ports outside the contract of the kind are refused") {
    const auto refused = [](auto tag, section s) {
        bench b;
        b.put<typename decltype(tag)::type>(s, "odd");
        return refusal(b);
    };
    CHECK_THAT((refused(std::type_identity<probe<ports<>, ports<tracks_out>>>{}, section::vehicles)),
               Contains("output 'tracks' writes track") && Contains("writes only truth, sample, receipt, event"));
    CHECK_THAT((refused(std::type_identity<probe<ports<truth_in>, ports<>>>{}, section::trackers)),
               Contains("input 'truth' reads truth") && Contains("reads only frame, contact, track"));
    CHECK_THAT((refused(std::type_identity<probe<ports<truth_in>, ports<>>>{}, section::vehicles)),
               Contains("declare it DELAYED"));
    using both = port<"both", qiki_truth, snapshot | stream>;
    CHECK_THAT((refused(std::type_identity<probe<ports<>, ports<both>>>{}, section::vehicles)),
               Contains("either STREAM or SNAPSHOT"));
    bench b;
    b.put<vehicle>(section::vehicles, "craft");
    b.plan.members[0].stage = section::radars;
    CHECK_THAT(refusal(b), Contains("is a qiki.vehicle/1, but stands under radars"));
}

TEST_CASE("Two ports of one record in a writer are told apart by their name, or refused") {
    using left = port<"left", qiki_sample, stream>;
    using right = port<"right", qiki_sample, stream>;
    using other = port<"other", qiki_sample, stream>;
    using two = probe<ports<>, ports<left, right>>;
    bench b;
    b.put<two>(section::sensors, "pair").put<watcher<right>>(section::bridges, "eye");
    const auto w = qiki::run::wire(b.plan);
    REQUIRE(w.links.size() == 1);
    CHECK(w.links[0].from == std::vector<qiki::run::tap>{{0, 1}});
    b.put<watcher<other>>(section::bridges, "blind");
    CHECK_THAT(refusal(b), Contains("cannot tell the outputs 'left' and 'right' of 'pair'"));
}

TEST_CASE("Plans that cannot run are refused with the place that says so") {
    bench b;
    b.put<vehicle>(section::vehicles, "craft", {.period = 150 * ms});
    CHECK_THAT(b.go_wrong(),
               StartsWith("test.lua:1: ") && Contains("period 0.15 s is not a multiple of the tick, 0.1 s"));
    bench c;
    c.put<vehicle>(section::vehicles, "craft").put<vehicle>(section::vehicles, "craft");
    CHECK_THAT(c.go_wrong(), Contains("two instances are called 'craft'"));
    bench d;
    d.put<vehicle>(section::vehicles, "craft").put<sensor>(section::sensors, "imu", {.on = "kraft"});
    CHECK_THAT(d.go_wrong(), Contains("'kraft' carries it, but is not among the vehicles"));
    bench f;
    f.options.threads = 100000;
    f.put<vehicle>(section::vehicles, "craft");
    CHECK(f.go_wrong() == "threads: expected 1 to 256, found 100000");
    bench e;
    e.plan.duration.reset();
    e.put<vehicle>(section::vehicles, "craft");
    CHECK_THAT(e.go_wrong(), Contains("no duration and none of its sources knows its end"));
}
