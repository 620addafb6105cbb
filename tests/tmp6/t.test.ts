
import { test } from '@jest/globals'
import exercise from '../../exercises/exercise-6-recurrent/exercise.ts'
import { trainingCheck } from './training.ts'
import { inProcessSubject } from '../exercises/in-process-subject.ts'
import { randomOf } from '../../grader/seeds.ts'
import { imageOpener } from '../../grader/cli/image-opener.ts'
import { rnn, rnnBackward } from '../../reference-engine/ops/rnn.ts'
import { clipByGlobalNorm } from '../../reference-engine/optimizers/clip-by-global-norm.ts'
import { mul } from '../../reference-engine/primitives/binary.ts'
const good: any = { rnn, rnnBackward, clipByGlobalNorm }
const variants: any = {
  reference: null,
  truncated: { ...good, rnnBackward: (a: any, b: any, c: any, d: any) => rnnBackward(a, b, c, d, { steps: 1 }) },
  //noclip: { ...good, clipByGlobalNorm: (g: any) => g },
  //always: { ...good, clipByGlobalNorm: (g: any, m: number) => clipByGlobalNorm(g.map((t: any) => mul(t, 1e6)), m) },
}
test('x', async () => {
  const images = (await imageOpener({ offline: true, language: 'en' })())!
  const check: any = trainingCheck(9)
  for (let seed = 0; seed < Number(process.env.seeds ?? 3); seed++) {
    const out: string[] = []
    for (const [name, fns] of Object.entries(variants) as any) {
      const t0 = process.cpuUsage()
      const r = await check.training.measure(exercise as any, images, randomOf('calibration ' + seed, check.id), fns && inProcessSubject(fns))
      out.push(`${name} ${(100 * r.accuracy).toFixed(1)} loss ${r.losses.at(-1).toFixed(3)} (${(process.cpuUsage(t0).user / 1000).toFixed(0)} ms)`)
    }
    process.stderr.write(out.join(' | ') + '\n')
  }
}, 600000)
