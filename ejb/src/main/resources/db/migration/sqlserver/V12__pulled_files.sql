-- Files that are being pulled from a site into an account, or have arrived and may still be at the partner (T8). The key is of
-- path, size and time: a file that was changed is another one. Held by the claim of an event: while that runs, no other claim
-- fetches the file, or does away with it at the partner.
create table pulled_file (
    site        nvarchar(60) collate Latin1_General_100_BIN2   not null,
    account     nvarchar(60) collate Latin1_General_100_BIN2   not null,
    file_key    nvarchar(64) collate Latin1_General_100_BIN2   not null,
    folder      nvarchar(1000) collate Latin1_General_100_BIN2 not null,
    file_name   nvarchar(255) collate Latin1_General_100_BIN2  not null,
    size        bigint                                         not null,
    modified_at bigint                                         not null, -- in seconds since 1970, by the partner's clock
    state       nvarchar(10) collate Latin1_General_100_BIN2   not null,
    event_id    bigint                                         not null,
    incarnation bigint                                         not null,
    attempt     integer                                        not null,
    part        nvarchar(60) collate Latin1_General_100_BIN2,
    fetched     bigint                                         not null,
    transfer_id bigint,
    seen_at     datetimeoffset(7)                              not null,
    constraint pulled_file_pk primary key (site, account, file_key),
    constraint pulled_file_state check (state in (N'FETCHING', N'ARRIVED'))
);
create index pulled_file_seen on pulled_file (site, account, seen_at);
alter table pulled_file set (lock_escalation = disable);
