import { Home20Regular } from '@fluentui/react-icons'
import type { Me } from '@moorage/api'
import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from 'react'
import { adminWords } from '../../words-admin.ts'

export interface AdminPage {
  /** below /admin; '' is what /admin itself shows */
  path: string
  title: string
  icon: ReactNode
  /** who has it; the server decides for itself */
  everything?: boolean
  Page: LazyExoticComponent<ComponentType>
}

/** THE TABLE of the administration's pages, in the navigation's order. A page is reachable exactly when it is here. */
const PAGES: AdminPage[] = [
  {
    path: '',
    title: adminWords.pages.dashboard,
    icon: <Home20Regular />,
    Page: lazy(() => import('./dashboard/DashboardPage.tsx').then((page) => ({ default: page.DashboardPage }))),
  },
]

export const pagesOf = ({ administers }: Pick<Me, 'administers'>): AdminPage[] =>
  PAGES.filter(({ everything }) => !everything || administers === 'everything')
