import { setTimeout as pause } from 'node:timers/promises'
import type { LaunchFilmName } from '@moorage/api'
import type { FilmWindow } from './film-window.ts'
import type { Player, Scene } from './scene.ts'

const CONTROL = 2
const RUN_MS = 20 * 60_000

/** Signs in, uploads and opens: how every film begins. */
async function begin(scene: Scene, player: Player, document: string, name: string, app: string) {
  const { window, email } = player
  await window.go(`${scene.origin}/sign-in`)
  await window.see('page to sign in', { selector: 'form input[type=password]' })
  await pause(600)
  await scene.say(`Microsoft’s test account ${email} signs in to Moorage.`)
  await scene.signIn(player)
  await scene.say(`It uploads “${name}” to My Files.`)
  await scene.upload(player, document, name)
  await scene.say(`A click on the name opens the file in ${app}.`)
  await scene.open(player, name)
}

/** What the editor itself says of the save, where it can be read; Microsoft’s cannot. */
async function savedWords(window: FilmWindow): Promise<string> {
  const found = await window
    .see('word of it', { selector: '[role=status], button, span', words: /^Saved\b.{0,40}$/ }, 4000)
    .catch(() => undefined)
  return found ? `The editor says “${found.words}”` : 'Saved'
}

/** Types, waits for the save, says what was seen. */
async function write(scene: Scene, player: Player, name: string, text: string): Promise<string> {
  const before = await scene.versionOf(name)
  await player.window.type(text)
  const version = await scene.saved(player.window, name, before)
  return `${await savedWords(player.window)}: the server received version ${version} of the file.`
}

const size = ({ recorded }: FilmWindow) => ({ x: recorded.width, y: recorded.height })

/** Into the page, the slide or the grid. Without seeing into the frame, the middle of the window is in all of them. */
async function clickInto(window: FilmWindow, part: { x: number; y: number }, clicks = 1) {
  const { x, y } = size(window)
  const spot = { x: x * part.x, y: y * part.y }
  await window.glide(spot)
  await window.press(spot, clicks)
}

async function validation(scene: Scene) {
  const [player] = scene.players as [Player]
  const { window } = player
  await begin(scene, player, 'Validation.wopitest', 'Recorded test.wopitest', 'the WOPI validator')
  await scene.say('“Run all” runs every test against the file that was just uploaded.')
  await window.click('button “Run all” in the validator', { selector: 'button, input[type=button], a', words: /^run all\b/i }, 60_000)
  const counts = /^(\d+) passed\W+(\d+) failed\b.*$/i
  const result = await scene.wait(async () => {
    if (scene.client.ours) await window.see('end of the tests', { selector: '[data-finished="1"]' }, RUN_MS)
    let before = ''
    return window.until(
      'the validator never showed how many tests failed',
      async () => {
        const now = (await window.look({ selector: '[role=status], .counts, div, span, p', words: counts }))?.words
        const settled = now !== undefined && now === before
        before = now ?? ''
        if (!settled) await pause(scene.client.ours ? 500 : 10_000)
        return settled ? now : undefined
      },
      RUN_MS,
    )
  })
  const failed = Number(counts.exec(result)?.[2])
  if (failed > 0) throw new Error(`the validator says “${result}”: no film of failing tests is kept`)
  await scene.end(`All tests have run. The validator says: ${result.replace(/ (?=\d)/g, ', ')}.`)
}

async function word(scene: Scene) {
  const [player] = scene.players as [Player]
  const name = 'Recorded document.docx'
  await begin(scene, player, 'Word document.docx', name, scene.client.name)
  await scene.say('It clicks into the text and writes a sentence.')
  await clickInto(player.window, { x: 0.5, y: 0.42 })
  await player.window.key('End', CONTROL)
  await scene.say(await write(scene, player, name, ' This sentence was written in the browser.'))
  await scene.say('It goes on writing; every change is saved by itself.')
  await scene.end(await write(scene, player, name, ' And this is another one.'))
}

