import type { Unseen } from './read-workbook.ts'

export interface Notices {
  element: HTMLElement
  /** 0 to 1 */
  progress(done: number): void
  /** what there is to say of the file for as long as it is open */
  opened(sentence: string): void
  refuse(reason: string): void
}

const SHOWN_MS = 7000

/** The line below the grid: how far opening is, what is not shown, and why something was not done. */
export function createNotices(): Notices {
  const element = document.createElement('div')
  element.className = 'moorage-xlsx-notices'
  const quiet = document.createElement('p')
  quiet.className = 'moorage-xlsx-quiet'
  const reason = document.createElement('p')
  reason.className = 'moorage-xlsx-reason'
  reason.setAttribute('role', 'status')
  element.append(quiet, reason)
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    element,
    progress(done) {
      quiet.textContent = `Opening … ${Math.round(done * 100)} %`
    },
    opened(sentence) {
      quiet.textContent = sentence
    },
    refuse(text) {
      reason.textContent = text
      clearTimeout(timer)
      timer = setTimeout(() => {
        reason.textContent = ''
      }, SHOWN_MS)
    },
  }
}

const counted = (count: number, one: string, many: string) => (count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count} ${many}`])
const listed = (parts: string[]) => (parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`)

/** "2 charts and 1 picture are kept but not shown here." */
export function unseenSentence({ charts, pictures, pivots, formulas }: Unseen): string {
  const kept = [
    ...counted(charts, 'chart', 'charts'),
    ...counted(pictures, 'picture', 'pictures'),
    ...counted(pivots, 'pivot table', 'pivot tables'),
  ]
  const alone = charts + pictures + pivots === 1
  const sentences = [
    ...(kept.length > 0 ? [`${listed(kept)} ${alone ? 'is' : 'are'} kept but not shown here.`] : []),
    ...(formulas > 0
      ? [`${formulas === 1 ? '1 formula keeps its' : `${formulas} formulas keep their`} last result here; Excel works it out again.`]
      : []),
  ]
  return sentences.join(' ')
}
