/* SPDX-License-Identifier: MIT */
/* qiki/radar.h - what a radar says: a frame (one scan or sector), its contacts, and the secret of their origin. */
#ifndef QIKI_RADAR_H
#define QIKI_RADAR_H
#include "truth.h"

#define QIKI_REC_FRAME   UINT32_C(0x00030001)
#define QIKI_REC_CONTACT UINT32_C(0x00040001)
#define QIKI_REC_ORIGIN  UINT32_C(0x00050001)

#define QIKI_AXES_ENU  0u /* bearing from north, elevation from the horizon of the platform */
#define QIKI_AXES_BODY 1u /* bearing from body x, clockwise seen from body z; elevation towards body z; turn by att */

#define QIKI_FRAME_COMPLETE (1u << 0) /* the whole sector was looked at: silence is a miss */
#define QIKI_FRAME_LATE     (1u << 1) /* t_to lies before the t_to of an earlier frame of this sensor */
#define QIKI_FRAME_NORTH    (1u << 2) /* the sector ends a revolution */

#define QIKI_FRAME_HAS_PLATFORM (1u << 0) /* pos, vel, att */
#define QIKI_FRAME_HAS_SECTOR   (1u << 1) /* bearing, elevation, range */
#define QIKI_FRAME_HAS_PD       (1u << 2)
#define QIKI_FRAME_HAS_CLUTTER  (1u << 3)
#define QIKI_FRAME_HAS_SIGMA    (1u << 4)

/* A reader orders frames by t_available, then t_to, source, sensor, seq. t_available lies in (t0, t1] of the tick that
 * brings the frame; t_from and t_to may lie any time before. */
typedef struct qiki_frame {
    uint64_t seq;          /* rises by one per frame of this source and sensor */
    qiki_ns  t_from, t_to; /* when it was looked at; every contact lies inside */
    qiki_ns  t_available;  /* when the reader could know: t_to plus processing and link */
    uint64_t platform;     /* entity that carries the antenna; 0: none or unknown */
    uint64_t first;        /* ordinal of its first contact, see qiki_view.first in port.h */
    uint32_t count;        /* contacts, consecutive from first */
    uint32_t source;       /* qiki_instance_info.index of the radar */
    uint16_t sensor;       /* SAC << 8 | SIC: one recording may hold several radars */
    uint8_t  clutter_kind; /* with HAS_CLUTTER: kind of the contacts that clutter_density counts; its space is that kind's z */
    uint8_t  axes;         /* QIKI_AXES_... */
    uint16_t flags;        /* QIKI_FRAME_... */
    uint8_t  valid;        /* QIKI_FRAME_HAS_... */
    uint8_t  label;
    double   pos[3], vel[3], att[4]; /* of the antenna at t_to; ENU */
    double   bearing[2], elevation[2], range[2]; /* limits; bearing[0] > bearing[1] wraps through north, equal ones are all around */
    double   pd;           /* of a target like the design one, inside the sector */
    double   clutter_density; /* false contacts per unit of z, all components that clutter_kind measures */
    double   sigma[4];     /* of z, for contacts without covariance */
} qiki_frame;
QIKI_RECORD(qiki_frame, 240);

/* z, and cov (upper triangle, row by row, of z): */
#define QIKI_POLAR        0u /* range m, bearing rad, elevation rad, range rate m/s (negative: closing) */
#define QIKI_ENU          1u /* east, north, up m, relative to the scenario's origin; z[3] unused */
#define QIKI_GEODETIC     2u /* WGS-84 latitude rad, longitude rad, height m; cov in ENU m^2 */
#define QIKI_BEARING_ONLY 3u /* z[0] unused, bearing rad, elevation rad; a jamming strobe or a passive sensor */

#define QIKI_CONTACT_HAS_Z(i)     (1u << (i))
#define QIKI_CONTACT_HAS_POSITION 7u /* z[0], z[1], z[2] */
#define QIKI_CONTACT_HAS_COV      (1u << 4)
#define QIKI_CONTACT_HAS_SNR      (1u << 5)
#define QIKI_CONTACT_HAS_RCS      (1u << 6)
#define QIKI_CONTACT_HAS_ADDRESS  (1u << 7)
#define QIKI_CONTACT_HAS_MODE3A   (1u << 8)
#define QIKI_CONTACT_HAS_HEIGHT   (1u << 9)
#define QIKI_CONTACT_HAS_IDENTITY (1u << 10)

#define QIKI_BAND_LR 0u
#define QIKI_BAND_SR 1u

#define QIKI_CODE_NOT_VALIDATED (1u << 0) /* V */
#define QIKI_CODE_GARBLED       (1u << 1) /* G */
#define QIKI_CODE_SMOOTHED      (1u << 2) /* L */

typedef struct qiki_contact {
    uint64_t id;           /* unique per source; never tells anything about its origin */
    qiki_ns  t;
    uint64_t frame;        /* seq of its frame */
    uint32_t valid;        /* QIKI_CONTACT_HAS_... */
    uint32_t address24;
    uint16_t mode3a;
    uint8_t  code_flags;   /* QIKI_CODE_... of mode3a */
    uint8_t  height_flags; /* QIKI_CODE_... of height_m */
    uint8_t  kind;         /* QIKI_POLAR ... */
    uint8_t  band;         /* QIKI_BAND_... */
    uint8_t  transponder;  /* QIKI_XPDR_... */
    uint8_t  label;
    char     identity[QIKI_IDENTITY_BYTES];
    double   z[4], cov[10];
    double   snr_db, rcs_dbsm;
    double   height_m;     /* by pressure, 1013.25 hPa */
} qiki_contact;
QIKI_RECORD(qiki_contact, 192);

#define QIKI_CAUSE_TARGET  0u
#define QIKI_CAUSE_NOISE   1u
#define QIKI_CAUSE_CLUTTER 2u
#define QIKI_CAUSE_JAMMING 3u
#define QIKI_CAUSE_GHOST   4u /* multipath, second time around, side lobe */

/* On its own port, which the host wires to scorers only: a tracker cannot cheat. */
typedef struct qiki_origin {
    uint64_t contact, entity; /* entity 0 unless cause is TARGET or GHOST */
    qiki_ns  t;
    uint32_t source;
    uint8_t  cause;        /* QIKI_CAUSE_... */
    uint8_t  label;
    uint8_t  reserved[2];
} qiki_origin;
QIKI_RECORD(qiki_origin, 32);
#endif
