-- name: insert
insert into notification (incident_id, channel, kind, subject, body, state, attempts, created_at, due_at)
values (:incident, :channel, :kind, :subject, :body, 'PENDING', 0, clock_timestamp(), clock_timestamp())
on conflict (incident_id, kind, channel) do nothing

-- name: insert-letter
insert into notification (channel, kind, subject, body, recipients, html, attachment_name, attachment, once_key,
    state, attempts, created_at, due_at)
values (:channel, 'REPORT', :subject, :body, :recipients, :html, :attachmentName, :attachment, :key,
    'PENDING', 0, clock_timestamp(), clock_timestamp())
on conflict (once_key) where once_key is not null do nothing

-- name: of
select * from notification where incident_id = :incident order by id

-- name: claim
-- First what happened first, on each channel: nobody shall read of an end before its beginning. Alerts before reports.
-- A claim is no lock: it moves due_at, so that another node takes the row when this one does not report in time.
update notification
set owner_node = :node, owner_incarnation = :incarnation, attempts = attempts + 1,
    due_at = clock_timestamp() + :holdSeconds * interval '1 second'
where id = (
    select waiting.id from notification waiting
    where state = 'PENDING' and due_at <= statement_timestamp()
      and not exists (
          select 1 from notification earlier
          where earlier.incident_id = waiting.incident_id and earlier.channel = waiting.channel
            and earlier.id < waiting.id and earlier.state = 'PENDING')
    order by case when incident_id is null then 1 else 0 end, due_at, id
    for update skip locked
    limit 1)
returning *

-- name: sent
-- What the other side accepted is sent, whoever has claimed it meanwhile: a mail to many can take longer than a claim holds.
update notification
set state = 'SENT', sent_at = clock_timestamp(), last_error = null, html = null, attachment = null
where id = :id and state = 'PENDING'

-- name: failed
update notification
set last_error = :error, due_at = clock_timestamp() + :backOffSeconds * interval '1 second'
where id = :id and state = 'PENDING' and owner_incarnation = :incarnation and attempts = :attempts

-- name: partly-sent
update notification
set recipients = :rest, sent_at = coalesce(sent_at, clock_timestamp()), last_error = :error,
    due_at = clock_timestamp() + :backOffSeconds * interval '1 second'
where id = :id and state = 'PENDING'

-- name: give-up
-- due_at is when it ended. If somebody has just got it, it ends as sent does.
update notification
set state = 'GIVEN_UP', due_at = clock_timestamp(), last_error = :error, html = null, attachment = null,
    sent_at = case when :accepted = 1 then coalesce(sent_at, clock_timestamp()) else sent_at end
where id = :id and state = 'PENDING'
    and (:accepted = 1 or (owner_incarnation = :incarnation and attempts = :attempts))

-- name: given-up
select * from notification
where state = 'GIVEN_UP' and due_at > statement_timestamp() - interval '1 day'
order by due_at desc
limit :limit

-- name: purge-letters
delete from notification
where id = any(array(
    select id from notification
    where state <> 'PENDING' and incident_id is null
      and due_at < statement_timestamp() - :ageMillis * interval '1 millisecond'
    order by due_at, id
    limit :limit
    for update skip locked))
