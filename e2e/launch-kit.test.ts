import { afterAll, beforeAll, expect, test } from 'vitest'
import { Portal } from './portal-browser.ts'

// Administration → Launch kit by nothing but what is on the screen.
let portal: Portal
let desk: Awaited<ReturnType<Portal['open']>>['page']
beforeAll(async () => {
  portal = await Portal.start()
  desk = (await portal.open('admin@demo.test')).page
  await desk.goto('/admin')
  await desk.getByRole('link', { name: 'Launch kit' }).click()
})
afterAll(() => portal?.stop())

const copied = () => desk.evaluate(() => navigator.clipboard.readText())

test('a step that is ticked moves the day on which users get it', async () => {
  const headline = desk.getByRole('heading', { name: /^Users get it on / })
  const before = await headline.innerText()
  await desk.getByRole('button', { name: 'Change: Approval' }).click()
  await desk.getByRole('radio', { name: 'Done' }).check()
  await desk.getByRole('textbox', { name: 'Note' }).fill('Answer of 12 October')
  await desk.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('dialog').waitFor({ state: 'detached' })
  await desk
    .getByRole('row', { name: /Approval/ })
    .getByText('Answer of 12 October')
    .waitFor()
  expect(await headline.innerText()).not.toBe(before)
  expect(await desk.getByRole('button', { name: 'Change: Approval' }).evaluate((button) => button === document.activeElement)).toBe(true)
})

test('what is filled in stands in the text that is copied', async () => {
  await desk.getByRole('tab', { name: 'Texts' }).click()
  await desk.getByRole('button', { name: /^Test domains 3 to fill in/ }).click()
  await desk.getByText('Still to fill in above: Partner ID, from Microsoft').waitFor()
  await desk.getByRole('textbox', { name: 'Partner ID, from Microsoft' }).fill('HARBOUR01')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('button', { name: /^Test domains 2 to fill in/ }).waitFor()
  await desk.getByRole('button', { name: 'Copy Test domains' }).click()
  await expect.poll(copied).toContain('Partner ID: HARBOUR01')
})

test('a flow that was tried by hand is marked, with what was seen', async () => {
  await desk.getByRole('tab', { name: 'By hand' }).click()
  await desk.getByRole('textbox', { name: 'What was seen: Rename in the title bar' }).fill('Word and Excel')
  await desk.getByRole('button', { name: 'It passed: Rename in the title bar' }).click()
  await desk.getByText(/^Tried today/).waitFor()
  await desk.reload()
  const flow = desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: /Rename in the title bar/ }) })
  await flow.getByText('Passed', { exact: true }).waitFor()
  expect(await flow.getByRole('textbox').inputValue()).toBe('Word and Excel')
})

test('the questionnaire can be copied whole', async () => {
  await desk.getByRole('tab', { name: 'Questionnaire' }).click()
  await desk.getByRole('button', { name: 'Copy all answers' }).click()
  await expect.poll(copied).toContain('Is SHA256 sent?\nYes')
})

test('with the sheet of the test accounts in hand, somebody signs in and sees the files', async () => {
  await desk.getByRole('tab', { name: 'Test accounts' }).click()
  await desk.getByRole('button', { name: 'Make the test accounts' }).click()
  await desk.getByRole('button', { name: 'Make them' }).click()
  await desk.getByRole('button', { name: 'Copy the sheet' }).click()
  await expect.poll(copied).toContain('csppverify2@microsoft.com')
  const [, email, password] = /Account: (\S+1@\S+)\nPassword: (\S+)/.exec(await copied()) as unknown as [string, string, string]
  const context = await portal.browser.newContext({ baseURL: portal.server.portal, locale: 'en-US' })
  const tester = await context.newPage()
  await tester.goto('/sign-in')
  await tester.getByRole('textbox', { name: 'Email' }).fill(email)
  await tester.getByRole('textbox', { name: 'Password' }).fill(password)
  await tester.getByRole('button', { name: 'Sign in', exact: true }).click()
  await tester.getByText('Validation.wopitestx').waitFor()
  await tester.getByText('Word document.docx').waitFor()
})
