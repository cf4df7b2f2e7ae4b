-- SPDX-License-Identifier: MIT
-- hour.lua - a craft, its mind and twenty contacts, while an operator says anything to everybody and its sensors fail as they like:
-- for hour.sh, which wants no fault and the same digest twice.
local q = require "qiki"
local rules = require "qiki.rules"
local seconds = q.param { "seconds", default = 3600, min = 1, max = 1e5, help = "how long it lasts, s" }
local seed = q.param { "chance", default = 1, min = 1, max = 1e6, type = "integer", help = "of commands and faults" }

math.randomseed(seed)
local function any(least, most) return least + (most - least) * math.random() end
-- To a tenth of a second.
local function tenth(t) return math.floor(10 * t) / 10 end
local function one_of(list) return list[math.random(#list)] end

-- Sensors fail in a third of the time, so that there are times without a fault as well, in which SAFE_MODE ends and orders count.
local span = math.min(180, seconds)
local function fails_at(t) return t % span < span / 3 end
-- Pairs of begin and end, of about `length` seconds each.
local function times(length)
  local all, t = {}, 0
  while t < seconds do
    t = tenth(t + any(0.2, span / 2))
    if fails_at(t) then
      all[#all + 1] = t
      t = tenth(t + any(0.2, length))
      all[#all + 1] = t
    end
  end
  return all
end
-- Every way to fail there is, each at its own times and as badly as it may.
local function failing(more)
  local p = {
    on = "qiki", self_check = math.random() < 0.5,
    fault = {
      dead = times(20), stuck = times(20), drift = times(20), burst = times(20), dropout = times(20),
      drift_rate = any(-5, 5) * math.pow(10, math.random(-4, 6)), lost = math.random(), louder = math.pow(10, any(0, 6)),
    },
  }
  for k, v in pairs(more or {}) do p[k] = v end
  return p
end

local function switch() return { math.random(0, 1) } end
local function any_velocity() return { any(-1.5, 1.5), any(-1.5, 1.5), any(-1.5, 1.5) } end
local of_craft = {
  ["rcs.fire"] = function() return { math.random(0, 7), any(-10, 120), any(0, 5) } end,
  ["rcs.stop"] = function() return {} end,
  velocity = any_velocity,
  attitude = function() return { any(-7, 7), any(-2, 2), any(-4, 4) } end,
  speed = function() return { any(0, 2) } end,
  turn = function() return { any(-4, 4) } end,
  coast = function() return {} end,
  actuator = function() return { math.random(0, 12), math.random(0, 7), any(-100, 100), any(-1, 5) } end,
  ["power.dock"] = switch, ["power.nbl"] = switch,
  -- Off it stays off in SAFE_MODE, which for lack of tracks the craft then does not leave.
  ["power.radar"] = function(t) return { t < 0.75 * seconds and 1 or math.random(0, 1) } end,
  ["power.nbl.max"] = function() return { any(0, 200) } end,
  ["dock.engage"] = function() return { math.random(0, 3) } end,
  ["dock.release"] = function() return {} end,
  ["xpdr.mode"] = function() return { math.random(0, 5) } end,
}
local of_point = {
  velocity = any_velocity, heading = function() return { any(-7, 7) } end, turn = of_craft.turn, speed = function() return { any(0, 30) } end,
}
local function names_of(verbs)
  local all = {}
  for name in pairs(verbs) do all[#all + 1] = name end
  return all
end
local craft_names, point_names = names_of(of_craft), names_of(of_point)

-- Arguments that nobody should say: beyond every limit, just beside it, between two switches. What is not a number is refused before a run.
local worst = { 1e308, -1e308, 1e-320, 256, -1, 9007199254740992, 0.5 }
local function something(t)
  local mine = math.random(5) > 1
  local verb = one_of(mine and craft_names or point_names)
  local args = (mine and of_craft or of_point)[verb](t)
  if #args > 0 and math.random(5) == 1 then args[math.random(#args)] = one_of(worst) end
  return { command = verb, to = mine and "qiki" or one_of { "station", "contact" .. math.random(20) }, args = args }
end

local says, t, approved = {}, 0, 0
local reasons = { "BIOS_UNAVAILABLE", "BIOS_INVALID", "SENSORS_UNAVAILABLE", "SENSORS_STALE", "ACTUATOR_UNAVAILABLE", "PROVIDER_UNAVAILABLE", "UNKNOWN" }
local ways = { -- of saying something, each as often as it stands here
  something, something, something, something, something,
  function(t) -- SAFE_MODE, and three good cycles, now and then with a bad one between
    for k = 1, 3 do
      says[#says + 1] = q.at(t + 2 * k, math.random(9) > 1 and { safe = "qiki", good = true } or { safe = "qiki", because = one_of(reasons) })
    end
    return { safe = "qiki", because = one_of(reasons) }
  end,
  function() return { accept = one_of { "mind", "second", "mind/" .. math.random(50) } } end,
  function() return { reject = one_of { "mind", "second", "second/" .. math.random(50) } } end,
  function(t) -- approved now; published at once, changed, a second time, or never
    local what = something(t)
    approved = approved + 1
    what.approve = "order " .. approved
    for k = 1, math.random(0, 2) do
      local publish = { publish = what.approve }
      if math.random(3) == 1 then publish.command, publish.to, publish.args = "rcs.fire", "qiki", { 0, 100, 5 } end
      says[#says + 1] = q.at(t + k / 10, publish)
    end
    return what
  end,
}
while t < seconds do
  local what = one_of(ways)(t) -- may say more by itself
  says[#says + 1] = q.at(t, what)
  t = tenth(t + any(0, 4))
end

local vehicles = {
  q.use "qiki.vehicle.craft" {
    id = "qiki", hold = true, propellant = 200, station = "station", station_port = { 0, 0, -10 }, station_axis = { 0, 0, -1 },
    battery = { capacity = 40e3, soc = any(0.3, 1) }, solar = { power = 140 },
  },
  q.use "qiki.vehicle.point" { id = "station", at = { 0, 0, 40 }, object_class = "station", rcs_dbsm = 14, size_m = 20 },
  q.use "qiki.vehicle.point" {
    id = "jammer", at = { 0, 8000, 0 }, start = seconds / 4, stop = seconds / 2, rcs_dbsm = -20, emitter_hz = 3e9, emitter_dbw = any(-20, 20),
  },
}
for k = 1, 20 do
  local answers = one_of { "none", "c", "s", "spoof" }
  vehicles[#vehicles + 1] = q.use "qiki.vehicle.point" {
    id = "contact" .. k, at = { any(-5e3, 5e3), any(-5e3, 5e3), any(-500, 500) }, velocity = { any(-5, 5), any(-5, 5), any(-0.2, 0.2) },
    rcs_dbsm = any(-5, 20), iff = one_of { "unknown", "friend", "hostile" }, transponder = answers,
    address24 = (answers == "s" or answers == "spoof") and 0x3C0000 + k or nil,
    start = k % 4 == 0 and any(0, seconds / 2) or 0, stop = k % 5 == 0 and any(seconds / 2, seconds) or 0,
  }
end

local sensors = {
  q.use "qiki.sensor.thermal"(failing { channel = "temperature" }),
  q.use "qiki.sensor.gnss"(failing { outages = times(10), on_outage = one_of { "none", "hold", "predict" } }),
  q.use "qiki.sensor.imu"(failing { outages = times(10), on_outage = one_of { "none", "hold" } }),
}
for _, kind in ipairs { "lidar", "star_tracker", "magnetometer", "radiation", "proximity", "solar" } do
  sensors[#sensors + 1] = q.use("qiki.sensor." .. kind)(failing())
end

-- In an hour all of it has come about.
local expect = {}
if seconds >= 3600 then
  for _, reason in ipairs { "ARGUMENT_OUT_OF_LIMITS", "VERB_NOT_IN_SAFE_MODE", "CMD_SPOOF_MISMATCH", "CMD_REPLAYED" } do
    expect[#expect + 1] = q.expect { events = { { reason } } }
  end
  for _, code in ipairs { "SAFE_MODE_ENTER", "SAFE_MODE_EXIT", "SENSOR_FAILED", "PROPOSAL_NOT_OPEN" } do
    expect[#expect + 1] = q.expect { events = { { code } } }
  end
  expect[#expect + 1] = q.expect { metric = "qiki/commands_done", min = 50, name = "orders count" }
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
  operator = says, expect = expect,
}
