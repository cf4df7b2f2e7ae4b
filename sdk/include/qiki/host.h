/* SPDX-License-Identifier: MIT */
/* qiki/host.h - what the host gives at birth: services by id, and who this instance is. */
#ifndef QIKI_HOST_H
#define QIKI_HOST_H
#include "base.h"
QIKI_EXTERN_C_BEGIN

/* The host's; valid until destroy() returns. One per instance: a service knows by it who calls. Services copy in and
 * out and keep no pointer of the plugin's; callbacks run only during the call. So a plugin works unchanged in a child
 * process that shares the record buffers. */
typedef struct qiki_host {
    qiki_head head;
    const char *name, *version;
    void *ctx;           /* the host's own */
    /* A table of services/, or NULL when the host has no such service: live with it, or fail create() or
     * configure() with QIKI_E_UNSUPPORTED. The table is the host's, valid until destroy() returns. [any] */
    const void *(*service)(const struct qiki_host *, const char *id);
} qiki_host;

/* The host's; valid until destroy() returns. */
typedef struct qiki_instance_info {
    qiki_head head;
    const char *name;      /* as in the scenario, unique in the run: "nose" */
    const char *plugin_id; /* "qiki.radar.pulse" */
    uint32_t index;        /* names this instance in records and views; fixed for the run */
    uint32_t generation;   /* 0; rises by one with each swap */
    uint64_t rng_key;      /* of (seed, name), for random.h */
    qiki_ns  period;       /* of tick(); 0: every host tick */
    qiki_ns  epoch_utc;    /* ns since 1970-01-01T00:00:00Z, without leap seconds, at t = 0 */
    double   origin[3];    /* WGS-84 latitude rad, longitude rad, height m of ENU (0, 0, 0) */
    uint64_t self_entity;  /* vehicles: the one it moves; with an integer parameter "count", the first of so many; else 0 */
    uint64_t host_entity;  /* "on=" of sensors and radars, "of=" of agents; 0: fixed to the ground */
} qiki_instance_info;
QIKI_EXTERN_C_END
#endif
