import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault, Rule } from '../rule.ts'

/** Each exercise has a handout in both languages, with as many sections of each level and the same formulas. */
export const rule: Rule = {
  find({ course, exercisePath }) {
    const [en, zh] = ['en', 'zh'].map((language) => `${exercisePath}/handout.${language}.md`)
    const missing = [en, zh].filter((file) => !existsSync(join(course.directory, file)))
    if (missing.length > 0)
      return { faults: missing.map((file) => ({ file, message: 'is missing; write the handout in this language' })) }
    const [english, chinese] = [en, zh].map((file) =>
      readFileSync(join(course.directory, file), 'utf8').replaceAll('\r\n', '\n'),
    )
    const faults: Fault[] = []
    if (outline(english) !== outline(chinese)) {
      faults.push({
        file: zh,
        message: `has other sections than ${en} (${outline(chinese)} for ${outline(english)}); give both the same ones`,
      })
    }
    if (formulas(english) !== formulas(chinese)) {
      faults.push({ file: zh, message: `has other formulas than ${en}; both show the same \`\`\`math blocks` })
    }
    if (!/[\u4e00-\u9fff]/.test(chinese)) faults.push({ file: zh, message: 'has no Chinese in it; translate it' })
    return { faults }
  },
}

function outline(text: string): string {
  const withoutCode = text.replace(/^```[\s\S]*?^```/gm, '')
  return [...withoutCode.matchAll(/^(#+) /gm)].map(([, marks]) => marks.length).join(' ')
}

function formulas(text: string): string {
  return [...text.matchAll(/^```math\n([\s\S]*?)^```/gm)].map(([, formula]) => formula).join('\n')
}
