import { serve } from '../serve.ts'

// It will do `limitWorkload`, and nothing else.
await serve(() => Promise.resolve({ absent: 'the WASM kernel that measures it is not there yet' }))
