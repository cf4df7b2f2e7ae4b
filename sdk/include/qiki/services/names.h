/* SPDX-License-Identifier: MIT */
/* qiki/services/names.h - entities, verbs and instances by their names in the scenario. */
#ifndef QIKI_NAMES_H
#define QIKI_NAMES_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_NAMES_ID "qiki.names/1"

typedef struct qiki_names {
    qiki_head head;
    uint64_t (*entity)(const qiki_host *, const char *name); /* 0: nobody. [configure, reset] */
    /* Copies up to size bytes with the NUL; returns the length without it, 0 for an unknown entity. [any] */
    uint64_t (*name)(const qiki_host *, uint64_t entity, char *text, uint64_t size);
    /* Row of the verb table of the plugin that owns entity, for qiki_command.verb; -1: it has none of that name.
     * [configure, reset] */
    int32_t (*verb)(const qiki_host *, uint64_t entity, const char *name);
    /* The instance's name in the scenario, by qiki_instance_info.index; as name() does. [any] */
    uint64_t (*instance)(const qiki_host *, uint32_t index, char *text, uint64_t size);
    /* Row of the channel table of the instance with that index, for qiki_sample.channel: who reads samples knows by it which
     * are, say, a "position". -1: it has none of that name, or there is no such instance. [any] */
    int32_t (*channel)(const qiki_host *, uint32_t index, const char *name);
} qiki_names;
QIKI_EXTERN_C_END
#endif
