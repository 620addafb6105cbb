import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Layer } from '../../reference-engine/layers/layer.ts'
import { Sequential } from '../../reference-engine/sequential.ts'

// What the engine's folders hold, so that no test lists it.

const engine = join(__dirname, '..', '..', 'reference-engine')

export function filesOf(folder: string): string[] {
  return readdirSync(join(engine, folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
}

export function exportsOf(folder: string, file: string): [string, (...given: never[]) => unknown][] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- at once, for a table of tests
  const loaded = require(join(engine, folder, file)) as { [name: string]: unknown }
  return Object.entries(loaded).filter(
    (entry): entry is [string, (...given: never[]) => unknown] => typeof entry[1] === 'function',
  )
}

export function sourceOf(folder: string, file: string): string {
  return readFileSync(join(engine, folder, file), 'utf8')
}

/** The files of `layers/` that hold a layer. */
export const layerFiles = filesOf('layers').filter((file) => /className: '/.test(sourceOf('layers', file)))

type Options = { readonly [option: string]: unknown }

/** More than any layer asks for; each takes what it knows. */
export const layerOptions: Options = {
  units: 2,
  filters: 2,
  kernelSize: 1,
  activation: 'tanh',
  rate: 0.5,
  inputDim: 3,
  outputDim: 2,
  name: 'own',
}

const sampleShapes = [[2], [2, 3], [4, 4, 2]]

/** A model of the one layer that the file makes, for the first of the shapes that suits it. */
export function modelOfLayerFile(file: string, options = layerOptions): Sequential {
  for (const [, make] of exportsOf('layers', file)) {
    for (const inputShape of sampleShapes) {
      try {
        const layer = make({ ...options, inputShape } as never) as Layer
        if (typeof layer.className === 'string') return new Sequential({ layers: [layer] })
      } catch {
        // Not for this shape.
      }
    }
  }
  // Where this fails, the layer may have an option that `layerOptions` lacks.
  throw new Error(`${file} makes no layer from ${JSON.stringify(options)}`)
}
