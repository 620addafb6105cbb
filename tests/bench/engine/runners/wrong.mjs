import { createInterface } from 'node:readline'

// Adds something else, and can't train.
console.log(JSON.stringify({ version: 'wrong', mostThreads: 1, workloads: ['add', 'train'] }))
for await (const line of createInterface({ input: process.stdin })) {
  const { workload, repeat } = JSON.parse(line)
  const answer = { milliseconds: Array(repeat).fill(1), fingerprints: { sum: [5, 1] } }
  console.log(JSON.stringify(workload === 'add' ? answer : { error: 'no kernel for it' }))
}
