-- The queue in numbers, for people.

-- name: countByState
-- Of each state no more than are asked for, so that it costs the same however many wait. Each reads an index of its state but
-- READY, of which as a rule there are most: any part of the table holds enough of them.
select cast('READY' as varchar) as state, count(*) as events
from (select state from event where state = 'READY' limit :most) counted
union all
select cast('RUNNING' as varchar) as state, count(*) as events
from (select state from event where state = 'RUNNING' limit :most) counted
union all
select cast('FAILED' as varchar) as state, count(*) as events
from (select state from event where state = 'FAILED' limit :most) counted
union all
select cast('SUSPENDED' as varchar) as state, count(*) as events
from (select state from event where state = 'SUSPENDED' limit :most) counted
