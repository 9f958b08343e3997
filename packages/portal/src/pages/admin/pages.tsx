import {
  Alert20Regular,
  Building20Regular,
  CalendarClock20Regular,
  ClipboardTaskListLtr20Regular,
  DataTrending20Regular,
  Edit20Regular,
  Eye20Regular,
  History20Regular,
  Home20Regular,
  Mail20Regular,
  People20Regular,
  PeopleTeam20Regular,
  Pulse20Regular,
  QuestionCircle20Regular,
  Rocket20Regular,
  ShieldCheckmark20Regular,
  TaskListLtr20Regular,
} from '@fluentui/react-icons'
import type { Me } from '@moorage/api'
import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from 'react'
import { adminWords } from '../../words-admin.ts'
import { AlertBadge } from './alerts/AlertBadge.tsx'

export interface AdminPage {
  /** below /admin; '' is what /admin itself shows */
  path: string
  title: string
  icon: ReactNode
  /** who has it; the server decides for itself */
  everything?: boolean
  /** beside the title in the navigation */
  badge?: ReactNode
  /** reached from another page only: the navigation leads to that one */
  inside?: boolean
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
  {
    path: 'organizations',
    title: adminWords.pages.organizations,
    icon: <Building20Regular />,
    Page: lazy(() => import('./organizations/OrganizationsPage.tsx').then((page) => ({ default: page.OrganizationsPage }))),
  },
  {
    path: 'accounts',
    title: adminWords.pages.accounts,
    icon: <People20Regular />,
    Page: lazy(() => import('./accounts/AccountsPage.tsx').then((page) => ({ default: page.AccountsPage }))),
  },
  {
    path: 'team-shares',
    title: adminWords.pages.teamShares,
    icon: <PeopleTeam20Regular />,
    Page: lazy(() => import('./team-shares/TeamSharesPage.tsx').then((page) => ({ default: page.TeamSharesPage }))),
  },
  {
    path: 'policies',
    title: adminWords.pages.policies,
    icon: <ShieldCheckmark20Regular />,
    Page: lazy(() => import('./policies/PoliciesPage.tsx').then((page) => ({ default: page.PoliciesPage }))),
  },
  {
    path: 'microsoft-365',
    title: adminWords.pages.microsoft365,
    icon: <Rocket20Regular />,
    everything: true,
    Page: lazy(() => import('./microsoft-365/Microsoft365Page.tsx').then((page) => ({ default: page.Microsoft365Page }))),
  },
  {
    path: 'roll-out',
    title: adminWords.pages.rollOut,
    icon: <TaskListLtr20Regular />,
    everything: true,
    Page: lazy(() => import('./roll-out/RollOutPage.tsx').then((page) => ({ default: page.RollOutPage }))),
  },
  {
    path: 'launch-kit',
    title: adminWords.pages.launchKit,
    icon: <CalendarClock20Regular />,
    everything: true,
    Page: lazy(() => import('./launch-kit/LaunchKitPage.tsx').then((page) => ({ default: page.LaunchKitPage }))),
  },
  {
    path: 'editors',
    title: adminWords.pages.editors,
    icon: <Edit20Regular />,
    Page: lazy(() => import('./editors/EditorsPage.tsx').then((page) => ({ default: page.EditorsPage }))),
  },
  {
    path: 'why',
    title: adminWords.pages.why,
    icon: <QuestionCircle20Regular />,
    Page: lazy(() => import('./why/WhyPage.tsx').then((page) => ({ default: page.WhyPage }))),
  },
  {
    path: 'alerts',
    title: adminWords.pages.alerts,
    icon: <Alert20Regular />,
    everything: true,
    badge: <AlertBadge />,
    Page: lazy(() => import('./alerts/AlertsPage.tsx').then((page) => ({ default: page.AlertsPage }))),
  },
  {
    path: 'measurements',
    title: adminWords.pages.measurements,
    icon: <DataTrending20Regular />,
    everything: true,
    Page: lazy(() => import('./measurements/MeasurementsPage.tsx').then((page) => ({ default: page.MeasurementsPage }))),
  },
  {
    path: 'editing-now',
    title: adminWords.pages.editingNow,
    icon: <Eye20Regular />,
    Page: lazy(() => import('./editing-now/EditingNowPage.tsx').then((page) => ({ default: page.EditingNowPage }))),
  },
  {
    path: 'editing-sessions',
    title: adminWords.pages.editingSessions,
    icon: <History20Regular />,
    Page: lazy(() => import('./editing-sessions/SessionsPage.tsx').then((page) => ({ default: page.SessionsPage }))),
  },
  {
    path: 'editing-sessions/:number',
    title: adminWords.pages.editingSessions,
    icon: <History20Regular />,
    inside: true,
    Page: lazy(() => import('./editing-sessions/SessionPage.tsx').then((page) => ({ default: page.SessionPage }))),
  },
  {
    path: 'activity',
    title: adminWords.pages.activity,
    icon: <Pulse20Regular />,
    Page: lazy(() => import('./activity/ActivityPage.tsx').then((page) => ({ default: page.ActivityPage }))),
  },
  {
    path: 'mail',
    title: adminWords.pages.mail,
    icon: <Mail20Regular />,
    Page: lazy(() => import('./mail/MailPage.tsx').then((page) => ({ default: page.MailPage }))),
  },
  {
    path: 'doctor',
    title: adminWords.pages.doctor,
    icon: <ClipboardTaskListLtr20Regular />,
    everything: true,
    Page: lazy(() => import('./doctor/DoctorPage.tsx').then((page) => ({ default: page.DoctorPage }))),
  },
]

export const pagesOf = ({ administers }: Pick<Me, 'administers'>): AdminPage[] =>
  PAGES.filter(({ everything }) => !everything || administers === 'everything')
