import type { ExerciseDefinition } from 'grade-descent/exercise'

export const hints: ExerciseDefinition['hints'] = {
  sigmoid: [
    {
      en: 'The sigmoid looks at one entry at a time, so the shape does not matter: work on `x.data` and keep `x.shape`.',
      zh: 'sigmoid 逐个元素计算，与形状无关：直接处理 `x.data`，形状沿用 `x.shape` 即可。',
    },
    {
      en: '`x.data.map(f)` gives a new array of the same dtype. Put it into an object with the shape and dtype of x.',
      zh: '`x.data.map(f)` 会得到一个 dtype 相同的新数组，再配上 x 的 shape 和 dtype 就是结果张量。',
    },
    {
      en: 'For each entry v: one divided by (one plus the exponential of minus v). In JavaScript 1 / Infinity is 0, so this form is safe at -1000; exp(v) / (1 + exp(v)) is not safe at +1000.',
      zh: '对每个元素 v：1 除以（1 加上 e 的 -v 次方）。JavaScript 里 1 / Infinity 等于 0，所以这种写法在 -1000 处也没问题；而 exp(v) / (1 + exp(v)) 在 +1000 处会出错。',
    },
  ],
  sigmoidBackward: [
    {
      en: 'Chain rule for a function of one entry: the gradient that arrives, times the derivative at the place where the forward was taken.',
      zh: '逐元素函数的链式法则：传回来的梯度，乘以函数在前向输入处的导数。',
    },
    {
      en: 'The derivative has a short form in terms of the output a = sigmoid(x). You are given x, so a has to be computed first.',
      zh: '导数用输出 a = sigmoid(x) 来写最简洁。参数给的是 x，所以要先把 a 算出来。',
    },
    {
      en: 'With a = sigmoid(x), the derivative is a times (1 minus a). Multiply it by the entry of dOut at the same position. At x = 0 it is 0.25 times dOut.',
      zh: '令 a = sigmoid(x)，导数就是 a 乘以（1 减 a），再乘上 dOut 中同一位置的元素。x = 0 时结果应是 dOut 的 0.25 倍。',
    },
  ],
  relu: [
    {
      en: 'A positive entry passes unchanged. What does everything else become?',
      zh: '正的元素原样通过。其余的元素变成什么？',
    },
    {
      en: 'Two flat lines would be a step function. ReLU is flat on one side only; on the other it is the line through the origin with slope 1.',
      zh: '两段都是水平线的是阶跃函数。ReLU 只有一侧是水平的，另一侧是过原点、斜率为 1 的直线。',
    },
    {
      en: 'For each entry take the larger of 0 and the entry: `Math.max` does it. Check by hand: 2 gives 2, and -2 gives 0.',
      zh: '对每个元素取它与 0 中较大的一个，用 `Math.max` 即可。手算验证：2 得 2，-2 得 0。',
    },
  ],
  reluBackward: [
    {
      en: 'Where the forward let an entry through, the gradient comes through; where it did not, nothing comes back.',
      zh: '前向时放行的位置，梯度也放行；前向时被截断的位置，没有梯度传回。',
    },
    {
      en: 'Which tensor decides whether the gate is open: dOut or x? And which one is passed on? At x = 0 the gate is closed.',
      zh: '决定“门”开不开的是 dOut 还是 x？真正传下去的又是哪一个？注意 x = 0 时门是关着的。',
    },
    {
      en: 'For each position: the entry of dOut if the entry of x is greater than 0, else 0. Write it to a new tensor and leave dOut as it is.',
      zh: '对每个位置：若 x 的元素大于 0，取 dOut 的元素，否则取 0。结果写进新张量，不要改动 dOut。',
    },
  ],
  tanh: [
    {
      en: 'tanh is a sigmoid stretched to the range from -1 to 1. It works entry by entry.',
      zh: 'tanh 相当于把 sigmoid 拉伸到 -1 到 1 之间，同样逐元素计算。',
    },
    {
      en: 'The quotient of exponentials becomes Infinity / Infinity, which is NaN, for large entries. JavaScript has a function of its own that takes care of this.',
      zh: '直接用指数的商来算，x 很大时会变成 Infinity / Infinity，也就是 NaN。JavaScript 自带一个已经处理好这个问题的函数。',
    },
    {
      en: '`Math.tanh` on every entry of `x.data` is a full answer. By hand: 2 times the sigmoid of 2v, minus 1 (both twos matter).',
      zh: '对 `x.data` 的每个元素用 `Math.tanh` 就可以了。若想自己写：2 乘以 sigmoid(2v)，再减 1（两个 2 缺一不可）。',
    },
  ],
  tanhBackward: [
    {
      en: 'The same plan as for the sigmoid: the gradient that arrives, times the derivative at x.',
      zh: '思路与 sigmoid 相同：传回来的梯度乘以 x 处的导数。',
    },
    {
      en: 'The derivative is short in terms of the output t = tanh(x), not in terms of x. At x = 0 the slope is 1, far out it is 0.',
      zh: '导数用输出 t = tanh(x) 来写很短，而不是用 x。x = 0 处斜率为 1，远处趋于 0。',
    },
    {
      en: 'With t = tanh(x): one minus the square of t, times the entry of dOut at the same position.',
      zh: '令 t = tanh(x)：1 减去 t 的平方，再乘以 dOut 中同一位置的元素。',
    },
  ],
  softmax: [
    {
      en: 'A tensor [..., C] is a stack of rows of length C, one after the other in `x.data`. Each row is treated alone.',
      zh: '形状为 [..., C] 的张量就是一摞长度为 C 的行，在 `x.data` 里一行接一行存放。每一行单独处理。',
    },
    {
      en: 'Adding one number to a whole row does not change its softmax. Which number keeps the exponential from overflowing?',
      zh: '给整行加上同一个数，softmax 不变。选哪个数可以让指数不溢出？',
    },
    {
      en: "Go through `x.data` in steps of C. For each row: subtract the row's own largest entry, take exponentials, sum them, divide each by that sum.",
      zh: '以 C 为步长遍历 `x.data`。对每一行：减去本行的最大值，取指数，求和，再逐个除以这个和。',
    },
  ],
  softmaxBackward: [
    {
      en: 'Raising one input of a row lowers all the other outputs of that row. So the gradient of one input gathers something from every entry of dOut in its row.',
      zh: '一行里某个输入变大，本行其他输出都会变小。所以对一个输入求梯度时，要汇总这一行里 dOut 的所有元素。',
    },
    {
      en: 'Write the derivative of s[i] by x[j] for i = j and for i ≠ j, multiply by dOut[i], and sum over i. One part of the sum is the same for every j of the row.',
      zh: '分别写出 i = j 与 i ≠ j 时 s[i] 对 x[j] 的导数，乘以 dOut[i]，再对 i 求和。这个和里有一部分对整行的每个 j 都相同。',
    },
    {
      en: 'Per row, with s = softmax(x): first the one number c = sum of dOut times s along the row; then each entry is s times (dOut minus c). Each row of the result sums to 0.',
      zh: '逐行处理，令 s = softmax(x)：先求一个数 c，即本行 dOut 与 s 逐项相乘再求和；然后每个元素等于 s 乘以（dOut 减 c）。结果每一行的和都是 0。',
    },
  ],
}
