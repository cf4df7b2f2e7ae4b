#!/bin/sh
# SPDX-License-Identifier: MIT
# known.sh SET TRACKS.csv NTH OUT.csv - what is left to association: tracks of a Kalman filter that is told which plot of a polar set of one
# run is whose, but not who is there. At the first scan it reports what TRACKS.csv of a tracker does, a target that was not seen then from its
# NTH plot on, and nobody who was missed twice in a row. `qiki score OUT.csv` judges it.
set -eu
[ $# = 4 ] || { echo "usage: $0 SET TRACKS.csv NTH OUT.csv" >&2; exit 2; }
for f in detections.csv.gz detections_truth.csv.gz meta.json; do [ -r "$1/$f" ] || { echo "$0: expected $1/$f, found none" >&2; exit 2; }; done
[ -r "$2" ] || { echo "$0: expected the tracks of a tracker, found no $2" >&2; exit 2; }
case $3 in [1-9]) ;; *) echo "$0: expected NTH of 1 to 9, found '$3'" >&2; exit 2 ;; esac
key() { v=$(tr -d ' \n' < "$1/meta.json" | sed -n "s/.*\"$2\":\([-+0-9.eE]*\).*/\1/p"); [ -n "$v" ] || { echo "$0: $1/meta.json: expected a number \"$2\"" >&2; exit 2; }; echo "$v"; }
period=$(key "$1" period_s) q=$(key "$1" q_m2_s3) sr=$(key "$1" sigma_range_m) sb=$(key "$1" sigma_bearing_rad) scans=$(key "$1" scans)
{ echo time_s,track_id,x_m,y_m
  awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) at[$i] = i; next }
    $at["time_s"] == 0 && ($at["status"] == "confirmed" || $at["status"] == "coasting") { print "0,first" $at["track_id"] "," $at["x_m"] "," $at["y_m"] }' "$2"
  { zcat "$1/detections_truth.csv.gz"; echo plots; zcat "$1/detections.csv.gz"; } | awk -F, -v T="$period" -v q="$q" -v sr="$sr" -v sb="$sb" -v scans="$scans" -v nth="$3" '
    function predict(   i) { # by F = [1 T; 0 1] on each axis
        x[1] += T * x[2]; x[3] += T * x[4]
        for (i = 1; i <= 4; ++i) { P[1, i] += T * P[2, i]; P[3, i] += T * P[4, i] }
        for (i = 1; i <= 4; ++i) { P[i, 1] += T * P[i, 2]; P[i, 3] += T * P[i, 4] }
        for (i = 1; i <= 3; i += 2) { P[i, i] += q * T ^ 3 / 3; P[i, i + 1] += q * T * T / 2; P[i + 1, i] += q * T * T / 2; P[i + 1, i + 1] += q * T }
    }
    function update(e, n, ee, en, nn,   a, b, d, i, j, k1, k2) { # a plot in east and north with its covariance
        a = P[1, 1] + ee; b = P[1, 3] + en; d = P[3, 3] + nn
        e -= x[1]; n -= x[3]
        for (i = 1; i <= 4; ++i) { h1[i] = P[i, 1]; h2[i] = P[i, 3] }
        for (i = 1; i <= 4; ++i) {
            k1 = (h1[i] * d - h2[i] * b) / (a * d - b * b); k2 = (h2[i] * a - h1[i] * b) / (a * d - b * b)
            x[i] += k1 * e + k2 * n
            for (j = 1; j <= 4; ++j) P[i, j] -= k1 * h1[j] + k2 * h2[j]
        }
    }
    $1 == "plots" { plots = 1; next }
    /row|scan/ { for (i = 1; i <= NF; ++i) at[$i] = i; next }
    !plots { of[$1] = $2; next }
    of[row++] != -1 { i = of[row - 1]; k = $at["scan"]; r[i, k] = $at["range_m"]; b[i, k] = $at["bearing_rad"]; ids[i] = 1 }
    END {
        for (i in ids) {
            seen = missed = 0; split("", P)
            for (k = 0; k < scans; ++k) {
                if (seen) predict()
                if ((i, k) in r) {
                    s = sin(b[i, k]); c = cos(b[i, k]); along = sr * sr; across = (sb * r[i, k]) ^ 2; missed = 0
                    ee = s * s * along + c * c * across; en = s * c * (along - across); nn = c * c * along + s * s * across
                    if (seen++) update(r[i, k] * s, r[i, k] * c, ee, en, nn)
                    else { x[1] = r[i, k] * s; x[3] = r[i, k] * c; x[2] = x[4] = 0
                        for (j = 1; j <= 4; ++j) for (l = 1; l <= 4; ++l) P[j, l] = 0
                        P[1, 1] = ee; P[1, 3] = P[3, 1] = en; P[3, 3] = nn; P[2, 2] = P[4, 4] = 150 ^ 2 }
                } else ++missed
                if (k && seen && missed < 2 && ((i, 0) in r || seen >= nth)) printf "%g,%s,%.4f,%.4f\n", k * T, i, x[1], x[3]
            }
        }
    }'; } > "$4.part"
mv "$4.part" "$4"
