-- name: purge
-- A failed transfer whose event will try again is not over. The index on started_at finds the old ones.
delete from transfer
where id in (
    select old.id from transfer old
    where old.started_at < clock_timestamp() - :ageSeconds * interval '1 second'
      and old.ended_at < clock_timestamp() - :ageSeconds * interval '1 second'
      and old.state in ('DONE', 'FAILED')
      and not exists (select 1 from event where event.id = old.event_id)
    order by old.started_at
    for update skip locked
    limit :limit)
