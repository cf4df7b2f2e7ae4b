/* SPDX-License-Identifier: MIT */
/* qiki/truth.h - what really is: the bodies of the scenario and the zones they move in. */
#ifndef QIKI_TRUTH_H
#define QIKI_TRUTH_H
#include "base.h"

#define QIKI_REC_TRUTH UINT32_C(0x00010001)
#define QIKI_REC_ZONE  UINT32_C(0x00020001)

#define QIKI_IDENTITY_BYTES 16 /* callsign or ship's name; zero-filled, not terminated when full */

#define QIKI_CLASS_UNKNOWN  0u
#define QIKI_CLASS_AIRCRAFT 1u
#define QIKI_CLASS_ROTOR    2u
#define QIKI_CLASS_DRONE    3u
#define QIKI_CLASS_VESSEL   4u
#define QIKI_CLASS_GROUND   5u
#define QIKI_CLASS_CRAFT    6u /* spacecraft */
#define QIKI_CLASS_STATION  7u
#define QIKI_CLASS_DEBRIS   8u
#define QIKI_CLASS_BIRD     9u
#define QIKI_CLASS_BODY    10u /* planet, moon, asteroid */

#define QIKI_XPDR_NONE  0u
#define QIKI_XPDR_A     1u
#define QIKI_XPDR_C     2u
#define QIKI_XPDR_S     3u
#define QIKI_XPDR_ADSB  4u
#define QIKI_XPDR_AIS   5u
#define QIKI_XPDR_SPOOF 6u /* truth only: answers with an identity that is not its own */

#define QIKI_IFF_UNKNOWN 0u
#define QIKI_IFF_FRIEND  1u
#define QIKI_IFF_NEUTRAL 2u
#define QIKI_IFF_HOSTILE 3u

#define QIKI_TRUTH_HAS_RCS      (1u << 0)
#define QIKI_TRUTH_HAS_EMITTER  (1u << 1)
#define QIKI_TRUTH_HAS_ADDRESS  (1u << 2)
#define QIKI_TRUTH_HAS_MODE3A   (1u << 3)
#define QIKI_TRUTH_HAS_IDENTITY (1u << 4)
#define QIKI_TRUTH_HAS_ATTITUDE (1u << 5)
#define QIKI_TRUTH_HAS_RATE     (1u << 6)
#define QIKI_TRUTH_HAS_SIZE     (1u << 7)

#define QIKI_TRUTH_CREATED (1u << 0) /* first record of this entity */
#define QIKI_TRUTH_REMOVED (1u << 1) /* last one: the entity ends at t; a slower reader only sees it missing */
#define QIKI_TRUTH_DOCKED  (1u << 2)

typedef struct qiki_truth {
    uint64_t entity;       /* numbered by the host from 1; 0 is nobody */
    qiki_ns  t;
    uint32_t valid;        /* QIKI_TRUTH_HAS_... */
    uint32_t object_class; /* QIKI_CLASS_... */
    uint32_t address24;    /* ICAO 24-bit address, or MMSI */
    uint16_t mode3a;       /* 12 bits */
    uint16_t flags;        /* QIKI_TRUTH_... */
    uint8_t  label;
    uint8_t  transponder;  /* QIKI_XPDR_... */
    uint8_t  iff;          /* QIKI_IFF_... */
    uint8_t  reserved[5];
    char     identity[QIKI_IDENTITY_BYTES];
    double   size_m;       /* diameter of the enclosing sphere */
    double   rcs_dbsm;
    double   emitter_dbw;  /* radiated towards everybody: a jammer, or a beacon */
    double   emitter_hz;
    double   pos[3];       /* ENU m */
    double   vel[3];       /* ENU m/s */
    double   att[4];       /* unit quaternion w x y z, body to ENU */
    double   rate[3];      /* body axes, rad/s */
} qiki_truth;
QIKI_RECORD(qiki_truth, 192);

#define QIKI_SHAPE_SPHERE   0u /* half = radius, 0, 0 */
#define QIKI_SHAPE_CYLINDER 1u /* half = radius, 0, half height */
#define QIKI_SHAPE_BOX      2u

#define QIKI_ZONE_RADIATION 0u /* level in Sv/s */
#define QIKI_ZONE_THERMAL   1u /* level in W/m^2 */
#define QIKI_ZONE_NO_ENTRY  2u
#define QIKI_ZONE_CORRIDOR  3u
#define QIKI_ZONE_DOCKING   4u
#define QIKI_ZONE_SILENCE   5u /* no radio through it; level in dB */
#define QIKI_ZONE_CLUTTER   6u /* level in false contacts per m^2 and scan */
#define QIKI_ZONE_GRAVITY   7u /* level in m^3/s^2 */

typedef struct qiki_zone {
    uint64_t zone;         /* numbered by the host from 1 */
    uint64_t entity;       /* moves with it; 0: fixed */
    qiki_ns  t;
    uint32_t purpose;      /* QIKI_ZONE_... */
    uint32_t name;         /* text id, services/text.h */
    uint16_t flags;        /* QIKI_TRUTH_CREATED, QIKI_TRUTH_REMOVED */
    uint8_t  label;
    uint8_t  shape;        /* QIKI_SHAPE_... */
    uint8_t  reserved[4];
    double   center[3], half[3];
    double   att[4];       /* unit quaternion as in qiki_truth; a sphere may leave it +0 */
    double   level;        /* at the centre, unit by purpose */
    double   falloff_m;    /* level halves in this distance from the surface; 0: sharp edge */
} qiki_zone;
QIKI_RECORD(qiki_zone, 136);
#endif
