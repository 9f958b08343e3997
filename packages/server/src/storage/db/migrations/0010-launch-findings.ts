/** What Microsoft's people find, who changed what of it, and the pictures of it and of the manual flows. */
export const launchFindings = `
create table launch_finding (
  id text primary key, number integer not null unique, version integer not null, pass integer not null,
  title text not null, text text not null, flow text, test text, answer text not null, state text not null,
  added_at bigint not null, added_by text not null, changed_at bigint not null, changed_by text not null
);
create table launch_finding_change (
  seq integer primary key, finding_id text not null references launch_finding (id), at bigint not null, by text not null, what text not null
);
create index launch_finding_change_of on launch_finding_change (finding_id, seq);
create table launch_screenshot (
  id text primary key, owner_kind text not null, owner_id text not null, name text not null, type text not null,
  size integer not null, added_at bigint not null, added_by text not null, position integer not null
);
create index launch_screenshot_of on launch_screenshot (owner_kind, owner_id, position);
`
