/** A call of a kernel: its name in `assembly/`, and its arguments. */
export type Instruction = readonly [kernel: string, ...numbers: number[]]

/** What a module of kernels exports: functions of addresses, counts and numbers. */
export type KernelExports = { readonly [kernel: string]: (...numbers: number[]) => number }

/** Calls without arguments, which allocate nothing when they are called. @throws Error when there is no such kernel, or it takes another number of arguments @internal */
export function bindInstructions(exports: KernelExports, instructions: readonly Instruction[]): (() => unknown)[] {
  return instructions.map(([kernel, ...numbers]) => {
    const call = exports[kernel] as KernelExports[string] | undefined
    if (call === undefined) throw new Error(`there is no kernel '${kernel}'`)
    if (call.length !== numbers.length) {
      throw new Error(`kernel '${kernel}' takes ${call.length} arguments, not ${numbers.length}`)
    }
    return call.bind(undefined, ...numbers)
  })
}
