-- The fingerprint of the host key of the peer that an outgoing transfer's bytes went to last: a machine that took over the
-- address of another has another key. Null as long as no bytes were sent.
alter table transfer add column peer_key varchar(60);
