import type { ExerciseDefinition } from 'grade-descent/exercise'
export const hints: ExerciseDefinition['hints'] = {}
