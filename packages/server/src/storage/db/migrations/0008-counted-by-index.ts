/** What the dashboard counts: accounts that are not disabled, by when they were here; mail that was not sent. */
export const countedByIndex = `
create index account_seen on account (organization_id, last_seen_at, disabled_at) where disabled_at is null;
create index mail_unsent on mail (organization_id, sent_at) where sent_at is null;
`
