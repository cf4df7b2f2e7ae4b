-- SPDX-License-Identifier: MIT
-- craft.lua - a small spacecraft rises to a station on its nozzles alone, docks there, and lives on its own battery.
--
-- It starts 4 m below the station's port with its forward bayonet up. A burn takes it there while short pulses hold its attitude; the
-- latches take hold, and 3 s later it is locked. A second craft with little charge sheds its radar meanwhile, and a third has a
-- core that is too hot.
local q = require "qiki"

return q.scenario {
  name = "craft", seed = 7, tick = 0.1, duration = 60,

  vehicles = {
    q.use "qiki.vehicle.point" { id = "station", at = { 0, 0, 100 }, object_class = "station", rcs_dbsm = 12, size_m = 20 },

    q.use "qiki.vehicle.craft" {
      id = "qiki", at = { 0, 0, 84.8 }, hold = true,
      station = "station", station_port = { 0, 0, -10 }, station_axis = { 0, 0, -1 }, engage = 0,
      rcs = { pulse = 0.005 }, -- valves quick enough to hold still for the latches
      -- Start, axis 4 up, share, duration.
      burns = { 2, 4, 0.15, 0.6 },
    },

    q.use "qiki.vehicle.craft" {
      id = "hungry", at = { 500, 0, 100 }, battery = { capacity = 2 * 3600, soc = 0.25 }, supercap = { capacity = 0 },
    },

    q.use "qiki.vehicle.craft" {
      id = "feverish", at = { -500, 0, 100 },
      thermal = { start = { q.celsius(95), q.celsius(25), q.celsius(20), q.celsius(20), q.celsius(-60), q.celsius(-50) } },
    },
  },

  expect = {
    q.expect {
      events = {
        { "DOCK_CAPTURED", from = "qiki" },
        { "DOCK_LOCKED", from = "qiki" },
      },
      absent = { { "COLLISION", from = "qiki" }, { "PROPELLANT_EMPTY", from = "qiki" } },
      name = "docked",
    },
    q.expect { events = { { "POWER_LOW", from = "hungry" }, { "LOADS_SHED", from = "hungry" } }, ordered = false },
    q.expect { events = { { "THERMAL_TRIP", from = "feverish" }, { "THERMAL_CLEAR", from = "feverish" } } },
    q.expect { metric = "qiki/dock_state", equals = 2 },
    q.expect { metric = "qiki/propellant", min = 10, max = 11.95 },
    q.expect { digest = "88ffaf20481bd293a73f71594dd6fac8", no_drops = true },
  },
}
