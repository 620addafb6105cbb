import type { ExerciseDefinition } from 'grade-descent/exercise'

export const hints: ExerciseDefinition['hints'] = {
  denseBackward: [
    {
      en: 'Write down the shapes first: dOut [N, O], x [N, I], weights [I, O]. Each gradient has the shape of its tensor, so you know what each of the three products has to end up as.',
      zh: '先把形状写下来：dOut 是 [N, O]，x 是 [N, I]，weights 是 [I, O]。每个梯度与对应的张量同形，所以三个结果各该是什么形状，你已经知道了。',
    },
    {
      en: 'Each gradient sums over the one axis that it does not have: the weights over the batch, the bias over the batch, the input over the outputs. Nothing is divided by anything.',
      zh: '每个梯度都对自己没有的那个轴求和：权重对批次求和，偏置对批次求和，输入对输出单元求和。哪里都不需要除以什么。',
    },
    {
      en: "The weights' gradient is x turned over, times dOut; the input's gradient is dOut times the weights turned over (transposed, not reshaped); the bias gradient is the sum of dOut over axis 0. matMul has two flags that transpose its arguments on the way.",
      zh: '权重的梯度是 x 转置后乘 dOut；输入的梯度是 dOut 乘转置后的权重（是转置，不是 reshape）；偏置的梯度是 dOut 沿第 0 轴求和。matMul 的最后两个参数可以顺带转置它的两个输入。',
    },
  ],
  networkForward: [
    {
      en: 'Four steps, four fields. Each one takes the field before it.',
      zh: '四步，四个字段，后一个由前一个算出。',
    },
    {
      en: '`dense` wants an object with `weights` and `bias`: make one from weights1 and bias1, and one from weights2 and bias2.',
      zh: '`dense` 的第二个参数是带 `weights` 和 `bias` 的对象：用 weights1、bias1 拼一个，用 weights2、bias2 再拼一个。',
    },
    {
      en: 'z1 is dense of x, a1 is the ReLU of z1, z2 is dense of a1, prediction is the sigmoid of z2. Keep z1 as it was before the ReLU.',
      zh: 'z1 是 x 经过 dense，a1 是 z1 的 ReLU，z2 是 a1 经过 dense，prediction 是 z2 的 sigmoid。z1 要保留 ReLU 之前的值。',
    },
  ],
  networkBackward: [
    {
      en: 'Read networkForward from the bottom up. For every line there is one step back, and each step starts from what the one before has found.',
      zh: '把 networkForward 从下往上读。每一行对应一步反向，每一步都从上一步得到的梯度出发。',
    },
    {
      en: 'dPrediction [N, 1], dZ2 [N, 1], dA1 [N, 3], dZ1 [N, 3], in this order. The slope of a function is taken where the forward was: the sigmoid at z2, the ReLU at z1. The target is subtracted from the prediction, not the other way round.',
      zh: '依次是 dPrediction [N, 1]、dZ2 [N, 1]、dA1 [N, 3]、dZ1 [N, 3]。斜率要在前向的输入处取：sigmoid 在 z2 处，ReLU 在 z1 处。是预测减目标，不要减反了。',
    },
    {
      en: "meanSquaredErrorBackward gives dPrediction, sigmoidBackward turns it into dZ2, the second dense layer (its input was a1) gives two of the four gradients and dA1, reluBackward turns that into dZ1, and the first dense layer (its input was x) gives the other two. Your denseBackward does a layer's part.",
      zh: 'meanSquaredErrorBackward 给出 dPrediction，sigmoidBackward 把它变成 dZ2；第二个全连接层（输入是 a1）给出四个梯度中的两个以及 dA1；reluBackward 把 dA1 变成 dZ1；第一个全连接层（输入是 x）给出另外两个。每一层的活儿都可以交给你自己的 denseBackward。',
    },
  ],
  mlpForwardWithCache: [
    {
      en: 'With three layers the list has four entries. What is its first one?',
      zh: '三层的网络，列表里有四项。第一项是什么？',
    },
    {
      en: 'Each new activation comes from the last one in the list. Which layer is treated differently from the rest, and how?',
      zh: '每个新的激活值都由列表里的最后一项算出。哪一层与众不同，不同在哪里？',
    },
    {
      en: 'Start the list with x. For each layer take dense of the last entry; apply the ReLU unless it is the last layer; append. With one layer there is no ReLU at all.',
      zh: '列表从 x 开始。对每一层：取最后一项做 dense；只要不是最后一层就再过 ReLU；追加到列表。只有一层时，完全没有 ReLU。',
    },
  ],
  mlpBackward: [
    {
      en: 'Two layers are enough to see the pattern. Draw them, and write the gradient on each arrow.',
      zh: '画两层就能看出规律：在每条箭头上写出对应的梯度。',
    },
    {
      en: "Layer number l received `activations[l]` (counted from 0). Its dX belongs to that very activation, and between it and the layer before there is a ReLU, which is open where the activation is positive. The network's own input has no ReLU in front of it.",
      zh: '第 l 层（从 0 数起）收到的是 `activations[l]`，它的 dX 就是对这个激活值的梯度；它与前一层之间隔着一个 ReLU，激活值为正的地方是通的。网络自己的输入前面没有 ReLU。',
    },
    {
      en: "Loop from the last layer to the first, carrying one gradient that begins as dOut. In each round denseBackward of the carried gradient, the activation that the layer received and the layer gives the parameters' gradients (put them at the front of the list) and a dX; if there is a layer before, that dX goes through reluBackward with the same activation and is carried on; at layer 0 it is the result.",
      zh: '从最后一层循环到第一层，手里带着一个梯度，初值是 dOut。每一轮：用手里的梯度、这一层收到的激活值和这一层的参数调用 denseBackward，得到参数梯度（放到列表最前面）和 dX；前面若还有层，就让 dX 与同一个激活值一起过 reluBackward，再继续往前带；到了第 0 层，dX 就是结果。',
    },
  ],
  gradientDescentStep: [
    {
      en: 'The gradient points uphill.',
      zh: '梯度指向上坡的方向。',
    },
    {
      en: 'How far to go: the learning rate times the gradient. What is asked for is the place you arrive at, not the step.',
      zh: '走多远：学习率乘梯度。题目要的是走到的位置，而不是那一步本身。',
    },
    {
      en: 'Subtract the learning rate times the gradient from the parameter, into a new tensor: `mul` takes a number as well, and `sub` makes a new tensor.',
      zh: '用参数减去学习率乘梯度，结果放进新的张量：`mul` 也接受一个数，`sub` 会新建张量。',
    },
  ],
  train: [
    {
      en: 'You have all the pieces: forward, loss, backward, step. The only question is in which order, and with which parameters.',
      zh: '零件都齐了：前向、损失、反向、更新。剩下的问题只是：按什么顺序，用哪一份参数。',
    },
    {
      en: 'Note the loss of the parameters as they are, and only then update. All four gradients must be known before the first of the four parameters changes.',
      zh: '先记下当前参数的损失，然后才更新。四个梯度必须全部算好之后，四个参数才能开始变。',
    },
    {
      en: 'In each of the `steps` rounds: networkForward; append meanSquaredError of its prediction; networkBackward with the same parameters and cache; build a new parameters object from four gradientDescentStep calls, and go on with that one. Return the last one and the list of losses.',
      zh: '一共 `steps` 轮，每轮：networkForward；把预测的 meanSquaredError 追加到列表；用同一份参数和缓存调用 networkBackward；四次 gradientDescentStep 拼出新的参数对象，下一轮用它。最后返回最新的参数和损失列表。',
    },
  ],
}
