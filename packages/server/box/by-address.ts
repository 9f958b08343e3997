import { request } from 'node:http'

/**
 * What `fetch` does, for host names that no name server knows: the request goes to this machine and says the name, as
 * a browser's would. Bodies are texts.
 */
export const byAddress = (url: URL, { method = 'GET', headers, body }: RequestInit): Promise<Response> =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: url.port, path: url.pathname + url.search, method, agent: false }
    const sent = request({ ...options, headers: { ...Object.fromEntries(new Headers(headers)), host: url.host } }, async (answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk as Buffer)
      const found = new Headers()
      for (const [name, values] of Object.entries(answer.headersDistinct)) for (const value of values ?? []) found.append(name, value)
      const status = answer.statusCode ?? 0
      resolve(new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status, headers: found }))
    })
    sent.on('error', reject).end(body)
  })
