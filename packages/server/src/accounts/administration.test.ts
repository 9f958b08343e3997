import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../files/testing/world.ts'
import { newLink } from './links.ts'

const HOUR_MS = 60 * 60 * 1000

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const ask = async ({ accountId, email } = world.anna) => {
  const { organizationId, clock } = world
  const mail = { organizationId, to: email, subject: 's', text: 't', now: clock.now, send: false }
  const letter = { link: newLink('reset'), mail }
  const id = await world.app.db.transact('sendAskedLink', { organizationId, accountId, letter, now: clock.now })
  return id === undefined ? 'none' : 'mail'
}

test('five mails a day go to whoever asks for new passwords, then none until the day is over', async () => {
  const answers: string[] = []
  for (let hour = 0; hour < 24; hour += 3) {
    answers.push(await ask())
    world.clock.now += 3 * HOUR_MS
  }
  expect(answers).toEqual(['mail', 'mail', 'mail', 'mail', 'mail', 'none', 'none', 'none'])
  expect(await ask(world.ben), 'others have their own count').toBe('mail')
  expect([await ask(), await ask()], 'a new day').toEqual(['mail', 'mail'])
})
