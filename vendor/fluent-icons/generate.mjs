// Makes the local stand-in for @fluentui/react-icons: only the icons that Fluent itself and Moorage use.
// Run in an empty folder with @fluentui/react-components, @fluentui/react-icons and esbuild installed: node generate.mjs OUT
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { build } from 'esbuild'
import { createRequire } from 'node:module'
const out = process.argv[2]
mkdirSync(out + '/lib', { recursive: true })
const all = await import('@fluentui/react-icons')
const names = readFileSync(process.argv[3] ?? new URL('icons.txt', import.meta.url), 'utf8').split(/\s+/).filter(Boolean)
const missing = names.filter((n) => !(n in all))
if (missing.length) console.warn('not in the icon set, left out:', missing.join(' '))
const have = names.filter((n) => n in all)
await build({ stdin: { contents: `export { ${have.join(', ')} } from '@fluentui/react-icons'`, resolveDir: process.cwd() }, bundle: true, format: 'esm', external: ['react', '@griffel/react', '@fluentui/react-icons/lib/providers'], outfile: out + '/lib/index.js', legalComments: 'none', minifyWhitespace: true, treeShaking: true })
writeFileSync(out + '/lib/providers.js', "export { IconDirectionContextProvider } from './index.js'\n")
writeFileSync(out + '/lib/providers.d.ts', "export type { IconDirectionContextValue } from './index.js'\nexport { IconDirectionContextProvider } from './index.js'\n")
const icons = have.filter((n) => /(Regular|Filled)$/.test(n))
writeFileSync(out + '/lib/index.d.ts', `import type { Context, FunctionComponent, Provider, SVGAttributes } from 'react'
export type FluentIconsProps = SVGAttributes<SVGElement> & { primaryFill?: string; title?: string; filled?: boolean }
export type FluentIcon = FunctionComponent<FluentIconsProps>
export interface IconDirectionContextValue { textDirection?: 'ltr' | 'rtl' }
export declare const IconDirectionContextProvider: Provider<IconDirectionContextValue>
export declare const bundleIcon: (Filled: FluentIcon, Regular: FluentIcon) => FluentIcon
export declare const iconFilledClassName: string
export declare const iconRegularClassName: string
${icons.map((n) => `export declare const ${n}: FluentIcon`).join('\n')}
`)
writeFileSync(out + '/icons.txt', have.join('\n') + '\n')
