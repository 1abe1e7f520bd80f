-- KEYS: holders. ARGV: alive ms, the beginning of people's hashes, people. Returns those who are present.
local found = {}
for i = 3, #ARGV do
  if present(ARGV[2] .. ARGV[i]) then found[#found + 1] = ARGV[i] end
end
return found
