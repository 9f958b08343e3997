/** From which of the portal's addresses an editor was opened; people's names folded, to find and sort them by. */
export const hostnamesAndNames = `
alter table access_grant add column portal_origin text;
alter table account add column name_key text not null default '';
update account set name_key = lower(name);
drop index account_by_name;
create index account_by_name on account (organization_id, name_key, id);
`
