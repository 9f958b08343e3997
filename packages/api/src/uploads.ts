/**
 * Uploads speak tus 1.0 at this address (creation, termination; PATCH with offsets). Metadata keys:
 * `folderId`, `name`, optional `path` (folders to create below folderId, joined by '/'), optional `onClash`
 * (fail | keep-both | replace; default fail). A refused creation or last PATCH answers problem+json.
 * The answer that completes the upload carries `Moorage-Item-Id`.
 */
export const UPLOADS_PATH = '/api/uploads'
export const UPLOAD_ITEM_HEADER = 'moorage-item-id'
