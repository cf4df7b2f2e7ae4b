// SPDX-License-Identifier: MIT
// tests/unit/run/test_operator.cpp - an operator in a run: commands at given times, sealed; words about proposals.
#include "tests/unit/run/bridge_crew.hpp"

using namespace lab;

namespace {
using step = qiki::scenario::operator_step;
using list = std::vector<std::string>;
const qiki::scenario::place at{"evening.lua", 5};

step say(qiki_ns t, step::act what, const std::string& name, const std::string& to = {}, const std::string& verb = {},
         std::vector<std::pair<std::string, double>> args = {}) {
    step s;
    s.at = t, s.what = what, s.name = name, s.to = to, s.verb = verb, s.args_given = !args.empty(),
    s.args = std::move(args);
    s.where = at;
    return s;
}
std::vector<std::string> told(const std::string& name) { // "tick verb"
    std::vector<std::string> out;
    for (const ship::told& x : ship::heard[name])
        out.push_back(std::to_string(x.t / (100 * ms)) + " " + ship::verbs[x.c.verb].name);
    return out;
}
std::string stages(const qiki::run::decided& d) {
    std::string out = d.id;
    for (const std::string& s : d.stages) out += " " + s;
    return out + (d.refused.empty() ? "" : " " + d.refused);
}
std::string wrong(std::vector<step> steps) {
    crew c;
    c.plan.operator_steps = std::move(steps);
    try {
        c.go();
    } catch (const qiki::scenario::error& e) { return e.what(); }
    return "accepted";
}
} // namespace

