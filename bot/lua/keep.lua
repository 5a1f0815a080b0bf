-- Keeps announcements in this worker's hand fresh, so that nobody takes them for a dead one's. Those that
-- somebody else has taken by now stay theirs.
-- KEYS: stream. ARGV: group, the worker's name, entries….
local mine = {}
for i = 3, #ARGV do
  if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2]) == 1 then mine[#mine + 1] = ARGV[i] end
end
if #mine == 0 then return 0 end
mine[#mine + 1] = 'JUSTID'
return #redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, unpack(mine))
