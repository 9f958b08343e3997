/**
 * Which capabilities a test session has, what clients tell of comments, and a way to find grants that are long over.
 */
export const profilesAndActivities = `
alter table access_grant add column profile text;
create index access_grant_expiry on access_grant (expires_at);

create table activity (
  organization_id text not null, file_id text not null, id text not null, account_id text not null,
  client text not null, action text, content text not null, text text not null, is_reply integer not null, people text not null,
  created_at bigint, at bigint not null,
  primary key (organization_id, file_id, account_id, id),
  foreign key (organization_id, file_id) references node (organization_id, id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);
create index activity_by_time on activity (organization_id, file_id, at, id);
`
