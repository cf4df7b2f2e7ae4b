// SPDX-License-Identifier: MIT
// tests/unit/cli/pace.cpp - qiki run held to a clock, paused, stepped and stopped: by keys and by signals.
#include "stage.hpp"
#include "terminal.hpp"
#include <nlohmann/json.hpp>

using Catch::Matchers::Contains;

namespace {
void put_actor(const command& qiki, const std::string& mood = "calm") {
    qiki.write("run.lua", stage::scenario(mood, ""));
}
// In the background of a shell, without a terminal; $! is the run.
std::string beside(const std::string& arguments, const std::string& then) {
    return "version >none; " QIKI_BIN_DIR "/qiki " + arguments + stage::plugin + "& " + then + "; wait $!";
}
// A shell that waits until the file holds a text; half a minute at most.
std::string shown(const std::string& text, const std::string& file = "err") {
    return "for i in $(seq 300); do grep -q '" + text + "' " + file + " && break; sleep 0.1; done; ";
}
} // namespace

TEST_CASE("A run in real time has the digest of the one that is not, and says how well it kept the time") {
    const command qiki;
    put_actor(qiki);
    const outcome plain = qiki("run run.lua --quiet" + stage::plugin);
    CHECK_THAT(plain.out, !Contains("real time asked"));
    for (const std::string rate : {"--realtime 50", "--realtime=50", "--realtime 5e1 --threads 2"}) {
        INFO(rate);
        const outcome paced = qiki("run " + rate + " run.lua" + stage::plugin);
        CHECK(paced.code == 0);
        CHECK(paced.last() == plain.last());
        CHECK_THAT(paced.out, Contains("50 x real time asked") && Contains("greatest lag"));
    }
    const auto j = nlohmann::json::parse(qiki("run run.lua --realtime 20 --json" + stage::plugin).out);
    CHECK(j["pace"]["asked"] == 20);
    CHECK(j["pace"]["achieved"].get<double>() > 0);
    CHECK(j["pace"]["achieved"].get<double>() <= 20);
    CHECK(j["pace"]["paused_s"] == 0);
    CHECK(j["wall_s"].get<double>() >= 0.25); // the last of its ticks begins no sooner
    CHECK(nlohmann::json::parse(qiki("run run.lua --json" + stage::plugin).out)["pace"].is_null());
}

TEST_CASE("The option --realtime alone is one times the clock, wherever it stands") {
    const command qiki;
    put_actor(qiki);
    for (const std::string line : {"run --realtime run.lua", "run run.lua --realtime"}) {
        INFO(line);
        const outcome o = qiki(line + " --duration 0.5" + stage::plugin);
        CHECK(o.code == 0);
        CHECK_THAT(o.out, Contains("1 x real time asked"));
    }
}

TEST_CASE("A rate that is none is refused before anything runs") {
    const command qiki;
    put_actor(qiki);
    for (const std::string bad : {"0", "-1", "-0.5", "inf", "nan", "2x", "fast", "1e999", "0x10"}) {
        for (const char* between : {" ", "="}) {
            INFO(bad);
            const outcome o = qiki("run --realtime" + (between + bad) + " run.lua --quiet" + stage::plugin);
            CHECK(o.code == 2);
            CHECK_THAT(o.err, Contains("--realtime: expected a finite number above 0") && Contains("'" + bad + "'"));
            CHECK(o.out.empty());
        }
    }
    CHECK(qiki("run --realtime= run.lua" + stage::plugin).code == 2);
}

TEST_CASE("A machine that cannot keep up says so once, and the verdict on warnings does not know it") {
    const command qiki;
    qiki.write("run.lua", stage::scenario("doze", "q.expect { no_warnings = true }")); // 0.2 s in each tick
    const outcome o = qiki("run run.lua --realtime 1e6" + stage::plugin);
    CHECK(o.code == 0);
    const size_t first = o.err.find("cannot keep up with 1000000 x real time");
    INFO(o.err);
    REQUIRE(first != o.err.npos);
    CHECK(o.err.find("cannot keep up", first + 1) == o.err.npos);
    CHECK_THAT(o.out, Contains("not made up for"));
}

