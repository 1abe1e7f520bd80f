-- Appends one event to the streams of many people, once however often it is asked.
-- KEYS: incarnation, leader, done; then meta, log, keys a person.
-- ARGV: leader's token, the event's name in `done`, frame, subjects, key, entries to keep, ms to keep, cap, seconds to keep.
-- Returns each person's new seq, or 0 where nobody has a stream open.
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return redis.error_reply('NOTLEADER another relay has taken over') end
local told = redis.call('HGET', KEYS[3], ARGV[2])
if told then return cjson.decode(told) end

local word = redis.call('HGET', KEYS[1], 'word')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local key, keep, horizon, cap, ttl = ARGV[5], tonumber(ARGV[6]), now - tonumber(ARGV[7]), tonumber(ARGV[8]), ARGV[9]

local function field(entry, name)
  for i = 1, #entry[2], 2 do if entry[2][i] == name then return entry[2][i + 1] end end
  return ''
end

-- The oldest go while they are both beyond the number and beyond the time to keep, or beyond the cap.
local function trim(meta, log, keys)
  for _ = 1, 4 do
    local size = redis.call('XLEN', log)
    if size <= keep then return end
    local oldest = redis.call('XRANGE', log, '-', '+', 'COUNT', 1)[1]
    if tonumber(field(oldest, 't')) > horizon and size <= cap then return end
    local seq = string.match(oldest[1], '^%d+')
    redis.call('XDEL', log, oldest[1])
    redis.call('HSET', meta, 'floor', seq)
    local its_key = field(oldest, 'k')
    if its_key ~= '' and redis.call('HGET', keys, its_key) == seq then redis.call('HDEL', keys, its_key) end
  end
end

local seqs = {}
for i = 4, #KEYS, 3 do
  local meta, log, keys = KEYS[i], KEYS[i + 1], KEYS[i + 2]
  local seq = 0
  if redis.call('HGET', meta, 'word') == word and word then
    seq = redis.call('HINCRBY', meta, 'top', 1)
    if key ~= '' then
      local older = redis.call('HGET', keys, key)
      if older then redis.call('XDEL', log, older .. '-0') end
      redis.call('HSET', keys, key, seq)
    end
    redis.call('XADD', log, seq .. '-0', 'f', ARGV[3], 's', ARGV[4], 'k', key, 't', now)
    trim(meta, log, keys)
    for _, name in ipairs({meta, log, keys}) do redis.call('EXPIRE', name, ttl) end
  end
  seqs[#seqs + 1] = seq
end
redis.call('HSET', KEYS[3], ARGV[2], cjson.encode(seqs))
return seqs
