export { openDocument } from '../text/index.ts'
