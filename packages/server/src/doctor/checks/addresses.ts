import { connectionProblem, probe } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, ok, type World } from '../check.ts'

async function reaches(world: World, origin: string, setting: string): Promise<Finding> {
  const why = 'Browsers and editors use this address: what does not answer here does not open.'
  try {
    const { answer, seen } = await probe(world, origin)
    if (seen) return ok(`${origin} leads to this server`)
    return failure(`${origin} is answered by something else (status ${answer.status})`, {
      why,
      change: `Let the proxy pass ${new URL(origin).host} to this server, or correct ${setting} in moorage.yaml.`,
    })
  } catch (error) {
    return failure(`${origin}: ${connectionProblem(error)}`, {
      why,
      change: `Let ${new URL(origin).host} lead to this server, from this machine too, or correct ${setting} in moorage.yaml.`,
    })
  }
}

export const addressChecks: CheckDefinition[] = [
  {
    id: 'portal-address',
    group: 'addresses',
    title: 'The portal’s address leads here',
    look: (world) => reaches(world, world.app.config.portalOrigin, 'publicUrl'),
  },
  {
    id: 'wopi-address',
    group: 'addresses',
    title: 'The WOPI address leads here',
    look: (world) => reaches(world, world.app.config.wopiOrigin, 'wopiUrl'),
  },
]
