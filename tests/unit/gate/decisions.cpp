// SPDX-License-Identifier: MIT
// tests/unit/gate/decisions.cpp - what an operator approves: its canonical form, its seal, published once and only as
// it was.
#include "host/gate/ledger.hpp"
#include <catch2/catch.hpp>

using namespace qiki::gate;

namespace {
approved burn() { return {"command", "qiki", "rcs.fire", {{"axis", 0.0}, {"percent", 30.0}, {"duration", 2.5}}}; }
} // namespace

TEST_CASE("command_decision: key order irrelevant") {
    approved other{"command", "qiki", "rcs.fire", {}};
    other.parameters["percent"] = 30.0, other.parameters["duration"] = 2.5, other.parameters["axis"] = -0.0;
    CHECK(canonical(other) == "{\"kind\":\"command\",\"name\":\"rcs.fire\",\"parameters\":"
                              "{\"axis\":0,\"duration\":2.5,\"percent\":30},\"subject\":\"qiki\"}");
    CHECK(seal(other) == seal(burn()));
    // As sha256sum says of that text.
    CHECK(seal(burn()) == "30faf758d542366d36eb5d3d09bff05dc23ddbdf82f3064ead065810ce9e4027");
}

TEST_CASE("Operator proposal accept/reject, sealed decisions: no text flows from one field into another",
          "[capability]") {
    approved a{"command", "a\",\"b", "x\ny\\", {{"t", std::string("q\"")}, {"on", true}}};
    CHECK(canonical(a) == "{\"kind\":\"command\",\"name\":\"x\\u000ay\\\\\",\"parameters\":"
                          "{\"on\":true,\"t\":\"q\\\"\"},\"subject\":\"a\\\",\\\"b\"}");
    approved b = a;
    b.parameters["on"] = 1.0; // a number is no boolean
    CHECK(seal(a) != seal(b));
    b.parameters["on"] = std::string("true");
    CHECK(seal(a) != seal(b));
}

TEST_CASE("command_decision: spoofed name/parameters/subject rejected") {
    ledger book;
    REQUIRE(book.approve("burn", burn()));
    const auto spoofed = [&](auto&& change) {
        approved a = burn();
        change(a);
        return book.publish("burn", a, 7);
    };
    CHECK(spoofed([](approved& a) { a.name = "rcs.stop"; }) == reason::spoofed);
    CHECK(spoofed([](approved& a) { a.parameters["percent"] = 30.000000000000004; }) == reason::spoofed);
    CHECK(spoofed([](approved& a) { a.parameters["more"] = 1.0; }) == reason::spoofed);
    CHECK(spoofed([](approved& a) { a.parameters.erase("axis"); }) == reason::spoofed);
    CHECK(spoofed([](approved& a) { a.subject = "ferry"; }) == reason::spoofed);
    CHECK(spoofed([](approved& a) { a.kind = "proposal"; }) == reason::spoofed);
    CHECK(book.publish("unknown", burn(), 7) == reason::spoofed);
    CHECK(book.find("burn")->at(stage::publish) == standing::none); // none of them has touched it
    CHECK(book.publish("burn", burn(), 7) == reason::none);
}

TEST_CASE("command_decision: idempotent") {
    ledger book;
    CHECK(book.approve("burn", burn()));
    approved other = burn();
    other.name = "rcs.stop";
    CHECK(!book.approve("burn", other)); // what was approved stays
    CHECK(book.publish("burn", other, 7) == reason::spoofed);
    CHECK(book.publish("burn", burn(), 8) == reason::none);
    CHECK(book.publish("burn", burn(), 9) == reason::replayed);
    CHECK(book.publish("burn", other, 9) == reason::spoofed);
    CHECK(book.find("burn")->command == 8);
    CHECK(book.all().size() == 1);
}

TEST_CASE("command_decision: stages independent") {
    ledger book;
    book.approve("one", burn()), book.approve("two", burn());
    REQUIRE(book.publish("one", burn(), 1) == reason::none);
    for (const stage changed : {stage::ack, stage::effect, stage::audit}) {
        const decision before = *book.find("one");
        book.mark(1, changed, standing::failed, reason::expired);
        for (const stage s : {stage::validation, stage::publish, stage::ack, stage::effect, stage::audit})
            CHECK(book.find("one")->at(s) == (s == changed ? standing::failed : before.at(s)));
    }
    CHECK(book.find("one")->last == reason::expired);
    book.answered(1, stage::effect, "ROPE_TORE"), book.passed(1, 7);
    CHECK((book.find("one")->at(stage::effect) == standing::failed && book.find("one")->answer == "ROPE_TORE"));
    CHECK(book.find("one")->heard == 7);
    // In another form: what is said of that says nothing good of what was sealed.
    book.approve("three", burn());
    REQUIRE(book.publish("three", burn(), 3) == reason::none);
    book.passed(3, 9, reason::downgraded);
    for (const stage s : {stage::ack, stage::effect, stage::audit}) book.mark(3, s, standing::ok);
    const decision& three = *book.find("three");
    CHECK((three.at(stage::ack) == standing::changed && three.at(stage::effect) == standing::changed));
    CHECK((three.at(stage::audit) == standing::ok && three.last == reason::none && three.form == reason::downgraded));
    book.answered(3, stage::effect, "ROPE_TORE");
    CHECK(three.at(stage::effect) == standing::failed);
    book.answered(0, stage::ack, "NOBODY"), book.passed(0, 7);
    CHECK((book.find("two")->answer.empty() && book.find("two")->heard == 0));
    book.mark(0, stage::ack, standing::ok); // of no command: not of those that were never published
    CHECK(book.find("two")->at(stage::ack) == standing::none);
}

TEST_CASE("command_decision: five hundred are kept, the oldest makes room") {
    ledger book;
    for (int i = 0; i < 600; ++i) REQUIRE(book.approve(std::to_string(i), burn()));
    CHECK(book.all().size() == 500);
    CHECK(!book.find("99"));
    CHECK(book.find("100"));
}
