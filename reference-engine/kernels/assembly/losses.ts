import { Real } from './shared/real'
import { numberBytes } from './shared/vectors'

// A loss adds its part to the double at `loss`, and writes the gradient with respect to the rows of a prediction.

/**
 * Softmax and cross-entropy from logits, in double precision.
 *
 * @param labels a class number each, int32
 * @param share what one row counts: 1 / the rows of the whole batch
 */
export function softmaxCrossEntropy(
  logits: usize,
  rowBytes: usize,
  labels: usize,
  gradient: usize,
  rows: i32,
  classes: i32,
  share: f64,
  loss: usize,
): void {
  let total: f64 = 0
  for (let row = 0; row < rows; row++) {
    let largest: f64 = load<Real>(logits)
    for (let index = 1; index < classes; index++) largest = max(largest, <f64>load<Real>(logits + index * numberBytes))
    let sum: f64 = 0
    for (let index = 0; index < classes; index++)
      sum += Math.exp(<f64>load<Real>(logits + index * numberBytes) - largest)
    for (let index = 0; index < classes; index++) {
      const probability = Math.exp(<f64>load<Real>(logits + index * numberBytes) - largest) / sum
      store<Real>(gradient + index * numberBytes, <Real>(probability * share))
    }
    const label = load<i32>(labels)
    const own = gradient + label * numberBytes
    const logit = <f64>load<Real>(logits + label * numberBytes)
    // p - 1, from the other terms' sum, so that a sure prediction keeps its digits.
    store<Real>(own, <Real>(((Math.exp(logit - largest) - sum) / sum) * share))
    total += Math.log(sum) + largest - logit
    logits += rowBytes
    gradient += rowBytes
    labels += 4
  }
  store<f64>(loss, load<f64>(loss) + total * share)
}

/**
 * The mean of squared differences.
 *
 * @param target rows of `columns` numbers without a gap
 * @param share what one number counts: 1 / the numbers of the whole batch
 */
export function meanSquaredError(
  prediction: usize,
  rowBytes: usize,
  target: usize,
  gradient: usize,
  rows: i32,
  columns: i32,
  share: f64,
  loss: usize,
): void {
  let total: f64 = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = column * numberBytes
      const difference = <f64>load<Real>(prediction + at) - <f64>load<Real>(target + at)
      total += difference * difference
      store<Real>(gradient + at, <Real>(2 * difference * share))
    }
    prediction += rowBytes
    gradient += rowBytes
    target += columns * numberBytes
  }
  store<f64>(loss, load<f64>(loss) + total * share)
}

/** Adds l1 * sum |w| + l2 * sum w^2 to the double at `loss`, and its gradient to `gradient`. */
export function penalty(weights: usize, gradient: usize, count: i32, l1: f64, l2: f64, loss: usize): void {
  let total: f64 = 0
  for (let index = 0; index < count; index++) {
    const weight: f64 = load<Real>(weights)
    total += l1 * abs(weight) + l2 * weight * weight
    const slope = weight > 0 ? l1 : weight < 0 ? -l1 : 0
    store<Real>(gradient, <Real>(load<Real>(gradient) + slope + 2 * l2 * weight))
    weights += numberBytes
    gradient += numberBytes
  }
  store<f64>(loss, load<f64>(loss) + total)
}
