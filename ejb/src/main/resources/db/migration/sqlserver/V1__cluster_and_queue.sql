-- Strings are nvarchar, as the driver sends them, and compare as they are written, letter by letter, whatever the collation of
-- the database. Where rows are claimed, or deleted by the hundred, locks stay locks of rows (decision 0007).

-- The cluster: one row, locked by whoever takes or frees a licence slot; its version tells nodes that configuration changed.
-- storage_id stands in the marker on the shared file system, once a node has marked one as this cluster's (O5).
create table cluster (
    id                    smallint                                     not null constraint cluster_pk primary key,
    configuration_version bigint                                       not null,
    active_site           nvarchar(10) collate Latin1_General_100_BIN2 not null,
    epoch                 bigint                                       not null,
    storage_id            nvarchar(36) collate Latin1_General_100_BIN2 not null,
    storage_marked        bit                                          not null,
    constraint cluster_is_one check (id = 1)
);
insert into cluster (id, configuration_version, active_site, epoch, storage_id, storage_marked)
values (1, 1, N'PROD', 1, cast(newid() as nvarchar(36)), 0);
alter table cluster set (lock_escalation = disable);

create sequence incarnation as bigint start with 1 increment by 1;

-- A node and its present life. Ownership is decided by incarnation and heartbeat_at, on this database's clock.
create table node (
    name         nvarchar(60) collate Latin1_General_100_BIN2   not null constraint node_pk primary key,
    member       nvarchar(200) collate Latin1_General_100_BIN2  not null,
    address      nvarchar(200) collate Latin1_General_100_BIN2  not null,
    incarnation  bigint                                         not null,
    state        nvarchar(10) collate Latin1_General_100_BIN2   not null,
    state_since  datetimeoffset(7)                              not null,
    reason       nvarchar(1000) collate Latin1_General_100_BIN2,
    site         nvarchar(10) collate Latin1_General_100_BIN2   not null,
    version      nvarchar(60) collate Latin1_General_100_BIN2   not null,
    slots        integer                                        not null,
    running      integer                                        not null,
    joined_at    datetimeoffset(7)                              not null,
    heartbeat_at datetimeoffset(7)                              not null,
    constraint node_state check (state in (N'ONLINE', N'DRAINING', N'OFFLINE', N'PASSIVE', N'REFUSED', N'REMOVED'))
);
alter table node set (lock_escalation = disable);

create table parameter (
    name       nvarchar(120) collate Latin1_General_100_BIN2  not null,
    node       nvarchar(60) collate Latin1_General_100_BIN2   not null,
    value      nvarchar(4000) collate Latin1_General_100_BIN2 not null,
    changed_at datetimeoffset(7)                              not null,
    changed_by nvarchar(100) collate Latin1_General_100_BIN2  not null,
    constraint parameter_pk primary key (name, node)
);

-- Secrets of the cluster itself, encrypted with a key that is not in this database (A3).
create table secret (
    name       nvarchar(120) collate Latin1_General_100_BIN2 not null constraint secret_pk primary key,
    ciphertext nvarchar(max)                                 not null,
    created_at datetimeoffset(7)                             not null
);

create sequence audit_id as bigint start with 1 increment by 50;
create table audit (
    id      bigint                                        not null constraint audit_pk primary key,
    at      datetimeoffset(7)                             not null,
    actor   nvarchar(100) collate Latin1_General_100_BIN2 not null,
    action  nvarchar(60) collate Latin1_General_100_BIN2  not null,
    subject nvarchar(200) collate Latin1_General_100_BIN2 not null,
    detail  nvarchar(max)
);
create index audit_at on audit (at);

