import { createInterface } from 'node:readline'

// Warms up well, then its process ends in the middle of a request.
console.log('Hi, a greeting that is no message')
console.log(JSON.stringify({ version: 'mortal', mostThreads: 1, workloads: ['add'] }))
let requests = 0
for await (const line of createInterface({ input: process.stdin })) {
  if (++requests > 2) {
    console.error('out of memory')
    process.exit(7)
  }
  const milliseconds = Array(JSON.parse(line).repeat).fill(1)
  console.log(JSON.stringify({ milliseconds, fingerprints: { sum: [5, 3 + 4 * Math.cos(1)] } }))
}
