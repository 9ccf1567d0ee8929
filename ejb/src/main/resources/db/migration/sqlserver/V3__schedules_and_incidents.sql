-- When work becomes an event (S1). Any node fires a due row, and moves next_fire_at in the same transaction.
create table schedule (
    name           nvarchar(100) collate Latin1_General_100_BIN2 not null constraint schedule_pk primary key,
    kind           nvarchar(10) collate Latin1_General_100_BIN2  not null,
    expression     nvarchar(200) collate Latin1_General_100_BIN2 not null,
    time_zone      nvarchar(60) collate Latin1_General_100_BIN2  not null,
    job            nvarchar(60) collate Latin1_General_100_BIN2  not null,
    job_parameters nvarchar(max)                                 not null,
    enabled        bit                                           not null,
    next_fire_at   datetimeoffset(7)                             not null,
    last_fire_at   datetimeoffset(7),
    version        bigint                                        not null,
    constraint schedule_kind check (kind in (N'CRON', N'INTERVAL'))
);
create index schedule_due on schedule (next_fire_at) where enabled = 1;
alter table schedule set (lock_escalation = disable);

insert into schedule (name, kind, expression, time_zone, job, job_parameters, enabled, next_fire_at, version)
values (N'purge-history', N'CRON', N'0 0 3 * * ?', N'UTC', N'purge', N'{}', 1,
    todatetimeoffset(dateadd(hour, 27, cast(cast(sysutcdatetime() as date) as datetime2(7))), 0), 1);

-- Since when too few nodes are online; one row, locked by the monitor that looks (D1, D2).
create table recovery_watch (
    id          smallint          not null constraint recovery_watch_pk primary key,
    below_since datetimeoffset(7),
    constraint recovery_watch_is_one check (id = 1)
);
insert into recovery_watch (id) values (1);

-- What the disaster-recovery mechanisms are told about; of each kind at most one is open.
create table incident (
    id             bigint identity(1, 1)                          not null constraint incident_pk primary key,
    kind           nvarchar(30) collate Latin1_General_100_BIN2   not null,
    opened_at      datetimeoffset(7)                              not null,
    below_since    datetimeoffset(7)                              not null,
    closed_at      datetimeoffset(7),
    required_nodes integer                                        not null,
    online_nodes   integer                                        not null,
    node_states    nvarchar(2000) collate Latin1_General_100_BIN2 not null,
    opened_by      nvarchar(60) collate Latin1_General_100_BIN2   not null,
    constraint incident_kind check (kind in (N'TOO_FEW_NODES'))
);
create unique index incident_open on incident (kind) where closed_at is null;
create index incident_opened on incident (opened_at);

-- The outbox: written in the transaction that opens or closes an incident, delivered by any node until it is accepted.
-- While a node tries, due_at is the moment from which another may.
create table notification (
    id                bigint identity(1, 1)                          not null constraint notification_pk primary key,
    incident_id       bigint                                         not null,
    channel           nvarchar(20) collate Latin1_General_100_BIN2   not null,
    kind              nvarchar(20) collate Latin1_General_100_BIN2   not null,
    subject           nvarchar(200) collate Latin1_General_100_BIN2  not null,
    body              nvarchar(max)                                  not null,
    state             nvarchar(10) collate Latin1_General_100_BIN2   not null,
    attempts          integer                                        not null,
    created_at        datetimeoffset(7)                              not null,
    due_at            datetimeoffset(7)                              not null,
    owner_node        nvarchar(60) collate Latin1_General_100_BIN2,
    owner_incarnation bigint,
    sent_at           datetimeoffset(7),
    last_error        nvarchar(2000) collate Latin1_General_100_BIN2,
    constraint notification_state check (state in (N'PENDING', N'SENT')),
    constraint notification_once unique (incident_id, kind, channel),
    constraint notification_incident foreign key (incident_id) references incident (id)
);
create index notification_due on notification (due_at) where state = N'PENDING';
alter table notification set (lock_escalation = disable);
