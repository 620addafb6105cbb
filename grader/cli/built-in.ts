/** Names of the files in commands/ and in reports/formats/, space between them: filled in by the build, so that nothing lists them. */
declare const builtInCommands: string
declare const builtInFormats: string

export const commandNames = builtInCommands.split(' ')
export const formatNames = builtInFormats.split(' ')
