/* SPDX-License-Identifier: MIT */
/* qiki/sample.h - what an on-board sensor or a vehicle's telemetry says, and the table that names its channels. */
#ifndef QIKI_SAMPLE_H
#define QIKI_SAMPLE_H
#include "base.h"

#define QIKI_REC_SAMPLE UINT32_C(0x00090001)

#define QIKI_SENSE_OK       0u
#define QIKI_SENSE_DEGRADED 1u
#define QIKI_SENSE_FAILED   2u
#define QIKI_SENSE_OFF      3u
#define QIKI_SENSE_CALIBRATING 4u

typedef struct qiki_sample {
    uint64_t entity;       /* whose */
    qiki_ns  t;            /* when measured */
    uint32_t channel;      /* row of the producer's channel table */
    uint8_t  n;            /* values used in v; the rest is +0 */
    uint8_t  part;         /* a spectrum or scan wider than 4: v[i] is element part * 4 + i */
    uint8_t  label;
    uint8_t  status;       /* QIKI_SENSE_... of the device, apart from the belief in this value */
    double   trust;        /* 0 .. 1 */
    double   v[4];
} qiki_sample;
QIKI_RECORD(qiki_sample, 64);

/* Element of qiki_descriptor.channels. The plugin's, static; may grow. */
typedef struct qiki_channel {
    const char *name, *unit, *help;
    uint32_t width;        /* elements of one measurement */
    uint32_t flags;
    double   min, max;     /* outside: INVALID; min == max: unbounded */
} qiki_channel;
#endif
