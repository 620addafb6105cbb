import type { RenderOptions } from '../../reports/render-options.ts'

export const english: RenderOptions = { language: 'en', color: false, width: 90, plain: false }
export const chinese: RenderOptions = { ...english, language: 'zh' }
