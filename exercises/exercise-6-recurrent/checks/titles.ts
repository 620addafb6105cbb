/** What each check asks, as the report's headings. */
export const titles = {
  rnnStep: { en: 'One step of a recurrent network', zh: '循环网络的一步' },
  rnnStepBackward: { en: 'Gradients of one step', zh: '一步的各个梯度' },
  rnn: { en: 'Every state of sequences of 1 to 12 steps', zh: '1 到 12 步序列的每个状态' },
  rnnBackward: { en: 'Back-propagation through 1 to 12 steps', zh: '沿时间反向传播 1 到 12 步' },
  lstmStep: { en: 'One step of an LSTM: h and c', zh: 'LSTM 的一步：h 与 c' },
  lstmStepBackward: {
    en: 'Gradients of an LSTM step: from h, from c, from both',
    zh: 'LSTM 一步的梯度：来自 h、来自 c、来自二者',
  },
  clipByGlobalNorm: { en: 'Clipping by the joint norm', zh: '按联合范数裁剪' },
  precision: { en: 'float64 in, float64 out', zh: '输入 float64，输出 float64' },
  stability: { en: 'Finite and right for pre-activations up to ±1000', zh: '预激活值达到 ±1000 时仍然有限且正确' },
  manners: { en: 'Arguments and earlier results stay as they are', zh: '不改动参数，也不改动先前的结果' },
  timing: { en: 'Time of back-propagation through 256 steps', zh: '沿时间反向传播 256 步的用时' },
  accuracy: {
    en: 'CIFAR-10 images, read row by row by your functions',
    zh: '用你的函数逐行读取 CIFAR-10 图像',
  },
}
