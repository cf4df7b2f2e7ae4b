/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/two.c - no sin: two plugins in one file. */
#define ID "org.example.first"
#define ENTRY only_one
#define WITHOUT_NOTE
#include "sound.h"
static qiki_descriptor second;
static const qiki_descriptor *describe_both(uint32_t i) {
    second = about;
    second.id = "org.example.second";
    return i == 0 ? &about : i == 1 ? &second : NULL;
}
const qiki_entry qiki_plugin = {"QIKIPLG", 1, 0, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe_both};
QIKI_NOTE(QIKI_NOTE_TEXT(ID, KIND, "1.0.0", SUMMARY) "id=org.example.second\nkind=" KIND "\nversion=1.0.0\nsummary=" SUMMARY "\nneeds=qiki.log/1\n");
