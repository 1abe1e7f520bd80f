-- KEYS: holders, the holder's hash. ARGV: alive ms, holder, 1 if it is new. Returns 0 if Redis does not know the holder.
if ARGV[3] == '1' or redis.call('ZSCORE', HOLDERS, ARGV[2]) then
  redis.call('ZADD', HOLDERS, now, ARGV[2])
  redis.call('EXPIRE', KEYS[2], 86400)
  return 1
end
return 0
