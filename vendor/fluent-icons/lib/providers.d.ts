export type { IconDirectionContextValue } from './index.js'
export { IconDirectionContextProvider } from './index.js'
