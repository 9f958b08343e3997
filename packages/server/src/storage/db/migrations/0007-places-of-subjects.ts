/** In which store of files the file or folder of an entry was: administrators do not learn names out of My Files. */
export const placesOfSubjects = `
alter table activity_log add column subject_root text;
update activity_log set subject_root = (
  select node.root_id from node where node.organization_id = activity_log.organization_id and node.id = activity_log.subject_id
) where subject_kind in ('file', 'folder');
`
