import type { ExerciseDefinition } from 'grade-descent/exercise'

export const hints: ExerciseDefinition['hints'] = {
  momentum: [
    {
      en: 'A ball that rolls downhill: the gradient does not move it, it changes its velocity; the velocity moves it.',
      zh: '想象一个滚下山坡的球：梯度不直接移动它，而是改变它的速度；移动它的是速度。',
    },
    {
      en: 'Two lines. The new velocity: a part of the old one is kept, and the push of the gradient (with learning rate and sign) is added. The new parameter: the old one plus the *new* velocity.',
      zh: '一共两行。新的速度：旧速度保留一部分，再加上梯度的推动（带着学习率和正负号）。新的参数：旧参数加上*新的*速度。',
    },
    {
      en: 'velocity = momentum * state.velocity - learningRate * gradient; parameter + velocity. As tensors: sub(mul(state.velocity, options.momentum), mul(gradient, options.learningRate)), then add. Return { parameter: ..., state: { velocity } }.',
      zh: 'velocity = momentum * state.velocity - learningRate * gradient；然后 parameter + velocity。用张量来写：sub(mul(state.velocity, options.momentum), mul(gradient, options.learningRate))，再用 add。返回 { parameter: ..., state: { velocity } }。',
    },
  ],
  rmsProp: [
    {
      en: 'Where gradients are usually large, steps should be small. So you need to remember, entry by entry, how large the gradients usually are, whatever their sign.',
      zh: '梯度通常较大的地方，步子应当小。所以要逐个元素地记住梯度通常有多大，不管正负。',
    },
    {
      en: 'The memory is a moving mean of squares: a share `decay` of the old mean and the rest of the new square. The size of a usual gradient is the root of it. Divide the step by that, with epsilon added after the root.',
      zh: '要记的是平方的移动平均：旧的平均占 `decay`，其余归新的平方。它的平方根就是梯度通常的大小。把步子除以它；epsilon 在开方之后再加。',
    },
    {
      en: 'meanSquare = decay * state.meanSquare + (1 - decay) * gradient^2; parameter - learningRate * gradient / (sqrt(meanSquare) + epsilon), with the new meanSquare. square, sqrt, add, mul, div and sub do it for whole tensors.',
      zh: 'meanSquare = decay * state.meanSquare + (1 - decay) * gradient^2；然后 parameter - learningRate * gradient / (sqrt(meanSquare) + epsilon)，用的是新的 meanSquare。square、sqrt、add、mul、div、sub 可以直接作用于整个张量。',
    },
  ],
  adam: [
    {
      en: 'Two memories: m, a moving mean of the gradients (like momentum), and v, a moving mean of their squares (like RMSprop). Both begin at 0, and are too small at first because of it.',
      zh: '两份记忆：m 是梯度的移动平均（像动量），v 是梯度平方的移动平均（像 RMSprop）。两者都从 0 开始，所以起初都偏小。',
    },
    {
      en: 'In this step, number t = state.step + 1, m is too small by the factor 1 - beta1^t, and v by 1 - beta2^t. Divide by these for the step; keep m and v themselves, undivided, for the next one.',
      zh: '这一步是第 t = state.step + 1 步，m 小了 1 - beta1^t 倍，v 小了 1 - beta2^t 倍。走步时除以它们；留给下一步的仍是没有除过的 m 和 v。',
    },
    {
      en: 'm = beta1 * state.m + (1 - beta1) * gradient; v = beta2 * state.v + (1 - beta2) * gradient^2; mHat = m / (1 - beta1 ** t); vHat = v / (1 - beta2 ** t); parameter - learningRate * mHat / (sqrt(vHat) + epsilon). Return the state { m, v, step: t }.',
      zh: 'm = beta1 * state.m + (1 - beta1) * gradient；v = beta2 * state.v + (1 - beta2) * gradient^2；mHat = m / (1 - beta1 ** t)；vHat = v / (1 - beta2 ** t)；parameter - learningRate * mHat / (sqrt(vHat) + epsilon)。返回的状态是 { m, v, step: t }。',
    },
  ],
  exponentialDecay: [
    {
      en: 'After decaySteps steps the rate is multiplied by decayRate; after twice as many, by decayRate twice. And halfway?',
      zh: '过了 decaySteps 步，学习率乘以 decayRate；过了两倍的步数，就乘两次。那么走到一半时呢？',
    },
    {
      en: 'The exponent is how many times decaySteps goes into step, as a fraction: no rounding.',
      zh: '指数是 step 里含有多少个 decaySteps，是个分数，不取整。',
    },
    {
      en: 'initialRate * decayRate ** (step / decaySteps).',
      zh: 'initialRate * decayRate ** (step / decaySteps)。',
    },
  ],
  stepDecay: [
    {
      en: 'Between two drops nothing happens. So count drops, not steps.',
      zh: '两次下降之间什么也不发生。所以要数的是下降次数，不是步数。',
    },
    {
      en: 'At the steps 0 to dropEvery - 1 there has been no drop, at dropEvery one, at 2 * dropEvery two.',
      zh: '第 0 步到第 dropEvery - 1 步还没有下降，第 dropEvery 步是一次，第 2 * dropEvery 步是两次。',
    },
    {
      en: 'initialRate * dropRate ** Math.floor(step / dropEvery).',
      zh: 'initialRate * dropRate ** Math.floor(step / dropEvery)。',
    },
  ],
  l1Penalty: [
    {
      en: 'How large all weights are together, large in either direction.',
      zh: '所有权重合起来有多大，正负两个方向都算。',
    },
    {
      en: 'A sum of magnitudes, times lambda. Not a mean: a network with more weights pays more.',
      zh: '绝对值之和，乘以 lambda。不是平均：权重越多，付出越多。',
    },
    {
      en: 'lambda * sum(abs(weights)).data[0], or a loop over weights.data with Math.abs.',
      zh: 'lambda * sum(abs(weights)).data[0]，或者对 weights.data 写一个循环，用 Math.abs。',
    },
  ],
  l1PenaltyBackward: [
    {
      en: 'If one weight grows by a tiny amount, by how much does its magnitude grow? Does it matter how large the weight is?',
      zh: '一个权重增大一点点，它的绝对值增大多少？这与权重的大小有关吗？',
    },
    {
      en: 'The slope of |w| is 1 on the right of 0 and -1 on the left of it; at 0, by convention, 0.',
      zh: '|w| 的斜率在 0 的右边是 1，左边是 -1；在 0 处约定为 0。',
    },
    {
      en: 'mul(sign(weights), lambda). sign gives -1, 0 and 1.',
      zh: 'mul(sign(weights), lambda)。sign 给出 -1、0 和 1。',
    },
  ],
  l2Penalty: [
    {
      en: 'As the L1 penalty, with squares.',
      zh: '与 L1 惩罚一样，只是换成平方。',
    },
    {
      en: 'No root over the sum, no 1/2 before it, no division by the number of weights.',
      zh: '和的外面不开方，前面没有 1/2，也不除以权重的个数。',
    },
    {
      en: 'lambda * sum(square(weights)).data[0].',
      zh: 'lambda * sum(square(weights)).data[0]。',
    },
  ],
  l2PenaltyBackward: [
    {
      en: 'The slope of a square, weight by weight.',
      zh: '平方的斜率，逐个权重地求。',
    },
    {
      en: 'Each weight occurs in one term of the sum, lambda * w^2. Derive that.',
      zh: '每个权重只出现在和的一项 lambda * w^2 里。对这一项求导。',
    },
    {
      en: 'mul(weights, 2 * lambda).',
      zh: 'mul(weights, 2 * lambda)。',
    },
  ],
  dropout: [
    {
      en: 'Make the mask first, entry by entry; the output is then x times the mask. When not training the mask is all ones.',
      zh: '先逐个元素地做出掩码，输出就是 x 乘掩码。不在训练时，掩码全是 1。',
    },
    {
      en: '`random.uniform()` is below `rate` with probability `rate`: then the entry is dropped. One random number for each entry. What is kept has to make up for what is missing: how large must it be for the mean of the mask to be 1?',
      zh: '`random.uniform()` 小于 `rate` 的概率正是 `rate`：这时丢弃该元素。每个元素各取一个随机数。保留的要补上丢掉的：它该是多大，掩码的平均才为 1？',
    },
    {
      en: 'mask = zerosLike(x); for each index: training ? (random.uniform() < rate ? 0 : 1 / (1 - rate)) : 1. Return { output: mul(x, mask), mask }.',
      zh: 'mask = zerosLike(x)；对每个下标：training ? (random.uniform() < rate ? 0 : 1 / (1 - rate)) : 1。返回 { output: mul(x, mask), mask }。',
    },
  ],
  dropoutBackward: [
    {
      en: 'Once the mask is drawn it is a constant. What is left is a product.',
      zh: '掩码一旦抽定，就是常数。剩下的只是一个乘积。',
    },
    {
      en: 'Each entry of x went into the output with one factor. The same factor brings the gradient back. No new random numbers.',
      zh: 'x 的每个元素都乘着一个系数进入输出。梯度也乘着同一个系数回来。不要再抽随机数。',
    },
    {
      en: 'mul(dOut, mask). The factor 1 / (1 - rate) is in the mask already.',
      zh: 'mul(dOut, mask)。系数 1 / (1 - rate) 已经在掩码里了。',
    },
  ],
  earlyStopping: [
    {
      en: 'Walk through the losses with two things in mind: the best loss so far with its epoch, and how many epochs have passed since.',
      zh: '从头走过各个损失，心里记两件事：目前最好的损失及其所在的轮，以及此后过了几轮。',
    },
    {
      en: 'An epoch improves when loss < best - minDelta. Then it is the best, and counting begins anew; else the count grows by one, and when it reaches `patience` you stop there. Write the comparison just so: it is false for NaN.',
      zh: '当 loss < best - minDelta 时，这一轮算进步：它成为最好的一轮，计数重新开始；否则计数加一，计到 `patience` 就停在这里。比较就照这样写：遇到 NaN 时它为假。',
    },
    {
      en: 'bestEpoch = 0; for epoch = 1, 2, ...: if (losses[epoch] < losses[bestEpoch] - minDelta) bestEpoch = epoch; else if (epoch - bestEpoch >= patience) return { stoppedAt: epoch, bestEpoch }. After the loop: { stoppedAt: null, bestEpoch }.',
      zh: 'bestEpoch = 0；对 epoch = 1, 2, ……：如果 losses[epoch] < losses[bestEpoch] - minDelta，则 bestEpoch = epoch；否则如果 epoch - bestEpoch >= patience，就返回 { stoppedAt: epoch, bestEpoch }。循环之后返回 { stoppedAt: null, bestEpoch }。',
    },
  ],
  miniBatches: [
    {
      en: 'Shuffle all indices first, then cut the row of them into pieces.',
      zh: '先打乱所有下标，再把这一排下标切成段。',
    },
    {
      en: '`random.permutation(count)` is the shuffled row. Pieces begin at 0, batchSize, 2 * batchSize, ... as long as that is below count.',
      zh: '`random.permutation(count)` 就是打乱后的一排。各段从 0、batchSize、2 * batchSize……开始，只要还小于 count。',
    },
    {
      en: 'for (let start = 0; start < count; start += batchSize) batches.push(order.slice(start, start + batchSize)). slice ends at the end of the array by itself, so the last batch is short where it has to be.',
      zh: 'for (let start = 0; start < count; start += batchSize) batches.push(order.slice(start, start + batchSize))。slice 到数组末尾自然停下，最后一批该短就短。',
    },
  ],
  fit: [
    {
      en: 'Two loops: epochs, and in each the batches of a *new* call of miniBatches with `options.random`. One batch is one step of exercise 3. After the batches comes the look at the validation data.',
      zh: '两层循环：外层是轮，内层是*重新*调用 miniBatches（传入 `options.random`）得到的各批。每一批就是练习 3 里的一步。各批走完之后，再看验证数据。',
    },
    {
      en: 'A batch: x = gather(data.x, batch), labels = gather(data.labels, batch); forward with every activation kept; softmaxCrossEntropyBackward; denseBackward from the last layer to the first with reluBackward between them; add l2PenaltyBackward(weights, l2) to the gradient of the weights; step. All gradients of a step belong to the parameters before it.',
      zh: '每一批：x = gather(data.x, batch)，labels = gather(data.labels, batch)；前向，保留每层的激活；softmaxCrossEntropyBackward；从最后一层到第一层依次 denseBackward，层间用 reluBackward；给权重的梯度加上 l2PenaltyBackward(weights, l2)；走一步。一步里的所有梯度都属于走步之前的参数。',
    },
    {
      en: "history.loss: add up each batch's loss times its number of samples, and divide by the number of all samples. After the epoch: logits of xValidation with the current layers; validationLoss is softmaxCrossEntropy(logits, labelsValidation), validationAccuracy is mean(equal(argMax(logits, 1), labelsValidation)).data[0]. Start from `let current = [...layers]` and make new tensors at every step.",
      zh: 'history.loss：把每批的损失乘以该批样本数加起来，再除以样本总数。一轮结束后：用当前的各层算 xValidation 的 logits；validationLoss 是 softmaxCrossEntropy(logits, labelsValidation)，validationAccuracy 是 mean(equal(argMax(logits, 1), labelsValidation)).data[0]。从 `let current = [...layers]` 开始，每步都建立新的张量。',
    },
  ],
}