TEST_CASE("An operator's command is said in the tick of its time, and obeyed in the next, by whoever it is for") {
    crew c;
    c.plan.operator_steps = {say(0, step::act::command, "", "ferry", "go", {{"speed", 9}, {"bearing", 0.5}}),
                             say(300 * ms, step::act::command, "burn", "qiki", "go", {{"", -1}, {"", 4}}),
                             say(301 * ms, step::act::command, "", "qiki", "scuttle"),
                             say(99'000 * ms, step::act::command, "never", "qiki", "hold")};
    const auto r = c.go();
    CHECK(told("ferry") == list{"2 go"});
    CHECK(told("qiki") == list{"4 go", "5 scuttle"});
    CHECK((ship::heard["ferry"][0].c.arg[0] == 0.5 && ship::heard["ferry"][0].c.arg[1] == 9));
    CHECK((ship::heard["qiki"][0].c.arg[0] == -1 && ship::heard["qiki"][0].c.authority == QIKI_BY_OPERATOR));
    REQUIRE(r.decisions.size() == 3);
    for (const auto& d : r.decisions) CHECK(d.seal.size() == 64);
    CHECK(stages(r.decisions[1]) == "burn ok ok ok ok ok");
}

TEST_CASE("control_response uses correlation id, structured error detail") {
    crew c;
    c.plan.operator_steps = {say(100 * ms, step::act::command, "far", "qiki", "go", {{"bearing", 3}, {"speed", 1}}),
                             say(200 * ms, step::act::command, "near", "qiki", "go", {{"bearing", 1}, {"speed", 1}})};
    using ear = watcher<crew_receipts_in>;
    std::vector<qiki_receipt> all;
    c.add<ear>(section::bridges, "ear", [&](const ear::tick& t) {
        for (uint32_t k = 0; k < t.writers<crew_receipts_in>(); ++k)
            for (const qiki_receipt& x : t.read<crew_receipts_in>(k)) all.push_back(x);
        return QIKI_OK;
    });
    const auto r = c.go();
    REQUIRE(all.size() == 3); // the gate's refusal; accepted and done by the ship
    const uint64_t operators = uint64_t{0xfffffffe} << 32;
    std::sort(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.command < y.command; });
    CHECK((all[0].command == (operators | 1) && all[0].code == 12 && all[0].status == QIKI_RECEIPT_REFUSED &&
           all[0].text));
    CHECK((all[1].command == (operators | 2) && all[1].source == 1));
    CHECK(stages(r.decisions[0]) == "far ok ok failed none ok ARGUMENT_OUT_OF_LIMITS");
    CHECK(stages(r.decisions[1]) == "near ok ok ok ok ok");
}

TEST_CASE("Why a vehicle refused what the operator said, or failed, stands with his decision, also after a restore") {
    for (const int64_t restore : {-1, 3, 9}) {
        crew c;
        if (restore >= 0) c.options.restore_at = restore * 100 * ms;
        ship::moods["qiki"] = {QIKI_RECEIPT_REFUSED, 11, "SHIP_IS_DOCKED"};
        ship::moods["ferry"] = {QIKI_RECEIPT_FAILED, 2, "ROPE_TORE"};
        ship::moods["silent"] = {QIKI_RECEIPT_REFUSED, -7, ""};
        c.put<ship>(section::vehicles, "silent");
        c.plan.operator_steps = {say(100 * ms, step::act::command, "a", "qiki", "hold"),
                                 say(100 * ms, step::act::command, "b", "ferry", "hold"),
                                 say(100 * ms, step::act::command, "c", "silent", "hold"),
                                 say(100 * ms, step::act::command, "d", "ferry", "go", {{"", 5}, {"", 5}})};
        const auto r = c.go();
        REQUIRE(r.decisions.size() == 4);
        CHECK(stages(r.decisions[0]) == "a ok ok failed none ok SHIP_IS_DOCKED");
        CHECK(stages(r.decisions[1]) == "b ok ok ok failed ok ROPE_TORE");
        CHECK(stages(r.decisions[2]) == "c ok ok failed none ok code -7");
        CHECK(stages(r.decisions[3]) == "d ok ok failed none ok ARGUMENT_OUT_OF_LIMITS"); // the gate's
        for (size_t i = 0; i < 4; ++i) CHECK(r.decisions[i].command == i + 1);
    }
}

TEST_CASE("What the gate handed on in another form is not booked as carried out, also after a restore") {
    for (const int64_t restore : {-1, 4}) { // 4: the command has passed, and is not answered
        crew c;
        if (restore >= 0) c.options.restore_at = restore * 100 * ms;
        ship::moods["ferry"] = {QIKI_RECEIPT_FAILED, 2, "ROPE_TORE"};
        c.plan.gate.limits = {{"qiki", "go", "speed", 0, 4, at}, {"ferry", "go", "speed", 0, 4, at}};
        c.plan.gate.lesser = {{"qiki", "go", "hold", 0, 0, at}};
        c.plan.operator_steps = {
            say(100 * ms, step::act::command, "slow", "qiki", "go", {{"bearing", 1}, {"speed", 3}}),
            say(300 * ms, step::act::command, "fast", "qiki", "go", {{"bearing", 1}, {"speed", 5}}),
            say(350 * ms, step::act::command, "torn", "ferry", "go", {{"bearing", 1}, {"speed", 5}}),
            say(500 * ms, step::act::safe, "qiki"),
            say(600 * ms, step::act::command, "safe", "qiki", "go", {{"bearing", 1}, {"speed", 3}}),
            say(700 * ms, step::act::command, "hold", "qiki", "hold")};
        const auto r = c.go();
        ship::moods.clear();
        const auto book = [&](size_t i) { return stages(r.decisions.at(i)) + " | " + r.decisions[i].changed; };
        CHECK(book(0) == "slow ok ok ok ok ok | ");
        CHECK(book(1) == "fast ok ok changed changed ok | ARGUMENT_LIMITED");
        CHECK(book(2) == "torn ok ok changed failed ok ROPE_TORE | ARGUMENT_LIMITED");
        CHECK(book(3) == "safe ok ok changed changed ok | COMMAND_DOWNGRADED");
        CHECK(book(4) == "hold ok ok ok ok ok | ");
    }
}

TEST_CASE("A decision without a name has its number among decisions, not among all that he does") {
    crew c;
    c.plan.operator_steps = {say(100 * ms, step::act::safe, "qiki"), say(200 * ms, step::act::safe, "qiki"),
                             say(300 * ms, step::act::command, "", "ferry", "hold"),
                             say(400 * ms, step::act::command, "", "qiki", "hold")};
    const auto r = c.go();
    REQUIRE(r.decisions.size() == 2);
    CHECK((r.decisions[0].id == "decision 1" && r.decisions[0].command == 1));
    CHECK((r.decisions[1].id == "decision 2" && r.decisions[1].command == 2));
}

TEST_CASE("What an operator would say behind the end of the run is warned of, once") {
    const auto warned = [](std::vector<qiki_ns> times, std::optional<qiki_ns> duration = 1000 * ms) {
        crew c;
        c.plan.duration = duration, c.options.runs = 2;
        for (const qiki_ns t : times) c.plan.operator_steps.push_back(say(t, step::act::safe, "qiki"));
        list lines;
        c.options.log = [&](std::string_view who, int level, qiki_ns, uint64_t, std::string_view text) {
            if (level >= QIKI_LOG_WARN) lines.push_back(std::string(who) + ": " + std::string(text));
        };
        c.go();
        return lines;
    };
    const std::string end = "host: evening.lua:5: q.at: expected a time up to the end of the run, 1 s, found ";
    CHECK(warned({0, 950 * ms, 1000 * ms}).empty());
    CHECK(warned({0, 1000 * ms + 1}) == list{end + "1.000000001 s: it is never said"});
    CHECK(warned({2000 * ms, 3000 * ms}) == list{end + "2 s: it is never said, nor 1 other"});
    CHECK(warned({2000 * ms, 3000 * ms, 4000 * ms}) == list{end + "2 s: it is never said, nor 2 others"});
    CHECK(warned({999 * ms}, 950 * ms).empty()); // the last tick ends at 1 s
}

TEST_CASE("What is said too late for its vehicle is said to be unheard") {
    crew c;
    c.put<ship>(section::vehicles, "slow", {.period = 500 * ms}); // looks at 0.5 and 1 s, from what 0 and 0.5 brought
    c.plan.operator_steps = {say(400 * ms, step::act::command, "a", "slow", "hold"),
                             say(600 * ms, step::act::command, "b", "qiki", "hold"),
                             say(900 * ms, step::act::command, "c", "qiki", "hold"),
                             say(950 * ms, step::act::command, "d", "qiki", "hold"), // in the last tick
                             say(1000 * ms, step::act::command, "e", "slow", "hold"),
                             say(1000 * ms, step::act::command, "f", "qiki", "go", {{"", 5}, {"", 5}}),
                             say(1000 * ms, step::act::approve, "g", "qiki", "hold")};
    const auto r = c.go();
    std::string unheard;
    for (const auto& d : r.decisions)
        if (d.unheard) unheard += d.id;
    CHECK(unheard == "de"); // f was refused, g not published
    CHECK(stages(r.decisions.at(2)) == "c ok ok ok ok ok");
    CHECK(stages(r.decisions.at(3)) == "d ok ok none none ok");
}

TEST_CASE("What the operator and the host command is shown to onlookers, as an instance's commands are") {
    crew c;
    c.plan.gate.stop = {{"qiki", "hold", "", 0, 0, at}};
    c.plan.operator_steps = {say(200 * ms, step::act::command, "", "ferry", "go", {{"bearing", 0.5}, {"speed", 9}}),
                             say(300 * ms, step::act::command, "", "ferry", "go", {{"bearing", 5}, {"speed", 9}}),
                             say(400 * ms, step::act::safe, "qiki")};
    list seen;
    c.options.onlookers.push_back(
        {{QIKI_REC_COMMAND}, [&](const qiki::observe::finished_tick& t) {
             for (const auto& p : t.ports)
                 for (uint64_t i = 0; p.record == QIKI_REC_COMMAND && i < p.count; ++i) {
                     qiki_command x;
                     std::memcpy(&x, p.data + i * sizeof x, sizeof x);
                     seen.push_back(std::to_string(t.tick) + " " + std::to_string(UINT32_MAX - p.writer) + " " +
                                    std::to_string(x.id & UINT32_MAX) + " " + ship::verbs[x.verb].name);
                 }
         }});
    c.go();
    CHECK(seen == list{"2 1 1 go", "3 1 2 go", "4 0 1 hold"}); // also what the gate refuses
}

TEST_CASE("Events of the host tell the log the names behind numbers: instances, the operator, the watch, the host") {
    crew c;
    c.put<pilot>(section::agents, "watch", {.on = "ferry"}); // a name that the host's own watch must not be taken for
    c.plan.gate.stale = 300 * ms, c.plan.bios.every = 100 * ms;
    c.plan.operator_steps = {say(100 * ms, step::act::approve, "n", "ferry", "hold"),
                             say(200 * ms, step::act::publish, "n", "qiki"), say(300 * ms, step::act::safe, "qiki"),
                             say(300 * ms, step::act::accept, "", "mind/9")};
    c.says([](pilot& p, const pilot::tick& t) {
        if (t.seq() == 0) p.event(t, "SAFE_CYCLE_GOOD");
        if (t.seq() == 1) p.order(t, 1, 2);
        ship::health["ferry"] = t.seq() == 7 ? QIKI_TEST_FAIL : 0;
    });
    c.says(
        [](pilot& p, const pilot::tick& t) {
            if (t.seq() == 3) p.event(t, "SAFE_REQUEST", "SENSORS_STALE");
        },
        "watch");
    list seen;
    c.options.event = [&](const qiki::run::happening& h) {
        std::string line = std::string(h.who) + " " + std::string(h.code);
        for (const std::string_view name : h.whose) line += name.empty() ? "" : " " + std::string(name);
        seen.push_back(line);
    };
    c.go();
    for (const char* line :
         {"host COMMAND_SEALED operator", "host CMD_SPOOF_MISMATCH operator", "host NOT_YOUR_ENTITY mind",
          "host PROPOSAL_NOT_OPEN mind", "host SAFE_MODE_ENTER operator", "host SAFE_MODE_ENTER watch",
          "host SAFE_MODE_ENTER host/watch", "host SAFE_MODE_ENTER host"}) {
        INFO(line);
        CHECK(std::count(seen.begin(), seen.end(), line) >= 1);
    }
    CHECK(std::count(seen.begin(), seen.end(), "watch SAFE_REQUEST") == 1); // an instance's own events are its own
}

TEST_CASE("command_decision: spoofed name/parameters/subject rejected, a replay too, in a run") {
    crew c;
    c.plan.operator_steps = {say(100 * ms, step::act::approve, "burn", "qiki", "go", {{"bearing", 0}, {"speed", 5}}),
                             say(200 * ms, step::act::publish, "burn", "", "", {{"bearing", 0}, {"speed", 6}}),
                             say(200 * ms, step::act::publish, "burn", "", "hold"),
                             say(200 * ms, step::act::publish, "burn", "ferry"),
                             say(300 * ms, step::act::publish, "burn", "", "", {{"speed", 5}, {"bearing", 0}}),
                             say(400 * ms, step::act::publish, "burn")};
    const auto r = c.go();
    CHECK(told("qiki") == list{"4 go"});
    CHECK(told("ferry").empty());
    CHECK(crew::story("CMD_") ==
          list{"2 CMD_SPOOF_MISMATCH ", "2 CMD_SPOOF_MISMATCH ", "2 CMD_SPOOF_MISMATCH ", "4 CMD_REPLAYED "});
    REQUIRE(r.decisions.size() == 1);
    CHECK(stages(r.decisions[0]) == "burn ok ok ok ok ok");
}

TEST_CASE("A seal is of an entity, by whichever of its names it is called") {
    const auto play = [](const std::string& approved, const std::string& published) {
        crew c;
        c.put<ship>(section::vehicles, "swarm", {.count = 3});
        c.plan.operator_steps = {say(100 * ms, step::act::approve, "stop", approved, "hold"),
                                 say(200 * ms, step::act::publish, "stop", published)};
        return c.go().decisions.at(0);
    };
    const auto whole = play("swarm", "swarm.1"), first = play("swarm.1", "swarm");
    CHECK(stages(whole) == "stop ok ok ok ok ok");
    CHECK(stages(first) == "stop ok ok ok ok ok");
    CHECK(whole.seal == first.seal);
    CHECK(play("swarm.2", "swarm.2").seal != first.seal);
    CHECK(stages(play("swarm", "swarm.2")) == "stop ok none none none none"); // a stranger's: another entity
}

TEST_CASE("A proposal that needs the operator's word is carried out after it, and only then") {
    const auto play = [](std::vector<step> steps) {
        crew c;
        c.plan.gate.confirm = {{"mind", "", at}};
        c.plan.operator_steps = std::move(steps);
        c.says([](pilot& p, const pilot::tick& t) {
            if (t.seq() != 1) return;
            qiki_proposal one = p.propose(t, 1, 1), two = p.propose(t, 2, 0), three = p.propose(t, 3, 0);
            one.status = QIKI_PROPOSAL_CHOSEN; // and said at once: the gate wants the word first
            p.order(t, 1, 0, one.id);
            two.expires = 500 * ms;
            three.depends_on = one.id;
            t.put<crew_proposals_out>(one), t.put<crew_proposals_out>(two), t.put<crew_proposals_out>(three);
        });
        return c.go();
    };
    using a = step::act;
    play({});
    CHECK(told("qiki").empty());
    CHECK(crew::story("OPERATOR_WORD") == list{"2 OPERATOR_WORD_NEEDED "});
    const auto r = play({say(400 * ms, a::accept, "", "mind/1")});
    CHECK(told("qiki") == list{"5 go"});
    CHECK((ship::heard["qiki"][0].c.parent == (uint64_t{3} << 32 | 1) && ship::heard["qiki"][0].c.arg[1] == 50));
    CHECK(crew::story("PROPOSAL") == list{"4 PROPOSAL_ACCEPTED "});
    REQUIRE(r.decisions.size() == 1);
    play({say(400 * ms, a::accept, "x", "mind/1"), say(500 * ms, a::accept, "y", "mind/1")}); // once
    CHECK(told("qiki") == list{"5 go"});
    CHECK(crew::story("PROPOSAL") == list{"4 PROPOSAL_ACCEPTED ", "5 PROPOSAL_NOT_OPEN "});
    play({say(400 * ms, a::reject, "", "mind/1"), say(500 * ms, a::accept, "", "mind/1")});
    CHECK(told("qiki").empty());
    CHECK(crew::story("PROPOSAL") == list{"4 PROPOSAL_REJECTED ", "5 PROPOSAL_NOT_OPEN "});
    play({say(500 * ms, a::accept, "", "mind/2")}); // it has expired
    CHECK(told("qiki").empty());
    play({say(400 * ms, a::accept, "", "mind/3")}); // what it depends on has not happened
    CHECK(told("qiki").empty());
    play({say(400 * ms, a::accept, "", "mind/1"), say(500 * ms, a::accept, "", "mind/3")});
    CHECK(told("qiki") == list{"5 go", "6 hold"});
    play({say(400 * ms, a::accept, "", "mind/9")}); // there is none
    CHECK(told("qiki").empty());
    play({say(300 * ms, a::accept, "", "mind")}); // the newest that is open: 2
    CHECK(told("qiki") == list{"4 hold"});
}

TEST_CASE("The operator outranks agents, asks for SAFE_MODE and ends it, all of it is in the digest") {
    const auto play = [](bool speaks, int64_t restore, unsigned runs) {
        crew c;
        c.options.runs = runs, c.plan.gate.outrank = 200 * ms;
        if (restore >= 0) c.options.restore_at = restore * 100 * ms;
        if (speaks)
            c.plan.operator_steps = {say(200 * ms, step::act::command, "", "qiki", "go", {{"", 0}, {"", 1}}),
                                     say(500 * ms, step::act::safe, "qiki"), say(600 * ms, step::act::safe, "qiki"),
                                     say(700 * ms, step::act::safe, "qiki"), say(800 * ms, step::act::safe, "qiki")};
        for (size_t i = 2; i < c.plan.operator_steps.size(); ++i) c.plan.operator_steps[i].good = true;
        c.says([](pilot& p, const pilot::tick& t) {
            p.said = static_cast<uint32_t>(t.seq());
            p.order(t, 1);
        });
        return c.go().digests;
    };
    const auto digests = play(true, -1, 2);
    CHECK(digests[0] == digests[1]);
    CHECK(play(true, 6, 1)[0] == digests[0]);
    CHECK(play(false, -1, 1)[0] != digests[0]);
    play(true, -1, 1);
    CHECK(told("qiki") == list{"2 go", "3 go", "9 go", "10 go"});
    CHECK(crew::story("OUTRANKED").size() == 3);
    CHECK(crew::story("SAFE") == list{"5 SAFE_MODE_ENTER UNKNOWN", "6 SAFE_MODE_RECOVERING UNKNOWN",
                                      "7 SAFE_MODE_RECOVERING UNKNOWN", "8 SAFE_MODE_EXIT UNKNOWN"});
}

TEST_CASE("Of the operator's good cycles of one tick one counts, and none beside a bad one, as of an agent's") {
    const auto play = [](const std::string& cycles) { // a letter a word: the time is 100 ms each, "|" ends a tick
        crew c;
        c.plan.duration = 2000 * ms;
        qiki_ns time = 100 * ms;
        for (const char what : cycles) {
            if (what == '|') {
                time += 100 * ms;
                continue;
            }
            c.plan.operator_steps.push_back(say(time, step::act::safe, "qiki"));
            c.plan.operator_steps.back().good = what == 'g';
        }
        c.says([](pilot& p, const pilot::tick& t) { p.order(t, 1); });
        c.go();
        list out;
        for (const std::string& line : crew::story("SAFE")) out.push_back(line.substr(0, line.rfind(' ')));
        return out;
    };
    CHECK(play("b|ggggggg") == list{"1 SAFE_MODE_ENTER", "2 SAFE_MODE_RECOVERING"});
    CHECK(told("qiki").empty()); // the gate stays shut
    const list three{"1 SAFE_MODE_ENTER", "2 SAFE_MODE_RECOVERING", "3 SAFE_MODE_RECOVERING", "4 SAFE_MODE_EXIT"};
    CHECK(play("b|g|g|g") == three);
    CHECK(play("b|gg|g|ggg") == three);
    CHECK(play("b|g|gb|g") ==
          list{"1 SAFE_MODE_ENTER", "2 SAFE_MODE_RECOVERING", "3 SAFE_MODE_HOLD", "4 SAFE_MODE_RECOVERING"});
    CHECK(play("b|g|bg|g") == play("b|g|gb|g")); // in whichever order
    CHECK(play("gb|g") == list{"1 SAFE_MODE_ENTER", "2 SAFE_MODE_RECOVERING"});
}

TEST_CASE("An operator's script goes on after a restore at any tick as if there had been none") {
    using what = step::act;
    const auto play = [](int64_t restore) {
        crew c;
        c.plan.gate.confirm = {{"mind", "", at}}, c.plan.gate.outrank = 300 * ms, c.plan.duration = 3000 * ms;
        if (restore >= 0) c.options.restore_at = restore * 100 * ms;
        step spoof = say(1400 * ms, what::publish, "north");
        spoof.args_given = true, spoof.args = {{"bearing", 0.1}, {"speed", 2}};
        c.plan.operator_steps = {say(200 * ms, what::approve, "north", "qiki", "go", {{"bearing", 0.5}, {"speed", 2}}),
                                 say(500 * ms, what::accept, "", "mind/1"), // of tick 2
                                 say(800 * ms, what::safe, "ferry"),
                                 say(900 * ms, what::command, "loud", "qiki", "scuttle"),
                                 say(1100 * ms, what::accept, "second", "mind/2"), // depends on the first
                                 say(1200 * ms, what::accept, "again", "mind/1"),
                                 spoof,
                                 say(1600 * ms, what::publish, "north"),
                                 say(2000 * ms, what::publish, "north"), // a replay
                                 say(2200 * ms, what::accept, "newest", "mind")};
        c.says([](pilot& p, const pilot::tick& t) {
            if (t.seq() == 1) {
                qiki_proposal one = p.propose(t, 1, 1), two = p.propose(t, 2, 0), three = p.propose(t, 3, 0);
                two.depends_on = one.id;
                t.put<crew_proposals_out>(one), t.put<crew_proposals_out>(two), t.put<crew_proposals_out>(three);
            }
            p.said = static_cast<uint32_t>(t.seq()) / 2; // says every number twice: the gate remembers the last
            p.order(t, t.seq() % 3 ? 1 : 0);
        });
        const auto r = c.go();
        std::vector<std::string> all{r.digest};
        for (const auto& d : r.decisions) all.push_back(stages(d) + " " + d.seal);
        for (const std::string& line : told("qiki")) all.push_back(line);
        return all;
    };
    const auto whole = play(-1);
    CHECK(std::count(whole.begin(), whole.end(), "17 go") == 1); // it plays to its end
    REQUIRE(whole.size() > 8);
    for (int64_t tick = 0; tick < 30; ++tick) {
        INFO("restored at tick " << tick);
        CHECK(play(tick) == whole);
    }
}

TEST_CASE("The operator takes note of situations: agents hear it like all that the host says, of one track or of all") {
    crew c;
    step one = say(300 * ms, step::act::acknowledge, "", "mind");
    one.track = 7;
    c.plan.operator_steps = {one, say(500 * ms, step::act::acknowledge, "", "mind")};
    const auto r = c.go();
    std::vector<pilot::noted> heard;
    for (const pilot::noted& n : pilot::notes["mind"])
        if (n.code == "SITUATION_ACKNOWLEDGED") heard.push_back(n);
    REQUIRE(heard.size() == 2);
    CHECK(heard[0].t == 500 * ms);
    CHECK(heard[0].e.t == 300 * ms);
    CHECK(heard[0].e.track == 7);
    CHECK(heard[1].t == 700 * ms);
    CHECK(heard[1].e.track == 0);
    CHECK((heard[1].e.n == 1 && heard[1].e.v[0] == 3 && heard[1].e.source == UINT32_MAX));
    CHECK(r.decisions.empty()); // nothing is commanded
    CHECK(r.digest != crew().go().digest);
    CHECK_THAT(wrong({say(0, step::act::acknowledge, "", "mint")}),
               Catch::Matchers::Contains("acknowledge: ") && Catch::Matchers::Contains("did you mean \"mind\"?"));
}

TEST_CASE("What an operator says is looked up before the first tick") {
    using a = step::act;
    CHECK(wrong({say(0, a::command, "", "qikki", "hold")}) ==
          "evening.lua:5: to: expected the id of a vehicle, found \"qikki\"; did you mean \"qiki\"?");
    CHECK(wrong({say(0, a::command, "", "qiki", "holdd")}) ==
          "evening.lua:5: command: expected a verb that 'qiki' obeys, found \"holdd\"; did you mean \"hold\"?");
    CHECK(wrong({say(0, a::command, "", "qiki", "go", {{"speed", 1}})}) ==
          "evening.lua:5: args: expected the 2 of 'go', bearing, speed, found 1");
    CHECK(wrong({say(0, a::command, "", "qiki", "hold", {{"", 1}})}) ==
          "evening.lua:5: args: expected the 0 of 'hold', found 1");
    CHECK_THAT(wrong({say(0, a::command, "", "qiki", "go", {{"speeed", 1}, {"bearing", 1}})}),
               Catch::Matchers::Contains("did you mean \"speed\"?"));
    step bored = say(0, a::safe, "qiki");
    bored.because = "SENSORS_STALED";
    CHECK(wrong({bored}) ==
          "evening.lua:5: because: expected a reason for SAFE_MODE, found \"SENSORS_STALED\"; did you "
          "mean \"SENSORS_STALE\"?");
    bored.because = "I_AM_BORED";
    CHECK_THAT(wrong({bored}),
               Catch::Matchers::Contains("\"UNKNOWN\"") && Catch::Matchers::Contains("\"PROVIDER_UNAVAILABLE\""));
    bored.because = "UNKNOWN";
    CHECK(wrong({bored}) == "accepted");
    CHECK_THAT(wrong({say(0, a::publish, "burn")}), Catch::Matchers::Contains("what was approved before"));
    CHECK_THAT(wrong({say(0, a::accept, "", "mint/1")}), Catch::Matchers::Contains("did you mean \"mind\"?"));
    CHECK_THAT(wrong({say(0, a::accept, "", "mind/x")}), Catch::Matchers::Contains("such as \"mind/2\""));
    CHECK_THAT(wrong({say(0, a::command, "x", "qiki", "hold"), say(0, a::approve, "x", "qiki", "hold")}),
               Catch::Matchers::Contains("is the name of a decision already"));
}
