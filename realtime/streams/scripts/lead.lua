-- May this relay append, and to which incarnation of Redis? The first command of every batch.
-- KEYS: incarnation, leader, done. ARGV: token, "1" to take the lead, "1" if the batch before is settled, a fresh word.
-- `done` remembers what of the last batch has been appended, so that a batch repeated after a crash appends nothing twice.
if ARGV[2] == '1' then
  redis.call('SET', KEYS[2], ARGV[1])
elseif redis.call('GET', KEYS[2]) ~= ARGV[1] then
  return redis.error_reply('NOTLEADER another relay has taken over')
end
if ARGV[3] == '1' then redis.call('DEL', KEYS[3]) end
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local known = redis.call('HMGET', KEYS[1], 'run', 'word')
if known[1] ~= run or not known[2] then redis.call('HSET', KEYS[1], 'run', run, 'word', ARGV[4]) end
return 'OK'
