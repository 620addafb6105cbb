import type { Argv } from 'yargs'

/** One file of commands/: its name is the command's. */
export interface Command<Options = unknown> {
  /** After the name, in yargs' notation, such as `<exercise> [function]`; also an option that must be given, such as `--out DIR`. */
  arguments: string
  describe: string
  options(yargs: Argv): Argv<Options>
  /** @returns the exit code */
  run(options: Options): Promise<number>
}
