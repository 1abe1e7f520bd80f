-- Where do many streams stand? Keeps them from ending, too.
-- KEYS: incarnation; then meta, log, keys a person. ARGV: seconds to keep.
-- Returns epoch and top a person: "" and 0 where there is no stream of this incarnation.
local word = redis.call('HGET', KEYS[1], 'word')
local standings = {}
for i = 2, #KEYS, 3 do
  local meta = redis.call('HMGET', KEYS[i], 'word', 'epoch', 'top')
  local known = meta[1] and meta[1] == word
  standings[#standings + 1] = known and meta[2] or ''
  standings[#standings + 1] = known and tonumber(meta[3]) or 0
  if known then for j = i, i + 2 do redis.call('EXPIRE', KEYS[j], ARGV[1]) end end
end
return standings
