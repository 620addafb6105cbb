import { serve } from '../serve.ts'

await serve(() => Promise.resolve({ absent: 'the WASM kernels are not there yet' }))
