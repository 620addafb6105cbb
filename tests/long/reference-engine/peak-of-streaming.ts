/** Trains on the whole training set of CIFAR-10 as it streams past, for an epoch, and prints the most memory that the process had. */
import { imageSets } from '../../../examples/article/image-sets.ts'
import { makeModel } from '../../../examples/article/model.ts'
import { openOrFetchImages } from '../../../examples/article/open-images.ts'
import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'

const source = await openOrFetchImages(undefined, false)
const sets = imageSets(source, 50_000, 'memory')
const model = makeModel('memory', await startKernels())
const { history } = await model.fitDataset(sets.train, { epochs: 1 })
// In kilobytes, whatever the system calls it elsewhere.
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024, accuracy: history.accuracy[0] }))
