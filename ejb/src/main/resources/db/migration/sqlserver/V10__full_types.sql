-- Task types that get no slot on the node just now, separated by commas (W3); null where a node does not say.
alter table node add full_types nvarchar(200) collate Latin1_General_100_BIN2;
