-- name: find
select ciphertext from secret where name = :name

-- name: insertIfAbsent
insert into secret (name, ciphertext, created_at) values (:name, :ciphertext, clock_timestamp())
on conflict (name) do nothing
