/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/hostile_texts.c - one line of valid UTF-8 that turns the writing direction on a terminal. */
#define SUMMARY "A sound \xe2\x80\xaetracker"
#define NOTE QIKI_NOTE_TEXT(ID, KIND, "1.0.0", SUMMARY)
#define ID "org.example.sin"
#define HELP "hits until \xe2\x80\x8f it \xe2\x80\xa8 is confirmed"
#include "sound.h"
