export type Language = 'en' | 'zh'

/** `--lang` if given, else the language of the environment. */
export function languageOf(option: string | undefined, environment: NodeJS.ProcessEnv): Language {
  if (option === 'en' || option === 'zh') return option
  const locale = [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].find(Boolean) ?? ''
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
