import type { Limits } from './exercise.ts'

/** What an exercise's functions may use, unless its definition says otherwise. */
export const defaultLimits: Limits = { callMs: 2000, loadMs: 2000, memoryMb: 1024, outputMb: 16 }
