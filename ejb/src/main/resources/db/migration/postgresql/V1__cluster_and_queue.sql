-- The cluster: one row, locked by whoever takes or frees a licence slot; its version tells nodes that configuration changed.
-- storage_id stands in the marker on the shared file system, once a node has marked one as this cluster's (O5).
create table cluster (
    id                    smallint     not null primary key,
    configuration_version bigint       not null,
    active_site           varchar(10)  not null,
    epoch                 bigint       not null,
    storage_id            varchar(36)  not null,
    storage_marked        boolean      not null,
    constraint cluster_is_one check (id = 1)
);
insert into cluster (id, configuration_version, active_site, epoch, storage_id, storage_marked)
values (1, 1, 'PROD', 1, cast(gen_random_uuid() as varchar(36)), false);

create sequence incarnation start with 1 increment by 1;

-- A node and its present life. Ownership is decided by incarnation and heartbeat_at, on this database's clock.
create table node (
    name         varchar(60)   not null primary key,
    member       varchar(200)  not null,
    address      varchar(200)  not null,
    incarnation  bigint        not null,
    state        varchar(10)   not null,
    state_since  timestamptz   not null,
    reason       varchar(1000),
    site         varchar(10)   not null,
    version      varchar(60)   not null,
    slots        integer       not null,
    running      integer       not null,
    joined_at    timestamptz   not null,
    heartbeat_at timestamptz   not null,
    constraint node_state check (state in ('ONLINE', 'DRAINING', 'OFFLINE', 'PASSIVE', 'REFUSED', 'REMOVED'))
);

create table parameter (
    name       varchar(120)  not null,
    node       varchar(60)   not null,
    value      varchar(4000) not null,
    changed_at timestamptz   not null,
    changed_by varchar(100)  not null,
    primary key (name, node)
);

-- Secrets of the cluster itself, encrypted with a key that is not in this database (A3).
create table secret (
    name       varchar(120) not null primary key,
    ciphertext text         not null,
    created_at timestamptz  not null
);

create sequence audit_id start with 1 increment by 50;
create table audit (
    id       bigint        not null primary key,
    at       timestamptz   not null,
    actor    varchar(100)  not null,
    action   varchar(60)   not null,
    subject  varchar(200)  not null,
    detail   text
);
create index audit_at on audit (at);

-- Unfinished events only; the transaction that ends an event moves it to event_history.
-- The order of ids is the order of submission, newest first in lists. So nothing is cached: here each session would keep
-- numbers for later.
create sequence event_id start with 1 increment by 1 cache 1;
create table event (
    id                bigint        not null primary key,
    cycle_id          varchar(36)   not null,
    type              varchar(20)   not null,
    action            varchar(40)   not null,
    account           varchar(100),
    site              varchar(100),
    attributes        text          not null,
    state             varchar(10)   not null,
    priority          smallint      not null,
    due_at            timestamptz   not null,
    assigned_node     varchar(60),
    owner_node        varchar(60),
    owner_incarnation bigint,
    attempts          integer       not null,
    max_attempts      integer       not null,
    created_at        timestamptz   not null,
    changed_at        timestamptz   not null,
    last_error        varchar(2000),
    constraint event_state check (state in ('READY', 'RUNNING', 'FAILED', 'SUSPENDED')),
    constraint event_owner check ((state = 'RUNNING') = (owner_incarnation is not null))
);
-- The claim reads this index alone, from the highest priority and the earliest due date on.
create index event_claim on event (assigned_node, priority desc, due_at, id) where state in ('READY', 'FAILED');
create index event_running on event (owner_incarnation) where state = 'RUNNING';
create index event_cycle on event (cycle_id);

create table event_history (
    id           bigint        not null primary key,
    cycle_id     varchar(36)   not null,
    type         varchar(20)   not null,
    action       varchar(40)   not null,
    account      varchar(100),
    site         varchar(100),
    attributes   text          not null,
    state        varchar(10)   not null,
    priority     smallint      not null,
    owner_node   varchar(60),
    attempts     integer       not null,
    max_attempts integer       not null,
    created_at   timestamptz   not null,
    finished_at  timestamptz   not null,
    last_error   varchar(2000),
    constraint event_history_state check (state in ('DONE', 'DEAD', 'CANCELLED'))
);
create index event_history_finished on event_history (finished_at, id);
create index event_history_cycle on event_history (cycle_id);
-- Finds the few that failed among the many that did not.
create index event_history_failed on event_history (id) where state <> 'DONE';

-- One row for each change of state (Q2).
create table event_change (
    id          bigint generated always as identity primary key,
    event_id    bigint        not null,
    at          timestamptz   not null,
    from_state  varchar(10),
    to_state    varchar(10)   not null,
    node        varchar(60),
    incarnation bigint,
    reason      varchar(2000)
);
create index event_change_event on event_change (event_id, id);

-- Outlives the event, so that a key submitted again finds the first event even when that has ended (Q7).
create table event_key (
    idempotency_key varchar(200) not null primary key,
    event_id        bigint       not null,
    created_at      timestamptz  not null
);
create index event_key_event on event_key (event_id);
