/** What each check asks, as the report's headings. */
export const titles = {
  denseBackward: { en: 'Gradients of a dense layer', zh: '全连接层的各个梯度' },
  networkForward: { en: 'Every step of the 2-3-1 network, forwards', zh: '2-3-1 网络前向的每一步' },
  networkBackward: { en: 'Gradients of the 2-3-1 network’s loss', zh: '2-3-1 网络损失的梯度' },
  mlpForwardWithCache: { en: 'Every activation of an MLP of 1 to 4 layers', zh: '1 到 4 层 MLP 的每个激活值' },
  mlpBackward: { en: 'Gradients of an MLP of 1 to 4 layers', zh: '1 到 4 层 MLP 的梯度' },
  gradientDescentStep: { en: 'One step downhill', zh: '沿下坡走一步' },
  trainCurve: { en: 'The loss before each step of training', zh: '训练中每一步之前的损失' },
  trainValues: { en: 'The parameters after training', zh: '训练结束后的参数' },
  precision: { en: 'float64 in, float64 out', zh: '输入 float64，输出 float64' },
  manners: { en: 'Arguments and earlier results stay as they are', zh: '不改动参数，也不改动先前的结果' },
  accuracy: { en: 'Training on CIFAR-10 with your functions', zh: '用你的函数在 CIFAR-10 上训练' },
  timing: { en: 'Time of one backward pass of a 768-32-10 MLP', zh: '768-32-10 MLP 一次反向传播的用时' },
}
