/** Names of the files in commands/ and reports/formats/, filled in by the build: nothing lists them by hand. */
declare const builtInCommands: readonly string[]
declare const builtInFormats: readonly string[]
