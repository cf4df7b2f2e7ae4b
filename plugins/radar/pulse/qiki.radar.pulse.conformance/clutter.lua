-- SPDX-License-Identifier: MIT
-- clutter.lua - three targets in clutter, seen by a rotating and by a staring radar: what qiki.radar.pulse says, to the byte.
local q = require "qiki"
return q.scenario {
  name = "clutter", seed = 5, tick = 0.5, duration = 20,
  vehicles = {
    q.use "qiki.vehicle.point" { id = "near", at = { 2e3, 5e3, 500 }, velocity = { 0, -120, 0 } },
    q.use "qiki.vehicle.point" { id = "far", at = { -9e3, 2e3, 900 }, velocity = { 130, 20, 0 } },
    q.use "qiki.vehicle.point" { id = "high", at = { 1e3, -7e3, 6e3 }, velocity = { 80, 80, 0 }, transponder = "s", address24 = 4660 },
  },
  radars = {
    q.use "qiki.radar.pulse" { id = "turning", range = q.km(20), scan_period = 4, sectors = 4, clutter = 20 },
    q.use "qiki.radar.pulse" { id = "staring", range = q.km(20), scan_period = 0 },
  },
  expect = { q.expect { digest = "96169c20fedc1af23053e7fb245f28dc", no_drops = true, no_warnings = true } },
}
