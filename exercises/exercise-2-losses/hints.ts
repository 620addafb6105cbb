import type { ExerciseDefinition } from 'grade-descent/exercise'

export const hints: ExerciseDefinition['hints'] = {
  meanSquaredError: [
    {
      en: 'Three words, three steps, read from the right: error, squared, mean.',
      zh: '名字里有三个词，从后往前就是三步：误差、平方、求均值。',
    },
    {
      en: 'The mean is over every element, not over the samples alone: for shape [3, 5] it divides by 15.',
      zh: '均值是对每一个元素求的，而不只是对样本：形状为 [3, 5] 时要除以 15。',
    },
    {
      en: 'Add up the squares of prediction minus target over the flat data, and divide by `prediction.data.length`. With the kit: `mean` of `square` of `sub`; the number is the first entry of its `data`.',
      zh: '在一维的 data 上把（预测减目标）的平方累加起来，再除以 `prediction.data.length`。用工具函数写，就是对 `sub` 取 `square` 再取 `mean`；结果 `data` 里的第一个元素就是要返回的数。',
    },
  ],
  meanSquaredErrorBackward: [
    {
      en: 'Write the loss as a sum and look at one entry of the prediction: in how many terms does it stand?',
      zh: '把损失写成一个和式，盯住预测里的一个元素：它出现在几项里？',
    },
    {
      en: 'The square has a derivative, and the mean has a factor. Both belong to the result. And if a prediction is too high, its gradient is positive.',
      zh: '平方有它的导数，均值有它的系数，两者都要留在结果里。另外，预测偏高时梯度应为正。',
    },
    {
      en: 'Each entry is 2 times (prediction minus target), divided by the number of all elements.',
      zh: '每个元素都是 2 乘（预测减目标），再除以元素总数。',
    },
  ],
  crossEntropy: [
    {
      en: 'Of each row, only one probability counts. Which one?',
      zh: '每一行里只有一个概率起作用。是哪一个？',
    },
    {
      en: 'The logarithm of a probability is negative, and the loss is positive. Divide by the number of rows; how many classes there are plays no part. In JavaScript 0 times -Infinity is NaN, and log(0) is -Infinity.',
      zh: '概率的对数是负的，而损失是正的。除数是行数，与类别数无关。JavaScript 里 log(0) 是 -Infinity，0 乘 -Infinity 是 NaN。',
    },
    {
      en: 'Go through the entries; where the label is 1, subtract `Math.log` of the probability from a running total, and skip the others. Divide the total by N = `probabilities.shape[0]`.',
      zh: '逐个元素看：标签为 1 的，从累计值里减去概率的 `Math.log`；其余的跳过。最后除以 N，即 `probabilities.shape[0]`。',
    },
  ],
  crossEntropyBackward: [
    {
      en: 'What is the derivative of the logarithm? And of a class that has no part in the loss?',
      zh: '对数的导数是什么？对损失没有贡献的类别，导数又是什么？',
    },
    {
      en: 'A higher probability of the right class lowers the loss, so its entry is negative. The mean over the samples leaves its factor here as well.',
      zh: '正确类别的概率升高，损失就降低，所以那里的梯度是负的。对样本求均值的系数在这里同样要保留。',
    },
    {
      en: 'Minus the label divided by the probability, and by N. Where the label is 0 that is 0. The short form p minus y belongs to the logits, not here.',
      zh: '负的标签除以概率，再除以 N；标签为 0 处就是 0。p 减 y 那个简短的形式是对 logits 的梯度，不在这里。',
    },
  ],
  softmaxCrossEntropy: [
    {
      en: 'Put softmax into the logarithm on paper, before you program anything: a logarithm of a quotient is a difference.',
      zh: '动手写程序之前，先在纸上把 softmax 代进对数：商的对数是差。',
    },
    {
      en: 'For each row: the logarithm of the sum of exponentials, minus the logit of the right class. Subtracting one number from the whole row changes nothing; which number keeps every exponential at 1 or below?',
      zh: '对每一行：指数之和的对数，减去正确类别的 logit。整行减去同一个数，结果不变；减去哪个数，能让所有指数都不超过 1？',
    },
    {
      en: "With m for the row's largest entry: m plus `Math.log` of the sum of exp(x - m), minus x at the label. m is added back because the label's logit was not shifted. Take the mean over the rows.",
      zh: '记 m 为本行最大值：m 加上 exp(x - m) 之和的 `Math.log`，再减去标签处的 x。因为标签处的 logit 没有平移，所以要把 m 加回来。最后对各行求均值。',
    },
  ],
  softmaxCrossEntropyBackward: [
    {
      en: 'Derive the short form of the loss, not the chain of two functions. The derivative of the logarithm of the sum of exponentials is an old acquaintance.',
      zh: '直接对化简后的损失求导，不必走两个函数的链。“指数之和的对数”的导数是老相识。',
    },
    {
      en: 'Each row of the result sums to 0: what the right class is pushed up, all others together are pushed down.',
      zh: '结果每一行的和都是 0：正确类别被往上推多少，其余类别合起来就被往下压多少。',
    },
    {
      en: 'softmax(logits) minus 1 at the label and minus 0 elsewhere, all divided by N. `softmax` and `oneHot` are in the kit.',
      zh: 'softmax(logits) 在标签处减 1、其余处减 0，整体再除以 N。工具包里有 `softmax` 和 `oneHot`。',
    },
  ],
  glorotUniform: [
    {
      en: 'How many numbers are needed, and in which shape? `random.uniform` gives one at a call.',
      zh: '一共需要多少个数，排成什么形状？`random.uniform` 每次调用给一个数。',
    },
    {
      en: 'The limit is a root; both fans stand under it, added. The range lies around 0: half of the weights are negative.',
      zh: '上下限是一个平方根，两个 fan 相加后放在根号里。取值范围以 0 为中心：一半的权重是负的。',
    },
    {
      en: 'limit = sqrt(6 / (fanIn + fanOut)); make zeros of shape [fanIn, fanOut] and put `random.uniform(-limit, limit)` into every entry, a new draw for each.',
      zh: 'limit = sqrt(6 / (fanIn + fanOut))；新建形状为 [fanIn, fanOut] 的零张量，每个元素填入一次新抽的 `random.uniform(-limit, limit)`。',
    },
  ],
  heNormal: [
    {
      en: 'The same plan as glorotUniform with another distribution. What does `random.normal` want as its second argument?',
      zh: '思路与 glorotUniform 相同，只是换一种分布。`random.normal` 的第二个参数要的是什么？',
    },
    {
      en: '2 / fanIn is the variance. The number of inputs counts, because a unit adds up that many products; the number of outputs does not.',
      zh: '2 / fanIn 是方差。起作用的是输入的个数，因为一个单元要把这么多个乘积加起来；与输出的个数无关。',
    },
    {
      en: '`random.normal(0, Math.sqrt(2 / fanIn))` for each entry of a tensor of shape [fanIn, fanOut].',
      zh: '形状为 [fanIn, fanOut] 的张量，每个元素各抽一次 `random.normal(0, Math.sqrt(2 / fanIn))`。',
    },
  ],
  dense: [
    {
      en: 'Write the shapes side by side: [N, I] and [I, O]. The inner two are equal, and the outer two are the result.',
      zh: '把形状并排写出来：[N, I] 和 [I, O]。里面两个相等，外面两个就是结果的形状。',
    },
    {
      en: 'Nothing has to be transposed. The bias has one number an output; adding a tensor [O] to one of [N, O] adds it to every row.',
      zh: '什么都不用转置。偏置每个输出一个数；把形状为 [O] 的张量加到 [N, O] 上，就是加到每一行。',
    },
    {
      en: '`matMul` of x and the weights, in this order, then `add` the bias. As a loop: y[n, o] starts as bias[o] and gathers x[n, i] times weights[i, o] over all i; the flat place of weights[i, o] is i * O + o.',
      zh: '先 x 后权重做 `matMul`，再 `add` 偏置。用循环写：y[n, o] 初值为 bias[o]，对所有 i 累加 x[n, i] 乘 weights[i, o]；weights[i, o] 在一维数组里的位置是 i * O + o。',
    },
  ],
  mlpForward: [
    {
      en: 'One variable is enough: what is on its way through the network. It begins as x.',
      zh: '一个变量就够了：正在穿过网络的那个张量。它的初值是 x。',
    },
    {
      en: 'Your own `dense` does the work of a layer. Which layer is treated differently from the rest, and how?',
      zh: '一层的计算交给你自己的 `dense`。哪一层与众不同，不同在哪里？',
    },
    {
      en: 'For each layer: replace the variable by dense of it; unless this was the last layer, replace it by its `relu`. Return it. With one layer there is no ReLU at all.',
      zh: '对每一层：先把变量换成它经过 dense 的结果；只要不是最后一层，再换成它的 `relu`。最后返回它。只有一层时完全没有 ReLU。',
    },
  ],
}
