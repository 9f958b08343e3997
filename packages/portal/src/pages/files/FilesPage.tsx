import { Navigate, useParams } from 'react-router'
import { useSession } from '../../api/session.tsx'
import { FolderPage } from './FolderPage.tsx'

/** /files is My Files, which a guest does not have; /files/:folderId any folder that one may see. */
export function FilesPage() {
  const { me } = useSession()
  const { folderId } = useParams()
  if (!folderId && me.kind === 'guest') return <Navigate to="/shared" replace />
  return <FolderPage key={folderId ?? me.myFiles.id} folderId={folderId ?? me.myFiles.id} />
}
