// SPDX-License-Identifier: MIT
// tests/unit/score/reference.cpp - the marks of the recorded sets against the scorer that came with them, run beside it
// where it runs.
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace {
const std::string sets = QIKI_SHARED_DIR "/data/mtt/";

struct recorded { // what score.py printed for the tracks of the baseline tracker
    const char* set;
    const char* c;
    double gospa, loc, missed, wrong, ospa, rmse, idsw, frag, card_abs, card_bias, late, rec, prec;
};
const recorded rows[] = {
    {"mtt4", "10", 13.8175319186328, 2.0558836198188564, 1.712337223046938, 13.5560109213133, 6.87016090288515,
     1.1092347055732392, 2.9, 0.6, 3.7339506172839507, 3.6166666666666667, 1.1875, 0.9802120141342756,
     0.48163903116589984},
    {"cross12", "1000", 2261.0621096286627, 675.0816224218738, 395.8114029012639, 2121.3203435596424, 669.3724733411891,
     197.47447001840192, 4.4, 3.8, 9.11, 8.686666666666667, 1.175, 0.9708333333333333, 0.5631646793425718},
    {"man20", "500", 1920.6812050704066, 1026.8558604679508, 709.1661770464428, 1460.0228308717185, 419.0292446021299,
     281.7094827613637, 49.666666666666664, 126.0, 13.336666666666666, 13.03, 1.6333333333333333, 0.7675717311765838,
     0.4379257306086574},
    {"dense100", "500", 3904.6841330206485, 1519.558547296948, 904.1570660012562, 3481.379037105842, 379.95313291836493,
     160.80209709677, 92.0, 115.0, 93.78, 90.42, 1.15, 0.9317612687813022, 0.47943734564587137},
#ifndef QIKI_SANITIZED // five times the targets of dense100, and no other code
    {"dense500", "500", 9926.520451990451, 4740.602101398585, 2962.68459340511, 8202.74344350718, 410.7999728334829,
     237.23183790507244, 3029.0, 1723.0, 483.42, 468.06, 1.15, 0.8467436214167057, 0.4240401023890785},
#endif
};
} // namespace

TEST_CASE("qiki score equals the reference scorer on every set, as recorded and run beside it") {
    if (!std::filesystem::exists(sets + "score.py")) {
        WARN("skipped: no " << sets << "score.py");
        return;
    }
    const command qiki;
    const bool python = std::system("/usr/bin/python3 -c 'import numpy, scipy' >/dev/null 2>&1") == 0;
    if (!python) WARN("not run beside score.py: no python3 with numpy and scipy");
    for (const recorded& r : rows) {
        INFO(r.set);
        const std::string dir = sets + r.set, truth = dir + "/truth.csv.gz", c = r.c;
        REQUIRE(qiki("run " QIKI_SOURCE_DIR "/scripts/lua/scenarios/detections.lua --quiet --set dir=" + dir +
                     " --set tracker=qiki.tracker.alphabeta --csv out_" + r.set)
                    .code == 0);
        const std::string tracks = std::string("out_") + r.set + "/tracks.csv";
        const outcome o = qiki("score " + tracks + " --truth " + truth + " --c " + c + " --json");
        REQUIRE(o.code == 0);
        const nlohmann::json ours = nlohmann::json::parse(o.out);
        const std::pair<const char*, double> values[] = {{"gospa", r.gospa},       {"loc", r.loc},
                                                         {"missed", r.missed},     {"false", r.wrong},
                                                         {"ospa", r.ospa},         {"rmse", r.rmse},
                                                         {"idsw", r.idsw},         {"frag", r.frag},
                                                         {"card_abs", r.card_abs}, {"card_bias", r.card_bias},
                                                         {"late", r.late},         {"rec", r.rec},
                                                         {"prec", r.prec}};
        for (const auto& [key, value] : values) {
            INFO(key);
            CHECK(ours[key].get<double>() == Approx(value).epsilon(1e-6));
        }
        if (!python) continue;
        const std::string line = "cd " + qiki.dir.string() + " && /usr/bin/python3 " + sets + "score.py " + truth +
                                 " " + tracks + " --c " + c + " --json >beside";
        REQUIRE(std::system(line.c_str()) == 0);
        const nlohmann::json theirs = nlohmann::json::parse(qiki.read("beside"));
        for (const auto& [key, value] : theirs.items()) {
            INFO(key);
            CHECK(ours[key].get<double>() == Approx(value.get<double>()).epsilon(1e-6));
        }
    }
}
