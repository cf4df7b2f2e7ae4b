-- SPDX-License-Identifier: MIT
-- qiki/meta.lua - a set's meta.json: what it says, each number checked when it is asked for, and what is said where it is wrong.
local q = require "qiki"
local host = require "qiki.host"

-- Limits of a number: { above = 0, least = 0, most = 1, below = 1 }, each as one likes.
local function within(x, l)
  return type(x) == "number" and x - x == 0 and not (l.above and x <= l.above) and not (l.least and x < l.least)
    and not (l.most and x > l.most) and not (l.below and x >= l.below)
end
local function words(l)
  local out = {}
  if l.above then out[#out + 1] = "above " .. l.above end
  if l.least then out[#out + 1] = "from " .. l.least .. " on" end
  if l.most then out[#out + 1] = "not above " .. l.most end
  if l.below then out[#out + 1] = "below " .. l.below end
  return #out > 0 and " " .. table.concat(out, " and ") or ""
end

-- Lists are shown whole: a list in place of a number, or the other way round, is what goes wrong.
local function shown(x)
  if type(x) ~= "table" or x == q.null then return host.shown(x) end
  local out = {}
  for i = 1, math.min(#x, 6) do out[i] = host.shown(x[i]) end
  return #x > 0 and "[" .. table.concat(out, ", ") .. (#x > 6 and ", ..." or "") .. "]" or host.shown(x)
end

return function(file)
  local all = q.json(file)
  if type(all) ~= "table" or all == q.null then error(file .. ": expected an object, found " .. shown(all)) end
  local meta = { all = all }

  function meta.wrong(key, expected, found) error(file .. ": " .. key .. ": expected " .. expected .. ", found " .. shown(found)) end

  -- The number of a key; it must be there.
  function meta.number(key, limits)
    if not within(all[key], limits) then meta.wrong(key, "a number" .. words(limits), all[key]) end
    return all[key]
  end
  -- The same, or nil where the key is absent.
  function meta.maybe(key, limits)
    if all[key] == nil then return nil end
    return meta.number(key, limits)
  end

  -- n numbers of `key` in `of`, an object of the file (the whole where it is nil).
  function meta.list(key, n, what, limits, of)
    local x = (of and all[of] or all)[key]
    local good = type(x) == "table" and x ~= q.null and #x == n
    for i = 1, good and n or 0 do good = good and within(x[i], limits) end
    if not good then meta.wrong(of and of .. "." .. key or key, what .. words(limits), x) end
    return x
  end
  -- { least, greatest }, or nil where the key is absent.
  function meta.between(key, limits)
    if all[key] == nil then return nil end
    local what = "[least, greatest], two numbers"
    local x = meta.list(key, 2, what, limits)
    if x[1] > x[2] then meta.wrong(key, what .. " in this order", x) end
    return x
  end
  return meta
end
