-- name: locked
-- An account that is locked out is not so for whom it knows.
select count(*) from sign_in_refusal
where locked_until > statement_timestamp()
    and (subject in (:pair, :network)
        or (subject = :account and not exists (select 1 from sign_in_refusal where subject = :known)))

-- name: insertIfAbsent
insert into sign_in_refusal (subject, refusals, first_at)
values (:subject, 0, clock_timestamp())
on conflict (subject) do nothing

-- name: count
-- Those of longer ago than the span are forgotten: counting begins anew.
-- The time is that of the statement; who has to wait for another's count is off by that moment, of a span of minutes.
update sign_in_refusal
set refusals = case when first_at > statement_timestamp() - :seconds * interval '1 second' then refusals + 1 else 1 end,
    first_at = case when first_at > statement_timestamp() - :seconds * interval '1 second' then first_at
        else clock_timestamp() end
where subject = :subject

-- name: lock
-- A lock that holds is not prolonged by log-ins that were under way when it began.
update sign_in_refusal
set locked_until = clock_timestamp() + :seconds * interval '1 second'
where subject = :subject and refusals >= :most and (locked_until is null or locked_until <= statement_timestamp())

-- name: forget
delete from sign_in_refusal where subject = :subject

-- name: remember
update sign_in_refusal set first_at = clock_timestamp() where subject = :subject

-- name: forgetOld
-- A row without refusals says what is known, and is kept for longer; so is a lock that holds.
delete from sign_in_refusal
where first_at < statement_timestamp() - :seconds * interval '1 second'
    and (refusals > 0 or first_at < statement_timestamp() - :knownSeconds * interval '1 second')
    and (locked_until is null or locked_until < statement_timestamp())
