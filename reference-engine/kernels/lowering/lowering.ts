import type { Builder, Parameter, Slot } from '../builder.ts'
import type { ParameterLayout } from '../parameter.ts'

/** What a layer became: where its output lies, and how its gradients are computed. */
export type LoweredLayer = {
  output: Slot
  /**
   * Emits what adds to the gradients of the weights, and what gives the gradient with respect to the input where that is wanted.
   *
   * @param dOut in the form of `output`; may be overwritten
   */
  backward(dOut: Slot, wantsInput: boolean): Slot | undefined
}

/** How kernels compute a layer; a layer without it is computed by its ops. */
export interface Lowering {
  /** Of weights that don't lie in memory as one block of columns. */
  readonly layouts?: { readonly [weight: string]: ParameterLayout }
  lower(builder: Builder, x: Slot, weights: { readonly [name: string]: Parameter }): LoweredLayer
}
