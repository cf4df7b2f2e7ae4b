-- SPDX-License-Identifier: MIT
-- qiki/numbers.lua - what units and places are given: numbers and lists of them, and what is said where they are not.
local host = require "qiki.host"
local numbers = {}

local function fail(level, who, expected, x, remedy)
  error("q." .. who .. ": expected " .. expected .. ", found " .. host.shown(x) .. (remedy or ""), level + 1)
end

-- Whether x is a number and not nan; `least`: no smaller one has a meaning.
local function good(x, least) return type(x) == "number" and x == x and not (least and x < least) end

local function wanted(expected, x, least)
  return least and type(x) == "number" and x < least and expected .. " from " .. host.shown(least) .. " on" or expected
end

-- The finite number, for a function `who` of the script's; errors are at the line that has called it.
function numbers.number(who, expected, x, least, remedy)
  if not good(x, least) or x - x ~= 0 then fail(3, who, wanted(expected, x, least), x, remedy) end
  return x
end

-- What `convert` makes of the one argument behind `who`: a number, or a list of them as a new list.
function numbers.each(who, convert, least, ...)
  local x, count = ..., select("#", ...)
  if count > 1 then
    error("q." .. who .. ": expected one number or one list, found " .. count .. " values; write q." .. who .. " { ... }", 2)
  end
  if type(x) == "number" then
    if not good(x, least) then fail(2, who, wanted("a number", x, least), x) end
    return convert(x)
  end
  -- What has a metatable and no elements is no list: q itself, q.null, q.iff.
  if type(x) ~= "table" or (getmetatable(x) ~= nil and rawlen(x) == 0) then
    fail(2, who, "a number or a list of numbers", x, type(x) == "string" and tonumber(x) and "; write it without quotes")
  end
  local out, n = {}, rawlen(x)
  for i = 1, n do
    if not good(x[i], least) then
      fail(2, who, wanted("numbers in the list", x[i], least), x[i], " as element " .. i)
    end
    out[i] = convert(x[i])
  end
  for key in pairs(x) do
    if math.type(key) ~= "integer" or key < 1 or key > n then fail(2, who, "a list of numbers", key, " as a key in it") end
  end
  return out
end

return numbers
