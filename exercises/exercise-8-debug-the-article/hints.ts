import type { ExerciseDefinition } from 'grade-descent/exercise'

export const hints: ExerciseDefinition['hints'] = {
  relu: [
    {
      en: 'Ask the function for one number on each side: relu(2), relu(-2). What should they be?',
      zh: '正负两边各问一个数：relu(2)、relu(-2)。它们应当是多少？',
    },
    {
      en: 'A unit that is off must leave the next layer as if it were not there.',
      zh: '关闭的单元，对下一层来说应当等于不存在。',
    },
    {
      en: 'The branch for inputs that are not positive gives the wrong constant: what number, times any weight, adds nothing?',
      zh: '输入不为正的那个分支给错了常数：哪个数乘上任何权重都不带来贡献？',
    },
  ],
  reluBackward: [
    {
      en: 'Which of the two arguments does the code look at when it decides what passes? Which of them knows where the forward stood?',
      zh: '代码决定放行与否时，看的是两个参数中的哪一个？哪一个才知道前向时站在哪里？',
    },
    {
      en: 'Try dOut = [-1] and x = [2]. The forward let 2 through with slope 1; so what is dX?',
      zh: '试试 dOut = [-1]、x = [2]。前向时 2 以斜率 1 通过；那么 dX 是多少？',
    },
    {
      en: 'The entry of dOut passes as it is, whatever its sign, where x is above 0; elsewhere dX is 0. Only the condition has to change, and the condition needs the index.',
      zh: 'x 大于 0 的地方，dOut 的元素原样通过，不管正负；其余地方 dX 为 0。只需改条件，而条件里要用到下标。',
    },
  ],
  sigmoidBackward: [
    {
      en: 'Count how often the sigmoid is applied to x before the slope is there. How often should it be?',
      zh: '数一数：得到斜率之前，x 总共过了几次 sigmoid？应当过几次？',
    },
    {
      en: 'At x = 0 the slope of the sigmoid is 0.25. What does the code give, and where is its slope 0.2350?',
      zh: 'sigmoid 在 x = 0 处的斜率是 0.25。代码给出多少？sigmoid 在哪里的斜率是 0.2350？',
    },
    {
      en: 'The helper sigmoidPrime is right: it takes what went into the sigmoid and applies the sigmoid itself. Give it x. (Or take the activation and write a (1 - a) without the helper.)',
      zh: '辅助函数 sigmoidPrime 没有错：它要的是进入 sigmoid 的量，自己会去套 sigmoid。把 x 给它。（或者不用它，直接拿激活值写 a (1 - a)。）',
    },
  ],
  meanSquaredErrorBackward: [
    {
      en: 'A prediction that is too high: does the loss grow or shrink when the prediction grows? Then the gradient has the sign of the answer.',
      zh: '预测偏高时，预测再增大，损失变大还是变小？梯度的正负就由此决定。',
    },
    {
      en: 'Once the sign is right: compare one entry with the numeric gradient of meanSquaredError, for tensors of 3 entries and of 5. The ratio changes with the size. How?',
      zh: '符号对了之后：拿三个元素、五个元素的张量，各取一个元素与 meanSquaredError 的数值梯度比较。比值随大小而变，怎样变？',
    },
    {
      en: 'Differentiate 1/n times the sum of (prediction - target)^2 by one prediction: the power comes down, the 1/n stays, and n counts all entries (data.length).',
      zh: '把 (prediction - target)^2 之和的 1/n 对一个预测值求导：指数落下来，1/n 留着，n 是全部元素的个数（data.length）。',
    },
  ],
  crossEntropy: [
    {
      en: 'Take one sample of three classes, the probability of the right one 0.8, and compute the loss by hand with the definition in the docstring.',
      zh: '取一个样本、三个类别，正确类别的概率为 0.8，按注释里的定义手算一下损失。',
    },
    {
      en: 'The sum is right. What is it divided by, and what does the docstring take the mean over?',
      zh: '求和没有错。它除以了什么？注释里说的是对什么求平均？',
    },
    {
      en: 'N is the number of rows, oneHot.shape[0]; data.length counts every class of every sample.',
      zh: 'N 是行数，即 oneHot.shape[0]；data.length 数的是每个样本的每个类别。',
    },
  ],
  denseBackward: [
    {
      en: 'Print the shapes of the three gradients next to the shapes of x, weights and bias.',
      zh: '把三个梯度的形状打印出来，与 x、weights、bias 的形状摆在一起看。',
    },
    {
      en: 'One of the three has an axis too many. How many samples does a single bias serve, and how do their paths join?',
      zh: '三者之中有一个多出了一个轴。一个偏置服务于多少个样本？它们的路怎样汇合？',
    },
    {
      en: 'The bias gradient is the sum of dOut over the batch: sum(dOut, [0]).',
      zh: '偏置的梯度是 dOut 对批次求和：sum(dOut, [0])。',
    },
  ],
  networkForward: [
    {
      en: 'Compute z1[0, 0] of the visible test by hand: two products and a bias. Which weight does the code multiply the second input with?',
      zh: '手算公开测试里的 z1[0, 0]：两个乘积加一个偏置。代码用哪个权重去乘第二个输入？',
    },
    {
      en: 'The docstring says how weights1 comes: [2, 3]. Do its numbers have to be moved at all before x can be multiplied with it?',
      zh: '注释写明了 weights1 的形状：[2, 3]。要与 x 相乘，这些数真的需要挪动吗？',
    },
    {
      en: 'x [N, 2] times weights1 [2, 3] fits as it is: no reshape, no transpose, as in the line of z2.',
      zh: 'x [N, 2] 乘 weights1 [2, 3] 本来就对得上：不用 reshape，也不用转置，与 z2 那一行写法相同。',
    },
  ],
  networkBackward: [
    {
      en: 'Walk back link by link: error, sigmoid, dense, ReLU, dense. For each line ask: which function of the forward does it undo, and what went into that function? Mend the first line that has no good answer.',
      zh: '一环一环往回走：误差、sigmoid、全连接、ReLU、全连接。对每一行都问：它对应前向的哪个函数？进入那个函数的是什么？先改第一处答不上来的地方。',
    },
    {
      en: 'There are three errors: dZ2 passes the wrong function, the second layer meets an input that it never received, and dZ1 comes through a function that is not in the forward. The shapes [N, 1], [3, 1] and [N, 3] belong to dZ2, to the gradient of weights2 and to dZ1.',
      zh: '一共三处：dZ2 经过了不该经过的函数；第二层遇到了它从未收到的输入；dZ1 经过了前向里没有的函数。dZ2、weights2 的梯度和 dZ1 的形状分别是 [N, 1]、[3, 1]、[N, 3]。',
    },
    {
      en: "dZ2 is the sigmoid's backward of the error at z2; the second denseBackward's input is a1; dZ1 is the ReLU's backward of its dX at z1. All the functions are in this file.",
      zh: 'dZ2 是误差在 z2 处过 sigmoid 的反向；第二层 denseBackward 的输入是 a1；dZ1 是它的 dX 在 z1 处过 ReLU 的反向。用到的函数这份文件里都有。',
    },
  ],
  train: [
    {
      en: 'Does the loss go up, or stand still? Then ask first whether the gradients are right, before you touch the loop.',
      zh: '损失往上走，或者不动？先别改循环，先问梯度对不对。',
    },
    {
      en: 'Read the loop as four questions: is the loss taken before the step? Are all gradients taken at one point? Does the step go against the gradient? Is what is returned the last of the parameters?',
      zh: '对着循环问四个问题：损失是更新之前取的吗？所有梯度都取自同一点吗？是逆着梯度走的吗？返回的是最后一份参数吗？',
    },
    {
      en: 'Not every function of this file has an error. As the file was given, this one answers all four questions with yes.',
      zh: '并不是每个函数都有错。文件给你的时候，这个函数对四个问题的回答都是“是”。',
    },
  ],
}
