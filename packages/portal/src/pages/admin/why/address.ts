export interface Question {
  accountId: string
  /** an id or a link of the portal */
  file?: string
}

/** The page that answers it; the address can be handed on. */
export const whyPage = ({ accountId, file }: Question) =>
  `/admin/why?${new URLSearchParams({ account: accountId, ...(file ? { file } : {}) })}`
