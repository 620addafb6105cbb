import { tensor, type Tensor } from 'grade-descent/student'

/** [n][h][w][c] */
export type Images = number[][][][]

export function toImages(t: Tensor): Images {
  const [A, B, C, D] = t.shape
  let next = 0
  const values = Array.from(t.data)
  return build(A, () => build(B, () => build(C, () => build(D, () => values[next++]))))
}

export function build<Entry>(length: number, make: (index: number) => Entry): Entry[] {
  return Array.from({ length }, (_, index) => make(index))
}

export function empty([A, B, C, D]: readonly number[]): Images {
  return build(A, () => build(B, () => build(C, () => new Array<number>(D).fill(0))))
}

export function toTensor(images: Images, like: Tensor): Tensor {
  return tensor(images, undefined, like.dtype)
}
