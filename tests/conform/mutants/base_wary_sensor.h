/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_wary_sensor.h - the sensor without a fault, which believes no record that breaks a rule. */
#include <qiki/check.h>
#define THERE(b) ((b) && !qiki_truth_flaw(b) && (b)->label == QIKI_LABEL_OK)
#include "base_sensor.h"
