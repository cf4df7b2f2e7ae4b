-- SPDX-License-Identifier: MIT
-- qiki/json.lua - JSON (RFC 8259) from a file the user pointed the script at: q.json, q.null.
local host = require "qiki.host"
local json = {}

-- Stands for null, which a table could not hold.
json.null = setmetatable({}, { __name = "null", __tostring = function() return "null" end, __metatable = false })

local named = { ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
local words = { ["true"] = true, ["false"] = false, null = json.null }

local function utf8(c)
  local char = string.char
  if c < 0x80 then return char(c) end
  if c < 0x800 then return char(0xC0 + c // 64, 0x80 + c % 64) end
  if c < 0x10000 then return char(0xE0 + c // 4096, 0x80 + c // 64 % 64, 0x80 + c % 64) end
  return char(0xF0 + c // 262144, 0x80 + c // 4096 % 64, 0x80 + c // 64 % 64, 0x80 + c % 64)
end

-- The value of a JSON text; `name` of the file is for errors, which have its line.
local function decode(text, name)
  local at = text:sub(1, 3) == "\xEF\xBB\xBF" and 4 or 1 -- a byte order mark says nothing

  local function fail(wanted, where)
    where = where or at
    local _, before = text:sub(1, where - 1):gsub("\n", "")
    local found = where > #text and "the end of the file" or '"' .. text:match("^[^\r\n]*", where):sub(1, 20) .. '"'
    error(name .. ":" .. before + 1 .. ": expected " .. wanted .. ", found " .. found, 0)
  end
  local function space() at = text:match("^[ \t\r\n]*()", at) end
  local function take(mark)
    if text:sub(at, at) ~= mark then return false end
    at = at + 1
    space()
    return true
  end

  local function code_unit(where)
    local digits = text:match("^%x%x%x%x", where)
    if not digits then fail("four hexadecimal digits", where) end
    return tonumber(digits, 16)
  end

  local function quoted()
    local parts = {}
    local start = at
    at = at + 1
    while true do
      local plain, stop = text:match('^([^"\\\0-\31]*)()', at)
      parts[#parts + 1] = plain
      at = stop
      local c = text:sub(at, at)
      if c == '"' then break end
      if c ~= "\\" then fail('the \'"\' that ends the text of line ' .. select(2, text:sub(1, start):gsub("\n", "")) + 1) end
      local e = text:sub(at + 1, at + 1)
      if named[e] then
        parts[#parts + 1] = named[e]
        at = at + 2
      elseif e == "u" then
        local c1 = code_unit(at + 2)
        at = at + 6
        if c1 >= 0xD800 and c1 < 0xDC00 and text:sub(at, at + 1) == "\\u" then
          local c2 = code_unit(at + 2)
          if c2 < 0xDC00 or c2 > 0xDFFF then fail("the second half of a surrogate pair") end
          c1 = 0x10000 + (c1 - 0xD800) * 1024 + c2 - 0xDC00
          at = at + 6
        elseif c1 >= 0xD800 and c1 <= 0xDFFF then
          fail("a surrogate pair", at - 6)
        end
        parts[#parts + 1] = utf8(c1)
      else
        fail("an escape of JSON")
      end
    end
    at = at + 1
    return table.concat(parts)
  end

  local function number()
    local digits = text:match("^%-?%d+", at)
    if not digits or digits:match("^%-?0%d") then fail("a value") end
    local all = digits .. (text:match("^%.%d+", at + #digits) or "")
    all = all .. (text:match("^[eE][+-]?%d+", at + #all) or "")
    local value = tonumber(all)
    if value ~= value or value == math.huge or value == -math.huge then fail("a number of a double") end
    at = at + #all
    return value
  end

  local value
  local function list(depth)
    local out = {}
    if take "]" then return out end
    repeat out[#out + 1] = value(depth) until not take ","
    if not take "]" then fail "',' or ']'" end
    return out
  end
  local function object(depth)
    local out = {}
    if take "}" then return out end
    repeat
      local where = at
      if text:sub(at, at) ~= '"' then fail "a key in double quotes" end
      local key = quoted()
      if out[key] ~= nil then fail("each key once", where) end
      space()
      if not take ":" then fail "':'" end
      out[key] = value(depth)
    until not take ","
    if not take "}" then fail "',' or '}'" end
    return out
  end

  function value(depth)
    if depth > 64 then fail "at most 64 levels" end
    if take "{" then return object(depth + 1) end
    if take "[" then return list(depth + 1) end
    local out
    if text:sub(at, at) == '"' then
      out = quoted()
    else
      local word = text:match("^%a+", at)
      out = words[word]
      if out == nil then out = number() else at = at + #word end
    end
    space()
    return out
  end

  space()
  local out = value(1)
  if at <= #text then fail "the end of the file" end
  return out
end

-- The content of a JSON file: objects and lists are tables, null is q.null.
function json.json(path, ...) return decode(host.read("q.json", path, ...), path) end
function json.read(...) return (host.read("q.read", ...)) end
json.there = host.there
return json
