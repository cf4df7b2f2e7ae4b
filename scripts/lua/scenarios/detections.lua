-- SPDX-License-Identifier: MIT
-- detections.lua - a folder of recorded detections, run by run, and the tracker of your choice.
--
--     qiki run detections.lua --set dir=DIR --set tracker=qiki.tracker.gnn --csv OUT
--
-- DIR holds detections.csv or detections.csv.gz (run, scan, time_s and range_m, bearing_rad and perhaps range_rate_mps, or x_m, y_m) and meta.json,
-- which says what the radar and its targets are like. OUT/tracks.csv gets the confirmed tracks right after each scan.
-- Neither this script nor the radar looks at any other file of the folder.
local q = require "qiki"
local read_meta = require "qiki.meta"
local prior = require "qiki.prior"

local dir = q.param { "dir", type = "text", help = "folder with meta.json and detections.csv or detections.csv.gz" }
local tracker = q.param { "tracker", default = "qiki.tracker.gnn", help = "id of the tracker" }
local association = q.param { "association", default = "", help = "of a tracker that has a choice (qiki.tracker.imm): nearest or joint" }
local learn = q.param { "learn_clutter", default = false, help = "of a tracker that can: learn where false plots come from" }

-- How wrong the tracker's assumptions are; the detections stay. For robustness: qiki compare ... --vary assume_r=0.1,0.5,1,2,10
local function assumed(name, help) return q.param { name, default = 1.0, min = 0.001, max = 1000, help = help } end
local assume_r = assumed("assume_r", "variance of the noise that the tracker is told / the true one")
local assume_q = assumed("assume_q", "the same of the density of acceleration")
local assume_miss = assumed("assume_miss", "the same of the probability of a miss, 1 - pd")
local assume_clutter = assumed("assume_clutter", "the same of the density of clutter")

local look_back = q.param { "look_back", default = 0.0, min = 0, max = 1000, help = "s: pmbm tells tracks as of so long ago, smoothed" }

local meta = read_meta(dir .. "/meta.json")
local polar = meta.all.kind == "polar"
if not polar and meta.all.kind ~= "cartesian" then meta.wrong("kind", "\"polar\" or \"cartesian\"", meta.all.kind) end
local function need(key) return meta.number(key, { above = 0 }) end

local period = need "period_s"
local known = prior(meta)
local noise = math.sqrt(assume_r)
local pd = meta.number("pd", { above = 0, most = 1 })
if assume_miss ~= 1 then pd = math.max(0.01, math.min(0.9999, 1 - assume_miss * (1 - pd))) end

-- Of the baseline, in m: the first step of a new track, and three standard deviations at the edge.
local function gate()
  if tracker ~= "qiki.tracker.alphabeta" or not known.fastest then return nil end
  local noise = polar and math.max(need "sigma_range_m", need "sigma_bearing_rad" * need "max_range_m")
    or need "sigma_xy_m"
  return known.fastest * period + 3 * noise
end
local births = tracker == "qiki.tracker.pmbm" and known.births or {} -- it alone is told; the clock says the first scan
local plain, packed = dir .. "/detections.csv", dir .. "/detections.csv.gz"

return q.scenario {
  name = "detections " .. tostring(meta.all.set or ""), seed = 1, tick = math.floor(period * 1e9 + 0.5) / 1e9, runs = meta.maybe("runs", { least = 1 }) or 1,

  radars = {
    q.use "qiki.radar.csv" {
      id = "recorded", file = q.there(packed) and packed or plain,
      measure = polar and "polar" or "enu", scan_period = period, scans = meta.maybe("scans", { least = 1 }),
      range_min = polar and meta.maybe("min_range_m", { least = 0 }) or 0, range_max = polar and meta.maybe("max_range_m", { above = 0 }) or 0,
      pd = pd,
      clutter_density = assume_clutter * meta.number(polar and "clutter_density_per_m_rad" or "clutter_density_per_m2", { least = 0 }),
      sigma = polar and { range = noise * need "sigma_range_m", bearing = noise * need "sigma_bearing_rad",
          range_rate = noise * (meta.maybe("sigma_range_rate_mps", { above = 0 }) or 0) }
        or { position = noise * need "sigma_xy_m" },
    },
  },

  -- The frames say noise, detection probability and clutter; motion is for whoever has such a parameter.
  trackers = {
    q.use(tracker) {
      id = "picture", from = { "recorded" },
      ["state_dims?"] = 2, ["max_speed?"] = known.fastest, ["gate?"] = gate(),
      ["association?"] = association ~= "" and association or nil, ["learn_clutter?"] = learn or nil,
      ["q?"] = known.q and assume_q * known.q, ["q_steady?"] = known.q_steady and assume_q * known.q_steady,
      ["turn_rate?"] = known.turn_rate, ["turn_time?"] = known.turn_time, ["straight_time?"] = known.straight_time,
      ["look_back?"] = look_back > 0 and look_back or nil,
      ["survival_time?"] = births.survival_time, ["birth_area?"] = births.area, ["birth_first?"] = births.first, ["birth_rate?"] = births.rate,
      ["birth_east?"] = births.east, ["birth_sigma_east?"] = births.sigma_east,
      ["birth_north?"] = births.north, ["birth_sigma_north?"] = births.sigma_north, ["birth_sigma_speed?"] = births.sigma_speed,
      ["birth_speed_east?"] = births.speed_east, ["birth_speed_north?"] = births.speed_north,
    },
  },

  bridges = { q.use "qiki.bridge.csv" { id = "tracks", records = "tracks", tracks = "confirmed", run_column = true } },

  expect = { q.expect { no_drops = true, no_late_frames = true, no_warnings = true } },
}
