import type { NewMail } from '../mail.ts'

type Letter = Pick<NewMail, 'subject' | 'text'>

interface About {
  name: string
  organization: string
  link: string
}

/** A header must stay one line, whatever people call their organization. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

export const invitation = ({ name, organization, link }: About): Letter => ({
  subject: oneLine(`Your account at ${organization}`),
  text: `Hello ${oneLine(name)},

${oneLine(organization)} keeps its files in Moorage and has made an account for you.
Choose a password with this link; it works once, within seven days:

${link}
`,
})

export const reset = ({ name, organization, link }: About): Letter => ({
  subject: oneLine(`A new password for ${organization}`),
  text: `Hello ${oneLine(name)},

Choose a new password with this link; it works once, within two hours:

${link}

If you did not ask for it, do nothing: your password stays as it is.
`,
})
