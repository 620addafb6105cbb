/** What each check asks, as the report's headings. */
export const titles = {
  relu: { en: 'Values of the ReLU', zh: 'ReLU 的函数值' },
  reluBackward: { en: 'Gradient of the ReLU away from 0', zh: 'ReLU 在 0 以外的梯度' },
  kink: { en: 'The convention at x = 0', zh: 'x = 0 处的约定' },
  sigmoidBackward: { en: 'Gradient of the sigmoid', zh: 'sigmoid 的梯度' },
  direction: { en: 'Which way the mean squared error grows', zh: '均方误差往哪边增大' },
  meanSquaredErrorBackward: { en: 'Gradient of the mean squared error', zh: '均方误差的梯度' },
  crossEntropy: { en: 'Values of the cross-entropy', zh: '交叉熵的函数值' },
  zeros: { en: 'Wrong classes of probability 0', zh: '错误类别的概率为 0' },
  denseBackward: { en: 'Gradients of a dense layer', zh: '全连接层的各个梯度' },
  first: { en: 'z1: where x meets weights1', zh: 'z1：x 与 weights1 相遇之处' },
  networkForward: { en: 'Every step of the 2-3-1 network, forwards', zh: '2-3-1 网络前向的每一步' },
  bias2: { en: 'Gradient of bias2: the delta of the output', zh: 'bias2 的梯度：输出层的 delta' },
  weights2: { en: 'Gradient of weights2: what met the delta', zh: 'weights2 的梯度：与 delta 相乘的是谁' },
  hidden: {
    en: 'Gradients of weights1 and bias1: the way through the ReLU',
    zh: 'weights1 与 bias1 的梯度：穿过 ReLU 的路',
  },
  trainCurve: { en: 'The loss before each step of training', zh: '训练中每一步之前的损失' },
  trainValues: { en: 'The parameters after training', zh: '训练结束后的参数' },
  precision: { en: 'float64 in, float64 out', zh: '输入 float64，输出 float64' },
  manners: { en: 'Arguments and earlier results stay as they are', zh: '不改动参数，也不改动先前的结果' },
}
