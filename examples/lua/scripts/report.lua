-- Writes the log of a shop with `count` visits, reads it again, and reports what each customer
-- spent, the largest sum first. Strings, tables, closures, patterns, and plenty of garbage.

-- Each call gives the next number of a sequence, whose state is the closure's own.
local function sequence(seed)
  return function(below)
    seed = (seed * 1664525 + 1013904223) % 4294967296
    return (seed >> 16) % below
  end
end

local names = { "ada", "barbara", "edsger", "grace", "tony" }
local number = sequence(count)
local log = {}
for visit = 1, count do
  local name, whole, cents = names[number(#names) + 1], number(100), number(100)
  log[visit] = string.format("visit %d: %s paid %d.%02d", visit, name, whole, cents)
end
log = table.concat(log, "\n")

local spent, order = {}, {}
for name, whole, cents in log:gmatch("(%a+) paid (%d+)%.(%d+)") do
  if not spent[name] then
    spent[name] = 0
    order[#order + 1] = name
  end
  spent[name] = spent[name] + 100 * tonumber(whole) + tonumber(cents)
end
table.sort(order, function(a, b) return spent[a] > spent[b] end)

for rank, name in ipairs(order) do
  order[rank] = string.format("%s %d.%02d", name, spent[name] // 100, spent[name] % 100)
end
return table.concat(order, ", ")
