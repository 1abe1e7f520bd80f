-- How many sockets and polls are open? KEYS: holders, shown. ARGV: alive ms, the beginning of holders' hashes.
local sockets, polls = 0, 0
for _, name in ipairs(redis.call('ZRANGEBYSCORE', HOLDERS, now - ALIVE_MS, '+inf')) do
  for _, field in ipairs(redis.call('HKEYS', ARGV[2] .. name)) do
    if string.sub(field, 1, 5) == 'poll.' then polls = polls + 1 else sockets = sockets + 1 end
  end
end
return {sockets, polls, redis.call('SCARD', KEYS[2])}
