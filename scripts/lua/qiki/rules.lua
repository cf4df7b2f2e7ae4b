-- SPDX-License-Identifier: MIT
-- qiki/rules.lua - the rows by which qiki.tracker.classify says whose side a track is on and what it is.
local host = require "qiki.host"

local sides = { unknown = 0, friend = 1, neutral = 2, hostile = 3, foe = 3 }
local kinds = {
  unknown = 0, aircraft = 1, rotor = 2, drone = 3, vessel = 4, ground = 5, craft = 6, ship = 6, station = 7, debris = 8,
  bird = 9, body = 10, asteroid = 10,
}
local replies = { yes = 0, no = 1, stopped = 2 }
local bits = { rcs = 1, speed = 2, answers = 4, address = 8, code = 16, identity = 32, twice = 64, changed = 128 }
local wide = 1e9 -- no limit

local function wrong(at, expected, x, remedy)
  error("rules: " .. at .. "expected " .. expected .. ", found " .. host.shown(x) .. (remedy or ""), 0)
end

local function word(at, words, x)
  if words[x] then return words[x] end
  local all = {}
  for name in pairs(words) do all[#all + 1] = name end
  wrong(at, "one of " .. table.concat(all, ", "), x, type(x) == "string" and host.did_you_mean(x, words) or nil)
end

local function number(at, what, x)
  if type(x) ~= "number" or x ~= x or x < -wide or x > wide then wrong(at, what, x) end
  return x
end

-- { least, most }, { min = , max = }, or both missing: anything.
local function limits(at, x)
  if x == nil then return -wide, wide end
  if type(x) ~= "table" then wrong(at, "{ least, most } or { min = ..., max = ... }", x) end
  for key in pairs(x) do
    if key ~= 1 and key ~= 2 and key ~= "min" and key ~= "max" then
      wrong(at, "{ least, most } or { min = ..., max = ... }", key, " as a key")
    end
  end
  local least, most = x.min or x[1], x.max or x[2]
  if least == nil and most == nil then wrong(at, "{ least, most } or { min = ..., max = ... }", x, " without either") end
  least, most = least and number(at, "a number", least) or -wide, most and number(at, "a number", most) or wide
  if least > most then wrong(at, "a least of at most " .. host.shown(most), least) end
  return least, most
end

local function whole(at, what, x, most)
  if type(x) ~= "number" or x ~= math.floor(x) or x < 0 or x > most then wrong(at, what, x) end
  return x
end

local function octal(at, x)
  local what, value, weight = "a mode 3/A code as it is written, 0000 to 7777", 0, 1
  local rest = whole(at, what, x, 9999)
  for _ = 1, 4 do
    if rest % 10 > 7 then wrong(at, what, x, ", which has a digit above 7") end
    value, rest, weight = value + rest % 10 * weight, rest // 10, weight * 8
  end
  return value
end

-- "ALLY-*" is what begins so, "ALLY-1" only that: six letters to a number, and how many count.
local function identity(at, x)
  if type(x) ~= "string" or x == "" then wrong(at, "a name, or the begin of one and a *", x) end
  local begin = x:match "^(.*)%*$"
  local text = begin or x
  if #text > 16 then wrong(at, "at most 16 letters", x) end
  if text:find("*", 1, true) then wrong(at, "a * at the end only", x) end
  local six = { 0, 0, 0 }
  for i = #text, 1, -1 do
    local k = (i - 1) // 6 + 1
    six[k] = six[k] * 256 + text:byte(i)
  end
  return six, begin and #text or 16
end

local known = {
  rcs = true, speed = true, answers = true, address = true, code = true, identity = true, twice = true, changed = true,
  iff = true, class = true, spoofed = true,
}

local function check_keys(at, row)
  for key in pairs(row) do
    if not known[key] then
      local meant = type(key) == "string" and host.did_you_mean(key, known) or ""
      wrong(at, "a condition (rcs, speed, answers, address, code, identity, twice, changed) or an outcome (iff, class, spoofed)",
        key, " as a key" .. meant)
    end
  end
  for _, flag in ipairs { "twice", "changed" } do
    if row[flag] ~= nil and row[flag] ~= true then wrong(at .. flag .. ": ", "true, or nothing", row[flag]) end
  end
  if row.spoofed ~= nil and type(row.spoofed) ~= "boolean" then wrong(at .. "spoofed: ", "true or false", row.spoofed) end
  if row.iff == nil and row.class == nil and row.spoofed == nil then
    wrong(at, "what follows: iff, class or spoofed", row, " without any")
  end
end

-- The numbers of one row for each of its addresses and codes.
local function append(out, n, row)
  local at = "row " .. n .. ": "
  if type(row) ~= "table" then wrong(at, "a table of conditions and outcomes", row) end
  check_keys(at, row)
  local when = 0
  for name, bit in pairs(bits) do
    if row[name] ~= nil then when = when + bit end
  end
  local rcs_least, rcs_most = limits(at .. "rcs: ", row.rcs)
  local slow, fast = limits(at .. "speed: ", row.speed)
  local answers = row.answers ~= nil and word(at .. "answers: ", replies, row.answers) or 0
  local six, letters = { 0, 0, 0 }, 0
  if row.identity ~= nil then six, letters = identity(at .. "identity: ", row.identity) end
  local iff = row.iff ~= nil and word(at .. "iff: ", sides, row.iff) or -1
  local class = row.class ~= nil and word(at .. "class: ", kinds, row.class) or -1
  local spoofed = row.spoofed == nil and -1 or row.spoofed and 1 or 0
  local function list(name)
    local x = row[name]
    if type(x) ~= "table" then return { x or 0 } end
    if #x == 0 then wrong(at .. name .. ": ", "one or a list of them", x) end
    return x
  end
  for _, address in ipairs(list "address") do
    address = whole(at .. "address: ", "a 24-bit address or MMSI, or a list of them", address, 999999999)
    for _, code in ipairs(list "code") do
      local numbers = {
        n, when, rcs_least, rcs_most, slow, fast, answers, address, octal(at .. "code: ", code), six[1], six[2], six[3],
        letters, iff, class, spoofed,
      }
      for i = 1, #numbers do out[#out + 1] = numbers[i] end
    end
  end
end

-- A list of rows to the parameter `rules`; an error is at the line that called.
---@class qiki.rules.Row conditions, all of which must hold, and what follows from them
---@field rcs? table { least, most } or { min = ..., max = ... }, dBsm, mean of the track's plots
---@field speed? table the same, m/s
---@field answers? "yes"|"no"|"stopped"
---@field address? integer|integer[] any of these
---@field code? integer|integer[] mode 3/A as written: 7000; any of these
---@field identity? string a name, or how it begins and a *
---@field twice? true another live track shows the same address
---@field changed? true it has shown another address before
---@field iff? "unknown"|"friend"|"neutral"|"hostile"|"foe"
---@field class? string
---@field spoofed? boolean
---@param ... qiki.rules.Row[] one list
---@return number[]
local function rules(...)
  local rows, count = ..., select("#", ...)
  if count ~= 1 or type(rows) ~= "table" then
    error("rules: expected one list of rows, rules { { ... }, ... }, found " .. (count == 1 and host.shown(rows) or count .. " values"), 2)
  end
  local out = {}
  for key in pairs(rows) do
    if math.type(key) ~= "integer" or key < 1 or key > #rows then
      error("rules: expected a list of rows, found the key " .. host.shown(key) .. "; each row is a table of its own", 2)
    end
  end
  for n, row in ipairs(rows) do
    local good, why = pcall(append, out, n, row)
    if not good then error(why, 2) end
  end
  return out
end

return rules
