-- When work becomes an event (S1). Any node fires a due row, and moves next_fire_at in the same transaction.
create table schedule (
    name           varchar(100) not null primary key,
    kind           varchar(10) not null,
    expression     varchar(200) not null,
    time_zone      varchar(60) not null,
    job            varchar(60) not null,
    job_parameters text not null,
    enabled        boolean not null,
    next_fire_at   timestamptz not null,
    last_fire_at   timestamptz,
    version        bigint not null,
    constraint schedule_kind check (kind in ('CRON', 'INTERVAL'))
);
create index schedule_due on schedule (next_fire_at) where enabled = true;

insert into schedule (name, kind, expression, time_zone, job, job_parameters, enabled, next_fire_at, version)
values ('purge-history', 'CRON', '0 0 3 * * ?', 'UTC', 'purge', '{}', true,
    (date_trunc('day', now() at time zone 'UTC') + interval '1 day 3 hours') at time zone 'UTC', 1);

-- Since when too few nodes are online; one row, locked by the monitor that looks (D1, D2).
create table recovery_watch (
    id          smallint not null primary key,
    below_since timestamptz,
    constraint recovery_watch_is_one check (id = 1)
);
insert into recovery_watch (id) values (1);

-- What the disaster-recovery mechanisms are told about; of each kind at most one is open.
create table incident (
    id               bigint generated always as identity primary key,
    kind             varchar(30) not null,
    opened_at        timestamptz not null,
    below_since      timestamptz not null,
    closed_at        timestamptz,
    required_nodes   integer not null,
    online_nodes     integer not null,
    node_states      varchar(2000) not null,
    opened_by        varchar(60) not null,
    constraint incident_kind check (kind in ('TOO_FEW_NODES'))
);
create unique index incident_open on incident (kind) where closed_at is null;
create index incident_opened on incident (opened_at);

-- The outbox: written in the transaction that opens or closes an incident, delivered by any node until it is accepted.
-- While a node tries, due_at is the moment from which another may.
create table notification (
    id                bigint generated always as identity primary key,
    incident_id       bigint not null,
    channel           varchar(20) not null,
    kind              varchar(20) not null,
    subject           varchar(200) not null,
    body              text not null,
    state             varchar(10) not null,
    attempts          integer not null,
    created_at        timestamptz not null,
    due_at            timestamptz not null,
    owner_node        varchar(60),
    owner_incarnation bigint,
    sent_at           timestamptz,
    last_error        varchar(2000),
    constraint notification_state check (state in ('PENDING', 'SENT')),
    constraint notification_once unique (incident_id, kind, channel),
    constraint notification_incident foreign key (incident_id) references incident (id)
);
create index notification_due on notification (due_at) where state = 'PENDING';
