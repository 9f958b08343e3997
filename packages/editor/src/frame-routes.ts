import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type FrameLaunch, type FrameTheme, framePage, noticePage, pageHeaders } from './frame-page.ts'
import { readBody } from './request-body.ts'
import { categoryOf } from './validation-run.ts'
import { allowedWopiSrc } from './wopi-src.ts'

export interface FrameWorld {
  wopiOrigins: readonly string[]
  portalOrigins: () => readonly string[]
  webFolder: string
}

const FORM_LIMIT = 64 * 1024

/** Query names differ in case between templates (`wopisrc`) and what hosts append (`WOPISrc`). */
function queryOf(request: FastifyRequest): Map<string, string> {
  const at = request.url.indexOf('?')
  const query = new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1))
  return new Map([...query].map(([name, value]) => [name.toLowerCase(), value]))
}

const languageTag = (text: string | undefined) => (text && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(text) ? text : '')

const themeOf = (text: string | undefined): FrameTheme => (text === 'light' || text === 'dark' ? text : undefined)

/** The pages that a host page posts its form to, with access_token and access_token_ttl. */
export function frameRoutes(scope: FastifyInstance, world: FrameWorld): void {
  const editor = framePage(world.webFolder)
  const validator = framePage(join(world.webFolder, 'validation'))
  const headers = () => pageHeaders(world.portalOrigins())

  const pages = [
    { path: 'edit', action: 'edit', page: editor },
    { path: 'view', action: 'view', page: editor },
    { path: 'validation', action: 'view', page: validator },
  ] as const
  for (const { path, action, page } of pages) {
    scope.get(`/${path}`, async (_request, reply) =>
      reply
        .headers(headers())
        .send(
          noticePage('Open your file from the portal', 'This address is the inside of an editor. Go to your files and open one there.'),
        ),
    )

    scope.post(`/${path}`, async (request, reply) => {
      reply.headers(headers())
      const query = queryOf(request)
      const form = new URLSearchParams((await readBody(request.body, FORM_LIMIT)).toString('utf8'))
      const wopiSrc = allowedWopiSrc(query.get('wopisrc'), world.wopiOrigins)
      if (!wopiSrc) {
        const text =
          'The address of the file does not belong to a server that this editor works for. An administrator can check the public address.'
        return reply.code(400).send(noticePage('This file can’t be opened here', text))
      }
      const accessToken = form.get('access_token') ?? ''
      if (!/^[!-~]+$/.test(accessToken))
        return reply.code(400).send(noticePage('This file can’t be opened', 'Close this tab and open the file again from the portal.'))
      const launch: FrameLaunch = {
        wopiSrc,
        accessToken,
        accessTokenTtl: Number(form.get('access_token_ttl')) || 0,
        action,
        locale: languageTag(query.get('ui')),
        sessionContext: query.get('sc') ?? '',
        rehearsal: query.get('rehearsal') === '1',
        ...(path === 'validation'
          ? { testCategory: categoryOf(query.get('testcategory')) ?? '', profile: query.get('wdprofile') ?? 'web' }
          : {}),
      }
      return reply.send(await page(launch, themeOf(query.get('theme'))))
    })
  }
}
