-- Watches topics for one watcher, for a while, by the clock of Redis.
-- KEYS: the topics' sorted sets. ARGV: the watcher, ms to keep, seconds after which an unwatched set ends.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, name in ipairs(KEYS) do
  redis.call('ZADD', name, now + ARGV[2], ARGV[1])
  redis.call('EXPIRE', name, ARGV[3])
end
