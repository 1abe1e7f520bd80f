-- Who has come or gone since it was last told? At most so many a call, whatever the number of people present.
-- KEYS: holders, leader, dead, due, shown. ARGV: alive ms, leader's token, ms to lead, the beginnings of people's and
-- holders' hashes, how many to look at, how many changes. Returns {person, 1 or 0, score} of each change; false
-- where another one leads. What is returned stays due until it is settled, so a crash in between loses nothing.
local leader = redis.call('GET', KEYS[2])
if leader and leader ~= ARGV[2] then return false end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
local people, holders, looks, most = ARGV[4], ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])

-- A holder that stopped renewing has crashed: its connections end, and each of its people is looked at.
for _, name in ipairs(redis.call('ZRANGEBYSCORE', HOLDERS, '-inf', now - ALIVE_MS, 'LIMIT', 0, 10)) do
  redis.call('ZREM', HOLDERS, name)
  redis.call('SADD', KEYS[3], name)
end
local name = redis.call('SRANDMEMBER', KEYS[3])
if name then
  local page = redis.call('HSCAN', holders .. name, 0, 'COUNT', looks)[2]
  for i = 1, #page, 2 do
    if redis.call('HGET', people .. page[i + 1], page[i]) == name then redis.call('HDEL', people .. page[i + 1], page[i]) end
    redis.call('ZADD', KEYS[4], now, page[i + 1])
    redis.call('HDEL', holders .. name, page[i])
  end
  if redis.call('EXISTS', holders .. name) == 0 then redis.call('SREM', KEYS[3], name) end
end

local changes = {}
local due = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'WITHSCORES', 'LIMIT', 0, looks)
for i = 1, #due, 2 do
  local is, was = present(people .. due[i]), redis.call('SISMEMBER', KEYS[5], due[i]) == 1
  if is ~= was then changes[#changes + 1] = {due[i], is and 1 or 0, due[i + 1]}
  else
    redis.call('ZREM', KEYS[4], due[i])
    if not is then redis.call('DEL', people .. due[i]) end
  end
  if #changes == most then break end
end
return changes
