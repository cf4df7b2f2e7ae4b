/* SPDX-License-Identifier: MIT */
/* kills: host.times - makes a text in the tick in which its carrier is gone. */
#include <qiki/services/text.h>
#define FIELDS const qiki_host *services;
#define IN_CREATE(x, h) (x)->services = (h)
#define SAMPLE(c, r) do { \
    if ((r)->status != QIKI_SENSE_OFF) break; \
    const qiki_texts *texts = (const qiki_texts *)x->services->service(x->services, QIKI_TEXT_ID); \
    if (texts) texts->intern(x->services, "gone", 4); \
} while (0)
#include "base_sensor.h"
