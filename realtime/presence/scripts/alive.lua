-- Who is present? The beginning of each script of this folder. `HOLDERS` and `ALIVE_MS` are set before it.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function lives(holder, within_ms)
  local renewed = redis.call('ZSCORE', HOLDERS, holder)
  return renewed and tonumber(renewed) > now - (within_ms or ALIVE_MS)
end

-- A person's hash holds connection → holder, and 'until' → the end of the grace after the last one that left.
local function present(hash)
  local held = redis.call('HGETALL', hash)
  for i = 1, #held, 2 do
    if held[i] == 'until' then
      if tonumber(held[i + 1]) > now then return true end
    elseif lives(held[i + 1]) then return true end
  end
  return false
end
