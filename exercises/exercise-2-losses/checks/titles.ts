/** What each check asks, as the report's headings. */
export const titles = {
  meanSquaredError: { en: 'The mean of the squared errors', zh: '平方误差的均值' },
  meanSquaredErrorBackward: { en: 'Gradient of the mean squared error', zh: '均方误差的梯度' },
  crossEntropy: { en: 'Cross-entropy of probabilities', zh: '概率的交叉熵' },
  crossEntropyZeros: { en: 'A probability of 0 where the label is 0', zh: '标签为 0 处的概率等于 0' },
  crossEntropyBackward: { en: 'Gradient of the cross-entropy', zh: '交叉熵的梯度' },
  softmaxCrossEntropy: { en: 'Cross-entropy of logits', zh: 'logits 的交叉熵' },
  softmaxCrossEntropyBackward: { en: 'Gradient by the logits', zh: '对 logits 的梯度' },
  stability: { en: 'Finite and right for logits up to ±1000', zh: 'logits 达到 ±1000 时仍然有限且正确' },
  glorotUniform: { en: 'Shape and distribution of Glorot’s weights', zh: 'Glorot 权重的形状与分布' },
  heNormal: { en: 'Shape and distribution of He’s weights', zh: 'He 权重的形状与分布' },
  seeded: { en: 'Same seed, same numbers; another seed, others', zh: '种子相同则数相同，种子不同则数不同' },
  dense: { en: 'Values of a dense layer', zh: '全连接层的输出值' },
  mlpForward: { en: 'Output of an MLP of 1 to 4 layers', zh: '1 到 4 层 MLP 的输出' },
  precision: { en: 'float64 in, float64 out', zh: '输入 float64，输出 float64' },
  manners: { en: 'Arguments and earlier results stay as they are', zh: '不改动参数，也不改动先前的结果' },
}
