-- name: read
select storage_id, storage_marked from cluster where id = 1

-- name: lock
select storage_id, storage_marked from cluster where id = 1 for update

-- name: mark
update cluster set storage_marked = true where id = 1
