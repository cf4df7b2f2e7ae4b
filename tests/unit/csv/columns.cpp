// SPDX-License-Identifier: MIT
// tests/unit/csv/columns.cpp - anyone's headings, units and separators; and what is said of a column that is not there.
#include "qiki/math.h"
#include "text.hpp"

using Catch::Matchers::Contains;
using namespace text;

namespace {
const qiki_contact only(const std::string& s, const csv::parameters& p = plain()) {
    const csv::detections d = read(s, p);
    REQUIRE(d.contacts.size() == 1);
    return d.contacts[0];
}
constexpr double degree = QIKI_PI / 180;
} // namespace

TEST_CASE("headings tell quantity and unit") {
    const qiki_contact a = only("time_s,range_m,bearing_rad\n1,5000,0.5\n");
    CHECK(a.kind == QIKI_POLAR);
    CHECK(a.valid == 3);
    CHECK(a.t == 1'000'000'000);
    CHECK(a.z[0] == 5000);
    CHECK(a.z[1] == 0.5);
    const qiki_contact b = only("T (ms);Azimuth [deg];rho_nm;El_deg;Doppler [kt]\n1500;-90;2.5;3;-100\n");
    CHECK(b.t == 1'500'000'000);
    CHECK(b.z[0] == 2.5 * 1852);
    CHECK(b.z[1] == Approx(1.5 * QIKI_PI).margin(1e-15));
    CHECK(b.z[2] == 3 * degree);
    CHECK(b.z[3] == Approx(-51.4444444444));
    CHECK(b.valid == 15);
    const qiki_contact c = only("\xEF\xBB\xBF# made by hand\n\ntime\tx_km\ty_ft\tz\r\n2\t1.5\t100\t\r\n");
    CHECK(c.kind == QIKI_ENU);
    CHECK(c.z[0] == 1500);
    CHECK(c.z[1] == Approx(30.48));
    CHECK(c.valid == 3); // an empty cell is absent
    CHECK(c.z[2] == 0);
    const qiki_contact g = only("t,lat_deg,lon_deg,alt\n0,41.5,-2,100\n");
    CHECK(g.kind == QIKI_GEODETIC);
    CHECK(g.z[0] == Approx(41.5 * degree));
    CHECK(g.z[2] == 100);
}

TEST_CASE("identity columns are taken as the transponder says them") {
    const qiki_contact c =
        only("t,range,az_deg,icao,squawk,fl,callsign,snr_db\n0,1000,90,4ca7B3,7123,330,RYR1AB,13.5\n");
    CHECK(c.address24 == 0x4CA7B3);
    CHECK(c.mode3a == 07123);
    CHECK(c.height_m == Approx(330 * 30.48));
    CHECK(std::string(c.identity) == "RYR1AB");
    CHECK(c.snr_db == 13.5);
    CHECK(c.transponder == QIKI_XPDR_S);
    CHECK_THAT(refused("t,range,az_deg,icao\n0,1000,90,4CA7B3F\n"),
               Contains("f.csv:2: column 'icao': expected up to six hexadecimal digits, found '4CA7B3F'"));
    CHECK_THAT(refused("t,range,az_deg,squawk\n0,1000,90,7800\n"),
               Contains("column 'squawk': expected up to four octal"));
    CHECK_THAT(refused("t,range,az_deg,callsign\n0,1000,90,A callsign that is long\n"), Contains("up to 16"));
}

TEST_CASE("a column is named by parameter, with its unit") {
    const csv::parameters p = with(quantity::bearing, "b [mrad]", with(quantity::range, "How far"));
    const qiki_contact c = only("t,How far,b,range,bearing\n0,7,5,1,1\n", p);
    CHECK(c.z[0] == 7);
    CHECK(c.z[1] == Approx(5e-3));
    CHECK_THAT(refused("t,x,y\n0,1,2\n", with(quantity::x, "east")),
               Contains("f.csv:1: columns.x: expected a column of the file, found 'east'; it has t, x, y"));
    CHECK_THAT(refused("t,x,y\n0,1,2\n", with(quantity::x, "x [deg]")),
               Contains("'deg' is no unit of it") && Contains("m, km, nm, ft or fl"));
    CHECK_THAT(refused("#\nt,range,bearing\n0,1,2\n"), Contains("f.csv:2: column 'bearing': the unit is not known") &&
                                                           Contains("bearing [UNIT]") && Contains("rad, deg or mrad"));
    CHECK_THAT(refused("t,time,x,y\n0,0,1,2\n"), Contains("'t' and 'time' may both be time"));
    CHECK_THAT(refused("time,range,y\n0,1,2\n"), Contains("expected columns of range and bearing, x and y"));
    CHECK_THAT(refused("x,y\n0,1\n"), Contains("there is no column of a time"));
    CHECK_THAT(refused("t,x,x\n0,1,2\n"), Contains("the heading is there twice"));
}

TEST_CASE("which columns are the measurement can be said") {
    const std::string both = "t,range,bearing_rad,x,y\n0,5000,0.5,1,2\n";
    CHECK(only(both).kind == QIKI_POLAR);
    csv::parameters p = plain();
    p.measure = "enu";
    CHECK(only(both, p).kind == QIKI_ENU);
    p.measure = "geodetic";
    CHECK_THAT(refused(both, p), Contains("measure is geodetic, but there is no column of a latitude"));
}

TEST_CASE("a cell that is not what its column says is refused where it stands") {
    const struct {
        const char *text, *message;
    } rows[] = {
        {"t,x,y\n0,1,2\n1,abc,2\n", "f.csv:3: column 'x': expected a number, found 'abc'"},
        {"t,x,y\n0,1.5.2,2\n", "found '1.5.2'"},
        {"t,x,y\n0,nan,2\n", "expected a position up to 1e9 m, found 'nan'"},
        {"t,x,y\n0,inf,2\n", "found 'inf'"},
        {"t,x,y\n0,1e10,2\n", "is the unit right?"},
        {"t,x,y\n0,1e999,2\n", "found '1e999'"},
        {"t,x,y\n0,,2\n", "column 'x': expected a number, found nothing"},
        {"t,x,y\n,1,2\n", "column 't': expected a number"},
        {"t,x,y\nnow,1,2\n", "column 't': expected a number, at most 146 years, found 'now'"},
        {"t,x,y\n2023-05-02T08:00:00Z,1,2\nlater,1,2\n", "f.csv:3: column 't': expected a time such as"},
        {"t,x,y\n0,1\n", "f.csv:2: expected 3 cells as in the headings, found 2"},
        {"t,x,y\n0,1,2,\n", "expected 3 cells as in the headings, found 4"},
        {"t,range,bearing_deg\n0,-1,2\n", "expected a range above 0 and up to 1e9 m, found '-1'"},
        {"t,range,bearing_deg,el_deg\n0,1,2,95\n", "expected an elevation within a quarter turn"},
        {"t,lat_deg,lon_deg\n0,91,2\n", "expected a latitude within a quarter turn"},
        {"t,range_m,bearing_deg\n0,5,1\n4,0,2\n",
         "f.csv:3: column 'range_m': expected a range above 0 and up to 1e9 m"},
        {"t,scan,x,y\n0,1.5,1,2\n", "column 'scan': expected a whole number, found '1.5'"},
        {"t,x,y\n0,\"1,2\n", "f.csv:2: expected the '\"' that ends a quoted cell, found the end of the file"},
        {"t,x,y\n0,\"1\"5,2\n", "expected a separator behind a quoted cell, found '5'"},
        {"t,x,y\n", "expected a detection a line behind the headings, found none"},
        {"", "expected a line of headings, found nothing"},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        CHECK_THAT(refused(row.text), Contains(row.message));
    }
    CHECK_THAT(refused(std::string("t,x,y\n0,1\0,2\n", 13)), Contains("f.csv:2: expected text, found a zero byte"));
    CHECK(read("t,\"x\",y\n\"0\",\"1\",2").contacts.size() == 1); // quotes, no last end of line
}
