-- SPDX-License-Identifier: MIT
-- twin.lua - one craft with everything aboard among twenty contacts at 10 Hz: the size of a digital twin, for twin.sh to measure.
local q = require "qiki"
local rules = require "qiki.rules"

math.randomseed(20)
local function any(least, most) return least + (most - least) * math.random() end

local vehicles = { q.use "qiki.vehicle.craft" { id = "qiki", hold = true, solar = { power = 120 }, xpdr = "on" } }
for k = 1, 20 do
  local range, bearing, answers = any(500, 6000), any(0, 2 * math.pi), k % 3 == 0
  vehicles[#vehicles + 1] = q.use "qiki.vehicle.point" {
    id = "contact" .. k, at = q.polar(range, bearing, any(-300, 300)), velocity = { any(-0.5, 0.5), any(-0.5, 0.5), any(-0.05, 0.05) },
    rcs_dbsm = any(-2, 15), transponder = answers and "s" or "none", address24 = answers and 0x3C0000 + k or nil,
  }
end

local sensors = { q.use "qiki.sensor.thermal" { on = "qiki", channel = "temperature" } }
for _, kind in ipairs { "gnss", "imu", "lidar", "star_tracker", "magnetometer", "radiation", "proximity", "solar" } do
  sensors[#sensors + 1] = q.use("qiki.sensor." .. kind) { on = "qiki" }
end

return q.scenario {
  name = "twin", seed = 20, tick = 0.1, duration = 2000,
  vehicles = vehicles, sensors = sensors,
  radars = {
    q.use "qiki.radar.pulse" {
      id = "nose", on = "qiki", range = q.km(10), scan_period = 1, elevation = true, range_rate = true, snr_ref_db = 22, range_ref = q.km(8),
      resolution = 30, beamwidth = q.deg(2), beamwidth_elevation = q.deg(2), pfa = 1e-7,
    },
  },
  trackers = {
    q.use "qiki.tracker.gnn" { id = "echoes", from = { "nose" } },
    q.use "qiki.tracker.classify" {
      id = "picture", from = { "echoes", "nose" },
      rules = rules { { rcs = { min = 9 }, answers = "yes", class = "station" }, { rcs = { max = 1 }, class = "debris" }, { answers = "stopped", iff = "foe" } },
    },
  },
  agents = {
    q.use "qiki.agent.core" { id = "mind", of = "qiki", from = "picture", policy = "policies/ship.lua" },
    q.use "qiki.agent.situations" { id = "around", of = "qiki", from = "picture" },
  },
  -- Else it would not be what is measured.
  expect = {
    q.expect { tracks = "picture/confirmed", min = 18, max = 24 },
    q.expect { metric = "qiki/soc", min = 0.5 },
    q.expect { no_drops = true, no_late_frames = true },
  },
}
