-- SPDX-License-Identifier: MIT
-- barcelona.lua - one hour of a real approach radar, tracked blind and scored against the addresses nobody told.
--
--     qiki run barcelona.lua --set file=hour.ast
--     qiki run barcelona.lua --set file=hour.ast --set drop=0.3 --set false_per_turn=20
--
-- The tracker gets time, range and azimuth of each plot, and nothing else: no address, code, callsign, level, nor what
-- the radar's own tracker made of it. Afterwards qiki.bridge.identity, which alone may know whose plots they were,
-- says how well the tracks kept to the aircraft that fly. `drop` loses a share of the plots and `false_per_turn` adds
-- false ones, the same ones in every run.
local q = require "qiki"

local file = q.param { "file", type = "text", help = "recording of one radar with Mode S, in any framing" }
local origin = q.param {
  "origin", default = { 41.30070, 2.10206, 27.0 }, help = "degrees, degrees and metres; where the radar stands",
}
local tracker = q.param { "tracker", default = "qiki.tracker.gnn", help = "id of the tracker" }
local drop = q.param { "drop", default = 0.0, min = 0, max = 1, help = "share of the plots that is lost" }
local false_per_turn = q.param { "false_per_turn", default = 0, min = 0, help = "false plots added every 4 s" }
local draw = q.param { "draw", default = 0, min = 0, max = 65535, help = "another choice of those that are lost and added" }
local level = q.param { "level", default = false, help = "tell the tracker the pressure height, too" }
local ground = q.param { "ground", default = false, help = "score what is on the ground, too" }
local demand = q.param {
  "demand", default = "none", choices = { "none", "plain", "half", "hardened", "flooded" },
  help = "fail when the marks are below what this hour allows: as recorded, with half of it lost, made harder, or flooded",
}

-- Of the hour of 2 May 2023 (LEBL); docs/tracking.md has the table. purity, completeness: at least; the
-- others: at most.
local limits = {
  plain = { purity = 0.998, fragmentation = 1.131, completeness = 0.958, swaps = 1, false_tracks = 0 },
  half = { purity = 0.998, fragmentation = 1.25, completeness = 0.93, swaps = 12, false_tracks = 0 },
  hardened = { purity = 0.99, fragmentation = 1.25, completeness = 0.93, swaps = 9, false_tracks = 0 },
  flooded = { purity = 0.99, fragmentation = 1.25, completeness = 0.93, swaps = 9, false_tracks = 9 },
}
local expect = { q.expect { no_drops = true } }
for name, limit in pairs(limits[demand] or {}) do
  local least = name == "purity" or name == "completeness"
  table.insert(expect, q.expect { metric = "marks/" .. name, min = least and limit or nil, max = not least and limit or nil })
end

return q.scenario {
  name = "barcelona", seed = 1, tick = 0.25, origin = origin,

  -- Steady flights and a fixed transponder show one range step of noise and hundredths of a degree; reflections and
  -- replies of few hits, in the hills north of the airport, are off by degrees.
  radars = {
    q.use "qiki.radar.asterix" {
      id = "replay", file = file, tell = level and "level" or "place", origins = ground and "all" or "airborne",
      drop = drop, false_per_turn = false_per_turn, draw = draw, sigma = { range = 8, azimuth = 0.0005 },
    },
  },

  -- Turns of 3 degrees/s at approach speed; fades that last, so that a memory of a minute is of use; none of it for what
  -- taxies, or its tracks live on the apron until somebody departs; confirmation that false plots seldom give by chance.
  trackers = {
    q.use(tracker) {
      id = "picture", from = { "replay" },
      ["use_identity?"] = false, ["state_dims?"] = level and 3 or 2,
      ["q?"] = 73, ["max_speed?"] = 250, ["clutter_density?"] = 6e-10, ["birth_share?"] = 0.5,
      ["outlier_share?"] = 0.02, ["outlier_factor?"] = 40, ["pd?"] = 0.87, ["pd_faded?"] = 0.3,
      ["confirm_existence?"] = 0.9, ["confirm_hits?"] = 4, ["confirm_window?"] = 6, ["drop_misses_tentative?"] = 4,
      ["drop_misses?"] = 14, ["slow_speed?"] = 10, ["drop_misses_slow?"] = 2,
    },
  },

  bridges = { q.use "qiki.bridge.identity" { id = "marks", from = { "replay", "picture" } } },

  expect = expect,
}