TEST_CASE("On a terminal keys pause, step and continue: the digest stays, and so does the terminal") {
    const command qiki;
    put_actor(qiki);
    const std::string plain = qiki("run run.lua --quiet" + stage::plugin).last();
    terminal t(qiki, "run run.lua --pause --realtime 100" + stage::plugin);
    t.until("space pauses and continues");
    t.until("paused at t = 0 s");
    CHECK_FALSE(t.by_line());
    t.type(".");
    t.until("paused at t = 0.5 s");
    t.type("xs"); // x is no key
    t.until("paused at t = 1 s");
    t.type("..."); // what came in one go is one step
    t.until("paused at t = 1.5 s");
    t.type(" ");
    t.until(plain);
    CHECK(t.code() == 0);
    CHECK_THAT(t.seen, Contains("paused for") && !Contains("paused at t = 2 s"));
}

TEST_CASE("A pause may begin in the middle, and q ends a run as SIGINT does") {
    const command qiki;
    put_actor(qiki);
    {
        terminal t(qiki, "run run.lua --realtime 0.1" + stage::plugin); // 5 s a tick
        t.until("q stops");
        t.type(" ");
        t.until("paused at t = 0 s");
        t.type(" ");
        t.until("0 %  0 ticks"); // the bar that says nothing of a pause
        t.type(" ");
        t.until("paused at t = 0 s");
        t.type("q");
        t.until("(interrupted)");
        CHECK(t.code() == 130);
    }
    terminal t(qiki, "run run.lua --realtime 1e-9" + stage::plugin);
    t.until("q stops");
    t.type("\x03"); // Ctrl-C is still a signal
    CHECK(t.code() == 130);
}

TEST_CASE("The terminal is put back when a plugin crashes, fails or leaves, and when a signal ends the run") {
    const command qiki;
    for (const auto& [mood, code] : {std::pair("abort", 128 + SIGABRT), std::pair("leave", 1), std::pair("fail", 1)}) {
        INFO(mood);
        put_actor(qiki, mood);
        terminal t(qiki, "run run.lua --pause" + stage::plugin);
        t.until("paused at t = 0 s");
        CHECK_FALSE(t.by_line());
        t.type(" ");
        CHECK(t.code() == code);
    }
    put_actor(qiki);
    terminal t(qiki, "run run.lua --pause" + stage::plugin);
    t.until("paused at t = 0 s");
    t.type("\x1c"); // Ctrl-\ ends at once
    CHECK(t.code() == 128 + SIGQUIT);
}

TEST_CASE("A plugin that hangs is named by the second Ctrl-C, and the terminal is put back") {
    const command qiki;
    put_actor(qiki, "hang");
    terminal t(qiki, "run run.lua --pause" + stage::plugin);
    t.until("paused at t = 0 s");
    for (const char* at : {"0.5", "1", "1.5"}) t.type("."), t.until(std::string("paused at t = ") + at + " s");
    t.type(".");
    t.until("the actor hangs");
    t.type("\x03");
    usleep(100'000); // two of them at once are one
    t.type("\x03");
    t.until("ended at once by a second SIGINT while 'actor' (org.qiki.test.actor) was in tick(), tick 4; ");
    CHECK(t.code() == 130);
}

TEST_CASE("A plugin that hangs is named by the second SIGTERM, on whatever thread it is") {
    const command qiki;
    put_actor(qiki, "hang");
    for (const std::string threads : {"1", "3"}) {
        INFO(threads);
        const outcome o =
            qiki(beside("run run.lua --threads " + threads, shown("the actor hangs") + "kill $!; sleep 0.2; kill $!"));
        CHECK(o.code == 143);
        CHECK_THAT(o.err, Contains("ended at once by a second SIGTERM while 'actor' (org.qiki.test.actor) was in "
                                   "tick(), tick 4; what this run was to write is incomplete"));
    }
}

TEST_CASE("Without a terminal signals pause, step and continue") {
    const command qiki;
    put_actor(qiki);
    const std::string plain = qiki("run run.lua --quiet" + stage::plugin).last();
    const outcome o = qiki(beside("run run.lua --pause", shown("paused at t = 0 s") + "kill -USR2 $!; " +
                                                             shown("paused at t = 0.5 s") + "kill -USR1 $!"));
    INFO(o.err);
    CHECK(o.code == 0);
    CHECK(o.last() == plain);
    CHECK_THAT(o.err, Contains("kill -USR1") && Contains("paused at t = 0.5 s") && !Contains("paused at t = 1 s"));
    CHECK_THAT(o.out, Contains("paused for"));
    const outcome stopped =
        qiki(beside("run run.lua --pause", shown("paused at t = 0 s") + "kill -INT $!"), "trap : INT;");
    CHECK(stopped.code == 130);
    CHECK_THAT(stopped.out, Contains("(interrupted)"));
}
