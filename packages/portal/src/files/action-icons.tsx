import {
  ArrowDownload20Regular,
  ArrowUndo20Regular,
  Copy20Regular,
  Delete20Regular,
  FolderArrowRight20Regular,
  History20Regular,
  Info20Regular,
  Link20Regular,
  Open20Regular,
  Rename20Regular,
  Share20Regular,
  WindowNew20Regular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { ActionName } from './actions.ts'

export const ACTION_ICONS: Record<ActionName, ReactElement> = {
  open: <Open20Regular />,
  openWith: <WindowNew20Regular />,
  share: <Share20Regular />,
  download: <ArrowDownload20Regular />,
  copyLink: <Link20Regular />,
  rename: <Rename20Regular />,
  move: <FolderArrowRight20Regular />,
  copy: <Copy20Regular />,
  delete: <Delete20Regular />,
  restore: <ArrowUndo20Regular />,
  revisions: <History20Regular />,
  details: <Info20Regular />,
}
