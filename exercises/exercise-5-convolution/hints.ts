import type { ExerciseDefinition } from 'grade-descent/exercise'

export const hints: ExerciseDefinition['hints'] = {
  conv2d: [
    {
      en: 'First find out how large the output is, and at which pixel the window of output (i, j) begins. Do it along one axis; the other works the same way.',
      zh: '先弄清楚输出有多大，以及输出 (i, j) 的窗口从哪个像素开始。只考虑一个轴就行，另一个轴完全一样。',
    },
    {
      en: "Along an axis the window of output i begins at i * stride - before. Without padding `before` is 0. With 'same' the output is as long as the image divided by the stride, rounded up; from that and the kernel's side follows how many zeros are needed in all, and `before` is half of them, rounded down.",
      zh: "沿一个轴，输出 i 的窗口从 i * 步幅 - before 开始。不填充时 `before` 为 0。'same' 时输出长度是图像边长除以步幅再向上取整；由它和核的边长可以算出总共要补多少个零，`before` 是其中一半（向下取整）。",
    },
    {
      en: 'For each image, output row, output column and filter: start from the bias of the filter; for each row, column and channel of the kernel add pixel times weight, and skip the pixel if it lies outside the image. In an NHWC tensor entry [n, h, w, c] is at ((n * H + h) * W + w) * C + c. (Or: lay what each window sees into a row of a matrix, and multiply that with the filter reshaped to [KH * KW * C, F].)',
      zh: '对每幅图像、每个输出行、输出列、滤波器：从该滤波器的偏置开始，对核的每一行、每一列、每个通道加上“像素乘权重”，像素落在图像之外就跳过。NHWC 张量里元素 [n, h, w, c] 位于 ((n * H + h) * W + w) * C + c。（另一种写法：把每个窗口看到的内容摆成矩阵的一行，再乘以 reshape 成 [KH * KW * C, F] 的滤波器。）',
    },
  ],
  conv2dBackward: [
    {
      en: 'Every product of the forward pass has two factors, a pixel and a weight, and ends up in one output. What does each factor get back when you know that output’s gradient?',
      zh: '前向的每个乘积都有两个因子：一个像素和一个权重，结果进入某一个输出。知道了这个输出的梯度，两个因子各该分到什么？',
    },
    {
      en: 'The pixel gets the weight times dOut, the weight gets the pixel times dOut, the bias gets dOut itself; and everything that comes together at one pixel, at one weight, at one bias adds up. The indices are the forward pass’s own, to the letter.',
      zh: '像素得到“权重乘 dOut”，权重得到“像素乘 dOut”，偏置得到 dOut 本身；凡是汇到同一个像素、同一个权重、同一个偏置的，都要相加。下标与前向一字不差。',
    },
    {
      en: 'Copy the loops of your forward pass. Begin with zeros in the shapes of x, filter and bias. In the innermost loop, where the forward pass has out += x * filter, add dOut * filter to dX at the pixel and dOut * x to dFilter at the weight; add each entry of dOut once to dBias. Divide by nothing. (With matrices: dFilter is patches transposed times dOut, the gradient of the patches is dOut times the filter transposed, and it is added back to where the patches came from.)',
      zh: '把前向的循环照抄一遍。先建三个全零的张量，形状同 x、filter 和 bias。最内层，前向写 out += x * filter 的地方，改成：在该像素处给 dX 加 dOut * filter，在该权重处给 dFilter 加 dOut * x；dOut 的每个元素给 dBias 加一次。什么都不用除。（用矩阵写：dFilter 是图块矩阵转置乘 dOut；图块的梯度是 dOut 乘滤波器的转置，再把它加回图块的来处。）',
    },
  ],
  maxPool2d: [
    {
      en: 'The windows are placed as in a convolution without padding; there is no filter, and every channel is treated by itself.',
      zh: '窗口的摆法与不填充的卷积一样；没有滤波器，每个通道各管各的。',
    },
    {
      en: 'An output side is (side - size) / stride, rounded down, plus 1. Which value should the search for the largest begin with, when all numbers may be negative?',
      zh: '输出边长是（边长 - 窗口）除以步幅、向下取整、再加 1。既然窗口里的数可能全为负，找最大值应当从什么值开始？',
    },
    {
      en: 'For each image, output row, output column and channel: begin with -Infinity (or with the window’s first entry), go over the poolSize[0] x poolSize[1] entries that begin at row i * strides[0] and column j * strides[1], and keep the larger.',
      zh: '对每幅图像、每个输出行、输出列、通道：从 -Infinity（或窗口的第一个元素）开始，扫过从第 i * strides[0] 行、第 j * strides[1] 列起的 poolSize[0] x poolSize[1] 个元素，留下较大者。',
    },
  ],
  maxPool2dBackward: [
    {
      en: 'The output is a copy of one entry. If another entry of the window moves a little, what does the output do?',
      zh: '输出是某一个元素的副本。窗口里别的元素稍微变一点，输出会怎样？',
    },
    {
      en: 'You need to know *where* the largest entry of each window was, and x tells you. Of several equally large ones the first counts, row by row. And one entry may win more than one window.',
      zh: '你需要知道每个窗口里最大的元素*在哪里*，x 里就有答案。有几个同样大时，按行优先取第一个。另外，一个元素可能在不止一个窗口里胜出。',
    },
    {
      en: 'The loops of maxPool2d once more, but remember the position of the largest entry in x.data. Replace it only when an entry is strictly larger (>). After the window: dX.data[position] += the window’s entry of dOut.',
      zh: '再走一遍 maxPool2d 的循环，但记下最大元素在 x.data 里的位置，只有严格更大（>）时才替换。窗口走完后：dX.data[位置] += 该窗口对应的 dOut 元素。',
    },
  ],
  averagePool2d: [
    {
      en: 'As maxPool2d, with a mean in place of the maximum.',
      zh: '与 maxPool2d 一样，只是把最大值换成平均值。',
    },
    {
      en: 'How many numbers does a window hold? It is the same for every window, because what doesn’t fill one is left out.',
      zh: '一个窗口里有多少个数？每个窗口都一样，因为填不满的部分已经舍去了。',
    },
    {
      en: 'Sum the entries of the window, channel by channel, and divide by poolSize[0] * poolSize[1].',
      zh: '逐个通道把窗口里的元素加起来，再除以 poolSize[0] * poolSize[1]。',
    },
  ],
  averagePool2dBackward: [
    {
      en: 'With what factor does one entry of the window count in the mean? That is its slope.',
      zh: '窗口里的一个元素在平均值里的系数是多少？那就是它的斜率。',
    },
    {
      en: 'Each entry of the window gets the same share of dOut, whatever its value. Where windows overlap, shares add up.',
      zh: '窗口里的每个元素不论大小，都从 dOut 分到同样的一份。窗口重叠处，各份相加。',
    },
    {
      en: 'Begin with zeros in the shape of x. For each window and channel: share = dOut / (poolSize[0] * poolSize[1]); add it (+=) to each entry of dX under the window.',
      zh: '从一个与 x 同形的全零张量开始。对每个窗口、每个通道：份额 = dOut / (poolSize[0] * poolSize[1])，把它加（+=）到 dX 在该窗口下的每个元素上。',
    },
  ],
}
