export const first = `
create table setting (name text primary key, value text not null);
create table discovery (editor text primary key, url text not null, fetched_at bigint not null, document text not null);

create table organization (
  id text primary key, name text not null, slug text not null unique, parent_id text references organization (id),
  created_at bigint not null, quota bigint, used bigint not null default 0
);

create table account (
  organization_id text not null references organization (id), id text not null unique,
  email text not null, email_key text not null unique, name text not null, kind text not null,
  password_hash text not null, user_info text, created_at bigint not null, disabled_at bigint,
  primary key (organization_id, id)
);

create table sign_in_session (
  organization_id text not null, id text not null unique, account_id text not null,
  created_at bigint not null, expires_at bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);
create index sign_in_session_account on sign_in_session (organization_id, account_id);

create table root (
  organization_id text not null references organization (id), id text not null unique, kind text not null,
  name text not null, owner_id text, created_at bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id, owner_id) references account (organization_id, id)
);
create unique index root_owner on root (organization_id, owner_id) where owner_id is not null;

create table subscriber (
  organization_id text not null, root_id text not null, account_id text not null, role text not null,
  primary key (organization_id, root_id, account_id),
  foreign key (organization_id, root_id) references root (organization_id, id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);
create index subscriber_account on subscriber (organization_id, account_id);

create table node (
  organization_id text not null, id text not null unique, root_id text not null, parent_id text,
  kind text not null, name text not null, name_key text not null, name_sort text not null, extension text not null default '',
  size bigint not null default 0, sha256 text, version integer not null default 0, revision_id text,
  created_at bigint not null, created_by text not null,
  modified_at bigint not null, modified_by text not null, modified_by_name text not null,
  deleted_at bigint, deleted_by text, deleted_with text,
  child_count integer not null default 0, child_count_all integer not null default 0,
  folder_count integer not null default 0, folder_count_all integer not null default 0,
  lock_id text, lock_kind text, lock_client text, lock_grant text, lock_account text, lock_since bigint, lock_expires_at bigint,
  tenure_id text,
  primary key (organization_id, id),
  foreign key (organization_id, root_id) references root (organization_id, id),
  foreign key (organization_id, parent_id) references node (organization_id, id)
);
create unique index node_living_name on node (organization_id, parent_id, name_key) where deleted_at is null;
create index node_by_name on node (organization_id, parent_id, kind, name_sort, id) where deleted_at is null;
create index node_by_modified on node (organization_id, parent_id, kind, modified_at, id) where deleted_at is null;
create index node_by_modified_by on node (organization_id, parent_id, kind, modified_by_name, id) where deleted_at is null;
create index node_by_size on node (organization_id, parent_id, kind, size, id) where deleted_at is null;
create index node_children on node (organization_id, parent_id, kind, name_sort, id);
create index node_deleted_with on node (organization_id, deleted_with) where deleted_with is not null;

create table name_word (
  organization_id text not null, root_id text not null, word text not null, node_id text not null,
  primary key (organization_id, root_id, word, node_id),
  foreign key (organization_id, node_id) references node (organization_id, id)
);
create index name_word_node on name_word (organization_id, node_id);

create table revision (
  organization_id text not null, file_id text not null, id text not null unique, version integer not null,
  size bigint not null, sha256 text not null, created_at bigint not null, author_id text not null,
  editors text not null default '[]', tenure_id text not null, kind text not null, client text, rescue_reason text,
  primary key (organization_id, file_id, id),
  foreign key (organization_id, file_id) references node (organization_id, id),
  foreign key (organization_id, author_id) references account (organization_id, id)
);
create index revision_by_time on revision (organization_id, file_id, created_at, id);
create index revision_by_tenure on revision (organization_id, file_id, tenure_id, created_at);
create index revision_rescue on revision (organization_id, author_id, created_at) where kind = 'rescue';

create table extent (
  organization_id text not null, file_id text not null, revision_id text not null, seq integer not null,
  blob_key text not null, start bigint not null, length bigint not null,
  primary key (organization_id, file_id, revision_id, seq),
  foreign key (organization_id, file_id, revision_id) references revision (organization_id, file_id, id)
);
create index extent_blob on extent (blob_key);

create table access_grant (
  organization_id text not null, id text not null unique, account_id text not null, client text not null,
  node_id text not null, revision_id text, ceiling text not null,
  created_at bigint not null, expires_at bigint not null, ended_at bigint, tenure_id text,
  primary key (organization_id, id),
  foreign key (organization_id, account_id) references account (organization_id, id),
  foreign key (organization_id, node_id) references node (organization_id, id)
);
create index access_grant_account on access_grant (organization_id, account_id);
create index access_grant_tenure on access_grant (organization_id, tenure_id) where tenure_id is not null;

create table change (
  seq integer primary key, organization_id text not null, root_id text not null, kind text not null,
  node_id text, folder_id text, account_id text, data text, at bigint not null
);
`
