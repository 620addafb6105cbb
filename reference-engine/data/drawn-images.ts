import { Random } from '../random.ts'
import { imageBytes, imageSide, type ImageSet, type ImageSource, type Split } from './image-source.ts'

/** How much of a shape covers a point, 0 or 1; `x` and `y` have their origin at its centre and its size as unit. */
type Shape = (x: number, y: number) => boolean

/** In the order of `drawnClassNames`. */
const shapes: readonly Shape[] = [
  (x, y) => Math.hypot(x, y) < 1,
  (x, y) => Math.hypot(x, y) < 1 && Math.hypot(x, y) > 0.6,
  (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.9,
  (x, y) => y < 0.8 && y > 2 * Math.abs(x) - 1,
  (x, y) => Math.min(Math.abs(x), Math.abs(y)) < 0.3 && Math.max(Math.abs(x), Math.abs(y)) < 1,
  (_, y) => isEven(2 * y),
  (x) => isEven(2 * x),
  (x, y) => isEven(1.5 * (x + y)),
  (x, y) => isEven(1.5 * x) === isEven(1.5 * y),
  (x, y) => Math.hypot(fraction(1.2 * x) - 0.5, fraction(1.2 * y) - 0.5) < 0.3,
]

/**
 * Ten classes of drawn 32 x 32 images, the stand-in for CIFAR-10 where there is none: any whole number of 0 or more is
 * an image, its class is its last digit, and place, size, colours and noise come from the seed.
 */
export function drawnImages(seed: string | number = 'drawn'): ImageSource {
  return {
    kind: 'drawn',
    load: async (split, indices) => drawAll(seed, split, indices),
  }
}

function drawAll(seed: string | number, split: Split, indices: readonly number[]): ImageSet {
  const images = new Uint8Array(indices.length * imageBytes)
  indices.forEach((index, position) => {
    if (!Number.isInteger(index) || index < 0) {
      throw new RangeError(`There is no ${split} image ${index}: expected a whole number of 0 or more`)
    }
    const image = images.subarray(position * imageBytes, (position + 1) * imageBytes)
    draw(shapes[index % shapes.length], new Random(`${seed}/${split}/${index}`), image)
  })
  return { images, labels: Int32Array.from(indices, (index) => index % shapes.length) }
}

function draw(shape: Shape, random: Random, into: Uint8Array): void {
  const size = random.uniform(8, 12)
  const [centreX, centreY] = [random.uniform(12, 20), random.uniform(12, 20)]
  const [paper, ink] = colours(random)
  const noise = random.uniform(20, 50)
  for (let pixel = 0; pixel < imageSide * imageSide; pixel++) {
    const x = ((pixel % imageSide) + 0.5 - centreX) / size
    const y = (Math.floor(pixel / imageSide) + 0.5 - centreY) / size
    const colour = shape(x, y) ? ink : paper
    for (let channel = 0; channel < 3; channel++) {
      into[3 * pixel + channel] = Math.round(
        Math.min(255, Math.max(0, colour[channel] + random.uniform(-noise, noise))),
      )
    }
  }
}

/** Two colours, one dark and one bright, either of them the paper. */
function colours(random: Random): readonly [number[], number[]] {
  const dark = [0, 1, 2].map(() => random.uniform(0, 110))
  const bright = [0, 1, 2].map(() => random.uniform(145, 255))
  return random.uniform() < 0.5 ? [dark, bright] : [bright, dark]
}

function isEven(value: number): boolean {
  return Math.floor(value) % 2 === 0
}

function fraction(value: number): number {
  return value - Math.floor(value)
}
