/** Why a package is not taken: a short fixed word, for tests and for programs that read our answers. */
export type FaultCode =
  | 'not a package'
  | 'unknown version'
  | 'too big'
  | 'cut short or altered'
  | 'sealed for another'
  | 'damaged'
  | 'unpacks too big'
  | 'unexpected name'
  | 'name twice'
  | 'missing'
  | 'manifest'
  | 'unknown sender'
  | 'signature'
  | 'for another'
  | 'not the originator'
  | 'file altered'
  | 'withdrawn marking'
  | 'run out'

/** One thing that is wrong with a package, and what can be done about it, in plain words. */
export interface Fault {
  readonly code: FaultCode
  readonly words: string
}

/** Stops the reading of a package at what is wrong with it. */
export class PackageFault extends Error implements Fault {
  override name = 'PackageFault'
  readonly code: FaultCode
  readonly words: string
  constructor(code: FaultCode, words: string) {
    super(words)
    this.code = code
    this.words = words
  }
}
