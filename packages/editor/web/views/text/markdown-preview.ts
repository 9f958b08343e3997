import DOMPurify from 'dompurify'
import { marked } from 'marked'
import type { Preview } from './preview.ts'

const purify = DOMPurify(window)
/** Nothing in somebody's text may make this browser call another server, or leave the editor. */
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.hasAttribute('src') && !/^data:image\//i.test(node.getAttribute('src') ?? '')) {
    const note = node.ownerDocument.createElement('span')
    note.textContent = `[${node.getAttribute('alt') || 'image'}]`
    node.replaceWith(note)
  }
  if (node.tagName === 'A') {
    if (!/^(https?:|mailto:)/i.test(node.getAttribute('href') ?? '')) node.removeAttribute('href')
    node.setAttribute('target', '_blank')
    node.setAttribute('rel', 'noopener noreferrer')
  }
})

const ALLOWED = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: ['style', 'form', 'button', 'select', 'textarea', 'video', 'audio', 'picture', 'source', 'track', 'iframe'],
  FORBID_ATTR: ['style', 'srcset', 'background', 'poster', 'id', 'name'],
}

export const markdownPreview: Preview = {
  label: 'Preview',
  open(container) {
    const page = document.createElement('article')
    page.className = 'moorage-markdown'
    container.append(page)
    return (text) => {
      const html = marked.parse(text, { async: false, gfm: true })
      page.replaceChildren(purify.sanitize(html, { ...ALLOWED, RETURN_DOM_FRAGMENT: true }))
    }
  },
}
