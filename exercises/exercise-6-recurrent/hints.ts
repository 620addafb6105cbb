import type { ExerciseDefinition } from 'grade-descent/exercise'

export const hints: ExerciseDefinition['hints'] = {
  rnnStep: [
    {
      en: 'A dense layer with two inputs: the new x, and the state that the step before has left.',
      zh: '这是一个有两份输入的全连接层：新来的 x，以及上一步留下的状态。',
    },
    {
      en: 'x [N, I] meets inputWeights [I, H], hPrevious [N, H] meets recurrentWeights [H, H]. Both products are [N, H], so they can be added, and the bias [H] to each row.',
      zh: 'x [N, I] 乘 inputWeights [I, H]，hPrevious [N, H] 乘 recurrentWeights [H, H]。两个乘积都是 [N, H]，可以相加，再给每一行加上偏置 [H]。',
    },
    {
      en: 'matMul(x, inputWeights) plus matMul(hPrevious, recurrentWeights) plus bias, and `tanh` of the whole sum. The kit has a tanh that is safe far out; of your own, mind Infinity / Infinity.',
      zh: 'matMul(x, inputWeights) 加 matMul(hPrevious, recurrentWeights) 再加 bias，最后对整个和取 `tanh`。工具包里的 tanh 在很远处也安全；自己写的话，当心 Infinity / Infinity。',
    },
  ],
  rnnStepBackward: [
    {
      en: 'Work out dZ first, the gradient at the place between the sum and the tanh. Everything else follows from it.',
      zh: '先求 dZ，也就是求和之后、tanh 之前那一处的梯度。其余的都由它得出。',
    },
    {
      en: 'The slope of tanh at z is 1 - tanh(z)^2, and tanh(z) is the state that comes *out* of this step. From dZ it goes on as in denseBackward, twice: once with x and inputWeights, once with hPrevious and recurrentWeights.',
      zh: 'tanh 在 z 处的斜率是 1 - tanh(z)^2，而 tanh(z) 就是这一步*输出*的状态。得到 dZ 之后就和 denseBackward 一样，做两遍：一遍用 x 和 inputWeights，一遍用 hPrevious 和 recurrentWeights。',
    },
    {
      en: 'dX is dZ times inputWeights transposed, dHPrevious is dZ times recurrentWeights transposed; the weights get x transposed times dZ, and hPrevious transposed times dZ; the bias gets the sum of dZ over axis 0. recurrentWeights is square: a forgotten transpose raises no error.',
      zh: 'dX 是 dZ 乘转置后的 inputWeights，dHPrevious 是 dZ 乘转置后的 recurrentWeights；两个权重的梯度分别是转置后的 x 乘 dZ、转置后的 hPrevious 乘 dZ；偏置的梯度是 dZ 沿第 0 轴求和。recurrentWeights 是方阵：忘了转置也不会报错。',
    },
  ],
  rnn: [
    {
      en: 'A loop over the steps that carries one tensor. What is it before the first step?',
      zh: '对时间步做循环，手里带着一个张量。第一步之前它是什么？',
    },
    {
      en: 'Step t of x is the block x[:, t, :], which is not one piece of the data unless N is 1: the data runs through all steps of sample 0 before sample 1 begins. The results go back in the same way.',
      zh: 'x 的第 t 步是 x[:, t, :]，除非 N 为 1，它在 data 里并不连续：样本 0 的所有步排完之后才轮到样本 1。写回结果时也一样。',
    },
    {
      en: '`slice(x, [0, t, 0], [N, 1, I])` and `reshape` to [N, I] give step t; rnnStep gives the next h from it and the last h. At the end each h is reshaped to [N, 1, H], and `concat` along axis 1 puts them in their places.',
      zh: '`slice(x, [0, t, 0], [N, 1, I])` 再 `reshape` 成 [N, I]，就是第 t 步；rnnStep 用它和上一个 h 算出新的 h。最后把每个 h reshape 成 [N, 1, H]，沿第 1 轴 `concat`，就各就各位了。',
    },
  ],
  rnnBackward: [
    {
      en: 'The state after step t reaches the loss along two paths. Which?',
      zh: '第 t 步之后的状态沿两条路影响损失。是哪两条？',
    },
    {
      en: 'Keep (or compute again, once) all states of the forward pass. Then go from the last step to the first. What rnnStepBackward needs at step t: the gradient at the state that comes out of the step, x of that step, and the state that went *into* it; for t = 0 that is h0.',
      zh: '把前向的所有状态留好（或重新算一遍，只算一遍）。然后从最后一步走到第一步。第 t 步的 rnnStepBackward 需要：这一步输出的状态的梯度、这一步的 x、以及*进入*这一步的状态；t = 0 时它就是 h0。',
    },
    {
      en: 'Carry one gradient, zeros at first. At each step: dH of that step plus what is carried goes into rnnStepBackward; its dX is put in the place of step t; its parameter gradients are added to a running total; its dHPrevious is carried on. After step 0 what is carried is dH0.',
      zh: '手里带着一个梯度，开始时是零。每一步：这一步的 dH 加上手里的梯度，交给 rnnStepBackward；它的 dX 放到第 t 步的位置；它的参数梯度累加到总和里；它的 dHPrevious 成为手里的新梯度。走完第 0 步，手里的就是 dH0。',
    },
  ],
  lstmStep: [
    {
      en: 'The products and the bias are those of rnnStep, four times as wide. Only then does each quarter of the columns get its own role.',
      zh: '两个乘积和偏置都与 rnnStep 一样，只是宽了四倍。之后，每四分之一的列才各司其职。',
    },
    {
      en: 'The order of the quarters is input, forget, cell, output. Three of them answer "how much?", from 0 to 1; one of them proposes what to write, from -1 to 1. The forget gate goes with the old memory, the input gate with the proposal.',
      zh: '四段依次是输入、遗忘、候选（cell）、输出。其中三段回答“多少”，从 0 到 1；一段提出要写入什么，从 -1 到 1。遗忘门对着旧记忆，输入门对着候选值。',
    },
    {
      en: 'i, f, o are sigmoid of columns 0..H, H..2H, 3H..4H; g is tanh of columns 2H..3H. c = f times previous.c plus i times g; h = o times tanh(c), with the new c.',
      zh: 'i、f、o 分别是第 0..H、H..2H、3H..4H 列的 sigmoid，g 是第 2H..3H 列的 tanh。c = f 乘 previous.c 加 i 乘 g；h = o 乘 tanh(c)，这里用的是新的 c。',
    },
  ],
  lstmStepBackward: [
    {
      en: 'Read lstmStep from the bottom up. The new c reaches the loss along two paths: by itself, and through h.',
      zh: '把 lstmStep 从下往上读。新的 c 沿两条路影响损失：它自己，以及经过 h。',
    },
    {
      en: 'Let dC be the whole gradient at the new c: dState.c plus what comes back through h = o tanh(c). Each of i, f, g, and the old memory then gets dC times its partner in the formula of c; o gets dState.h times its partner in that of h. After that, each gate passes its own activation.',
      zh: '设 dC 为新 c 处的全部梯度：dState.c 加上经 h = o tanh(c) 传回来的那份。于是 i、f、g 和旧记忆各得 dC 乘上它在 c 的公式里的搭档；o 得 dState.h 乘上它在 h 的公式里的搭档。之后，每个门再穿过自己的激活函数。',
    },
    {
      en: 'dC = dState.c + dState.h · o · (1 - tanh(c)^2). The four gradients before the activations are dC · g · i(1 - i), dC · cPrevious · f(1 - f), dC · i · (1 - g^2) and dState.h · tanh(c) · o(1 - o); `concat` along axis 1 in this order makes dZ [N, 4H]. From there as in rnnStepBackward; dPrevious.h comes from dZ, and dPrevious.c is dC · f.',
      zh: 'dC = dState.c + dState.h · o · (1 - tanh(c)^2)。激活之前的四个梯度是 dC · g · i(1 - i)、dC · cPrevious · f(1 - f)、dC · i · (1 - g^2) 和 dState.h · tanh(c) · o(1 - o)；按这个顺序沿第 1 轴 `concat` 得到 dZ [N, 4H]。往后与 rnnStepBackward 相同；dPrevious.h 由 dZ 得出，dPrevious.c 是 dC · f。',
    },
  ],
  clipByGlobalNorm: [
    {
      en: 'Think of all entries of all tensors as one long vector. Clipping shortens it and keeps its direction.',
      zh: '把所有张量的所有元素看成一个长长的向量。裁剪只缩短它，不改变方向。',
    },
    {
      en: 'So there is one norm and one factor, the same for every tensor. When is there nothing to do?',
      zh: '所以只有一个范数、一个系数，每个张量都用它。什么时候什么都不必做？',
    },
    {
      en: 'norm is the square root of the sum of all squares. Where norm > maxNorm, `mul` every tensor by maxNorm / norm; else return the tensors as they are. All-zero gradients have the norm 0: do not divide by it.',
      zh: 'norm 是所有元素平方和的平方根。当 norm > maxNorm 时，用 `mul` 把每个张量乘上 maxNorm / norm；否则原样返回。梯度全为零时范数为 0：不要除以它。',
    },
  ],
}
