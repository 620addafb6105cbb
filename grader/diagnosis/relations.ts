import { sizeOf, type Tensor } from '../../reference-engine/tensor.ts'
import { boundFor, isArrayOfNumbers, shown, valuesTolerance } from '../checks/compare.ts'
import { firstFloat32 } from '../checks/precision.ts'
import { isTensorLike, leavesOf, valueAt } from '../checks/result-tree.ts'
import type { Observation } from '../exercise.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import type { Explanation } from './explanation.ts'

/** One wrong tensor on one case: the student's and the expected one, and the sizes that a factor could come from. */
interface Pair {
  actual: Tensor
  expected: Tensor
  batch: number
  sizes: readonly NamedSize[]
}

interface NamedSize {
  name: Text
  size: number
}

type Relation = (name: string, pairs: readonly Pair[]) => Explanation | null

/** Tells how the wrong tensor relates to the right one, where the relation holds in every entry of every case. */
export function explainByRelation(observations: readonly Observation[]): Explanation | null {
  // What a survey says is no tensor of the student's.
  if (observations.length === 0 || observations.some(({ survey }) => survey !== undefined)) return null
  for (const { path } of leavesOf(observations[0].expected)) {
    const pairs = observations.map((observation) => pairAt(observation, path)).filter((pair) => pair !== null)
    if (pairs.length < observations.length || pairs.every(isRight)) continue
    const name = path === '' ? 'the result' : path
    for (const relation of relations) {
      const explanation = relation(name, pairs)
      if (explanation !== null) return explanation
    }
    return null
  }
  return null
}

function pairAt({ actual, expected, inputs }: Observation, path: string): Pair | null {
  const [own, other] = [asTensor(valueAt(actual, path)), asTensor(valueAt(expected, path))]
  if (own === null || other === null || own.data.length !== other.data.length) return null
  const shapes = inputs
    .flatMap((input) => leavesOf(input))
    .flatMap(({ value }) => (isTensorLike(value) ? [value.shape] : []))
  const batch = shapes.find((shape) => shape.length > 1)?.[0] ?? 1
  return { actual: own, expected: other, batch, sizes: sizesOf(batch, shapes, other) }
}

function asTensor(value: Value): Tensor | null {
  if (typeof value === 'number') return { shape: [], dtype: 'float64', data: Float64Array.of(value) as Tensor['data'] }
  if (!isTensorLike(value) || !isArrayOfNumbers(value.data)) return null
  return Array.isArray(value.shape) && sizeOf(value.shape) === value.data.length ? value : null
}

function sizesOf(batch: number, shapes: readonly (readonly number[])[], expected: Tensor): NamedSize[] {
  const elements = shapes[0]?.reduce((size, extent) => size * extent, 1) ?? 1
  return [
    { name: { en: 'the batch size', zh: '批大小' }, size: batch },
    { name: { en: 'the number of columns', zh: '列数' }, size: shapes[0]?.at(-1) ?? 1 },
    { name: { en: "the number of the first argument's elements", zh: '第一个参数的元素个数' }, size: elements },
    { name: { en: "the number of the result's elements", zh: '结果的元素个数' }, size: expected.data.length },
  ].filter(({ size }) => size > 1)
}

function isRight({ actual, expected }: Pair): boolean {
  return sameShape(actual, expected) && holds(actual.data, expected.data, (value) => value)
}

function sameShape(actual: Tensor, expected: Tensor): boolean {
  return (
    actual.shape.length === expected.shape.length &&
    actual.shape.every((extent, axis) => extent === expected.shape[axis])
  )
}

function holds(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  transform: (value: number, index: number) => number,
  bound = boundFor(expected, valuesTolerance),
): boolean {
  const wanted = Array.from(expected, transform)
  return wanted.every((value, index) => Math.abs(value - actual[index]) <= bound)
}

function largestOf(numbers: ArrayLike<number>): number {
  return Array.from(numbers).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
}

/** The factor of a pair: actual / expected at the largest expected entry. */
function factorOf({ actual, expected }: Pair): number {
  let largest = 0
  for (let index = 0; index < expected.data.length; index++) {
    if (Math.abs(expected.data[index]) > Math.abs(expected.data[largest])) largest = index
  }
  return actual.data[largest] / expected.data[largest]
}

