-- Task types that get no slot on the node just now, separated by commas (W3); null where a node does not say.
alter table node add column full_types varchar(200);
