// SPDX-License-Identifier: MIT
// tests/unit/sensors/spectrometer.cpp - the spectrometer on its carrier: what it looks at, what it says of it, and what
// it leaves unsaid.
#include "plugins/sensors/spectrometer/light.hpp"
#include "suite.hpp"

namespace looking {
using namespace suite;

constexpr const char* id = "qiki.sensor.spectrometer";
enum row : uint32_t { radiance, fraction, sigma, snr, status };

// The elements of one channel of one tick.
struct told {
    std::vector<double> v;
    uint8_t label = QIKI_LABEL_NO_DATA;
};
inline told of(const std::vector<qiki_sample>& all, uint32_t channel) {
    told t;
    for (const qiki_sample& x : all)
        if (x.channel == channel) t.label = x.label, t.v.insert(t.v.end(), x.v, x.v + x.n);
    return t;
}
inline std::vector<qiki_sample> look(scene& t) { return t.tick(); }
struct over : scene {
    over(const rig::settings& more, std::vector<qiki_truth> bodies = {ball(2, {12, 0, 0}, 4)})
        : scene(id, every_tick(id, more)) {
        others = std::move(bodies);
    }
};

TEST_CASE("A body that fills the view shows the radiance of its surface, and its fractions") {
    over t({{"noise", 1e-3}, {"made_of", "ball: 0.6 basalt + 0.3 gabbro + 0.1 gold"}, {"others", std::string()}});
    double lit = 0;
    for (int i = 0; i < 100; ++i) {
        const auto all = look(t);
        const told r = of(all, radiance), f = of(all, fraction), s = of(all, sigma);
        REQUIRE((r.v.size() == 8 && f.v.size() == 5 && s.v.size() == 5));
        REQUIRE(f.label == QIKI_LABEL_OK);
        const double truth[] = {0, 0.1, 0, 0.6, 0.3};
        for (size_t m = 0; m < 5; ++m) CHECK(std::fabs(f.v[m] - truth[m]) < 5 * s.v[m]);
        const auto surface = spectrometer::mixed({0, 0.1, 0, 0.6, 0.3});
        // The sun stands straight above, so half of the sphere's face is lit.
        lit = spectrometer::brightness(0.2 / std::sqrt(11.5 * 11.5 + 0.04)) / QIKI_PI;
        for (size_t b = 0; b < 8; ++b)
            CHECK(r.v[b] ==
                  Approx(lit * surface[b] * spectrometer::sunlight(spectrometer::wavelengths[b], 1)).epsilon(1e-3));
        CHECK(said(all.back(), reason::none));
    }
}

TEST_CASE("What it looks at, and what shades that, is where it is now if its truth is older than the tick") {
    // Counter-examples: a body that comes into view unseen; the light on one that came into a shadow.
    over passes({}, {ball(2, {20, 10, 0}, 1)}),
        shaded({{"noise", 1e-4}}, {ball(2, {12, 0, 0}, 4), ball(3, {22, 0, 90}, 10)});
    passes.others[0].vel[1] = -100, shaded.others[1].vel[0] = -100; // there after 0.1 s
    for (int i = 1; i <= 10; ++i) {
        const auto seen = look(passes), lit = look(shaded);
        CHECK((of(seen, radiance).label == QIKI_LABEL_OK) == (i == 10));
        if (i != 5) CHECK((of(lit, radiance).v.at(1) > 10) == (i < 5)); // its shadow is 10 m wide, with soft rims
    }
}

TEST_CASE("Light falls with the part of the view that is filled, and is gone on the night side") {
    const auto at = [](double far, double up) {
        over t({{"noise", 1e-4}, {"sun", std::vector<double>{-1, 0, up}}}, {ball(2, {far, 0, 0.2}, 4)});
        return of(look(t), radiance).v.at(1);
    };
    const double near = at(20, 0), half = at(400.5, 0), quarter = at(800.5, 0);
    CHECK(half == Approx(near * 0.25).epsilon(0.01)); // 0.01 rad of 0.02
    CHECK(quarter == Approx(half / 4).epsilon(0.01));
    over shaded({{"noise", 1e-4}}, {ball(2, {12, 0, 0}, 4), ball(3, {12, 0, 90}, 10)}), // the sun stands above
        beside({{"noise", 1e-4}}, {ball(2, {12, 0, 0}, 4), ball(3, {22, 0, 90}, 10)});
    CHECK(std::fabs(of(look(shaded), radiance).v.at(1)) < 1e-3);
    CHECK(of(look(beside), radiance).v.at(1) > 10);
    over night({{"sun", std::vector<double>{1, 0, 0}}}, {ball(2, {20, 0, 0.2}, 4)});
    const auto all = look(night);
    CHECK(of(all, radiance).label == QIKI_LABEL_OK);
    CHECK(of(all, snr).v.at(0) < 10);
    CHECK((of(all, fraction).label == QIKI_LABEL_NO_DATA && of(all, fraction).v.empty()));
}

TEST_CASE("Nothing in view is NO_DATA and no fault, a body of unknown material is na, and the nearest hides the rest") {
    for (const auto& bodies : {std::vector<qiki_truth>{}, {ball(2, {-12, 0, 0}, 4)}, {ball(2, {20e3, 0, 0}, 4)}}) {
        over t({}, bodies);
        const auto all = look(t);
        for (uint32_t c = radiance; c < status; ++c)
            CHECK((of(all, c).label == QIKI_LABEL_NO_DATA && of(all, c).v.empty()));
        CHECK(said(all.back(), reason::none));
    }
    const rig::settings nobody{{"others", std::string()}};
    over unknown(nobody);
    auto all = look(unknown);
    CHECK(of(all, radiance).label == QIKI_LABEL_NO_DATA);
    CHECK(said(all.back(), reason::no_source));
    over two({{"made_of", "ball: aluminium"}, {"noise", 1e-4}},
             {ball(3, {30, 0, 0}, 4), ball(2, {12, 0, 0}, 4), ball(4, {50, 0, 0}, 9)});
    CHECK(of(look(two), fraction).v.at(0) == Approx(1).margin(0.02));
}

TEST_CASE("Fractions that the noise leaves open are INVALID, and their standard deviations say why") {
    over t({{"noise", 0.4}});
    const auto all = look(t);
    CHECK(of(all, radiance).label == QIKI_LABEL_OK);
    const told s = of(all, sigma), f = of(all, fraction);
    REQUIRE(s.v.size() == 5);
    CHECK(*std::max_element(s.v.begin(), s.v.end()) > 0.1);
    CHECK(f.label == QIKI_LABEL_INVALID);
    for (const qiki_sample& x : all)
        if (x.channel == fraction) CHECK(x.trust == 0);
    over sure({{"noise", 0.4}, {"unsure", 10.0}});
    CHECK(of(look(sure), fraction).label == QIKI_LABEL_OK);
}

TEST_CASE("Light beyond the range is INVALID and cut off, a bias that nobody knows of is no part of the error") {
    over t({{"range", 20.0}});
    const auto all = look(t);
    CHECK(of(all, radiance).label == QIKI_LABEL_INVALID);
    for (double v : of(all, radiance).v) CHECK(std::fabs(v) <= 20);
    CHECK(of(all, fraction).label == QIKI_LABEL_NO_DATA);
    CHECK(said(all.back(), reason::saturated));
}

TEST_CASE("A small aperture counts few photons, and their noise is the root of their number") {
    const auto spread = [](double aperture) {
        over t({{"noise", 0.0}, {"aperture", aperture}, {"exposure", 1e-5}});
        double sum = 0, square = 0;
        constexpr int n = 2000;
        for (int i = 0; i < n; ++i) {
            const double x = of(look(t), radiance).v.at(1);
            sum += x, square += x * x;
        }
        return std::sqrt((square - sum * sum / n) / (n - 1));
    };
    const double one = spread(2e-4), four = spread(8e-4);
    const double flux = spectrometer::brightness(0.2 / std::sqrt(11.5 * 11.5 + 0.04)) *
                        spectrometer::sunlight(0.55, 1) / QIKI_PI * 0.25311;
    const double electrons = spectrometer::optics{2e-4, 0.02, 1e-5, 0.05, 0.3}.electrons(0.55) * flux;
    CHECK(one == Approx(flux / std::sqrt(electrons)).epsilon(5 * std::sqrt(0.5 / 2000)));
    CHECK(one / four == Approx(4).epsilon(0.15));
}

TEST_CASE("Mixtures that cannot be are refused with what was found") {
    const auto refused = [](const rig::settings& set) {
        try {
            scene t(id, set);
        } catch (const rig::failed& f) { return std::string(f.what()); }
        return std::string();
    };
    using Catch::Matchers::Contains;
    CHECK(refused({{"made_of", " ball : 0.5 gold+0.5 basalt ; "}}).empty());
    CHECK(refused({{"others", "gabbro"}}).empty());
    CHECK_THAT(refused({{"made_of", "ball: chalk"}}),
               Contains("made_of: expected one of aluminium") && Contains("'chalk'"));
    CHECK_THAT(refused({{"made_of", "bal: gold"}}), Contains("expected a vehicle") && Contains("'bal'"));
    CHECK_THAT(refused({{"made_of", "ball"}}), Contains("a colon"));
    CHECK_THAT(refused({{"made_of", "ball:"}}), Contains("found nothing"));
    CHECK_THAT(refused({{"made_of", "ball: gold; ball: basalt"}}), Contains("once"));
    CHECK_THAT(refused({{"others", "0.5 gold + 0.4 basalt"}}), Contains("others: ") && Contains("sum 1, found 0.9"));
    CHECK_THAT(refused({{"others", "0.5 gold + 0.5 gold"}}), Contains("gold twice"));
    CHECK_THAT(refused({{"others", "gold + basalt"}}), Contains("a fraction from 0 to 1"));
    CHECK_THAT(refused({{"others", "1.5 gold"}}), Contains("a fraction from 0 to 1"));
    CHECK_THAT(refused({{"others", "-0.5 gold + 1.5 basalt"}}), Contains("a fraction from 0 to 1"));
    CHECK_THAT(refused({{"others", "nan gold"}}), Contains("a fraction from 0 to 1"));
    CHECK_THAT(refused({{"others", "1"}}), Contains("expected one of aluminium"));
    CHECK_THAT(refused({{"others", "+"}}), Contains("a fraction") || Contains("one of"));
}
} // namespace looking
