/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/changes_folder.c - changes directory, umask and locale while it is loaded. */
#define ID "org.example.folder"
#include <sys/stat.h>
#include <unistd.h>
__attribute__((constructor)) static void move(void) {
    umask(0);
    if (chdir("/") != 0) _exit(1);
}
#include "sound.h"
