import { serve } from '../../../../bench/engine/serve.ts'

// A runner as they are written: it can train and add, on one thread or two.
await serve((threads) =>
  Promise.resolve({
    version: `steady on ${threads}`,
    mostThreads: 2,
    trials: {
      train: ({ x }) => {
        let step = 0
        return () => ({ loss: x.data[0] / ++step })
      },
      add: ({ x, y }) => {
        let freed = true
        return () => {
          if (!freed) throw new Error('the run before was not disposed of')
          freed = false
          const sum = x.data.map((value, index) => value + y.data[index])
          return { read: () => ({ sum }), dispose: () => (freed = true) }
        }
      },
    },
  }),
)
