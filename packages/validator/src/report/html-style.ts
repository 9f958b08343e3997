/** The look of a kept report: one column, light and dark, nothing from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #242424; --soft: #616161; --line: #e0e0e0; --page: #fff; --box: #f5f5f5; --good: #0e700e; --bad: #b10e1c }
@media (prefers-color-scheme: dark) { :root { --ink: #fff; --soft: #adadad; --line: #525252; --page: #1f1f1f; --box: #292929; --good: #54b054; --bad: #e37d80 } }
body { margin: 0 auto; padding: 24px; max-width: 1200px; font: 14px/1.5 'Segoe UI', system-ui, sans-serif; color: var(--ink); background: var(--page) }
h1 { font-size: 24px; margin: 0 0 4px } h2 { font-size: 16px; margin: 24px 0 4px } p { margin: 0 0 8px; color: var(--soft); overflow-wrap: anywhere }
.counts { font-size: 20px; font-weight: 600 } .passed { color: var(--good) } .failed { color: var(--bad) } .skipped { color: var(--soft) }
details { border-bottom: 1px solid var(--line) } summary { padding: 6px 0; cursor: pointer; overflow-wrap: anywhere } details > div { padding: 0 0 12px 16px }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22em), 1fr)); gap: 8px }
pre { margin: 0; padding: 8px; background: var(--box); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 ui-monospace, Consolas, monospace }
.clause { margin: 8px 0; padding: 8px; border-left: 3px solid var(--bad); background: var(--box); color: var(--ink) }
label { display: inline-block; margin: 8px 0 } body:has(#only:checked) .good { display: none }
@media print { label { display: none } details { break-inside: avoid } }
`
