/** Compiles the kernels with AssemblyScript, in both precisions, with and without multiply-adds that round once: dist/kernels/*.wasm. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const source = 'reference-engine/kernels/assembly'

/** The file that says which type of number the kernels are for; the compiler is given another text in its place. */
const typeFile = join(source, 'shared', 'real.ts')

const features = ['simd', 'threads', 'bulk-memory']

/** Their text, read once: the compiler asks again and again. */
async function sourceTexts(): Promise<Map<string, string>> {
  const files = (await readdir(source, { recursive: true })).filter((file) => file.endsWith('.ts'))
  const texts = files.map(async (file) => [join(source, file), await readFile(join(source, file), 'utf8')] as const)
  return new Map(await Promise.all(texts))
}

async function compile(texts: ReadonlyMap<string, string>, type: 'f32' | 'f64', fused: boolean): Promise<Uint8Array> {
  const { default: asc } = await import('assemblyscript/asc')
  const entries = [...texts.keys()].filter((file) => !file.includes('shared'))
  const settings = ['--runtime', 'stub', '--noAssert', '-O3', '--outFile', 'kernels.wasm']
  const memory = ['--importMemory', '--sharedMemory', '--initialMemory', '16', '--maximumMemory', '32768']
  const enabled = ['--enable', [...features, ...(fused ? ['relaxed-simd'] : [])].join(',')]
  let binary: Uint8Array | undefined
  // Vectors are passed between the kernels' own functions only.
  const { error, stderr } = await asc.main(
    [...entries, ...settings, ...memory, ...enabled, '--disableWarning', '112'],
    {
      readFile: (name) => (name === typeFile ? `export type Real = ${type}` : (texts.get(name) ?? null)),
      writeFile(_name, contents) {
        binary = contents as Uint8Array
      },
      listFiles: () => [],
    },
  )
  if (error || !binary) throw new Error(`the kernels could not be compiled:\n${stderr.toString()}`)
  return binary
}

export async function buildKernels(folder: string): Promise<void> {
  const texts = await sourceTexts()
  await mkdir(folder, { recursive: true })
  for (const [dtype, type] of [
    ['float32', 'f32'],
    ['float64', 'f64'],
  ] as const) {
    for (const fused of [false, true]) {
      await writeFile(join(folder, `${dtype}${fused ? '-fused' : ''}.wasm`), await compile(texts, type, fused))
    }
  }
}
