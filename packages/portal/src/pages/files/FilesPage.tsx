import { useParams } from 'react-router'
import { useSession } from '../../api/session.tsx'
import { FolderPage } from './FolderPage.tsx'

/** /files is My Files; /files/:folderId any folder that one may see. */
export function FilesPage() {
  const { me } = useSession()
  const { folderId } = useParams()
  return <FolderPage key={folderId ?? me.myFiles.id} folderId={folderId ?? me.myFiles.id} />
}
