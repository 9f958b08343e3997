import { element } from './element.ts'
import { words } from './words.ts'

/** The number that whoever looks after the server finds this session by, to be read out or copied. */
export function sessionNumber(number: string): HTMLElement {
  const copy = element('button', { type: 'button', class: 'copy', onclick: () => void copied() }, words.copy)
  const said = element('span', { class: 'copied', role: 'status' })
  async function copied() {
    try {
      await navigator.clipboard.writeText(number)
      said.textContent = words.numberCopied
    } catch {
      said.textContent = words.numberNotCopied
    }
  }
  return element('div', { class: 'number' }, element('span', {}, words.sessionNumber), element('code', {}, number), copy, said)
}
