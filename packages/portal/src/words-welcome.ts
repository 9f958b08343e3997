/** Words of the pages that one-time links lead to, and of asking for one. */
export const welcomeWords = {
  title: { invitation: 'Welcome', reset: 'New password' },
  heading: { invitation: (name: string) => `Welcome, ${name}`, reset: (name: string) => `A new password for ${name}` },
  lead: {
    invitation: 'Choose a password; with it and your email address you sign in from now on.',
    reset: 'Choose a new password. Wherever you are signed in with the old one, that ends.',
  },
  looking: 'Looking at your link',
  email: 'Email address',
  organization: 'Organization',
  password: 'New password',
  passwordHint: 'At least 10 characters',
  passwordShort: 'The password needs at least 10 characters.',
  submit: { invitation: 'Choose it and sign in', reset: 'Change it and sign in' },
  gone: {
    heading: 'This link no longer works',
    text: 'It was used already, a newer one has replaced it, or it is too old. If you have chosen a password, just sign in; else ask for a new link.',
  },
  incomplete: {
    heading: 'This link is incomplete',
    text: 'Copy the whole address from the mail, with everything behind the #.',
  },
  failed: { heading: 'The link can’t be looked at just now' },
  toSignIn: 'Sign in',
  newLink: 'Ask for a new link',

  forgot: {
    title: 'Forgot password',
    heading: 'Forgot your password?',
    lead: 'We mail you a link with which you choose a new one.',
    email: 'Email address',
    emailMissing: 'Enter your email address, for example anna@example.com.',
    submit: 'Mail me a link',
    back: 'Back to signing in',
    askedHeading: 'Look into your mail',
    asked: (email: string) => `If there is an account for ${email}, a link is on its way. It works once, and not for long.`,
    nothing: 'Nothing arrives? Look into your spam folder, or ask the person who administers your Moorage for a link.',
  },
} as const
