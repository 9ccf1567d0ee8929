-- E-mails that are no notice of an incident, such as reports (S3): for whom, as HTML besides the text, and with a file. once_key
-- makes each of them one, however often it is handed over. HTML and file are let go when the mail has been accepted.
alter table notification drop constraint notification_once;
alter table notification drop constraint notification_incident;
alter table notification alter column incident_id bigint null;
alter table notification add
    once_key        nvarchar(200) collate Latin1_General_100_BIN2,
    recipients      nvarchar(4000) collate Latin1_General_100_BIN2,
    html            nvarchar(max),
    attachment_name nvarchar(100) collate Latin1_General_100_BIN2,
    attachment      nvarchar(max);
go

alter table notification add constraint notification_incident foreign key (incident_id) references incident (id);
alter table notification add constraint notification_subject
    check (incident_id is not null or (once_key is not null and recipients is not null));
create unique index notification_once on notification (incident_id, kind, channel) where incident_id is not null;
create unique index notification_key on notification (once_key) where once_key is not null;

-- Firings that came too late and fell under their schedule's misfire rule: at is when that was seen (S2).
create table schedule_missed (
    id       bigint identity(1, 1)                         not null constraint schedule_missed_pk primary key,
    schedule nvarchar(100) collate Latin1_General_100_BIN2 not null,
    at       datetimeoffset(7)                             not null,
    firing   datetimeoffset(7)                             not null,
    misfire  nvarchar(10) collate Latin1_General_100_BIN2  not null
);
create index schedule_missed_at on schedule_missed (at, id);
alter table schedule_missed set (lock_escalation = disable);
