-- Keeps all it makes, and makes more, until there is no memory left.
local kept = {}
for n = 1, math.huge do
  kept[n] = string.rep(n .. " ", 50)
end
