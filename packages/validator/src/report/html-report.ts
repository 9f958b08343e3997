import { STYLE } from './html-style.ts'
import type { PlainExchange, PlainResult, Report, ReportGroup } from './plain.ts'
import { redact } from './redact.ts'

const escapeHtml = (text: unknown) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const lines = (first: string, headers: [string, string][], body: string) =>
  escapeHtml([first, ...headers.map(([name, value]) => `${name}: ${value}`), ...(body ? ['', body] : [])].join('\n'))

function exchangeHtml({ operation, phase, durationMs, request, response, failures }: PlainExchange): string {
  const sent = request ? lines(`${request.method} ${request.url}`, request.headers, request.body) : 'Nothing was sent'
  const came = response ? lines(String(response.status), Object.entries(response.headers), response.body) : 'There was no answer'
  const clauses = failures.map(
    ({ clause, expected, actual }) =>
      `<div class="clause"><b>${escapeHtml(clause)}</b><br>expected ${escapeHtml(expected)}<br>got ${escapeHtml(actual)}</div>`,
  )
  return `<p>${escapeHtml(operation)}${phase === 'cleanup' ? ' (clean-up)' : ''}, ${durationMs} ms</p>${clauses.join('')}
<div class="pair"><pre>${sent}</pre><pre>${came}</pre></div>`
}

function caseHtml({ name, status, durationMs, description, reason, documentationLink, exchanges }: PlainResult): string {
  const link =
    documentationLink && /^https?:/.test(documentationLink) ? `<p><a href="${escapeHtml(documentationLink)}">Documentation</a></p>` : ''
  const said = [description, reason].filter(Boolean).map((text) => `<p>${escapeHtml(text)}</p>`)
  return `<details class="${status === 'passed' ? 'good' : 'wrong'}"${status === 'passed' ? '' : ' open'}>
<summary><span class="${status}">${status}</span> ${escapeHtml(name)} <span class="skipped">${durationMs} ms</span></summary>
<div>${said.join('')}${link}${exchanges.map(exchangeHtml).join('\n')}</div></details>`
}

function groupHtml(group: ReportGroup): string {
  const { name, passed, failed, skipped, reason, prerequisite, cases } = group
  const why = reason ? `<p>${escapeHtml(reason)}</p>` : ''
  return `<section class="${failed > 0 ? 'wrong' : 'good'}"><h2>${escapeHtml(name)}</h2>
<p>${passed} passed, ${failed} failed, ${skipped} skipped</p>${why}${prerequisite ? caseHtml(prerequisite) : ''}
${cases.map(caseHtml).join('\n')}</section>`
}

/** A run as one page that needs nothing else: to print, to keep, to send. No token is in it, and no script. */
export function htmlReport(report: Report): string {
  const { title = 'WOPI validation', host, startedAt, passed, failed, skipped, verdict, aborted, groups } = report
  const closing = passed === 0 && failed === 0 ? '<p>Nothing passed, so nothing is shown.</p>' : ''
  return redact(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(host)}<br><time datetime="${escapeHtml(startedAt)}">${escapeHtml(startedAt)}</time></p>
<p class="counts ${verdict}">${passed} passed, ${failed} failed, ${skipped} skipped${aborted ? ', stopped before its end' : ''}</p>${closing}
<label><input type="checkbox" id="only"> Only what failed</label>
${groups.map(groupHtml).join('\n')}</main></body></html>
`)
}
