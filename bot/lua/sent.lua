-- Takes a sent message out of the outbox and remembers what the chat shows now.
-- KEYS: lease, outbox, screen. ARGV: token, the message as it lies in the outbox, screen, seconds to keep it.
-- Returns 0 if the worker has lost the mailbox; else 1.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if redis.call('LINDEX', KEYS[2], 0) == ARGV[2] then redis.call('LPOP', KEYS[2]) end
redis.call('SET', KEYS[3], ARGV[3], 'EX', ARGV[4])
return 1