const negated: Relation = (name, pairs) =>
  pairs.every(
    ({ actual, expected }) => sameShape(actual, expected) && holds(actual.data, expected.data, (value) => -value),
  )
    ? {
        id: 'relation-negated',
        title: { en: 'The sign is the other way round', zh: '符号反了' },
        explanation: {
          en: `Every entry of ${name} is exactly -1 times what it should be, in all ${pairs.length} cases (${example(pairs[0])}). Look for a difference taken the wrong way round, or a minus too many.`,
          zh: `在全部 ${pairs.length} 个用例中，${inChinese(name)}的每个元素都恰好是应有值的 -1 倍（${exampleZh(pairs[0])}）。请检查是否把差的先后顺序弄反，或多写了一个负号。`,
        },
      }
    : null

/** A single number is always some multiple of another; so many of them, each by the same law, are no accident. */
const fewestNumbers = 3

const scaled: Relation = (name, pairs) => {
  const factors = pairs.map(factorOf)
  const scaledThroughout = pairs.every(
    (pair, index) =>
      Number.isFinite(factors[index]) &&
      factors[index] !== 0 &&
      (pair.expected.data.length > 1 || pairs.length >= fewestNumbers) &&
      sameShape(pair.actual, pair.expected) &&
      holds(
        pair.actual.data,
        pair.expected.data,
        (value) => value * factors[index],
        valuesTolerance.relative * Math.abs(factors[index]) * largestOf(pair.expected.data),
      ),
  )
  const told = factors.findIndex((factor) => Math.abs(factor - 1) > 1e-5)
  if (!scaledThroughout || told < 0) return null
  const origin = originOf(factors, pairs, told)
  if (origin === null) return null
  return {
    id: 'relation-scaled',
    title: { en: `Scaled by ${origin.title.en}`, zh: `差了一个倍数：${origin.title.zh}` },
    explanation: {
      en: `Every entry of ${name} is ${shown(factors[told])} times what it should be (${example(pairs[told])})${origin.reason.en}. Look for a sum where a mean is due (or the other way round), or a factor that was forgotten or applied twice.`,
      zh: `${inChinese(name).trimStart()}的每个元素都是应有值的 ${shown(factors[told])} 倍（${exampleZh(pairs[told])}）${origin.reason.zh}。请检查：该求平均时是否求了和（或相反），是否漏乘或重复乘了某个系数。`,
    },
  }
}

interface Origin {
  title: Text
  reason: Text
}

/** Where a factor comes from: one number in every case, or a size of each case's shapes, its inverse, its half or its double. */
function originOf(factors: readonly number[], pairs: readonly Pair[], told: number): Origin | null {
  const near = (first: number, second: number): boolean => Math.abs(first - second) <= 1e-5 * Math.abs(second)
  const forms: { form: (size: number) => number; en: (size: string) => string; zh: (size: string) => string }[] = [
    { form: (size) => size, en: (size) => size, zh: (size) => size },
    { form: (size) => 1 / size, en: (size) => `1 / ${size}`, zh: (size) => `1 / ${size}` },
    { form: (size) => size / 2, en: (size) => `half of ${size}`, zh: (size) => `${size}的一半` },
    { form: (size) => 2 / size, en: (size) => `2 / ${size}`, zh: (size) => `2 / ${size}` },
    { form: (size) => -size, en: (size) => `minus ${size}`, zh: (size) => `负的${size}` },
    { form: (size) => -1 / size, en: (size) => `-1 / ${size}`, zh: (size) => `-1 / ${size}` },
  ]
  const isConstant = factors.every((factor) => near(factor, factors[0]))
  const word = { en: shown(factors[told]), zh: shown(factors[told]) }
  if (isConstant && pairs.some(({ batch }) => batch !== pairs[0].batch)) {
    return {
      title: word,
      reason: {
        en: `, in all ${pairs.length} cases whatever their sizes`,
        zh: `，全部 ${pairs.length} 个用例都是如此，与尺寸无关`,
      },
    }
  }
  for (const { name, size: toldSize } of pairs[told].sizes) {
    for (const { form, en, zh } of forms) {
      const fits = pairs.every((pair, index) => {
        const size = pair.sizes.find((candidate) => candidate.name.en === name.en)?.size ?? 1
        return near(factors[index], form(size))
      })
      if (!fits) continue
      return {
        title: { en: en(name.en ?? ''), zh: zh(name.zh ?? '') },
        reason: {
          en: `, and ${name.en} is ${toldSize}; the same holds in all ${pairs.length} cases`,
          zh: `，而${name.zh}正是 ${toldSize}；全部 ${pairs.length} 个用例都如此`,
        },
      }
    }
  }
  if (!isConstant) return null
  return {
    title: word,
    reason: { en: `, in all ${pairs.length} cases`, zh: `，全部 ${pairs.length} 个用例都是如此` },
  }
}

