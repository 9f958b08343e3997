export type FileKind =
  | 'folder'
  | 'word'
  | 'excel'
  | 'powerpoint'
  | 'pdf'
  | 'text'
  | 'csv'
  | 'image'
  | 'archive'
  | 'video'
  | 'audio'
  | 'file'

const EXTENSIONS: Record<Exclude<FileKind, 'folder' | 'file'>, string> = {
  word: 'docx docm dotx dotm doc dot odt rtf',
  excel: 'xlsx xlsm xlsb xltx xls ods',
  powerpoint: 'pptx pptm ppsx potx ppt pps odp',
  pdf: 'pdf',
  text: 'txt md markdown log json xml yaml yml html css js ts wopitest',
  csv: 'csv tsv',
  image: 'png jpg jpeg gif webp bmp svg tif tiff heic avif ico',
  archive: 'zip 7z rar tar gz tgz bz2 xz',
  video: 'mp4 mov mkv webm avi m4v',
  audio: 'mp3 wav flac ogg m4a aac',
}

const KINDS = new Map(Object.entries(EXTENSIONS).flatMap(([kind, list]) => list.split(' ').map((one) => [one, kind as FileKind] as const)))

/** What an item looks like in the list, by its extension. */
export function kindOf(item: { kind: 'file' | 'folder'; extension: string }): FileKind {
  return item.kind === 'folder' ? 'folder' : (KINDS.get(item.extension) ?? 'file')
}
