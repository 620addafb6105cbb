/** A module with nothing in it but one function, and in it one relaxed multiply-add of zeros. */
const smallest =
  '0061736d01000000 010501 6000017b 03020100 0a130111 00 4100fd0f 4100fd0f 4100fd0f fd8502 0b'.replaceAll(' ', '')

/** Whether WebAssembly has relaxed SIMD here: Node 22 and later, and browsers of 2023 and later. @internal */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(Uint8Array.from(smallest.match(/../g) ?? [], (byte) => parseInt(byte, 16)))
}
