-- Where does a person's stream stand? Begins one if there is none of this incarnation.
-- KEYS: incarnation, meta, log, keys. ARGV: a fresh epoch, seconds to keep. Returns {epoch, top, floor}.
local word = redis.call('HGET', KEYS[1], 'word')
local meta = redis.call('HMGET', KEYS[2], 'word', 'epoch', 'top', 'floor')
if not meta[1] or meta[1] ~= word then
  redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
  redis.call('HSET', KEYS[2], 'word', word, 'epoch', ARGV[1], 'top', 0, 'floor', 0)
  meta = {word, ARGV[1], '0', '0'}
end
for i = 2, 4 do redis.call('EXPIRE', KEYS[i], ARGV[2]) end
return {meta[2], tonumber(meta[3]), tonumber(meta[4])}
