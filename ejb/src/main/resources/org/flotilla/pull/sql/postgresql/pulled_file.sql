-- The files that are pulled, on PostgreSQL.

-- name: insert
insert into pulled_file (site, account, file_key, folder, file_name, size, modified_at, state, event_id, incarnation, attempt,
    fetched, seen_at)
values (:site, :account, :key, :folder, :fileName, :size, :modifiedAt, 'FETCHING', :event, :incarnation, :attempt, 0,
    clock_timestamp())
on conflict do nothing

-- name: take
-- From a claim that does not hold any more, or from this very one.
update pulled_file p
set event_id = :event, incarnation = :incarnation, attempt = :attempt, seen_at = clock_timestamp()
where p.site = :site and p.account = :account and p.file_key = :key
    and not exists (select 1 from event e
        where e.id = p.event_id and e.owner_incarnation = p.incarnation and e.attempts = p.attempt and e.state = 'RUNNING'
            and not (p.event_id = :event and p.incarnation = :incarnation and p.attempt = :attempt))
returning p.state, p.part, p.fetched

-- name: fetched
update pulled_file set part = :part, fetched = :bytes, seen_at = clock_timestamp()
where site = :site and account = :account and file_key = :key and state = 'FETCHING'
    and event_id = :event and incarnation = :incarnation and attempt = :attempt

-- name: arrived
update pulled_file set state = 'ARRIVED', part = null, fetched = size, transfer_id = :transfer, seen_at = clock_timestamp()
where site = :site and account = :account and file_key = :key and state = 'FETCHING'
    and event_id = :event and incarnation = :incarnation and attempt = :attempt

-- name: forget
delete from pulled_file
where site = :site and account = :account and file_key = :key
    and event_id = :event and incarnation = :incarnation and attempt = :attempt

-- name: seen
update pulled_file set seen_at = clock_timestamp()
where site = :site and account = :account and file_key = :key and state = 'ARRIVED'

-- name: seenLately
select file_key from pulled_file
where site = :site and account = :account and state = 'ARRIVED' and seen_at > statement_timestamp() - interval '1 day'
    and file_key = any(array(select value from json_array_elements_text(cast(:keys as json))))

-- name: unseen
select folder, file_name, size, modified_at from pulled_file
where site = :site and account = :account and folder = :folder
    and seen_at < statement_timestamp() - :seconds * interval '1 second'
order by seen_at limit :limit
