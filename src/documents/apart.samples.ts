/** Pieces of work for the test: good, failing, endless and greedy. */
export const doubled = (number: number) => number * 2
export const sizeOf = (bytes: Uint8Array) => bytes.byteLength
export function never(): void {
  for (;;);
}
export function hoard(): number {
  const held: number[][] = []
  for (;;) held.push(Array.from({ length: 10_000 }, (_, n) => n))
}
export function fail(): void {
  throw new RangeError('out of range')
}
