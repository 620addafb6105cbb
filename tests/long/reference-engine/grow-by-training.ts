/** Trains the article's network for 200 steps after 20, and prints how much that has grown the process, and the heap of a step. */
import v8 from 'node:v8'
import { articleModel, batchesOf } from '../../../bench/engine/article-model.ts'
import { workloads } from '../../../bench/engine/workloads.ts'
import { adamOptimizer } from '../../../reference-engine/optimizers/adam.ts'
import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'

const [training] = workloads
const { images, labels, ...weights } = training.inputs()
const kernels = await startKernels({ threads: Number(process.argv[2]) })
const model = articleModel(weights, kernels)
model.compile({ optimizer: adamOptimizer(), loss: 'softmaxCrossEntropy' })
const batches = batchesOf(images, labels)

function train(steps: number): void {
  for (let step = 0; step < steps; step++) {
    const { x, y } = batches[step % batches.length]
    model.trainOnBatch(x, y)
  }
}

train(20)
global.gc?.()
const before = { process: process.memoryUsage.rss(), heap: v8.getHeapStatistics().used_heap_size }
train(200)
const heap = v8.getHeapStatistics().used_heap_size - before.heap
console.log(JSON.stringify({ process: process.memoryUsage.rss() - before.process, heapOfStep: heap / 200 }))