const shifted: Relation = (name, pairs) => {
  const shift = pairs[0].actual.data[0] - pairs[0].expected.data[0]
  const throughout = pairs.every(
    ({ actual, expected }) =>
      (expected.data.length > 1 || pairs.length >= fewestNumbers) &&
      sameShape(actual, expected) &&
      holds(actual.data, expected.data, (value) => value + shift),
  )
  if (!throughout || !(Math.abs(shift) > 1e-6)) return null
  return {
    id: 'relation-shifted',
    title: { en: `Shifted by ${shown(shift)}`, zh: `整体平移了 ${shown(shift)}` },
    explanation: {
      en: `Every entry of ${name} is ${shown(shift)} away from what it should be, in all ${pairs.length} cases (${example(pairs[0])}): something is added that doesn't belong there, or left out.`,
      zh: `在全部 ${pairs.length} 个用例中，${inChinese(name)}的每个元素都与应有值相差 ${shown(shift)}（${exampleZh(pairs[0])}）：多加或少加了一项。`,
    },
  }
}

const transposed: Relation = (name, pairs) => {
  const throughout = pairs.every(({ actual, expected }) => {
    const [rows, columns] = expected.shape
    return (
      expected.shape.length === 2 &&
      actual.shape.length === 2 &&
      actual.shape[0] === columns &&
      actual.shape[1] === rows &&
      holds(
        actual.data,
        expected.data,
        (_, index) => expected.data[(index % rows) * columns + Math.floor(index / rows)],
      )
    )
  })
  if (!throughout) return null
  const { actual, expected } = pairs[0]
  return {
    id: 'relation-transposed',
    title: { en: 'Transposed', zh: '转置了' },
    explanation: {
      en: `${capital(name)} is the transpose of what it should be: shape [${actual.shape.join(', ')}] for [${expected.shape.join(', ')}], with the right numbers. Look at the order of the two factors of the matrix product.`,
      zh: `${inChinese(name).trimStart()}是应有结果的转置：形状为 [${actual.shape.join(', ')}]，应为 [${expected.shape.join(', ')}]，数值本身是对的。请检查矩阵乘法中两个因子的顺序。`,
    },
  }
}

const flipped: Relation = (name, pairs) => {
  const axes = [
    [1, 2],
    [0, 1],
  ].find(([first, second]) =>
    pairs.every(
      ({ actual, expected }) =>
        expected.shape.length === 4 &&
        sameShape(actual, expected) &&
        holds(
          actual.data,
          expected.data,
          (_, index) => expected.data[flippedIndex(index, expected.shape, first, second)],
        ),
    ),
  )
  if (axes === undefined) return null
  return {
    id: 'relation-flipped',
    title: { en: 'Flipped in space', zh: '空间上翻转了' },
    explanation: {
      en: `${capital(name)} is right but turned by 180 degrees along axes ${axes.join(' and ')}, in all ${pairs.length} cases: a kernel was flipped that should not be, or the other way round.`,
      zh: `${inChinese(name).trimStart()}数值正确，但在第 ${axes.join('、')} 轴上旋转了 180 度，全部 ${pairs.length} 个用例都是如此：卷积核不该翻转却翻转了，或者相反。`,
    },
  }
}

function flippedIndex(index: number, shape: readonly number[], first: number, second: number): number {
  const place: number[] = []
  let rest = index
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place[axis] = rest % shape[axis]
    rest = Math.floor(rest / shape[axis])
  }
  for (const axis of [first, second]) place[axis] = shape[axis] - 1 - place[axis]
  return place.reduce((position, entry, axis) => position * shape[axis] + entry, 0)
}

