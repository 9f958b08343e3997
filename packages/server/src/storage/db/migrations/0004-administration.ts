/**
 * Organizations below "All Organizations", policies, people shared with, Microsoft 365, editors set up in the portal,
 * mail, and who did what. The organization at the top is always there and holds no files.
 */
export const administration = `
alter table organization add column hostname text;
alter table organization add column disabled_at bigint;
alter table organization add column blocked integer not null default 0;
alter table organization add column subscription text not null default 'none';
create unique index organization_hostname on organization (hostname) where hostname is not null;
create index organization_parent on organization (parent_id);
insert into organization (id, name, slug, parent_id, created_at) values ('allorganizations2222222222', 'All Organizations', 'all-organizations', null, 0);
update organization set parent_id = 'allorganizations2222222222' where parent_id is null and id <> 'allorganizations2222222222';

alter table account add column last_seen_at bigint;
create index account_by_name on account (organization_id, name, id);

create table policy (
  organization_id text not null references organization (id), name text not null, value text not null,
  changed_at bigint not null, previous text, finish_until bigint,
  primary key (organization_id, name)
);

create table item_share (
  organization_id text not null, node_id text not null, account_id text not null, role text not null,
  shared_by text not null, shared_at bigint not null,
  primary key (organization_id, node_id, account_id),
  foreign key (organization_id, node_id) references node (organization_id, id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);
create index item_share_account on item_share (organization_id, account_id, shared_at);

create table tester (
  organization_id text not null, account_id text not null, added_at bigint not null, added_by text not null,
  stays_on_test integer not null default 0,
  primary key (organization_id, account_id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);

create table licence (
  organization_id text not null, account_id text not null, held integer not null,
  checked_at bigint not null, expires_at bigint not null,
  primary key (organization_id, account_id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);

create table editor (
  id text primary key, name text not null, discovery_url text not null, profile text not null, proof text not null,
  wopi_origin text, position integer not null, added_at bigint not null, removed_at bigint
);
create table editor_order (
  organization_id text not null references organization (id), extension text not null, editors text not null,
  primary key (organization_id, extension)
);

create table account_link (
  id text primary key, organization_id text not null, account_id text not null, purpose text not null,
  created_at bigint not null, expires_at bigint not null,
  foreign key (organization_id, account_id) references account (organization_id, id)
);
create index account_link_account on account_link (organization_id, account_id);

create table mail (
  organization_id text not null references organization (id), id text not null unique,
  recipient text not null, subject text not null, text text not null, created_at bigint not null,
  sent_at bigint, tries integer not null default 0, next_try_at bigint, problem text,
  primary key (organization_id, id)
);
create index mail_by_time on mail (created_at, id);
create index mail_waiting on mail (next_try_at) where sent_at is null;

create table activity_log (
  seq integer primary key, organization_id text not null references organization (id), at bigint not null, kind text not null,
  actor_id text, actor_name text, subject_kind text, subject_id text, subject_name text, client text, detail text, address text
);
create index activity_log_organization on activity_log (organization_id, seq);
create index activity_log_actor on activity_log (organization_id, actor_id, seq) where actor_id is not null;
create index activity_log_kind on activity_log (organization_id, kind, seq);
create index activity_log_time on activity_log (at, seq);

create index access_grant_live on access_grant (client, expires_at) where ended_at is null;
create index node_locked on node (organization_id, lock_client) where lock_client is not null;
`
