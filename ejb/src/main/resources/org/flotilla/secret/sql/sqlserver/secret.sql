-- name: find
select ciphertext from secret where name = :name

-- name: insertIfAbsent
insert into secret (name, ciphertext, created_at)
select :name, :ciphertext, sysdatetimeoffset()
where not exists (select 1 from secret with (updlock, holdlock) where name = :name)
