-- name: purge
delete from audit
where id = any(array(
    select id from audit
    where at < statement_timestamp() - :ageMillis * interval '1 millisecond'
    order by at, id
    limit :limit
    for update skip locked))
