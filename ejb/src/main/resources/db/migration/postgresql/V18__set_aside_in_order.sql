-- In the order of the identities too: of a million events that an operator suspended, a page of the list, and each part of an act
-- on them, reads its own.
drop index event_set_aside;
create index event_set_aside on event (state, id) where state in ('FAILED', 'SUSPENDED');
