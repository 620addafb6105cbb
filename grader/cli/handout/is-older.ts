/** Whether a version comes before another; `1.0.0-beta` comes before `1.0.0`. */
export function isOlder(version: string, other: string): boolean {
  const [release, candidate] = halves(version)
  const [otherRelease, otherCandidate] = halves(other)
  if (release !== otherRelease) return inOrder(release, otherRelease)
  if (candidate === '' || otherCandidate === '') return candidate > otherCandidate
  return inOrder(candidate, otherCandidate)
}

function halves(version: string): [release: string, candidate: string] {
  const [, release, candidate = ''] = /^([^-+]*)(?:-([^+]*))?/.exec(version) ?? ['', version]
  return [release, candidate]
}

function inOrder(first: string, second: string): boolean {
  return first.localeCompare(second, 'en', { numeric: true }) < 0
}
