import type { Check } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkOf, doctorOf } from '../../packages/server/box/doctor-look.ts'
import { type BoxServer, startServer } from '../../packages/server/box/server.ts'
import { freePort, type Mistake, Nginx } from './nginx.ts'

// One server on three names (and a fourth for Microsoft 365 (test), which the settings derive), and before it a real nginx that is started anew with each mistake.
let server: BoxServer
let port: number
let upstream: number
beforeAll(async () => {
  port = await freePort()
  upstream = await freePort()
  server = await startServer({
    environment: {
      MOORAGE_PUBLIC_URL: `http://127.0.0.3:${port}`,
      MOORAGE_WOPI_URL: `http://localhost:${port}`,
      MOORAGE_EDITOR_URL: `http://127.0.0.2:${port}`,
      MOORAGE_LISTEN_ADDRESS: '127.0.0.1',
      MOORAGE_PORTAL_PORT: String(upstream),
      MOORAGE_WOPI_PORT: String(upstream),
      MOORAGE_EDITOR_PORT: String(upstream),
      MOORAGE_TRUSTED_PROXIES: '127.0.0.1',
    },
  })
})
afterAll(() => server?.stop())

async function behind<T>(mistake: Mistake | undefined, look: () => Promise<T>): Promise<T> {
  const onThree: Mistake = (right) => right.replace(`listen 127.0.0.2:${port};`, `listen 127.0.0.2:${port}; listen 127.0.0.3:${port};`)
  const nginx = await Nginx.start(port, upstream, {
    mistake: (right) => {
      const base = onThree(right)
      const wrong = mistake ? mistake(base) : base
      if (mistake && wrong === base) throw new Error('the mistake changes nothing')
      return wrong
    },
  })
  try {
    return await look()
  } finally {
    await nginx.stop()
  }
}

const unwell = ({ checks }: { checks: Check[] }) => checks.filter(({ status }) => status === 'failure' || status === 'warning')
const add =
  (...lines: string[]): Mistake =>
  (right) =>
    right.replace('location / {', `location / {\n${lines.join('\n')}`)
const instead =
  (line: string, other: string): Mistake =>
  (right) =>
    right.replace(line, other)
const both =
  (...mistakes: Mistake[]): Mistake =>
  (right) =>
    mistakes.reduce((text, mistake) => mistake(text), right)

test('with nginx as the documentation has it nothing is wrong', async () => {
  await behind(undefined, async () => {
    for (const group of ['addresses', 'tls', 'proxy']) expect(unwell(await doctorOf(server, '--only', group))).toEqual([])
    const report = await doctorOf(server, '--only', 'proxy')
    expect(report.checks.filter(({ status }) => status === 'not-applicable')).toEqual([])
    expect(checkOf(report, 'proxy-trusted').seen).toContain('127.0.0.1 is believed')
  })
})

interface Provoked {
  what: string
  mistake: Mistake
  check: string
  status: 'failure' | 'warning'
  seen: RegExp
  change: string
}