async function powerpoint(scene: Scene) {
  const [player] = scene.players as [Player]
  const name = 'Recorded presentation.pptx'
  await begin(scene, player, 'Presentation.pptx', name, scene.client.name)
  await scene.say('It clicks into a text of the slide and writes.')
  await clickInto(player.window, { x: 0.55, y: 0.45 }, 2)
  await player.window.key('End')
  await scene.end(await write(scene, player, name, ' written in the browser'))
}

async function excel(scene: Scene) {
  const [player] = scene.players as [Player]
  const name = 'Recorded workbook.xlsx'
  await begin(scene, player, 'Workbook.xlsx', name, scene.client.name)
  await scene.say('It clicks into a cell and enters a number.')
  await clickInto(player.window, { x: 0.5, y: 0.55 })
  const before = await scene.versionOf(name)
  await player.window.type('2026')
  await player.window.key('Enter')
  const version = await scene.saved(player.window, name, before)
  await scene.end(`${await savedWords(player.window)}: the server received version ${version} of the file.`)
}

async function coauthoring(scene: Scene) {
  const [first, second] = scene.players as [Player, Player]
  const name = 'Recorded together.docx'
  const { origin } = scene
  await first.window.go(`${origin}/sign-in`)
  await second.window.go(`${origin}/sign-in`)
  await second.window.see('page to sign in', { selector: 'form input[type=password]' })
  await pause(600)
  await scene.say(`On the left ${first.email}, on the right ${second.email}.`)
  await scene.signIn(first)
  await scene.signIn(second)
  await scene.say(`${first.name} uploads “${name}”.`)
  await scene.upload(first, 'Word document.docx', name)
  await scene.say(`${first.name} shares it with ${second.name}, who may edit.`)
  await share(first.window, name, second.name)
  await scene.say(`${second.name} finds it under “Shared with me”.`)
  await second.window.go(`${origin}/shared`)
  await second.window.see('shared file', { selector: '[role=row][data-id] a', words: new RegExp(`^${name.replace('.', '\\.')}$`) })
  await scene.say(`Both open it in ${scene.client.name}.`)
  await scene.open(first, name)
  await scene.open(second, name)
  await scene.say(`${first.name} writes.`)
  await clickInto(first.window, { x: 0.5, y: 0.45 })
  await first.window.key('End', CONTROL)
  await scene.say(await write(scene, first, name, ' The first account wrote this.'))
  await scene.say(`${second.name} writes in the same editing session.`)
  await clickInto(second.window, { x: 0.5, y: 0.6 })
  await second.window.key('End')
  await scene.end(await write(scene, second, name, ' The second account wrote this.'))
}

async function share(window: FilmWindow, name: string, person: string) {
  const file = name.replace('.', '\\.')
  await window.click('button for more', { selector: 'button', words: new RegExp(`^More for ${file}$`) })
  await window.click('choice to share', { selector: '[role=menuitem]', words: /^Share$/ })
  await window.click('field for people', { selector: '[role=dialog] [role=combobox]' })
  await window.type(person)
  await window.click('person to choose', { selector: '[role=option]', words: new RegExp(person) })
  await window.click('button to share with them', { selector: '[role=dialog] button', words: /^Share$/ })
  await window.see('person in the dialog', { selector: '[role=dialog] li', words: new RegExp(person) })
  await pause(1500)
  await window.click('button to close the dialog', { selector: '[role=dialog] button', words: /^Close$/ })
}

export const SCRIPTS: Record<LaunchFilmName, { people: 1 | 2; play(scene: Scene): Promise<void> }> = {
  validation: { people: 1, play: validation },
  word: { people: 1, play: word },
  powerpoint: { people: 1, play: powerpoint },
  excel: { people: 1, play: excel },
  coauthoring: { people: 2, play: coauthoring },
}
