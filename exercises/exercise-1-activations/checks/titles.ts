/** What each check asks, as the report's headings. */
export const titles = {
  sigmoid: { en: 'Values of the sigmoid', zh: 'sigmoid 的函数值' },
  sigmoidBackward: { en: 'Gradient of the sigmoid', zh: 'sigmoid 的梯度' },
  relu: { en: 'Values of the ReLU', zh: 'ReLU 的函数值' },
  reluBackward: { en: 'Gradient of the ReLU away from 0', zh: 'ReLU 在 0 以外的梯度' },
  kink: { en: 'The convention at x = 0', zh: 'x = 0 处的约定' },
  tanh: { en: 'Values of tanh', zh: 'tanh 的函数值' },
  tanhBackward: { en: 'Gradient of tanh', zh: 'tanh 的梯度' },
  softmax: { en: 'Values of the softmax, row by row', zh: 'softmax 逐行的函数值' },
  distribution: {
    en: 'Each row sums to 1 and does not move with a shift',
    zh: '每行之和为 1，且整行平移后结果不变',
  },
  softmaxBackward: { en: 'Gradient of the softmax', zh: 'softmax 的梯度' },
  precision: { en: 'float64 in, float64 out', zh: '输入 float64，输出 float64' },
  stability: { en: 'Finite and right up to ±1000', zh: '输入达到 ±1000 时仍然有限且正确' },
  softmaxStability: { en: 'Finite and right for rows up to ±1000', zh: '各行数值达到 ±1000 时仍然有限且正确' },
  manners: { en: 'Arguments and earlier results stay as they are', zh: '不改动参数，也不改动先前的结果' },
}
