/** What the OAuth 2.0 authorization server remembers: sign-ins under way, codes, tokens. Ids are hashes. */
export const oauth = `
create table oauth_state (
  kind text not null, id text not null, organization_id text, account_id text, grant_id text, uid text,
  payload text not null, consumed_at bigint, expires_at bigint not null,
  primary key (kind, id),
  foreign key (organization_id, account_id) references account (organization_id, id)
);
create index oauth_state_account on oauth_state (organization_id, account_id);
create index oauth_state_grant on oauth_state (grant_id);
create index oauth_state_uid on oauth_state (uid);
create index oauth_state_expiry on oauth_state (expires_at);
`
