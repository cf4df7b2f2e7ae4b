// SPDX-License-Identifier: MIT
// tests/unit/csv/meant.cpp - a misspelt heading is answered with what was meant; a heading that is fine is left alone.
#include "text.hpp"

using Catch::Matchers::Contains;
using namespace text;

TEST_CASE("a heading that misses a word by a slip is named, with what to say") {
    const struct {
        const char *text, *message;
    } rows[] = {
        {"time,rnge_m,bearing_rad\n0,1,2\n",
         "f.csv:1: expected columns of range and bearing, x and y, or latitude and longitude; did you mean columns = { "
         "range = \"rnge_m\" }?; the file has time, rnge_m, bearing_rad"},
        {"time,Rnge [km],bearng_deg\n0,1,2\n",
         "did you mean columns = { range = \"Rnge [km]\", bearing = \"bearng_deg\" }?; the file has time, Rnge [km], "},
        {"time,range_m,baering\n0,1,2\n", "columns = { bearing = \"baering [UNIT]\" }?"},
        {"time,range_kmm,bearing_deg\n0,1,2\n", "columns = { range = \"range_kmm [UNIT]\" }?"},
        {"time,latidude_deg,longitud_deg\n0,1,2\n",
         "did you mean columns = { latitude = \"latidude_deg\", longitude = \"longitud_deg\" }?"},
        {"# two lines\n\ntime,esat,north\n0,1,2\n", "f.csv:3: expected columns of range and bearing"},
        {"time,esat,north\n0,1,2\n", "did you mean columns = { x = \"esat"},
        {"tiem_s,x,y\n0,1,2\n", "f.csv:1: there is no column of a time; did you mean columns = { time = \"tiem_s\" }?; "
                                "the file has tiem_s, x, y"},
        {"when,x,y\n0,1,2\n", "a time; say columns = { time = \"...\" }; the file has when, x, y"},
        {"time,range,y\n0,1,2\n", "say columns = { bearing = \"...\" }; the file has time, range, y"},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        CHECK_THAT(refused(row.text), Contains(row.message));
    }
    csv::parameters polar = plain();
    polar.measure = "polar";
    CHECK_THAT(refused("t,range,azimut_deg,x,y\n0,1,2,3,4\n", polar),
               Contains("no column of a bearing") && Contains("did you mean columns = { bearing = \"azimut_deg\" }?"));
}

TEST_CASE("a column that a parameter misspells is answered with the heading that is there") {
    CHECK_THAT(refused("t,Ost,Nord\n0,1,2\n", with(quantity::x, "Osd", with(quantity::y, "Nord"))),
               Contains("f.csv:1: columns.x: expected a column of the file, found 'Osd'; did you mean \"Ost\"?; it has "
                        "t, Ost, Nord"));
    CHECK_THAT(refused("t,range_km,az_deg\n0,1,2\n", with(quantity::range, "range")),
               Contains("did you mean \"range_km\"?"));
    CHECK_THAT(refused("t,Range_km,az_deg\n0,1,2\n", with(quantity::range, "range_km [km]")),
               Contains("found 'range_km'") && Contains("did you mean \"Range_km\"?"));
    CHECK_THAT(refused("t,x,y\n0,1,2\n", with(quantity::x, "Entfernung")), !Contains("did you mean"));
    CHECK_THAT(refused("t,x,y\n0,1,2\n", with(quantity::x, std::string(500, 'x'))), !Contains("did you mean"));
}

TEST_CASE("what was said works") {
    const csv::parameters p = with(quantity::range, "rnge_km");
    CHECK(read("time,rnge_km,bearing_rad\n0,1,2\n", p).contacts.at(0).z[0] == 1000);
    CHECK_THAT(refused("time,range_kmm,bearing_rad\n0,1,2\n", with(quantity::range, "range_kmm [UNIT]")),
               Contains("'unit' is no unit of it") && Contains("m, km, nm, ft or fl"));
}

TEST_CASE("an optional column that is passed over for a slip is told, others are not") {
    const auto told = [](const std::string& heading, const csv::parameters& p = plain()) {
        std::string all;
        for (const std::string& s : read(heading + "\n0,1,2,3\n", p).slips) all += s + "|";
        return all;
    };
    CHECK(told("t,range,az_deg,elevaton_deg") == "f.csv:1: column 'elevaton_deg' is not read; did you mean columns = { "
                                                 "elevation = \"elevaton_deg\" }?|");
    CHECK(told("t,x,y,scna") == "f.csv:1: column 'scna' is not read; did you mean columns = { scan = \"scna\" }?|");
    CHECK_THAT(told("t,x,y,sqawk"), Contains("{ mode3a = \"sqawk\" }?"));
    CHECK_THAT(told("t,x,y,altitud"), Contains("{ z = \"altitud [UNIT]\" }?"));
    for (const char* fine : {"cat", "vel", "vx", "rcs", "sic", "site", "mode", "class", "elevation", "el_deg", "z",
                             "track", "sigma", "quality", ""})
        CHECK(told(std::string("t,x,y,") + fine) == "");
    CHECK(told("t,x,y,sqawk", with(quantity::identity, "sqawk")) == ""); // it is read
    CHECK(told("t,x,y,sqawk", with(quantity::mode3a, "sqawk")) == "");
}
