-- name: purge
-- A failed transfer whose event will try again is not over. The index on started_at finds the old ones.
delete from transfer
where id in (
    select top (:limit) old.id from transfer old with (rowlock, updlock, readpast)
    where old.started_at < dateadd(second, -:ageSeconds, sysdatetimeoffset())
      and old.ended_at < dateadd(second, -:ageSeconds, sysdatetimeoffset())
      and old.state in ('DONE', 'FAILED')
      and not exists (select 1 from event where event.id = old.event_id)
    order by old.started_at)
  and state in ('DONE', 'FAILED')