-- Unfinished events only; the transaction that ends an event moves it to event_history.
-- The order of ids is the order of submission, newest first in lists: here all sessions take from one cache.
create sequence event_id as bigint start with 1 increment by 1 cache 100;
create table event (
    id                bigint                                         not null constraint event_pk primary key,
    cycle_id          nvarchar(36) collate Latin1_General_100_BIN2   not null,
    type              nvarchar(20) collate Latin1_General_100_BIN2   not null,
    action            nvarchar(40) collate Latin1_General_100_BIN2   not null,
    account           nvarchar(100) collate Latin1_General_100_BIN2,
    site              nvarchar(100) collate Latin1_General_100_BIN2,
    attributes        nvarchar(max)                                  not null,
    state             nvarchar(10) collate Latin1_General_100_BIN2   not null,
    priority          smallint                                       not null,
    due_at            datetimeoffset(7)                              not null,
    assigned_node     nvarchar(60) collate Latin1_General_100_BIN2,
    owner_node        nvarchar(60) collate Latin1_General_100_BIN2,
    owner_incarnation bigint,
    attempts          integer                                        not null,
    max_attempts      integer                                        not null,
    created_at        datetimeoffset(7)                              not null,
    changed_at        datetimeoffset(7)                              not null,
    last_error        nvarchar(2000) collate Latin1_General_100_BIN2,
    constraint event_state check (state in (N'READY', N'RUNNING', N'FAILED', N'SUSPENDED')),
    constraint event_owner check ((state = N'RUNNING' and owner_incarnation is not null)
        or (state <> N'RUNNING' and owner_incarnation is null))
);
-- The claim reads this index alone, from the highest priority and the earliest due date on.
create index event_claim on event (assigned_node, priority desc, due_at, id) where state in (N'READY', N'FAILED');
create index event_running on event (owner_incarnation) where state = N'RUNNING';
create index event_cycle on event (cycle_id);
alter table event set (lock_escalation = disable);

create table event_history (
    id           bigint                                         not null constraint event_history_pk primary key,
    cycle_id     nvarchar(36) collate Latin1_General_100_BIN2   not null,
    type         nvarchar(20) collate Latin1_General_100_BIN2   not null,
    action       nvarchar(40) collate Latin1_General_100_BIN2   not null,
    account      nvarchar(100) collate Latin1_General_100_BIN2,
    site         nvarchar(100) collate Latin1_General_100_BIN2,
    attributes   nvarchar(max)                                  not null,
    state        nvarchar(10) collate Latin1_General_100_BIN2   not null,
    priority     smallint                                       not null,
    owner_node   nvarchar(60) collate Latin1_General_100_BIN2,
    attempts     integer                                        not null,
    max_attempts integer                                        not null,
    created_at   datetimeoffset(7)                              not null,
    finished_at  datetimeoffset(7)                              not null,
    last_error   nvarchar(2000) collate Latin1_General_100_BIN2,
    constraint event_history_state check (state in (N'DONE', N'DEAD', N'CANCELLED'))
);
create index event_history_finished on event_history (finished_at, id);
create index event_history_cycle on event_history (cycle_id);
-- Finds the few that failed among the many that did not.
create index event_history_failed on event_history (id) where state <> N'DONE';
alter table event_history set (lock_escalation = disable);

-- One row for each change of state (Q2).
create table event_change (
    id          bigint identity(1, 1)                          not null constraint event_change_pk primary key,
    event_id    bigint                                         not null,
    at          datetimeoffset(7)                              not null,
    from_state  nvarchar(10) collate Latin1_General_100_BIN2,
    to_state    nvarchar(10) collate Latin1_General_100_BIN2   not null,
    node        nvarchar(60) collate Latin1_General_100_BIN2,
    incarnation bigint,
    reason      nvarchar(2000) collate Latin1_General_100_BIN2
);
create index event_change_event on event_change (event_id, id);
alter table event_change set (lock_escalation = disable);

-- Outlives the event, so that a key submitted again finds the first event even when that has ended (Q7). A key that is there
-- is not inserted again, and that is no error; whoever inserts it meanwhile is waited for. Only a clustered key ignores
-- duplicates without locking its neighbours.
create table event_key (
    idempotency_key nvarchar(200) collate Latin1_General_100_BIN2 not null,
    event_id        bigint                                        not null,
    created_at      datetimeoffset(7)                             not null,
    constraint event_key_pk primary key clustered (idempotency_key) with (ignore_dup_key = on)
);
create index event_key_event on event_key (event_id);
alter table event_key set (lock_escalation = disable);
