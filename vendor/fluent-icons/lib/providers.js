export { IconDirectionContextProvider } from './index.js'
