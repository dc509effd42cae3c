import { bodies } from '../bodies.ts'
import { factInWords as inWords } from '../engine/column.ts'
import type { Directory, Reader } from '../engine/directory.ts'
import type { Answers, Author, Entry, Fragment, Matter, Me, Offer } from '../engine/matter.ts'
import { nounOf, partOf, type Procedure, type Step } from '../engine/procedure.ts'
import type { Question } from '../engine/question.ts'
import type { World } from '../engine/world.ts'
import { isForPublic, type Marking } from '../letters/marking.ts'

/** How people, posts and facts are told on every page. */

/** A unit or a post, by what people call it. */
export const readerName = (reader: Reader): string => ('title' in reader ? reader.title : reader.name)

/** The name of a unit or post by its key. */
export const nameOf = (directory: Directory, key: string): string => readerName(directory.reader(key))

/** Who did something: the person's name within their own body, and to everyone else the office alone. */
export const authorName = (by: Author, me: Me): string => (by.body === me.body ? by.name : by.title)

/** Their office: the post, and the body where it isn't the reader's own. */
export const authorPost = (by: Author, me: Me): string => (by.body === me.body ? by.title : bodies[by.body].name)

/** A fact in words: those its column has for it, or the name of the place it is the code of. */
export function factInWords(
  procedure: Procedure,
  column: string,
  value: unknown,
  { directory }: Pick<World, 'directory'>,
): string {
  const defined = procedure.columns[column]
  return defined ? inWords(defined, value, { directory }) : ''
}

/**
 * What a matter is called in a heading or a list: the first of its heads that its reader may see, or what it is and where. A
 * list tells the place in a column of its own and gives none here.
 */
export function headingOf(
  procedure: Procedure,
  facts: Readonly<Record<string, unknown>>,
  world: Pick<World, 'directory'>,
  place?: string,
): string {
  for (const head of procedure.heads) {
    const words = factInWords(procedure, head, facts[head], world)
    if (words) return place !== undefined && procedure.headsWithPlace ? `${words}, ${place}` : words
  }
  return `${capital(nounOf(procedure))}${place === undefined ? '' : ` at ${place}`}`
}

/** What so many matters are called, of one procedure or of any, to follow their number. */
export const mattersCalled = (procedure: Procedure | undefined, count: number): string =>
  procedure?.counted?.[count === 1 ? 0 : 1] ??
  (count === 1
    ? procedure
      ? nounOf(procedure).replace(/^the /, '')
      : 'matter'
    : (procedure?.title.toLowerCase() ?? 'matters'))

/** The clock counts days and sees nothing but them: it is nobody of whom a person needs to be told. */
export const isClock = (directory: Directory, key: string): boolean => directory.findUnit(key)?.kind === 'clock'

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/**
 * An answer as lines of words: one line, or for rows one line each. Several are numbered: by the number of the item that each is
 * about, where the question says which of its columns holds that; or on from those that were given before, where it says so.
 */
export function answerLines(question: Question, answer: unknown, world: World, before = 0): readonly string[] {
  if (question.row && Array.isArray(answer))
    return answer.map((row: Answers, at) => {
      const cell = (name: string) => question.row?.[name]?.show(row[name], { world }) ?? ''
      const number = question.numberedBy === undefined ? '' : cell(question.numberedBy)
      const rest = Object.keys(row)
        .filter(name => name !== question.numberedBy)
        .map(cell)
        .filter(Boolean)
      if (number) return rest.length > 0 ? `${number}. ${inOneLine(rest)}` : number
      return answer.length > 1 || question.numberedOn ? `${before + at + 1}. ${inOneLine(rest)}` : inOneLine(rest)
    })
  const shown = question.show(answer, { world })
  return shown === '' ? [] : [shown]
}

/** How many rows this question had been given before this entry, of all that its reader may see: where they are numbered on. */
export function rowsBefore(
  [name, { numberedOn }]: readonly [string, Pick<Question, 'numberedOn'>],
  entry: Entry | Fragment,
  said: readonly (Entry | Fragment)[],
): number {
  if (!numberedOn) return 0
  const before = said.slice(0, said.indexOf(entry)).filter(one => one.step === entry.step)
  return before.reduce((count, { answers }) => count + [answers[name] ?? []].flat().length, 0)
}

/** Cells of a row one after the other: those that are sentences end where the next begins. */
const inOneLine = (cells: readonly string[]): string =>
  cells.map((cell, at) => (at < cells.length - 1 ? cell.replace(/\.$/, '') : cell)).join('; ')

/** The parts a step writes to. */
export const partsWritten = (step: Step): readonly string[] => [
  ...new Set([step.part, ...Object.values(step.asks).map(question => partOf(step, question))]),
]

/**
 * What stands in for the readers that somebody may not know of; undefined for those who know of every reader: whoever owns
 * the matter, and those it is open between. Without it, a page would say that nobody else sees what in truth others do. What is for
 * public release, in all the parts it is about, is said to be that.
 */
export const othersSee = (
  me: Me,
  matter: Pick<Matter, 'owner' | 'disclosures'>,
  markings: readonly (Marking | undefined)[] = [],
): string | undefined => {
  if (me.unit === matter.owner || matter.disclosures.some(one => one.to !== me.unit && one.to !== me.post))
    return undefined
  return markings.length > 0 && markings.every(marking => marking && isForPublic(marking))
    ? 'It is for public release: anyone may read it.'
    : 'Others may see it too. Ask whoever is handling it who they are.'
}

/**
 * How a part opens to someone to whom it is only offered: once they accept its terms, where it goes out on terms; else by the
 * step that opens it, and to whom that step is open.
 */
export function opensWhen({ lends, steps }: Procedure, part: string, may: Offer['may']): string {
  if (may === 'pass on') return 'to pass on unread: it stays sealed for them'
  const passing = may === 'read or pass on' ? ', or to pass on' : ''
  const opening = Object.values(steps).find(({ accepts }) => accepts?.includes(part))
  return lends?.terms || !opening
    ? `once they accept the terms${passing}`
    : `it opens by “${opening.label}”, for ${opening.by.words}${passing}`
}

/** Where a matter is, in words. */
export const placeName = (
  matter: Pick<Matter, 'place'>,
  { directory }: Pick<World, 'directory'>,
): string | undefined =>
  matter.place === undefined ? undefined : (directory.findPlace(matter.place)?.name ?? matter.place)
