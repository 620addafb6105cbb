import { resolve } from 'node:path'
import type { Plugin } from 'esbuild'

const quickStringWidth = resolve('scripts/quick-string-width.ts')
const namespace = 'required'

/** Makes the command start sooner: what takes long to load is loaded in a quicker way, or not before it is needed. */
export const startUpPlugin: Plugin = {
  name: 'start-up',
  setup(build) {
    build.onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      importer === quickStringWidth ? undefined : { path: quickStringWidth },
    )
    // `import()` of a CommonJS package looks through all of its text for the names that it exports; `require` doesn't.
    build.onResolve({ filter: /^esbuild$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `export const { build, transform } = require('${path}')`,
      resolveDir: process.cwd(),
    }))
  },
}
