/**
 * What happened in editing sessions, call by call, and what was measured, per minute up to six hours. A session's row
 * outlives its grant and the names in it are those of then.
 */
export const editingSessions = `
alter table access_grant add column stage text;
create index node_locked_in on node (lock_client, lock_expires_at) where lock_client is not null;

create table editing_session (
  organization_id text not null references organization (id), id text not null unique,
  grant_id text not null, account_id text not null, account_name text not null,
  node_id text not null, node_name text not null, node_root text,
  client text not null, action text not null, stage text,
  opened_at bigint not null, shown_at bigint, last_at bigint not null, last_save_at bigint,
  calls integer not null default 0, saves integer not null default 0,
  failures integer not null default 0, conflicts integer not null default 0,
  primary key (organization_id, id)
);
create index editing_session_time on editing_session (opened_at, id);
create index editing_session_organization on editing_session (organization_id, opened_at, id);
create index editing_session_account on editing_session (organization_id, account_id, opened_at, id);
create index editing_session_file on editing_session (organization_id, node_id, opened_at, id);
create index editing_session_trouble on editing_session (organization_id, opened_at, id) where failures > 0 or conflicts > 0;
create index editing_session_editor on editing_session (organization_id, client, opened_at, id, stage);
create index editing_session_stage on editing_session (organization_id, stage, opened_at, id, client) where stage is not null;
create index editing_session_client on editing_session (client, opened_at);

create table session_event (
  seq integer primary key, session_id text not null, at bigint not null, source text not null, name text not null,
  status integer, ms integer, lock_before text, lock_after text, correlation_id text, request_id text, detail text
);
create index session_event_session on session_event (session_id, seq);
create index session_event_time on session_event (at);

create table measure (
  span text not null, at bigint not null, client text not null, stage text not null, name text not null,
  count integer not null, ms bigint not null,
  under_100 integer not null, under_300 integer not null, under_1000 integer not null, under_3000 integer not null, under_10000 integer not null,
  primary key (span, name, at, client, stage)
);
create index measure_time on measure (span, at);
`
