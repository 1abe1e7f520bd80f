-- These changes have been told. KEYS: holders, due, shown. ARGV: alive ms, the beginning of people's hashes; then
-- person, 1 or 0, score of each. Who moved again meanwhile has another score, and stays due.
for i = 3, #ARGV, 3 do
  local person, score = ARGV[i], redis.call('ZSCORE', KEYS[2], ARGV[i])
  redis.call(ARGV[i + 1] == '1' and 'SADD' or 'SREM', KEYS[3], person)
  if score and tonumber(score) == tonumber(ARGV[i + 2]) then redis.call('ZREM', KEYS[2], person) end
  if not present(ARGV[2] .. person) then redis.call('DEL', ARGV[2] .. person) end
end
