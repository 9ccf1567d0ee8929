-- name: read
select storage_id, storage_marked from cluster where id = 1

-- name: lock
select storage_id, storage_marked from cluster with (updlock, rowlock, holdlock) where id = 1

-- name: mark
update cluster set storage_marked = 1 where id = 1
