/** How many mails somebody asked for on the sign-in page, and since when they are counted. */
export const resetsPerDay = `
alter table account add column resets integer not null default 0;
alter table account add column resets_since bigint;
`
