/** The little that is used of npm's own configuration reader, which comes without types. */
declare module '@npmcli/config' {
  interface Definitions {
    definitions: object
    shorthands: object
    flatten: object
    nerfDarts: readonly string[]
  }

  interface ConfigOptions extends Definitions {
    npmPath: string
    env: NodeJS.ProcessEnv
    argv: readonly string[]
    warn: boolean
  }

  export default class Config {
    constructor(options: ConfigOptions)
    load(): Promise<void>
    /** What npm hands to its libraries: camelCase, with registry, proxies, certificates and credentials. */
    readonly flat: Record<string, unknown>
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  import type { Definitions } from '@npmcli/config'
  const definitions: Definitions
  export default definitions
}
