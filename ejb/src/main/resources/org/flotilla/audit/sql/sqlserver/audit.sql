-- name: purge
delete from audit with (rowlock)
where id in (
    select top (:limit) id
    from audit with (rowlock, updlock, readpast, readcommittedlock)
    where at < dateadd(millisecond, -(:ageMillis % 1000), dateadd(second, -(:ageMillis / 1000), sysdatetimeoffset()))
    order by at, id)
