/** `npm run example:article`: the article's image classifier, whole, on the engine. */
import { DataError } from '../../reference-engine/data/data-error.ts'
import { parseOptions } from './options.ts'
import { resultText } from './result.ts'
import { runArticle } from './run.ts'
import { runFiles } from './run-folder.ts'
import { UserError } from './user-error.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(words: readonly string[]): Promise<number> {
  try {
    const parsed = await parseOptions(words)
    if ('help' in parsed) {
      console.log(parsed.help)
      return 0
    }
    console.log(resultText(await runArticle(parsed.options)))
    const files = runFiles(parsed.options.out)
    console.log(`\npage        ${files.page}`)
    console.log(`model       ${files.model} and ${files.weights}`)
    console.log(`checkpoint  ${files.checkpoint}`)
    return 0
  } catch (error) {
    if (!(error instanceof UserError || error instanceof DataError)) throw error
    console.error(`example:article: ${error.message}`)
    return 2
  }
}
