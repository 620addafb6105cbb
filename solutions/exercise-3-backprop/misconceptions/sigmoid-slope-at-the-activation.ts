import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward, reluBackward, sigmoidBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The sigmoid's slope is taken at the activation", zh: '在激活值处取 sigmoid 的斜率' },
  explanation: {
    en: "The slope of the output's sigmoid was taken at `prediction`, as if that were its input. `sigmoidBackward(dOut, x)` wants the x that went into the sigmoid and applies the sigmoid itself; hand it the output, and the sigmoid is applied twice. The shape is the same and the numbers are close, which is why this one lives long.",
    zh: '输出层 sigmoid 的斜率是在 `prediction` 处取的，仿佛它才是输入。`sigmoidBackward(dOut, x)` 要的是*送进* sigmoid 的那个 x，它自己会再求 sigmoid；把输出交给它，等于求了两次 sigmoid。形状相同，数值又相近，所以这个错误往往藏得很久。',
  },
  caughtBy: 'networkBackward-gradient',
  harmsTraining: false,
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const dPrediction = meanSquaredErrorBackward(cache.prediction, target)
  const dZ2 = sigmoidBackward(dPrediction, cache.prediction)
  const layer2 = denseBackward(dZ2, cache.a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dZ1 = reluBackward(layer2.dX, cache.z1)
  const layer1 = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: layer1.gradients.weights,
    bias1: layer1.gradients.bias,
    weights2: layer2.gradients.weights,
    bias2: layer2.gradients.bias,
  }
}
