-- E-mails that are no notice of an incident, such as reports (S3): for whom, as HTML besides the text, and with a file. once_key
-- makes each of them one, however often it is handed over. HTML and file are let go when the mail has been accepted.
alter table notification alter column incident_id drop not null;
alter table notification add column once_key varchar(200);
alter table notification add column recipients varchar(4000);
alter table notification add column html text;
alter table notification add column attachment_name varchar(100);
alter table notification add column attachment text;
alter table notification add constraint notification_subject
    check (incident_id is not null or (once_key is not null and recipients is not null));
create unique index notification_key on notification (once_key) where once_key is not null;

-- Firings that came too late and fell under their schedule's misfire rule: at is when that was seen (S2).
create table schedule_missed (
    id       bigint generated always as identity primary key,
    schedule varchar(100) not null,
    at       timestamptz  not null,
    firing   timestamptz  not null,
    misfire  varchar(10)  not null
);
create index schedule_missed_at on schedule_missed (at, id);
