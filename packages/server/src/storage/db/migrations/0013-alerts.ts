/** What administrators are told of by themselves: what is the case and was, and what is on its way to the webhook. */
export const alerts = `
create table alert (
  id text primary key, kind text not null, subject text not null, title text not null, text text not null, remedy text not null, link text not null,
  opened_at bigint not null, last_at bigint not null, closed_at bigint, told text, told_at bigint, called_at bigint
);
create unique index alert_open on alert (kind, subject) where closed_at is null;
create index alert_closed on alert (closed_at, id) where closed_at is not null;

create table alert_call (
  id text primary key, event text not null, body text not null, created_at bigint not null,
  next_try_at bigint, tries integer not null default 0, sent_at bigint, problem text
);
create index alert_call_waiting on alert_call (next_try_at) where sent_at is null;
create index alert_call_time on alert_call (created_at);
`
