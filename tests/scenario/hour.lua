-- SPDX-License-Identifier: MIT
-- hour.lua - a craft, its mind and twenty contacts, while an operator says anything to it and its sensors fail as they like: for
-- hour.sh, which wants no fault and the same digest twice.
local q = require "qiki"
local rules = require "qiki.rules"
local seconds = q.param { "seconds", default = 3600, min = 1, max = 1e5, help = "how long it lasts, s" }
local seed = q.param { "chance", default = 1, min = 1, max = 1e6, type = "integer", help = "of commands and faults" }

math.randomseed(seed)
local function any(least, most) return least + (most - least) * math.random() end
-- To a tenth of a second.
local function tenth(t) return math.floor(10 * t) / 10 end
local function one_of(list) return list[math.random(#list)] end

-- Pairs of begin and end, about as many a minute.
local function times(a_minute)
  local all, t = {}, 0
  while t < seconds do
    t = tenth(t + any(0.1, 120) / a_minute)
    all[#all + 1] = t
    t = tenth(t + any(0.2, 20))
    all[#all + 1] = t
  end
  return all
end
local function fails()
  return { dead = times(0.3), stuck = times(0.3), drift = times(0.3), burst = times(0.3), dropout = times(0.3) }
end

local function switch() return { math.random(0, 1) } end
local verbs = {
  ["rcs.fire"] = function() return { math.random(0, 7), any(-10, 120), any(0, 5) } end,
  ["rcs.stop"] = function() return {} end,
  velocity = function() return { any(-1.5, 1.5), any(-1.5, 1.5), any(-1.5, 1.5) } end,
  attitude = function() return { any(-7, 7), any(-2, 2), any(-4, 4) } end,
  speed = function() return { any(0, 2) } end,
  turn = function() return { any(-4, 4) } end,
  coast = function() return {} end,
  actuator = function() return { math.random(0, 12), math.random(0, 7), any(-100, 100), any(-1, 5) } end,
  ["power.dock"] = switch, ["power.nbl"] = switch, ["power.radar"] = switch,
  ["power.nbl.max"] = function() return { any(0, 200) } end,
  ["dock.engage"] = function() return { math.random(0, 3) } end,
  ["dock.release"] = function() return {} end,
  ["xpdr.mode"] = function() return { math.random(0, 5) } end,
}
local names = {}
for name in pairs(verbs) do names[#names + 1] = name end

local says, t = {}, 0
while t < seconds do
  local what = math.random(10)
  if what <= 7 then
    local verb = one_of(names)
    says[#says + 1] = q.at(t, { command = verb, to = "qiki", args = verbs[verb]() })
  elseif what == 8 then says[#says + 1] = q.at(t, { safe = "qiki", good = math.random() < 0.7 })
  elseif what == 9 then says[#says + 1] = q.at(t, { accept = "mind" })
  else says[#says + 1] = q.at(t, { reject = "mind" }) end
  t = tenth(t + any(0, 8))
end

local vehicles = {
  q.use "qiki.vehicle.craft" {
    id = "qiki", hold = true, propellant = 200, station = "station", station_port = { 0, 0, -10 }, station_axis = { 0, 0, -1 },
    battery = { capacity = 40e3, soc = 0.5 }, solar = { power = 90 },
  },
  q.use "qiki.vehicle.point" { id = "station", at = { 0, 0, 40 }, object_class = "station", rcs_dbsm = 14, size_m = 20 },
}
for k = 1, 20 do
  local answers = one_of { "none", "c", "s", "spoof" }
  vehicles[#vehicles + 1] = q.use "qiki.vehicle.point" {
    id = "contact" .. k, at = { any(-5e3, 5e3), any(-5e3, 5e3), any(-500, 500) }, velocity = { any(-5, 5), any(-5, 5), any(-0.2, 0.2) },
    rcs_dbsm = any(-5, 20), iff = one_of { "unknown", "friend", "hostile" }, transponder = answers,
    address24 = (answers == "s" or answers == "spoof") and 0x3C0000 + k or nil,
  }
end

local sensors = { q.use "qiki.sensor.thermal" { on = "qiki", channel = "temperature", fault = fails() } }
for _, kind in ipairs { "gnss", "imu", "lidar", "star_tracker", "magnetometer", "radiation", "proximity", "solar" } do
  sensors[#sensors + 1] = q.use("qiki.sensor." .. kind) { on = "qiki", fault = fails() }
end

return q.scenario {
  name = "hour", seed = seed, tick = 0.1, duration = seconds,
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
      id = "picture", from = { "echoes", "nose" }, rules = rules { { rcs = { max = 0 }, class = "drone" }, { answers = "stopped", iff = "foe" } },
    },
  },
  agents = {
    q.use "qiki.agent.core" { id = "mind", of = "qiki", from = "picture", policy = "policies/ship.lua", with = { mission = "dock" } },
    q.use "qiki.agent.core" { id = "second", of = "qiki", from = "picture", policy = "policies/core.lua", with = { look_every = 20 }, commands = false },
    q.use "qiki.agent.situations" { id = "around", of = "qiki", from = "picture" },
  },
  gate = { outrank = 5, confirm = { "second" }, stop = { qiki = "rcs.stop" }, lesser = { qiki = { velocity = "coast" } } },
  operator = says,
}
