import type { App } from '../../app.ts'

/** Microsoft's own Validation application has it, and nobody else (PROTOCOL 17.1). */
const HOSTED_ONLY = { name: 'HostFrameIntegration', cases: [] }

/** What a finding can be about: every group and its cases, Microsoft's where they are there, then our own and the feature cases. */
export async function validatorGroups({ config }: Pick<App, 'config'>): Promise<{ name: string; cases: string[] }[]> {
  const { caseSets } = await import('@moorage/validator/node')
  const groups = (await caseSets(config.validatorCases)).flatMap(({ suite }) => suite.groups)
  return [...groups.map(({ name, cases }) => ({ name, cases: cases.map((one) => one.name) })), HOSTED_ONLY]
}
