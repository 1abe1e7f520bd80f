-- Is this still the Redis we knew? A restart or a failover may have lost the newest entries, so it ends every epoch.
-- KEYS: incarnation. ARGV: a fresh random word. Returns the word that streams of this incarnation carry.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local known = redis.call('HMGET', KEYS[1], 'run', 'word')
if known[1] == run and known[2] then return known[2] end
redis.call('HSET', KEYS[1], 'run', run, 'word', ARGV[1])
return ARGV[1]
