-- Commits one turn: the chat, what goes out, the tasks, and the removal of the update, all or nothing.
-- KEYS: lease, trying, chat, inbox, outbox, tasks, and the stream that announces tasks, where there are any and it
-- may lie beside them (on one server).
-- ARGV: mailbox, token, the update as it lies in the inbox, chat, seconds to keep it, number of outgoing, outgoing…,
-- tasks…
-- Returns 0 if the worker has lost the mailbox or the update is not the next one; else 1.
if redis.call('GET', KEYS[1]) ~= ARGV[2] then return 0 end
if redis.call('LINDEX', KEYS[4], 0) ~= ARGV[3] then return 0 end
redis.call('LPOP', KEYS[4])
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[3], ARGV[4], 'EX', ARGV[5])
local outgoing = tonumber(ARGV[6])
for i = 7, 6 + outgoing do redis.call('RPUSH', KEYS[5], ARGV[i]) end
for i = 7 + outgoing, #ARGV do redis.call('RPUSH', KEYS[6], ARGV[i]) end
if KEYS[7] then redis.call('XADD', KEYS[7], '*', 'chat', ARGV[1]) end
return 1
