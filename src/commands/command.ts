/**
 * How to add a command: write it in a file of its own as a `Command`, and name it in `commands.ts`. What it prints with
 * `say` is its result and goes to standard output; remarks go to standard error with `remark`, so that a result can be piped.
 */
import { parseArgs } from 'node:util'
import type { Settings } from '../config.ts'

export interface Command {
  readonly name: string
  /** In a line, for the list of commands. */
  readonly about: string
  /** What comes after its name: '<post-key> [--days <n>]'. */
  readonly takes?: string
  /** All there is to know about it, for `help`. */
  readonly help: string
  /** Its options, by name: whether each has a value or is only there or not. */
  readonly options?: Readonly<Record<string, 'text' | 'flag'>>
  /** How many words it takes besides; none unless said. */
  readonly words?: { readonly least: number; readonly most: number }
  /** Does it. Returns the code to end with, or nothing when all went well. */
  run(given: Given): Promise<number | void> | number | void
}

export interface Given {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** The settings from the environment, read when they are asked for: not every command needs them to be right. */
  settings(): Settings
  say(line: string): void
  remark(line: string): void
}

/** It was called in a way it does not know: what was wrong, in words. */
export class Misused extends Error {
  override name = 'Misused'
}

/** Something stands in the way, and whoever called it can do something about it: told as it is, without a trace. */
export class CannotBeDone extends Error {
  override name = 'CannotBeDone'
}

/** The words and options of a command line, or `Misused`. */
export function understood(command: Command, args: readonly string[]): Pick<Given, 'words' | 'options'> {
  const options = Object.fromEntries(
    Object.entries(command.options ?? {}).map(([name, is]) => [
      name,
      { type: is === 'text' ? 'string' : 'boolean' } as const,
    ]),
  )
  const { positionals, values } = parsed(args, options)
  const { least, most } = command.words ?? { least: 0, most: 0 }
  if (positionals.length < least) throw new Misused(`${command.name} needs ${command.takes}`)
  if (positionals.length > most)
    throw new Misused(`${command.name} does not know what to do with ${positionals.slice(most).join(' ')}`)
  return { words: positionals, options: values as Given['options'] }
}

function parsed(args: readonly string[], options: Record<string, { type: 'string' | 'boolean' }>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (fault) {
    throw new Misused(fault instanceof Error ? fault.message : String(fault))
  }
}

/** A whole number given as an option, within bounds. */
export function wholeNumber(
  given: Given['options'][string],
  name: string,
  { least, most, unless }: { least: number; most: number; unless: number },
): number {
  if (given === undefined) return unless
  const number = Number(given)
  if (typeof given !== 'string' || !/^\d{1,9}$/.test(given) || number < least || number > most)
    throw new Misused(`--${name} is a whole number from ${least} to ${most}`)
  return number
}
