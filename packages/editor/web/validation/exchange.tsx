import type { PlainExchange, PlainResult } from '@moorage/validator/report'
import { words } from './words.ts'

/** A signature is of interest for being there; the kept report has all of it. */
const short = (name: string, value: string) => (/^x-wopi-proof/i.test(name) && value.length > 40 ? `${value.slice(0, 32)}…` : value)

function Half({ label, first, headers, body }: { label: string; first: string; headers: [string, string][]; body: string }) {
  return (
    <section className="half" aria-label={label}>
      <h4>{label}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <b>{first}</b>
        {headers.map(([name, value]) => `\n${name}: ${short(name, value)}`).join('')}
        {body ? `\n\n${body}` : ''}
      </pre>
    </section>
  )
}

function Exchange({ exchange }: { exchange: PlainExchange }) {
  const { operation, phase, durationMs, request, response, failures } = exchange
  return (
    <li className="exchange">
      <p className="operation">
        <b>{operation}</b> {phase === 'cleanup' ? `(${words.cleanUp}) ` : ''}
        <span className="soft">{durationMs} ms</span>
      </p>
      {failures.map(({ clause, expected, actual }) => (
        <p className="clause" key={clause + expected}>
          <b>{clause}</b>
          <br />
          {words.expected} {expected}
          <br />
          {words.got} {actual}
        </p>
      ))}
      <div className="pair">
        {request ? (
          <Half label={words.request} first={`${request.method} ${request.url}`} headers={request.headers} body={request.body} />
        ) : (
          <p className="half soft">{words.noRequest}</p>
        )}
        {response ? (
          <Half label={words.response} first={String(response.status)} headers={Object.entries(response.headers)} body={response.body} />
        ) : (
          <p className="half soft">{words.noResponse}</p>
        )}
      </div>
    </li>
  )
}

/** Everything about one case: why it failed, and each request beside its response. */
export function Exchanges({ result }: { result: PlainResult }) {
  const link = result.documentationLink
  return (
    <>
      {result.reason ? <p className="reason">{result.reason}</p> : null}
      {link && /^https?:/.test(link) ? (
        <p>
          <a href={link} target="_blank" rel="noreferrer">
            {words.documentation}
          </a>
        </p>
      ) : null}
      <ol className="exchanges">
        {result.exchanges.map((exchange, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of what was sent is what it is
          <Exchange key={index} exchange={exchange} />
        ))}
      </ol>
    </>
  )
}
