import type { ExerciseDefinition } from 'grade-descent/exercise'

/** What was wrong in the code as it was given, and why; told once the check passes. */
export const lessons: Record<
  | 'relu'
  | 'reluBackward'
  | 'sigmoidBackward'
  | 'direction'
  | 'meanSquaredErrorBackward'
  | 'crossEntropy'
  | 'denseBackward'
  | 'first'
  | 'bias2'
  | 'weights2'
  | 'hidden',
  ExerciseDefinition['title']
> = {
  relu: {
    en: "it gave 1 for inputs that are not positive, as the article's diagram draws it. A unit that is off must add nothing to the next layer, and only 0 adds nothing; the 1 came through as if it were a second bias. (The article's questions and answers have yet another ReLU, with 1 added to positive inputs; and its glossary spells ReLU out as back-propagation.)",
    zh: '非正的输入得到了 1，文章的流程图就是这么画的。关闭的单元不应给下一层带来任何贡献，只有 0 才没有贡献；那个 1 混了进去，等于多了一个偏置。（文章的问答部分还有另一种 ReLU：正的输入加 1；术语表更把 ReLU 解释成了反向传播算法。）',
  },
  reluBackward: {
    en: 'the gate looked at the gradient: negative gradients were stopped, whatever x was. What lets a gradient through is where the forward stood (x > 0), and the gradient itself may have any sign. A derivative has a place, and the place is the input of its own function.',
    zh: '“门”看的是梯度：负的梯度一律被截断，与 x 无关。梯度能否通过，取决于前向时站在哪里（x > 0），梯度本身可正可负。导数总有一个取值的地方，那就是这个函数自己的输入。',
  },
  sigmoidBackward: {
    en: "the sigmoid went in twice: its slope was taken at the activation a = sigmoid(x), as the article does with sigmoid_prime(a) and sigmoid_prime(y_pred). Either sigmoid'(x), or a (1 - a); never sigmoid'(a). The wrong slopes all lie between 0.19 and 0.25, so nothing looks odd.",
    zh: "sigmoid 被套了两次：斜率取在激活值 a = sigmoid(x) 处，与文章里的 sigmoid_prime(a)、sigmoid_prime(y_pred) 一样。要么写 sigmoid'(x)，要么写 a (1 - a)，绝不是 sigmoid'(a)。错的斜率全落在 0.19 到 0.25 之间，所以看不出异样。",
  },
  direction: {
    en: 'the error was target - prediction, as in the article, which then subtracts the gradient all the same: that climbs the loss. With target - prediction the step would have to be added. A gradient with respect to the prediction is positive where the prediction is too high.',
    zh: '误差取成了 target - prediction。文章也是这样写的，更新时却照样减去梯度：损失反而越爬越高。若用 target - prediction，更新就得改成加。预测偏高的地方，对预测的梯度应为正。',
  },
  meanSquaredErrorBackward: {
    en: 'the 2/n was missing. The square brings the 2, the mean brings the 1/n. Leave them out, and the step depends on how many entries the batch holds; a learning rate found with 10 samples fails with 1000.',
    zh: '少了 2/n。平方求导带来 2，平均带来 1/n。省掉它们，步长就随批次里元素的个数变化：用 10 个样本调好的学习率，换成 1000 个样本就不能用了。',
  },
  crossEntropy: {
    en: "the sum was divided by the number of all entries, N C, because the article's formula has one n and lets i run over the classes. The mean is over samples; the classes of one sample are added. Its example, one sample of three classes, is -ln 0.8 = 0.2231; its own formula gives a third of that, 0.0744; it prints 0.7226, which neither of them gives, and its probabilities sum to 1.1.",
    zh: '求和之后除以了全部元素的个数 N C，因为文章的公式里只有一个 n，而 i 跑遍各个类别。平均是对样本求的，同一个样本的各个类别应当相加。文章的例子是一个样本、三个类别，应为 -ln 0.8 = 0.2231；按它自己的公式是三分之一，0.0744；它印出的却是 0.7226，哪个式子都得不到，而且它的概率加起来是 1.1。',
  },
  denseBackward: {
    en: 'the bias gradient was dOut itself, [N, O], without the sum over the batch. Every sample uses the same bias, and the paths of the samples add up. In NumPy such a bias update broadcasts without a word, and from the second step on every sample has a bias of its own.',
    zh: '偏置的梯度直接用了 dOut，形状是 [N, O]，没有对批次求和。每个样本用的是同一个偏置，各个样本的路要相加。在 NumPy 里，这样更新偏置会悄悄广播：从第二步起，每个样本都有了自己的一份偏置。',
  },
  first: {
    en: 'weights1 was read as (hidden, input), as the article makes its W, and a reshape bent it until x fitted. For x.dot(W) the weights are (input, hidden). A reshape keeps the order of the numbers and shuffles which input meets which unit; a transpose would have been no better here, since the weights were right as they came.',
    zh: 'weights1 被当成了 (hidden, input)，文章的 W 就是这样初始化的，然后用 reshape 凑到能与 x 相乘。要写 x.dot(W)，权重就得是 (input, hidden)。reshape 不改变数的顺序，却打乱了哪个输入对应哪个单元；这里改用转置也不对，因为传进来的权重本来就是对的。',
  },
  bias2: {
    en: "the output's error was multiplied by a (1 - a) of the hidden layer, as in the article's code. The slope belongs to the function whose output it is: between z2 and the prediction stands the output's own sigmoid. Three columns for one output were the sign that something was wrong, and adding them up hid it. (Were the output linear, there would be no slope at all.)",
    zh: '输出层的误差乘上了隐藏层的 a (1 - a)，文章的代码就是这样。斜率属于给出该输出的那个函数：z2 与预测之间隔着的是输出层自己的 sigmoid。一个输出却得到三列，本来就是出错的信号，把三列加起来反而把它掩盖了。（如果输出是线性的，就根本没有斜率要乘。）',
  },
  weights2: {
    en: "the delta met x, as in the article's code, where it should meet what the second layer received: the hidden activation a1. The shape told: [2, 1] for weights of [3, 1]. Check the shape of every gradient against its parameter before anything else.",
    zh: '与 delta 相乘的是 x，文章的代码就是这样，而应当是第二层收到的东西：隐藏层的激活值 a1。形状已经说明了问题：权重是 [3, 1]，梯度却是 [2, 1]。做别的检查之前，先把每个梯度的形状与它的参数对一遍。',
  },
  hidden: {
    en: "on the way back the hidden layer had a sigmoid's slope, taken at its activation, while on the way forward it has a ReLU. The article has two networks, one with sigmoid units and one with ReLU units, and their formulas got mixed. Every function that the forward passes comes back once, in reverse order, with its own slope.",
    zh: '前向时隐藏层用的是 ReLU，反向时却用了 sigmoid 的斜率，而且取在激活值处。文章里有两个网络，一个用 sigmoid 单元，一个用 ReLU 单元，两者的公式混在了一起。前向经过的每个函数，反向都要按相反的顺序再经过一次，用它自己的斜率。',
  },
}
