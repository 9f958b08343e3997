import './style.css'
import { withoutOneTimeParameters } from './address.ts'
import { explain } from './explanation.ts'
import { isFailure, takeLaunch } from './launch-data.ts'
import { runPage } from './page.ts'
import { words } from './words.ts'

const visible = withoutOneTimeParameters(location.href)
if (visible !== undefined) history.replaceState(history.state, '', visible)

// a page that comes back out of the browser's memory would hold an editor that is long gone
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload()
})

const subject = takeLaunch(document)
if (subject === undefined) {
  explain(document, { name: '', ...words.broken, ways: [{ label: words.tryAgain, act: () => location.reload() }] })
} else if (isFailure(subject)) {
  const { name, heading, text, alternatives, downloadUrl, closeUrl, session } = subject
  explain(document, {
    name,
    heading,
    text,
    session,
    ways: [
      ...alternatives,
      ...(downloadUrl ? [{ label: words.download, url: downloadUrl, download: true }] : []),
      { label: words.backToFolder, url: closeUrl },
    ],
  })
} else {
  runPage(subject)
}
