// Builds what `moorage` runs: its modules and theirs in a few files, as reading hundreds of them takes longer than the rest of a start.
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const bundle = await rolldown({
  input: { main: here('src/main.ts'), writer: here('src/writer.ts'), examiner: here('src/examiner.ts') },
  platform: 'node',
  resolve: { conditionNames: ['moorage-source', 'node', 'default'] },
  // compiled programs of their own, and what only operators of Office mobile load
  external: ['libsql', '@node-rs/argon2', 'oidc-provider'],
  checks: { eval: false },
})
await bundle.write({ dir: here('dist/run'), format: 'esm', sourcemap: true, cleanDir: true })
await bundle.close()
