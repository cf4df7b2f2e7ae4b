// SPDX-License-Identifier: MIT
// tests/unit/sensors/trust.cpp - how far a sensor is trusted: the tests that the reference system has of it, by their
// names there, and every class with its limits.
#include "score/trust.hpp"
#include <catch2/catch.hpp>
#include <limits>
#include <string>

using namespace qiki::score;

namespace {
constexpr qiki_ns s = 1'000'000'000, now = 100 * s;
qiki_sample sample(qiki_ns age = 0, double believed = 0.9) {
    qiki_sample x{};
    x.entity = 1, x.t = now - age, x.n = 1, x.label = QIKI_LABEL_OK, x.trust = believed;
    return x;
}
qiki_sample labelled(uint8_t label, uint8_t status = QIKI_SENSE_OK) {
    qiki_sample x = sample();
    x.label = label, x.status = status;
    return x;
}
judgement of(const qiki_sample& x, const surroundings& around = {}) { return judged(&x, now, around); }
} // namespace

TEST_CASE("sensor_trust happy_path") {
    const judgement j = of(sample());
    CHECK((j.is == trust::trusted && j.why == doubt::none && j.confidence == 0.9));
    CHECK((j.may_navigate() && j.may_risk()));
}

TEST_CASE("sensor_trust no_data") {
    const judgement never = judged(nullptr, now), none = of(labelled(QIKI_LABEL_NO_DATA, QIKI_SENSE_OFF)),
                    failed = of(labelled(QIKI_LABEL_NO_DATA, QIKI_SENSE_FAILED));
    CHECK((never.is == trust::blind && never.why == doubt::no_data && never.confidence == 0.40));
    CHECK((none.is == trust::blind && none.why == doubt::no_data));
    CHECK((failed.is == trust::blind && failed.why == doubt::failed));
    CHECK_FALSE((never.may_navigate() || never.may_risk()));
}

TEST_CASE("sensor_trust stale") {
    CHECK(of(sample(5 * s)).is == trust::trusted);
    const judgement j = of(sample(5 * s + 1));
    CHECK((j.is == trust::degraded && j.why == doubt::stale && j.confidence == 0.52));
    CHECK((j.may_navigate() && !j.may_risk()));
    CHECK(of(labelled(QIKI_LABEL_STALE)).why == doubt::stale);
    CHECK(of(sample(30 * s)).is == trust::degraded);
    const judgement dead = of(sample(30 * s + 1));
    CHECK((dead.is == trust::blind && dead.why == doubt::dead && !dead.may_navigate()));
    CHECK(of(labelled(QIKI_LABEL_FALLBACK)).why == doubt::substitute);
}

TEST_CASE("sensor_trust low_quality") {
    CHECK(of(sample(0, 0.5)).is == trust::trusted);
    const judgement j = of(sample(0, 0.49));
    CHECK((j.is == trust::degraded && j.why == doubt::low_quality && j.confidence == 0.49));
    CHECK(of(sample(0, std::numeric_limits<double>::quiet_NaN())).is == trust::degraded);
    CHECK(of(labelled(QIKI_LABEL_OK, QIKI_SENSE_DEGRADED)).why == doubt::low_quality);
    CHECK((of(sample(0, 0.65)).may_risk() && !of(sample(0, 0.64)).may_risk()));
}

TEST_CASE("sensor_trust invalid") {
    const judgement j = of(labelled(QIKI_LABEL_INVALID));
    CHECK((j.is == trust::blind && j.why == doubt::invalid && !j.may_navigate()));
}

TEST_CASE("sensor_trust lottery, from 5000 uSv/h on, or from 1000 with a fault") {
    CHECK(of(sample(), {.radiation = 4999}).is == trust::trusted);
    const judgement j = of(sample(), {.radiation = 5000});
    CHECK((j.is == trust::lottery && j.why == doubt::radiation && j.confidence == 0.18 && !j.may_navigate()));
    CHECK(of(sample(), {.radiation = 999, .fault = true}).is == trust::trusted);
    CHECK(of(sample(), {.radiation = 1000, .fault = true}).is == trust::lottery);
    CHECK(of(sample(), {.radiation = 1000, .fault = false}).is == trust::trusted);
    CHECK(of(sample(), {.radiation = 6000, .near_contacts = 1, .radar_tracks = 0}).is == trust::lottery);
    CHECK(judged(nullptr, now, {.radiation = 6000}).is == trust::lottery);
}

TEST_CASE("sensor_trust conflict, where proximity has a contact and the radar no track") {
    const judgement j = of(sample(), {.near_contacts = 1, .radar_tracks = 0});
    CHECK((j.is == trust::conflicting && j.why == doubt::conflict && j.confidence == 0.34 && !j.may_navigate()));
    CHECK(of(sample(), {.near_contacts = 1, .radar_tracks = 1}).is == trust::trusted);
    CHECK(of(sample(), {.near_contacts = 0, .radar_tracks = 0}).is == trust::trusted);
    CHECK(of(sample(), {.near_contacts = 1}).is == trust::trusted); // nobody says what the radar has
}

TEST_CASE("A class less trusted is less certain, and a word for each") {
    for (size_t i = 1; i < trust_rows.size(); ++i) CHECK(trust_rows[i].fallback < trust_rows[i - 1].fallback);
    CHECK(std::string(row_of(trust::lottery).name) == "LOTTERY");
    for (double t : {0.0, 0.1, 0.6, 1.0})
        for (const surroundings& w :
             {surroundings{.radiation = 9e3}, surroundings{.near_contacts = 1, .radar_tracks = 0}}) {
            const judgement j = of(sample(0, t), w);
            CHECK(j.confidence <= row_of(j.is).fallback);
        }
}
