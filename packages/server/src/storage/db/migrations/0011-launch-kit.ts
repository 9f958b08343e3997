/** What is kept for Microsoft: reports of the validator, what was sent and when, and how much is opened. */
export const launchKit = `
create table validation_report (
  seq integer primary key, profile text not null, at bigint not null, version text not null, settings text not null,
  address text not null, failed integer not null, report text not null
);
create index validation_report_profile on validation_report (profile, seq);

create table launch_sent (
  seq integer primary key, what text not null, at bigint not null, by_name text not null, note text not null, text text not null
);
create index launch_sent_what on launch_sent (what, seq);

create table opened_per_day (
  day integer not null, organization_id text not null references organization (id), kind text not null, action text not null,
  count integer not null,
  primary key (day, organization_id, kind, action)
);
create table opened_per_hour (
  hour integer not null, kind text not null, action text not null, count integer not null,
  primary key (hour, kind, action)
);

create table opened_before as
  select at, organization_id, case when detail = 'to edit' then 'edit' else 'view' end as action, case
    when lower(subject_name) like '%.doc' or lower(subject_name) like '%.docx' or lower(subject_name) like '%.docm' or lower(subject_name) like '%.odt' or lower(subject_name) like '%.rtf' then 'word'
    when lower(subject_name) like '%.xls' or lower(subject_name) like '%.xlsx' or lower(subject_name) like '%.xlsm' or lower(subject_name) like '%.csv' or lower(subject_name) like '%.ods' then 'excel'
    when lower(subject_name) like '%.ppt' or lower(subject_name) like '%.pptx' or lower(subject_name) like '%.pptm' or lower(subject_name) like '%.ppsx' or lower(subject_name) like '%.odp' then 'powerpoint'
  end as kind
  from activity_log
  where at > (cast(strftime('%s', 'now') as integer) - 31 * 86400) * 1000 and kind = 'opened' and subject_kind = 'file';
insert into opened_per_day
  select at / 86400000, organization_id, kind, action, count(*) from opened_before where kind is not null group by 1, 2, 3, 4;
insert into opened_per_hour select at / 3600000, kind, action, count(*) from opened_before where kind is not null group by 1, 2, 3;
drop table opened_before;
`
