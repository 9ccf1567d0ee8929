-- The queue in numbers, for people.

-- name: countByState
-- Of each state no more than are asked for, so that it costs the same however many wait. Each reads an index of its state but
-- READY, of which as a rule there are most: any part of the table holds enough of them.
select N'READY' as state, count(*) as events
from (select top (:most) state from event where state = N'READY' order by id) counted
union all
select N'RUNNING' as state, count(*) as events
from (select top (:most) state from event where state = N'RUNNING' order by id) counted
union all
select N'FAILED' as state, count(*) as events
from (select top (:most) state from event where state = N'FAILED' order by id) counted
union all
select N'SUSPENDED' as state, count(*) as events
from (select top (:most) state from event where state = N'SUSPENDED' order by id) counted
