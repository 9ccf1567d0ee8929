-- A claim steps over the index entries of what was claimed before it, until they are vacuumed away. As a rule that is when a fifth
-- of the table has changed: of a million events 200,000 entries, and 3 ms for each claim. So it is a number here, however many
-- wait. The entries go even where few pages have any, as in a long queue of which the head is taken.
alter table event set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, vacuum_index_cleanup = on);