const onlyBatchOne: Relation = (name, pairs) => {
  const single = pairs.filter(({ batch }) => batch === 1)
  const several = pairs.filter(({ batch }) => batch > 1)
  if (single.length === 0 || several.length === 0 || !single.every(isRight) || several.some(isRight)) return null
  return {
    id: 'relation-batch-of-one',
    title: { en: 'Right only for a batch of one', zh: '只有批大小为 1 时才对' },
    explanation: {
      en: `${capital(name)} is right where the batch holds one sample (${single.length} of ${pairs.length} cases) and wrong in every larger batch (${example(several[0])} at a batch of ${several[0].batch}). Look at what is summed, or averaged, over the batch.`,
      zh: `批里只有一个样本时（${pairs.length} 个用例中的 ${single.length} 个）${inChinese(name)}是对的，批更大时全错（批大小为 ${several[0].batch} 时 ${exampleZh(several[0])}）。请检查对整个批求和或求平均的地方。`,
    },
  }
}

const onlyInside: Relation = (name, pairs) => {
  const throughout = pairs.every(({ actual, expected }) => {
    if (expected.shape.length !== 4 || !sameShape(actual, expected)) return false
    const [, height, width, channels] = expected.shape
    if (height < 3 || width < 3) return false
    const bound = boundFor(expected.data, valuesTolerance)
    return expected.data.every((value, index) => {
      const column = Math.floor(index / channels) % width
      const row = Math.floor(index / (channels * width)) % height
      const border = row === 0 || column === 0 || row === height - 1 || column === width - 1
      return border || Math.abs(value - actual.data[index]) <= bound
    })
  })
  if (!throughout) return null
  return {
    id: 'relation-border',
    title: { en: 'Right away from the border only', zh: '只有远离边缘处才对' },
    explanation: {
      en: `${capital(name)} is right everywhere but on the outermost rows and columns, in all ${pairs.length} cases: look at the padding.`,
      zh: `在全部 ${pairs.length} 个用例中，${inChinese(name)}只在最外圈的行和列上出错：请检查填充（padding）。`,
    },
  }
}

/** Wrong by no more than float32 explains, and made of float32 numbers alone. */
const onlyFloat32: Relation = (name, pairs) => {
  const close = { absolute: 1e-6, relative: 1e-4 }
  const throughout = pairs.every(
    ({ actual, expected }) =>
      sameShape(actual, expected) &&
      firstFloat32(actual, expected) !== null &&
      holds(actual.data, expected.data, (value) => value, boundFor(expected.data, close)),
  )
  if (!throughout) return null
  return {
    id: 'relation-float32',
    title: { en: 'Right, but only in float32', zh: '结果对，但只有 float32 精度' },
    explanation: {
      en: `Every entry of ${name} is a float32 number, and as near to the right one as float32 gets (${example(pairs[0])}), in all ${pairs.length} cases. Look for a tensor made without its dtype (float32 is the default), a \`new Float32Array\` or \`Math.fround\`.`,
      zh: `在全部 ${pairs.length} 个用例中，${inChinese(name)}的每个元素都是 float32 数，与正确值只差 float32 的舍入误差（${exampleZh(pairs[0])}）。请检查：是否新建张量时没有传 dtype（默认 float32），或用了 \`new Float32Array\`、\`Math.fround\`。`,
    },
  }
}

const relations: readonly Relation[] = [
  negated,
  transposed,
  scaled,
  onlyBatchOne,
  shifted,
  flipped,
  onlyInside,
  onlyFloat32,
]

/** The pair's entry whose expected value is largest, in words. */
function worstEntry({ actual, expected }: Pair): { actual: string; expected: string } {
  let largest = 0
  expected.data.forEach((value, index) => {
    if (Math.abs(value) > Math.abs(expected.data[largest])) largest = index
  })
  return { actual: shown(actual.data[largest]), expected: shown(expected.data[largest]) }
}

function example(pair: Pair): string {
  const { actual, expected } = worstEntry(pair)
  return `${actual} for ${expected}`
}

function exampleZh(pair: Pair): string {
  const { actual, expected } = worstEntry(pair)
  return `得到 ${actual}，应为 ${expected}`
}

function capital(name: string): string {
  return name === 'the result' ? 'The result' : name
}

function inChinese(name: string): string {
  return name === 'the result' ? '返回值' : ` ${name} `
}
