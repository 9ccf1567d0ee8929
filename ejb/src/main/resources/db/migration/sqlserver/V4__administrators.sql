-- Who may administer Flotilla (A4). Roles: admin, operator, auditor, separated by commas.
create table administrator (
    name                 nvarchar(60) collate Latin1_General_100_BIN2  not null constraint administrator_pk primary key,
    password_hash        nvarchar(300) collate Latin1_General_100_BIN2 not null,
    roles                nvarchar(100) collate Latin1_General_100_BIN2 not null,
    must_change_password bit                                           not null,
    created_at           datetimeoffset(7)                             not null,
    version              bigint                                        not null
);
