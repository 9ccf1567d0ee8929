-- name: insert
insert into notification (incident_id, channel, kind, subject, body, state, attempts, created_at, due_at)
select :incident, :channel, :kind, :subject, :body, N'PENDING', 0, sysdatetimeoffset(), sysdatetimeoffset()
where not exists (
    select 1 from notification with (updlock, holdlock)
    where incident_id = :incident and kind = :kind and channel = :channel)

-- name: insert-letter
insert into notification (channel, kind, subject, body, recipients, html, attachment_name, attachment, once_key,
    state, attempts, created_at, due_at)
select :channel, N'REPORT', :subject, :body, :recipients, :html, :attachmentName, :attachment, :key,
    N'PENDING', 0, sysdatetimeoffset(), sysdatetimeoffset()
where not exists (select 1 from notification with (updlock, holdlock) where once_key = :key)

-- name: of
select * from notification where incident_id = :incident order by id

-- name: claim
-- First what happened first, on each channel: nobody shall read of an end before its beginning. Alerts before reports.
-- A claim is no lock: it moves due_at, so that another node takes the row when this one does not report in time.
-- State and due date stand in both places: between choosing and updating another claim may come first.
update notification with (rowlock, updlock, readpast, readcommittedlock)
set owner_node = :node, owner_incarnation = :incarnation, attempts = notification.attempts + 1,
    due_at = dateadd(second, :holdSeconds, sysdatetimeoffset())
output inserted.*
where id in (
    select top (1) waiting.id from notification waiting with (rowlock, updlock, readpast, readcommittedlock)
    where state = N'PENDING' and due_at <= sysdatetimeoffset()
      and not exists (
          select 1 from notification earlier
          where earlier.incident_id = waiting.incident_id and earlier.channel = waiting.channel
            and earlier.id < waiting.id and earlier.state = N'PENDING')
    order by case when incident_id is null then 1 else 0 end, due_at, id)
  and state = N'PENDING' and due_at <= sysdatetimeoffset()

-- name: sent
-- What the other side accepted is sent, whoever has claimed it meanwhile: a mail to many can take longer than a claim holds.
update notification
set state = N'SENT', sent_at = sysdatetimeoffset(), last_error = null, html = null, attachment = null
where id = :id and state = N'PENDING'

-- name: failed
update notification
set last_error = :error, due_at = dateadd(second, :backOffSeconds, sysdatetimeoffset())
where id = :id and state = N'PENDING' and owner_incarnation = :incarnation and attempts = :attempts

-- name: partly-sent
update notification
set recipients = :rest, sent_at = coalesce(sent_at, sysdatetimeoffset()), last_error = :error,
    due_at = dateadd(second, :backOffSeconds, sysdatetimeoffset())
where id = :id and state = N'PENDING'

-- name: give-up
-- due_at is when it ended. If somebody has just got it, it ends as sent does.
update notification
set state = N'GIVEN_UP', due_at = sysdatetimeoffset(), last_error = :error, html = null, attachment = null,
    sent_at = case when :accepted = 1 then coalesce(sent_at, sysdatetimeoffset()) else sent_at end
where id = :id and state = N'PENDING'
    and (:accepted = 1 or (owner_incarnation = :incarnation and attempts = :attempts))

-- name: given-up
select top (:limit) * from notification with (readpast, readcommittedlock)
where state = N'GIVEN_UP' and due_at > dateadd(day, -1, sysdatetimeoffset())
order by due_at desc

-- name: purge-letters
delete from notification with (rowlock)
where id in (
    select top (:limit) id
    from notification with (rowlock, updlock, readpast, readcommittedlock)
    where state <> N'PENDING' and incident_id is null
      and due_at < dateadd(millisecond, -(:ageMillis % 1000), dateadd(second, -(:ageMillis / 1000), sysdatetimeoffset()))
    order by due_at, id)
