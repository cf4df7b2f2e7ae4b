// SPDX-License-Identifier: MIT
// tests/unit/csv/decimal.cpp - texts as nanoseconds, exact.
#include "plugins/radar/csv/decimal.hpp"
#include <catch2/catch.hpp>

using csv::decimal_ns;
using csv::iso_ns;

TEST_CASE("a decimal number of a unit becomes whole nanoseconds, exactly") {
    CHECK(decimal_ns("0", 9) == 0);
    CHECK(decimal_ns("-0.0", 9) == 0);
    CHECK(decimal_ns("12.5", 9) == 12'500'000'000);
    CHECK(decimal_ns("+12.5", 6) == 12'500'000);
    CHECK(decimal_ns("-12.", 9) == -12'000'000'000);
    CHECK(decimal_ns(".25", 9) == 250'000'000);
    CHECK(decimal_ns("1.25e3", 6) == 1'250'000'000);
    CHECK(decimal_ns("1e-9", 9) == 1);
    CHECK(decimal_ns("4E+2", 0) == 400);
    // A double has 0.24 microseconds here.
    CHECK(decimal_ns("1683014400.123456789", 9) == 1'683'014'400'123'456'789);
    CHECK(decimal_ns("0.0000000004", 9) == 0);
    CHECK(decimal_ns("0.0000000005", 9) == 1);
    CHECK(decimal_ns("0.00000000049999999999999999999999", 9) == 0);
    CHECK(decimal_ns("236.00000000000000000000000000000000", 9) == 236'000'000'000);
    CHECK(decimal_ns("0000000000000000000000000000001", 9) == 1'000'000'000);
    CHECK(decimal_ns("1e-300", 9) == 0);
}

TEST_CASE("what is no number, or no time of this millennium, is none") {
    for (const char* s : {"", "-", ".", "+.", "e3", "1e", "1e+", "1.2.3", "1,5", "0x10", "nan", "inf", "1 2", "12s",
                          "1e99999", "9300000000", "-1e30", "1e19", "--1"})
        CHECK_FALSE(decimal_ns(s, 9));
    CHECK(decimal_ns("9223372036", 9));
}

TEST_CASE("ISO 8601 times are nanoseconds since 1970") {
    CHECK(iso_ns("1970-01-01T00:00:00Z") == 0);
    CHECK(iso_ns("1969-12-31T23:59:59.5Z") == -500'000'000);
    CHECK(iso_ns("2023-05-02T08:00:00.125Z") == 1'683'014'400'125'000'000);
    CHECK(iso_ns("2023-05-02 08:00:00,125") == 1'683'014'400'125'000'000);
    CHECK(iso_ns("2023-05-02T10:00:00+02:00") == 1'683'014'400'000'000'000);
    CHECK(iso_ns("2023-05-02T03:30:00-0430") == 1'683'014'400'000'000'000);
    CHECK(iso_ns("2023-05-02T10:00:00+02") == 1'683'014'400'000'000'000);
    CHECK(iso_ns("2000-02-29T00:00:00Z") == 951'782'400'000'000'000);
    CHECK(iso_ns("2016-12-31T23:59:60Z") == iso_ns("2017-01-01T00:00:00Z"));
    for (const char* s :
         {"", "2023", "2023-05-02", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2023-13-01T00:00:00Z",
          "2023-05-02T24:00:00Z", "2023-05-02T08:60:00Z", "2023-05-02T08:00:00.Z", "2023-05-02T08:00:00+2",
          "2023-05-02T08:00:00Zulu", "02.05.2023 08:00:00", "2023-05-02T08:00Z", "2023-05-02T08:00:00+02:0x",
          "9999-01-01T00:00:00Z"})
        CHECK_FALSE(iso_ns(s));
}
