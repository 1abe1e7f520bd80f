-- KEYS: holders, the person's hash, the holder's hash, due. ARGV: alive ms, connection, person, grace ms.
-- The person stays present for the grace, and is looked at when it is over.
redis.call('HDEL', KEYS[3], ARGV[2])
if redis.call('HDEL', KEYS[2], ARGV[2]) == 1 then
  local ends = math.max(now + tonumber(ARGV[4]), tonumber(redis.call('HGET', KEYS[2], 'until') or 0))
  redis.call('HSET', KEYS[2], 'until', ends)
  redis.call('ZADD', KEYS[4], ends, ARGV[3])
end
