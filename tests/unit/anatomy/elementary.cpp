// SPDX-License-Identifier: MIT
// tests/unit/anatomy/elementary.cpp - which functions of libm depend on the processor, as rule det.3 has it.
#include "host/anatomy/elementary.hpp"
#include <catch2/catch.hpp>
#include <string>

using qiki::anatomy::is_elementary;

TEST_CASE("Elementary functions are known in any precision and form") {
    for (const char* name : {"sin", "sinf", "tanl", "sinhf", "cabs", "cabsf", "cexp", "csqrtl", "atan2pi", "lgamma_r",
                             "__exp_finite", "powf64", "expf32x", "logf128", "_ZGVdN4v_cos"})
        CHECK((std::string(name) + (is_elementary(name) ? "" : " is free")) == name);
}

TEST_CASE("What has one result everywhere is free, and so is what only looks like a function of libm") {
    for (const char* name : {"sqrt",  "sqrtf", "fma",      "fmaf",     "fmod", "remainderl", "floor", "ceil",  "trunc",
                             "rint",  "round", "fabs",     "copysign", "fmin", "fmax",       "ldexp", "frexp", "modf",
                             "creal", "cproj", "qiki_sin", "single",   "f",    "l",          ""})
        CHECK((std::string(name) + (is_elementary(name) ? " is not" : "")) == name);
}
