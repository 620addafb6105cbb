import type { Tensor } from 'grade-descent/engine/tensor'

interface Fault {
  en: string
  zh: string
}

/** Wide enough for an answer in float32, which has a check of its own. */
const tolerance = 2e-6

/** A whole number, so that the shifted entries are exact. */
const shift = 100

/**
 * What keeps rows along the last axis from being distributions that depend on differences alone; null where nothing does.
 *
 * @param x the argument, [..., C]
 * @param output the softmax of x that is judged
 * @param softmax gives the judged function's result on another argument
 */
export async function distributionFault(
  x: Tensor,
  output: Tensor,
  softmax: (x: Tensor) => Promise<unknown>,
): Promise<Fault | null> {
  const shifted = shiftedRows(x)
  return sumFault(output) ?? shiftFault(output, (await softmax(shifted)) as Tensor)
}

/** x with +100 added to its first row, -100 to its second, and so on. */
function shiftedRows(x: Tensor): Tensor {
  const width = x.shape[x.shape.length - 1]
  return { ...x, data: x.data.map((value, index) => value + (Math.floor(index / width) % 2 === 0 ? shift : -shift)) }
}

function sumFault({ data, shape }: Tensor): Fault | null {
  const width = shape[shape.length - 1]
  for (let start = 0; start < data.length; start += width) {
    const row = data.subarray(start, start + width)
    const sum = row.reduce((total, value) => total + value, 0)
    const number = start / width
    if (!(Math.abs(sum - 1) <= tolerance)) {
      return {
        en: `Row ${number} of the result sums to ${shown(sum)}; a distribution sums to 1.`,
        zh: `结果第 ${number} 行的和为 ${shown(sum)}；概率分布之和应为 1。`,
      }
    }
    const negative = row.reduce((least, value) => Math.min(least, value), 0)
    if (negative < 0) {
      return {
        en: `Row ${number} of the result has the entry ${shown(negative)}; a probability is never negative.`,
        zh: `结果第 ${number} 行出现了 ${shown(negative)}；概率不会是负数。`,
      }
    }
  }
  return null
}

function shiftFault(before: Tensor, after: Tensor): Fault | null {
  const width = before.shape[before.shape.length - 1]
  for (let index = 0; index < before.data.length; index++) {
    if (Math.abs(before.data[index] - after.data[index]) <= tolerance) continue
    const row = Math.floor(index / width)
    const added = row % 2 === 0 ? `${shift}` : `-${shift}`
    const [first, second] = [shown(before.data[index]), shown(after.data[index])]
    return {
      en: `With ${added} added to every entry of row ${row}, entry ${index % width} of its softmax went from ${first} to ${second}; it must stay, as only differences within a row count.`,
      zh: `给第 ${row} 行的每个元素加上 ${added} 后，softmax 的第 ${index % width} 个元素由 ${first} 变成了 ${second}；softmax 只取决于行内之差，本应不变。`,
    }
  }
  return null
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)))
}
