/**
 * An editor whose address changed keeps the document of its former one beside the new: editing sessions that began
 * there sign with its keys until they end.
 */
export const formerDiscovery = `
create table discovery_by_address (
  editor text not null, url text not null, fetched_at bigint not null, document text not null, replaced_at bigint,
  primary key (editor, url)
);
insert into discovery_by_address (editor, url, fetched_at, document) select editor, url, fetched_at, document from discovery;
drop table discovery;
alter table discovery_by_address rename to discovery;
`
