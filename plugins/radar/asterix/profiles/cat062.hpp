// SPDX-License-Identifier: MIT
// plugins/radar/asterix/profiles/cat062.hpp - CAT062 system tracks, editions 1.12 to 1.21 (the profile before 1.0 was
// another).
#pragma once
#include "../profile.hpp"

namespace asterix {

inline constexpr item cat062_380[] = {
    fixed("ADR", 3),     fixed("ID", 6),     fixed("MHG", 2),       fixed("IAS", 2), fixed("TAS", 2), fixed("SAL", 2),
    fixed("FSS", 2),     extended("TIS", 1), repetitive("TID", 15), fixed("COM", 2), fixed("SAB", 2), fixed("ACS", 7),
    fixed("BVR", 2),     fixed("GVR", 2),    fixed("RAN", 2),       fixed("TAR", 2), fixed("TAN", 2), fixed("GSP", 2),
    fixed("VUN", 1),     fixed("MET", 8),    fixed("EMC", 1),       fixed("POS", 6), fixed("GAL", 2), fixed("PUN", 1),
    repetitive("MB", 8), fixed("IAR", 2),    fixed("MAC", 2),       fixed("BPS", 2)};
inline constexpr item cat062_290[] = {fixed("TRK", 1), fixed("PSR", 1), fixed("SSR", 1), fixed("MDS", 1),
                                      fixed("ADS", 2), fixed("ES", 1),  fixed("VDL", 1), fixed("UAT", 1),
                                      fixed("LOP", 1), fixed("MLT", 1)};
inline constexpr item cat062_295[] = {
    fixed("MFL", 1), fixed("MD1", 1), fixed("MD2", 1), fixed("MDA", 1), fixed("MD4", 1), fixed("MD5", 1),
    fixed("MHG", 1), fixed("IAS", 1), fixed("TAS", 1), fixed("SAL", 1), fixed("FSS", 1), fixed("TID", 1),
    fixed("COM", 1), fixed("SAB", 1), fixed("ACS", 1), fixed("BVR", 1), fixed("GVR", 1), fixed("RAN", 1),
    fixed("TAR", 1), fixed("TAN", 1), fixed("GSP", 1), fixed("VUN", 1), fixed("MET", 1), fixed("EMC", 1),
    fixed("POS", 1), fixed("GAL", 1), fixed("PUN", 1), fixed("MB", 1),  fixed("IAR", 1), fixed("MAC", 1),
    fixed("BPS", 1)};
inline constexpr item cat062_390[] = {
    fixed("TAG", 2), fixed("CSN", 7), fixed("IFI", 4), fixed("FCT", 1), fixed("TAC", 4), fixed("WTC", 1),
    fixed("DEP", 4), fixed("DST", 4), fixed("RDS", 3), fixed("CFL", 2), fixed("CTL", 2), repetitive("TOD", 4),
    fixed("AST", 6), fixed("STS", 1), fixed("STD", 7), fixed("STA", 7), fixed("PEM", 2), fixed("PEC", 7)};
inline constexpr item cat062_110[] = {fixed("SUM", 1), fixed("PMN", 4), fixed("POS", 6), fixed("GA", 2),
                                      fixed("EM1", 2), fixed("TOS", 1), fixed("XP", 1)};
inline constexpr item cat062_500[] = {fixed("APC", 4), fixed("COV", 2), fixed("APW", 4), fixed("AGA", 1),
                                      fixed("ABA", 1), fixed("ATV", 2), fixed("AA", 2),  fixed("ARC", 1)};
inline constexpr item cat062_340[] = {fixed("SID", 2), fixed("POS", 4), fixed("HEI", 2),
                                      fixed("MDC", 2), fixed("MDA", 2), fixed("TYP", 1)};
inline constexpr item cat062_105{"105", shape::fixed, 8, 0, 0, limits::latitude_32};
inline constexpr item cat062_items[] = {fixed("010", 2),
                                        unused,
                                        fixed("015", 1),
                                        time_of_day("070"),
                                        cat062_105,
                                        fixed("100", 6),
                                        fixed("185", 4),
                                        fixed("210", 2),
                                        fixed("060", 2),
                                        fixed("245", 7),
                                        compound("380", cat062_380),
                                        fixed("040", 2),
                                        extended("080", 7),
                                        compound("290", cat062_290),
                                        fixed("200", 1),
                                        compound("295", cat062_295),
                                        fixed("136", 2),
                                        fixed("130", 2),
                                        fixed("135", 2),
                                        fixed("220", 2),
                                        compound("390", cat062_390),
                                        extended("270", 3),
                                        fixed("300", 1),
                                        compound("110", cat062_110),
                                        fixed("120", 2),
                                        extended("510", 0, 3, 3),
                                        compound("500", cat062_500),
                                        compound("340", cat062_340),
                                        unused,
                                        unused,
                                        unused,
                                        unused,
                                        unused,
                                        explicit_length("RE"),
                                        explicit_length("SP")};
inline constexpr profile cat062{62, "1.12 to 1.21", cat062_items};
} // namespace asterix