const PROXY_PASS = /proxy_pass (http:\S+);/
const provoked: Provoked[] = [
  {
    what: 'proxy_pass with a path decodes what is asked',
    mistake: (right) => right.replace(PROXY_PASS, 'proxy_pass $1/;'),
    check: 'raw-target',
    status: 'failure',
    seen: /changes or refuses what is asked of http:\/\/localhost:\d+: .*%2F.*double slash/,
    change: 'nothing after the port',
  },
  {
    what: 'the same at the address for Microsoft 365 (test)',
    mistake: (right) => right.replace(PROXY_PASS, 'proxy_pass $1/;'),
    check: 'raw-target-test',
    status: 'failure',
    seen: /127\.0\.0\.1/,
    change: 'AllowEncodedSlashes NoDecode',
  },
  {
    what: 'client_max_body_size 1m',
    mistake: instead('client_max_body_size 0;', 'client_max_body_size 1m;'),
    check: 'uploads',
    status: 'failure',
    seen: /largest upload that went through was 1\.0 MB; [12]\.\d MB did not \(status 413\)/,
    change: 'client_max_body_size 0;',
  },
  {
    what: 'client_max_body_size 40m',
    mistake: instead('client_max_body_size 0;', 'client_max_body_size 40m;'),
    check: 'uploads',
    status: 'failure',
    seen: /largest upload that went through was \d\d MB; \d\d MB did not \(status 413\)/,
    change: 'LimitRequestBody 0',
  },
  {
    what: 'client_max_body_size 10k',
    mistake: instead('client_max_body_size 0;', 'client_max_body_size 10k;'),
    check: 'uploads',
    status: 'failure',
    seen: /^No upload went through/,
    change: 'request_body { max_size',
  },
  {
    what: 'proxy_buffering on',
    mistake: instead('proxy_buffering off;', 'proxy_buffering on;'),
    check: 'answers-unbuffered',
    status: 'warning',
    seen: /takes answers of WOPI in before/,
    change: 'proxy_buffering off;',
  },
  {
    what: 'impatience with slow readers',
    mistake: add('send_timeout 500ms;'),
    check: 'answers-unbuffered',
    status: 'failure',
    seen: /cut off on its way/,
    change: 'send_timeout 60s;',
  },
  {
    what: 'events compressed',
    mistake: instead(
      'proxy_buffering off;',
      'proxy_buffering on; proxy_ignore_headers X-Accel-Buffering; gzip on; gzip_types *; gzip_proxied any; gzip_min_length 1;',
    ),
    check: 'event-stream',
    status: 'failure',
    seen: /holds back the events/,
    change: 'proxy_ignore_headers X-Accel-Buffering',
  },
  {
    what: 'gzip for everything',
    mistake: add('gzip on; gzip_types *; gzip_proxied any; gzip_min_length 1;'),
    check: 'answers-unchanged',
    status: 'warning',
    seen: /compresses WOPI’s answers \(files, gzip\)/,
    change: 'gzip off;',
  },
  {
    what: 'gzip for JSON',
    mistake: add('gzip on; gzip_types application/json; gzip_proxied any; gzip_min_length 1;'),
    check: 'answers-unchanged',
    status: 'warning',
    seen: /JSON, gzip/,
    change: 'SetEnv no-gzip 1',
  },
  {
    what: 'a filter that takes the length away',
    mistake: add("sub_filter_types *; sub_filter 'nothing' 'something';"),
    check: 'answers-unchanged',
    status: 'warning',
    seen: /Content-Length/,
    change: 'sub_filter',
  },
  {
    what: 'an expiry of its own',
    mistake: add('proxy_hide_header Cache-Control; expires 1h;'),
    check: 'answers-uncached',
    status: 'failure',
    seen: /max-age=3600/,
    change: 'take expires',
  },
  {
    what: 'X-WOPI-Lock hidden',
    mistake: add('proxy_hide_header X-WOPI-Lock;'),
    check: 'empty-lock-header',
    status: 'failure',
    seen: /thrown away/,
    change: 'proxy_hide_header X-WOPI-Lock',
  },
  {
    what: 'the lock not passed on',
    mistake: add('proxy_set_header X-WOPI-Lock "";'),
    check: 'long-lock',
    status: 'failure',
    seen: /does not arrive whole/,
    change: 'large_client_header_buffers 8 32k;',
  },
  {
    what: 'small buffers for headers, and a long lock',
    mistake: instead('large_client_header_buffers 8 32k;', 'client_header_buffer_size 512; large_client_header_buffers 4 512;'),
    check: 'long-lock',
    status: 'failure',
    seen: /does not arrive whole \(status 400\)/,
    change: 'LimitRequestFieldSize',
  },
  {
    what: 'small buffers for headers, and a long query',
    mistake: instead('large_client_header_buffers 8 32k;', 'client_header_buffer_size 1k; large_client_header_buffers 4 1k;'),
    check: 'long-query',
    status: 'failure',
    seen: /query of 2,000 characters does not arrive whole \(status 414\)/,
    change: 'large_client_header_buffers 8 32k;',
  },
  {
    what: 'a header of WOPI taken away',
    mistake: add('proxy_set_header X-WOPI-Proof "";'),
    check: 'wopi-headers',
    status: 'failure',
    seen: /takes away or changes X-WOPI-Proof$/,
    change: 'proxy_set_header',
  },
  {
    what: 'only GET and POST',
    mistake: add('limit_except GET POST { deny all; }'),
    check: 'methods',
    status: 'failure',
    seen: /refuses PUT, PATCH, DELETE at/,
    change: 'limit_except',
  },
  {
    what: 'the Host header not passed on',
    mistake: instead('proxy_set_header Host $http_host;', ''),
    check: 'host-header',
    status: 'failure',
    seen: /A request for 127\.0\.0\.3:\d+ arrived as one for 127\.0\.0\.1:\d+/,
    change: 'proxy_set_header Host $http_host;',
  },
  {
    what: 'everything redirected to https',
    mistake: add('return 301 https://$host$request_uri;'),
    check: 'portal-address',
    status: 'failure',
    seen: /redirects to https:\/\/127\.0\.0\.3 \(status 301\)/,
    change: 'Take the redirect',
  },
  {
    what: 'the portal under the name of WOPI',
    mistake: (right) => instead('proxy_set_header Host $http_host;', `proxy_set_header Host 127.0.0.3:${port};`)(right),
    check: 'wopi-only',
    status: 'failure',
    seen: /more than WOPI is served there/,
    change: 'proxy_set_header Host $http_host;',
  },
  {
    what: 'WOPI under the name of the portal',
    mistake: (right) => instead('proxy_set_header Host $http_host;', `proxy_set_header Host 127.0.0.1:${port};`)(right),
    check: 'portal-only',
    status: 'failure',
    seen: /answered as WOPI/,
    change: 'proxy_set_header Host $http_host;',
  },
  {
    what: 'the visitor not named',
    mistake: instead('proxy_set_header X-Forwarded-For $remote_addr;', 'proxy_set_header X-Forwarded-For "";'),
    check: 'proxy-trusted',
    status: 'warning',
    seen: /does not say whose requests/,
    change: 'proxy_set_header X-Forwarded-For $remote_addr;',
  },
  {
    what: 'the visitor’s own word passed on',
    mistake: instead('proxy_set_header X-Forwarded-For $remote_addr;', ''),
    check: 'proxy-trusted',
    status: 'failure',
    seen: /is believed, and passes on the X-Forwarded-For that visitors send/,
    change: 'proxy_set_header X-Forwarded-For $remote_addr;',
  },
  {
    what: 'a proxy that is not trusted',
    mistake: both(
      (right) => right.replace(PROXY_PASS, 'proxy_pass $1; proxy_bind 127.0.0.9;'),
      instead('X-Forwarded-For $remote_addr', 'X-Forwarded-For $proxy_add_x_forwarded_for'),
    ),
    check: 'proxy-trusted',
    status: 'warning',
    seen: /127\.0\.0\.9 says whose requests it passes on, but is not among trustedProxies/,
    change: 'trustedProxies: ["127.0.0.1","127.0.0.9"]',
  },
  {
    what: 'another scheme than people use',
    mistake: add('proxy_set_header X-Forwarded-Proto https;'),
    check: 'forwarded-scheme',
    status: 'warning',
    seen: /says https, publicUrl says http/,
    change: 'proxy_set_header X-Forwarded-Proto http;',
  },
]

test.each(provoked)('$what: $check', async ({ mistake, check, status, seen, change }) => {
  const found = checkOf(await behind(mistake, () => doctorOf(server, '--only', check)), check)
  expect(found).toMatchObject({ status, seen: expect.stringMatching(seen) })
  expect(found.change).toContain(change)
  expect(found.why).toBeTruthy()
})
