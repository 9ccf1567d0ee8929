-- name: locked
-- An account that is locked out is not so for whom it knows.
select count(*) from sign_in_refusal
where locked_until > sysdatetimeoffset()
    and (subject in (:pair, :network)
        or (subject = :account and not exists (select 1 from sign_in_refusal where subject = :known)))

-- name: insertIfAbsent
insert into sign_in_refusal (subject, refusals, first_at)
select :subject, 0, sysdatetimeoffset()
where not exists (select 1 from sign_in_refusal with (updlock, holdlock) where subject = :subject)

-- name: count
-- Those of longer ago than the span are forgotten: counting begins anew.
update sign_in_refusal
set refusals = case when first_at > dateadd(second, -:seconds, sysdatetimeoffset()) then refusals + 1 else 1 end,
    first_at = case when first_at > dateadd(second, -:seconds, sysdatetimeoffset()) then first_at
        else sysdatetimeoffset() end
where subject = :subject

-- name: lock
-- A lock that holds is not prolonged by log-ins that were under way when it began.
update sign_in_refusal
set locked_until = dateadd(second, :seconds, sysdatetimeoffset())
where subject = :subject and refusals >= :most and (locked_until is null or locked_until <= sysdatetimeoffset())

-- name: forget
delete from sign_in_refusal where subject = :subject

-- name: remember
update sign_in_refusal set first_at = sysdatetimeoffset() where subject = :subject

-- name: forgetOld
-- A row without refusals says what is known, and is kept for longer; so is a lock that holds.
delete from sign_in_refusal
where first_at < dateadd(second, -:seconds, sysdatetimeoffset())
    and (refusals > 0 or first_at < dateadd(second, -:knownSeconds, sysdatetimeoffset()))
    and (locked_until is null or locked_until < sysdatetimeoffset())
