/** What the library's buttons do, for people who cannot see their pictures. */
const COMMANDS: Record<string, string> = {
  'univer.command.undo': 'Undo',
  'univer.command.redo': 'Redo',
  'sheet.command.set-once-format-painter': 'Copy format',
  'sheet.command.clear-selection-all': 'Clear',
  'sheet.command.set-range-font-family': 'Font',
  'sheet.command.set-range-fontsize': 'Font size',
  'sheet.command.set-range-font-increase': 'Larger text',
  'sheet.command.set-range-font-decrease': 'Smaller text',
  'sheet.command.set-range-bold': 'Bold',
  'sheet.command.set-range-italic': 'Italic',
  'sheet.command.set-range-underline': 'Underline',
  'sheet.command.set-range-stroke': 'Strikethrough',
  'sheet.command.set-range-text-color': 'Text colour',
  'sheet.command.set-background-color': 'Fill colour',
  'sheet.command.set-border-basic': 'Borders',
  'sheet.command.set-horizontal-text-align': 'Align across',
  'sheet.command.set-vertical-text-align': 'Align up and down',
  'sheet.command.set-text-wrap': 'Text that is too long',
  'sheet.command.set-text-rotation': 'Turn text',
  'sheet.command.add-worksheet-merge': 'Merge cells',
  'sheet.command.numfmt.set.percent': 'Percent',
  'sheet.command.numfmt.set.currency': 'Currency',
  'sheet.command.numfmt.add.decimal.command': 'More decimals',
  'sheet.command.numfmt.subtract.decimal.command': 'Fewer decimals',
  'sheet.operation.open.numfmt.panel': 'Number format',
}

/** Parts that have no command of their own, the more special ones first. */
const PARTS: [selector: string, name: string][] = [
  ['[data-u-comp=defined-name] input', 'Selected cells'],
  ['[data-u-comp=defined-name] [aria-haspopup]', 'Names of cells'],
  ['[data-u-comp=ribbon-toolbar-more]', 'More tools'],
  ['[role=track] [role=button]', 'Zoom to 100 %'],
  ['[role=handle]', 'Zoom'],
  [':has(> * > [role=track]) > button:nth-of-type(1), :has(> [role=track]) > button:nth-of-type(1)', 'Smaller'],
  [':has(> * > [role=track]) > button:nth-of-type(2), :has(> [role=track]) > button:nth-of-type(2)', 'Larger'],
  ['[data-u-comp=formula-bar] button', 'Show more of the formula'],
  ['[data-u-comp=sheet-bar-append-button]', 'Add a sheet'],
]
/** Roles that do not exist. */
const NO_ROLES = '[role=track], [role=handle]'

/** Gives names to what the library leaves without, now and whenever it draws something new; ends with the returned function. */
export function nameParts(root: HTMLElement): () => void {
  const observer = new MutationObserver(() => name(root))
  observer.observe(root, { childList: true, subtree: true })
  name(root)
  return () => observer.disconnect()
}

function name(root: HTMLElement): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-u-command]:not([aria-label])')) {
    const label = COMMANDS[element.dataset.uCommand ?? '']
    if (label === undefined) continue
    element.setAttribute('aria-label', label)
    if (element instanceof HTMLDivElement) element.setAttribute('role', 'group')
    for (const input of element.querySelectorAll('input')) input.setAttribute('aria-label', label)
  }
  for (const [selector, label] of PARTS)
    for (const element of root.querySelectorAll(`:is(${selector}):not([aria-label])`)) element.setAttribute('aria-label', label)
  for (const element of root.querySelectorAll(NO_ROLES)) element.removeAttribute('role')
  for (const element of root.querySelectorAll('[aria-haspopup]:not(button, [role], :has(button))')) {
    element.setAttribute('role', 'button')
    const owner = element.closest<HTMLElement>('[data-u-command]') ?? element.parentElement?.querySelector<HTMLElement>('[data-u-command]')
    const label = COMMANDS[owner?.dataset.uCommand ?? '']
    if (label && !element.textContent?.trim() && !element.hasAttribute('aria-label'))
      element.setAttribute('aria-label', `${label}: choices`)
  }
  // a button within something that says it is one too
  for (const element of root.querySelectorAll('[aria-haspopup]:not(button, [role]):has(button)'))
    for (const name of ['aria-haspopup', 'aria-expanded']) element.removeAttribute(name)
  for (const element of root.querySelectorAll('canvas[tabindex="1"]')) element.setAttribute('tabindex', '0')
}
