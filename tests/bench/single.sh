#!/bin/sh
# SPDX-License-Identifier: MIT
# single.sh polar|rate|cartesian RUNS SEED DIR - a set of one target alone, for detections.lua and `qiki score --model`: in each run another
# path of nearly constant velocity (white acceleration), seen without a miss and without clutter. It tells whether a filter reaches the bound.
set -eu
[ $# = 4 ] || { echo "usage: $0 polar|rate|cartesian RUNS SEED DIR" >&2; exit 2; }
case $1 in polar | rate | cartesian) ;; *) echo "$0: expected polar, rate (polar with range rate) or cartesian, found '$1'" >&2; exit 2 ;; esac
mkdir -p "$4"
awk -v kind="$1" -v runs="$2" -v seed="$3" -v dir="$4" '
# Park, Miller 1988 (Communications of the ACM 31(10)), exact in doubles; normals by Box, Muller 1958.
function uniform() { state = (16807 * state) % 2147483647; return state / 2147483647 }
function normal() { return sqrt(-2 * log(uniform())) * cos(2 * pi * uniform()) }
BEGIN {
    pi = atan2(0, -1); state = 1 + seed % 2147483646; for (i = 0; i < 20; ++i) uniform()
    period = 4; q = 0.5; scans = 60; sigma_range = 30; sigma_bearing = 0.3 * pi / 180; sigma_xy = 30
    # Factor of q [[T^3/3, T^2/2], [T^2/2, T]].
    a = sqrt(q * period ^ 3 / 3); b = q * period ^ 2 / 2 / a; c = sqrt(q * period - b * b)
    rate = kind == "rate"; polar = rate || kind == "polar"; sigma_rate = 1
    plots = dir "/detections.csv"; truth = dir "/truth.csv"; meta = dir "/meta.json"
    print "run,scan,time_s," (polar ? "range_m,bearing_rad" : "x_m,y_m") (rate ? ",range_rate_mps" : "") > plots
    print "run,time_s,target_id,x_m,y_m,vx_mps,vy_mps" > truth
    for (run = 1; run <= runs; ++run) {
        x = 30000 + 500 * normal(); y = 40000 + 500 * normal()
        course = 2 * pi * uniform(); vx = 170 * sin(course); vy = 170 * cos(course)
        for (k = 0; k < scans; ++k) {
            if (k) {
                e = normal(); f = normal(); x += period * vx + a * e; vx += b * e + c * f
                e = normal(); f = normal(); y += period * vy + a * e; vy += b * e + c * f
            }
            printf "%d,%d,1,%.6f,%.6f,%.6f,%.6f\n", run, k * period, x, y, vx, vy > truth
            if (polar) {
                z0 = sqrt(x * x + y * y) + sigma_range * normal(); z1 = atan2(x, y) + sigma_bearing * normal()
                if (z1 < 0) z1 += 2 * pi
            } else { z0 = x + sigma_xy * normal(); z1 = y + sigma_xy * normal() }
            printf "%d,%d,%d,%.9f,%.12f", run, k, k * period, z0, z1 > plots
            if (rate) printf ",%.9f", (x * vx + y * vy) / sqrt(x * x + y * y) + sigma_rate * normal() > plots
            print "" > plots
        }
    }
    printf "{\"set\":\"single %s\",\"kind\":\"%s\",\"period_s\":%g,\"scans\":%d,\"runs\":%d,\"pd\":1,\"q_m2_s3\":%g,", kind, polar ? "polar" : kind, period, scans, runs, q > meta
    if (polar) printf "\"sigma_range_m\":%g,\"sigma_bearing_rad\":%.17g,\"min_range_m\":1000,\"max_range_m\":150000,\"clutter_density_per_m_rad\":1e-9,", sigma_range, sigma_bearing > meta
    if (rate) printf "\"sigma_range_rate_mps\":%g,", sigma_rate > meta
    if (!polar) printf "\"sigma_xy_m\":%g,\"clutter_density_per_m2\":1e-13,", sigma_xy > meta
    print "\"speed_mps\":[100,300]}" > meta
}'
