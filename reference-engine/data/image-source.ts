/** Height and width of an image in pixels. */
export const imageSide = 32
/** Bytes of one image: [32, 32, 3], row-major, red, green and blue side by side, 0-255. */
export const imageBytes = imageSide * imageSide * 3

/** Images to train on, or images to test with. */
export type Split = 'train' | 'test'

/** Images of one split: `images` is [n, 32, 32, 3] in bytes 0-255, `labels` class numbers. */
export interface ImageSet {
  images: Uint8Array
  labels: Int32Array
}

/** Where images come from: the real set, or the drawn one that stands in for it offline. */
export interface ImageSource {
  kind: 'cifar10' | 'drawn'
  /** The images of these indices, in this order; an index may come twice. */
  load(split: Split, indices: readonly number[]): Promise<ImageSet>
}
