import type { DemoCard, SignInPage } from '@moorage/api'
import type { App } from '../app.ts'
import { settingOf } from '../installation.ts'
import { accountByEmail, emailKey } from './accounts.ts'
import { DEMO_ORGANIZATIONS, DEMO_PEOPLE, type DemoPerson } from './demo-people.ts'

/** Only in a demo folder that is served as a demo. */
const isDemo = async (app: App) => app.config.demo && (await settingOf(app, 'demo')) !== undefined

/** The account that a card signs in; undefined where there is no such card, or whose it is cannot sign in now. */
export async function accountOfCard(app: App, email: string) {
  const person = DEMO_PEOPLE.find((one) => one.email === emailKey(email))
  if (!person || !(await isDemo(app))) return undefined
  const account = await app.db.read.get(accountByEmail, { emailKey: person.email })
  return account && account.disabledAt === null && account.blocked === 0 ? account : undefined
}

/** The cards of the sign-in page: none of somebody who cannot sign in, as in a demo that an earlier version made. */
export async function demoCards(app: App): Promise<SignInPage> {
  if (!(await isDemo(app))) return { demoCards: [], moreDemo: [] }
  const cardsOf = async (people: readonly DemoPerson[]): Promise<DemoCard[]> => {
    const accounts = await Promise.all(people.map(({ email }) => accountOfCard(app, email)))
    return people.flatMap(({ email, name, about }, index) => (accounts[index] ? [{ email, name, about }] : []))
  }
  const { harbour, ...others } = DEMO_ORGANIZATIONS
  const more = Object.values(others).map(async ({ people, name: organization, ...above }) => ({
    ...{ organization, ...above },
    cards: await cardsOf(people),
  }))
  return { demoCards: await cardsOf(harbour.people), moreDemo: (await Promise.all(more)).filter(({ cards }) => cards.length > 0) }
}
