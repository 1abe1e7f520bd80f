-- KEYS: holders, the person's hash, the holder's hash, due. ARGV: alive ms, connection, holder, person, most (0: any),
-- within ms. Returns 0 if the person has `most` sockets already: with this holder, or with another that gave a sign of
-- life within that time.
local held, sockets = redis.call('HGETALL', KEYS[2]), 0
local function counts(holder) return holder == ARGV[3] or lives(holder, tonumber(ARGV[6])) end
for i = 1, #held, 2 do
  if held[i] ~= 'until' then
    if not lives(held[i + 1]) then redis.call('HDEL', KEYS[2], held[i])
    elseif string.sub(held[i], 1, 5) ~= 'poll.' and counts(held[i + 1]) then sockets = sockets + 1 end
  end
end
if tonumber(ARGV[5]) > 0 and sockets >= tonumber(ARGV[5]) then return 0 end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
redis.call('HSET', KEYS[3], ARGV[2], ARGV[4])
redis.call('ZADD', KEYS[4], now, ARGV[4])
return 1
