import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds, as "rule: elements". */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  return found.violations.flatMap(({ id, nodes }) => {
    // Fluent's focus keeper puts invisible stops around what is focused; they hand the focus on and never keep it
    // and an open menu or list of choices lies over the page, outside of its landmarks
    const ours = nodes.filter(
      ({ html }) => !html.includes('data-tabster-dummy') && !(id === 'region' && /MenuPopover|fui-Listbox/.test(html)),
    )
    return ours.length > 0 ? [`${id}: ${ours.map((node) => node.html.slice(0, 160)).join('\n   ')}`] : []
  })
}
