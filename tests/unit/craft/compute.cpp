// SPDX-License-Identifier: MIT
// tests/unit/craft/compute.cpp - the computer's load, and the link that hangs on power, heat and mode.
#include "plugins/vehicles/craft/compute.hpp"
#include "plugins/vehicles/craft/comms.hpp"
#include <catch2/catch.hpp>

using namespace craft;
using Catch::Detail::Approx;

TEST_CASE("MCQPU load model: the computer follows its work with 2 s and 4 s, the same in one step as in many",
          "[capability]") {
    compute a, b;
    const compute::work w{1, 0, true, true};
    a.step(w, 2);
    for (int k = 0; k < 200; ++k) b.step(w, 0.01);
    CHECK(a.cpu == Approx(0.57 + (0.08 - 0.57) * qiki_exp(-1)).epsilon(1e-12));
    CHECK(a.ram == Approx(0.32 + (0.22 - 0.32) * qiki_exp(-0.5)).epsilon(1e-12));
    CHECK(a.cpu == Approx(b.cpu).epsilon(1e-9));
    a.step({0, 4, false, false}, 1e6);
    CHECK((a.cpu == Approx(0.104) && a.ram == Approx(0.26))); // four orders at work
}

TEST_CASE("Docking, comms, transponder: the link is up only while it radiates, and says what stops it",
          "[capability]") {
    link_input i;
    craft::link l = link_of(i);
    CHECK((l.up == 2 && l.latency == Approx(0.08) && l.rate == 192e3 && l.rssi == -58 && l.snr == 28 && l.loss == 0));
    i.soc = 0.1;
    l = link_of(i);
    CHECK((l.latency == Approx(0.155) && l.loss == Approx(0.025) && l.rssi == Approx(-89.5) && l.snr == Approx(10)));
    i.mode = xpdr::spoof;
    CHECK(link_of(i).rate == 96e3);
    for (const xpdr m : {xpdr::off, xpdr::silent}) {
        i.mode = m;
        l = link_of(i);
        CHECK((l.up == 1 && l.latency == 0.9 && l.rate == 32e3 && l.why == link_block::emission_control));
    }
    i.mode = xpdr::on, i.power = false;
    CHECK((link_of(i).why == link_block::power && link_of(i).rate == 0));
    i.heat = false;
    CHECK(link_of(i).why == link_block::heat);
    i.enabled = false;
    CHECK((link_of(i).up == 0 && link_of(i).rssi == -120 && link_of(i).why == link_block::disabled));
}
