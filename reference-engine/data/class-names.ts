import type { ImageSource } from './image-source.ts'

/** A class in English and in Chinese. */
interface ClassName {
  readonly en: string
  readonly zh: string
}

/** The ten classes of CIFAR-10 in the order of their numbers (Krizhevsky, 2009). */
export const cifar10ClassNames: readonly ClassName[] = [
  { en: 'airplane', zh: '飞机' },
  { en: 'automobile', zh: '汽车' },
  { en: 'bird', zh: '鸟' },
  { en: 'cat', zh: '猫' },
  { en: 'deer', zh: '鹿' },
  { en: 'dog', zh: '狗' },
  { en: 'frog', zh: '青蛙' },
  { en: 'horse', zh: '马' },
  { en: 'ship', zh: '船' },
  { en: 'truck', zh: '卡车' },
]

/** The ten classes of the drawn images in the order of their numbers. */
export const drawnClassNames: readonly ClassName[] = [
  { en: 'disc', zh: '圆盘' },
  { en: 'ring', zh: '圆环' },
  { en: 'square', zh: '正方形' },
  { en: 'triangle', zh: '三角形' },
  { en: 'cross', zh: '十字' },
  { en: 'horizontal stripes', zh: '横条纹' },
  { en: 'vertical stripes', zh: '竖条纹' },
  { en: 'diagonal stripes', zh: '斜条纹' },
  { en: 'checkerboard', zh: '棋盘格' },
  { en: 'dots', zh: '圆点' },
]

/** The names that belong to the labels of an image source. */
export function classNames(kind: ImageSource['kind']): readonly ClassName[] {
  return kind === 'cifar10' ? cifar10ClassNames : drawnClassNames
}
