-- Of what was given up, some or all recipients have refused it for good, or for too long. What has ended is kept for some days.
alter table notification drop constraint notification_state;
alter table notification add constraint notification_state check (state in ('PENDING', 'SENT', 'GIVEN_UP'));
create index notification_ended on notification (due_at) where state <> 'PENDING';
