/* SPDX-License-Identifier: MIT */
/* qiki/track.h - what a tracker believes: tracks, what they took, and by which motion they move. */
#ifndef QIKI_TRACK_H
#define QIKI_TRACK_H
#include "truth.h"

#define QIKI_REC_TRACK       UINT32_C(0x00060001)
#define QIKI_REC_ASSOC       UINT32_C(0x00070001)
#define QIKI_REC_TRACK_MODES UINT32_C(0x00080001)

#define QIKI_TRACK_TENTATIVE 0u
#define QIKI_TRACK_CONFIRMED 1u
#define QIKI_TRACK_COASTING  2u
#define QIKI_TRACK_ENDED     3u /* one last record; the id is never used again */

#define QIKI_TRACK_HAS_VELOCITY  (1u << 0)
#define QIKI_TRACK_HAS_COV       (1u << 1)
#define QIKI_TRACK_HAS_ADDRESS   (1u << 2)
#define QIKI_TRACK_HAS_MODE3A    (1u << 3)
#define QIKI_TRACK_HAS_HEIGHT    (1u << 4)
#define QIKI_TRACK_HAS_IDENTITY  (1u << 5)
#define QIKI_TRACK_HAS_EXISTENCE (1u << 6)
#define QIKI_TRACK_HAS_QUALITY   (1u << 7)

#define QIKI_TRACK_REFERENCE (1u << 0) /* from a tracker that others are measured against (CAT062, GPS log) */
#define QIKI_TRACK_FUSED     (1u << 1) /* made of tracks */
#define QIKI_TRACK_SPOOFED   (1u << 2) /* identity contradicts motion or a friend's */

/* A track port is a snapshot: at the end time of each frame set, every live track once, and those that ended; between
 * frames QIKI_OUT_KEEP. */
typedef struct qiki_track {
    uint64_t id;           /* unique per tracker, never reused, not 0 */
    qiki_ns  t;            /* of x and p */
    qiki_ns  t_update;     /* of the last contact used */
    qiki_ns  t_birth;      /* of the first; age = t - t_birth */
    uint32_t valid;        /* QIKI_TRACK_HAS_... */
    uint32_t hits, misses; /* scans with and without a contact; misses in a row */
    uint32_t object_class; /* QIKI_CLASS_... */
    uint32_t address24;
    uint16_t mode3a;
    uint16_t flags;        /* QIKI_TRACK_REFERENCE ... */
    uint8_t  status;       /* QIKI_TRACK_TENTATIVE ... */
    uint8_t  label;
    uint8_t  iff;          /* QIKI_IFF_... */
    uint8_t  transponder;  /* QIKI_XPDR_... */
    uint32_t state_dims;   /* 2 or 3: with 2, up and its rate are +0 in x and p */
    char     identity[QIKI_IDENTITY_BYTES];
    double   height_m;     /* by pressure */
    double   existence;    /* probability */
    double   quality;      /* 0 .. 1, the tracker's own */
    double   x[6];         /* ENU position m, velocity m/s */
    double   p[21];        /* covariance of x: upper triangle, row by row */
} qiki_track;
QIKI_RECORD(qiki_track, 320);

#define QIKI_ITEM_CONTACT 0u
#define QIKI_ITEM_TRACK   1u

#define QIKI_ASSOC_BIRTH  (1u << 0) /* the item started the track */
#define QIKI_ASSOC_HARD   (1u << 1) /* the only hypothesis kept */
#define QIKI_ASSOC_MERGED (1u << 2) /* the item is a track that ended in this one */

/* Why a track is where it is: one per item that moved it. Optional output; scoring and explanation read it. */
typedef struct qiki_assoc {
    uint64_t track, item;  /* item: contact id or track id, of source */
    qiki_ns  t;            /* of the item */
    double   weight;       /* probability, 1 for a hard decision */
    uint32_t source;       /* qiki_instance_info.index of whoever numbered item */
    uint16_t flags;        /* QIKI_ASSOC_... */
    uint8_t  kind;         /* QIKI_ITEM_... */
    uint8_t  label;
} qiki_assoc;
QIKI_RECORD(qiki_assoc, 40);

#define QIKI_MOTION_STILL 0u
#define QIKI_MOTION_CV    1u /* constant velocity */
#define QIKI_MOTION_CA    2u /* constant acceleration */
#define QIKI_MOTION_CT    3u /* coordinated turn */
#define QIKI_MOTION_ORBIT 4u

typedef struct qiki_track_modes {
    uint64_t track;
    qiki_ns  t;
    uint16_t count;        /* of model and probability */
    uint8_t  label;
    uint8_t  reserved[5];
    uint32_t model[6];     /* QIKI_MOTION_... */
    double   probability[6];
} qiki_track_modes;
QIKI_RECORD(qiki_track_modes, 96);
#endif
