import { Real } from './shared/real'
import { multiplyAdd, numberBytes } from './shared/vectors'

// One step for `count` weights, in whole vectors. `numbers` are doubles in memory, written anew for each step.

/** numbers: learning rate */
export function gradientDescent(weights: usize, gradient: usize, count: i32, numbers: usize): void {
  const negativeRate = v128.splat<Real>(<Real>-load<f64>(numbers))
  for (const end = weights + count * numberBytes; weights < end; weights += 16) {
    v128.store(weights, multiplyAdd(v128.load(gradient), negativeRate, v128.load(weights)))
    gradient += 16
  }
}

/** velocity = momentum * velocity - rate * gradient; numbers: learning rate, momentum, 1 for Nesterov's form */
export function momentum(weights: usize, gradient: usize, velocity: usize, count: i32, numbers: usize): void {
  const negativeRate = v128.splat<Real>(<Real>-load<f64>(numbers))
  const kept = v128.splat<Real>(<Real>load<f64>(numbers, 8))
  const nesterov = load<f64>(numbers, 16) != 0
  for (const end = weights + count * numberBytes; weights < end; weights += 16) {
    const push = v128.mul<Real>(v128.load(gradient), negativeRate)
    const speed = multiplyAdd(v128.load(velocity), kept, push)
    v128.store(velocity, speed)
    const change = nesterov ? multiplyAdd(speed, kept, push) : speed
    v128.store(weights, v128.add<Real>(v128.load(weights), change))
    gradient += 16
    velocity += 16
  }
}

/** numbers: learning rate, decay, epsilon */
export function rmsProp(weights: usize, gradient: usize, meanSquare: usize, count: i32, numbers: usize): void {
  const rate = v128.splat<Real>(<Real>load<f64>(numbers))
  const decay = load<f64>(numbers, 8)
  const kept = v128.splat<Real>(<Real>decay)
  const taken = v128.splat<Real>(<Real>(1 - decay))
  const epsilon = v128.splat<Real>(<Real>load<f64>(numbers, 16))
  for (const end = weights + count * numberBytes; weights < end; weights += 16) {
    const g = v128.load(gradient)
    const mean = multiplyAdd(kept, v128.load(meanSquare), v128.mul<Real>(taken, v128.mul<Real>(g, g)))
    v128.store(meanSquare, mean)
    const change = v128.div<Real>(v128.mul<Real>(rate, g), v128.add<Real>(v128.sqrt<Real>(mean), epsilon))
    v128.store(weights, v128.sub<Real>(v128.load(weights), change))
    gradient += 16
    meanSquare += 16
  }
}

/**
 * Adam, and AdamW where the share that decays is not 0.
 *
 * numbers: learning rate / (1 - beta1^t), 1 / sqrt(1 - beta2^t), beta1, beta2, epsilon, share of the weight that decays
 */
export function adam(weights: usize, gradient: usize, m: usize, v: usize, count: i32, numbers: usize): void {
  const rate = v128.splat<Real>(<Real>load<f64>(numbers))
  const correction = v128.splat<Real>(<Real>load<f64>(numbers, 8))
  const beta1 = load<f64>(numbers, 16)
  const beta2 = load<f64>(numbers, 24)
  const kept1 = v128.splat<Real>(<Real>beta1)
  const taken1 = v128.splat<Real>(<Real>(1 - beta1))
  const kept2 = v128.splat<Real>(<Real>beta2)
  const taken2 = v128.splat<Real>(<Real>(1 - beta2))
  const epsilon = v128.splat<Real>(<Real>load<f64>(numbers, 32))
  const decay = v128.splat<Real>(<Real>load<f64>(numbers, 40))
  for (const end = weights + count * numberBytes; weights < end; weights += 16) {
    const g = v128.load(gradient)
    const mean = multiplyAdd(kept1, v128.load(m), v128.mul<Real>(taken1, g))
    const square = multiplyAdd(kept2, v128.load(v), v128.mul<Real>(taken2, v128.mul<Real>(g, g)))
    v128.store(m, mean)
    v128.store(v, square)
    const root = multiplyAdd(v128.sqrt<Real>(square), correction, epsilon)
    const w = v128.load(weights)
    const change = multiplyAdd(decay, w, v128.div<Real>(v128.mul<Real>(rate, mean), root))
    v128.store(weights, v128.sub<Real>(w, change))
    gradient += 16
    m += 16
    v += 16
  }
}
