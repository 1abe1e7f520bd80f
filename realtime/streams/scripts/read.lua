-- What comes after a position? All of it, in order, or a reason why that cannot be told.
-- KEYS: incarnation, meta, log. ARGV: epoch, seq, at most so many.
-- Returns {"ok", epoch, top, entries} or {reason}.
local word = redis.call('HGET', KEYS[1], 'word')
local meta = redis.call('HMGET', KEYS[2], 'word', 'epoch', 'top', 'floor')
if not meta[1] or meta[1] ~= word or meta[2] ~= ARGV[1] then return {'epoch_changed'} end
local seq, top = tonumber(ARGV[2]), tonumber(meta[3])
if seq > top then return {'ahead'} end
if seq < tonumber(meta[4]) then return {'too_old'} end
return {'ok', meta[2], top, redis.call('XRANGE', KEYS[3], (seq + 1) .. '-0', '+', 'COUNT', ARGV[3])}
