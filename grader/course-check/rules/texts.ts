import type { Text } from '../../text.ts'
import type { ExaminedExercise, Fault, Rule } from '../rule.ts'

/** No empty hint and no missing translation, but in a draft. */
export const rule: Rule = {
  find(examined) {
    const texts = [...definitionTexts(examined), ...hintTexts(examined), ...misconceptionTexts(examined)]
    const faults = texts.flatMap(({ file, name, text }) => faultsOf(file, name, text, examined.exercise.draft))
    return { faults: [...faults, ...missingHints(examined)] }
  },
}

interface Named {
  file: string
  name: string
  text: Text
}

function definitionTexts({ exercise, exercisePath }: ExaminedExercise): Named[] {
  const file = `${exercisePath}/exercise.ts`
  return [
    { file, name: 'title', text: exercise.title },
    ...exercise.checks.map(({ id, title }) => ({ file, name: `title of ${id}`, text: title })),
    ...exercise.checks.flatMap(({ id, lesson }) =>
      lesson === undefined ? [] : [{ file, name: `lesson of ${id}`, text: lesson }],
    ),
  ]
}

function hintTexts({ exercise, exercisePath }: ExaminedExercise): Named[] {
  const file = `${exercisePath}/hints.ts`
  return Object.entries(exercise.hints).flatMap(([part, hints]) =>
    hints.map((text, index) => ({ file, name: `hint ${index + 1} of ${part}`, text })),
  )
}

function misconceptionTexts({ misconceptions, solutionPath }: ExaminedExercise): Named[] {
  return misconceptions.flatMap(({ id, title, explanation }) => {
    const file = `${solutionPath}/misconceptions/${id}.ts`
    return [
      { file, name: 'title', text: title },
      { file, name: 'explanation', text: explanation },
    ]
  })
}

function missingHints({ exercise, exercisePath }: ExaminedExercise): Fault[] {
  const file = `${exercisePath}/hints.ts`
  const forgotten = Object.keys(exercise.parts).filter((part) => exercise.hints[part]?.length !== 3)
  const unknown = Object.keys(exercise.hints).filter((part) => !(part in exercise.parts))
  return [
    ...forgotten.map((part) => ({ file, message: `${part} needs three hints, from a nudge to almost the answer` })),
    ...unknown.map((part) => ({
      file,
      message: `has hints on ${part}, which is no part of the exercise; remove them`,
    })),
  ]
}

function faultsOf(file: string, name: string, { en, zh }: Text, draft: boolean): Fault[] {
  const [hasEnglish, hasChinese] = [isWritten(en), isWritten(zh)]
  if (draft && (hasEnglish || hasChinese)) return []
  const faults: Fault[] = []
  if (!hasEnglish) faults.push({ file, message: `the ${name} has no English; write it, or mark the exercise draft` })
  if (!hasChinese) faults.push({ file, message: `the ${name} has no Chinese; write it, or mark the exercise draft` })
  if (zh !== null && zh === en && /[a-z]{4}/i.test(zh))
    faults.push({ file, message: `the ${name} is the same in both languages; translate it` })
  return faults
}

function isWritten(text: string | null): boolean {
  return text !== null && text.trim() !== ''
}
