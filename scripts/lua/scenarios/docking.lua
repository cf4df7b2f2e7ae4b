-- SPDX-License-Identifier: MIT
-- docking.lua - a craft decides by policies/ship.lua: it starts up, manoeuvres, approaches the station above it, is sure that it can
-- dock, docks, stays, and lets go.
--
-- Its mission is a procedure of four steps, each of which waits for its receipt; what happens moves the state machine on. The
-- craft begins 2 m below the station's port, with its forward bayonet up.
local q = require "qiki"

return q.scenario {
  name = "docking", seed = 7, tick = 0.1, duration = 60,

  vehicles = {
    q.use "qiki.vehicle.point" { id = "station", at = { 0, 0, 100 }, object_class = "station", rcs_dbsm = 12, size_m = 20 },
    q.use "qiki.vehicle.craft" {
      id = "qiki", at = { 0, 0, 86.8 }, hold = true,
      station = "station", station_port = { 0, 0, -10 }, station_axis = { 0, 0, -1 },
      rcs = { pulse = 0.005 }, -- valves quick enough to hold still for the latches
    },
  },

  sensors = {
    q.use "qiki.sensor.gnss" { id = "place", on = "qiki", rate = 5 },
    q.use "qiki.sensor.imu" { id = "motion", on = "qiki" },
  },

  agents = {
    q.use "qiki.agent.core" { id = "mind", of = "qiki", policy = "policies/ship.lua", with = { mission = "dock", stay = 40 } },
  },

  expect = {
    q.expect {
      events = {
        { "STATE_CHANGED", from = "mind", before = 2 }, -- SHIP_STARTUP to SHIP_IDLE
        { "PROCEDURE_STARTED", from = "mind" },
        { "STATE_CHANGED", from = "mind", before = 4 }, -- FLIGHT_MANEUVERING
        { "STATE_CHANGED", from = "mind" },             -- DOCKING_APPROACH
        { "STATE_CHANGED", from = "mind" },             -- DOCKING_ENGAGED
        { "DOCK_CAPTURED", from = "qiki" },
        { "DOCK_LOCKED", from = "qiki" },
        { "DOCK_RELEASED", from = "qiki" },
        { "STATE_CHANGED", from = "mind" },             -- SHIP_IDLE
      },
      absent = { { "PROCEDURE_ABORTED", from = "mind" }, { "SAFE_REQUEST", from = "mind" }, { "COLLISION", from = "qiki" } },
      name = "docks, and lets go",
    },
    q.expect { digest = "2f3739e567f8b0ea397bb26e905aa5b7", no_drops = true },
  },
}
