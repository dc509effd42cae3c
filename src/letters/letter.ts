import { reassurance } from '../agreements/sanctions-protocol/reassurance.ts'
import type { ClauseId } from '../engine/clause.ts'
import type { Who } from '../engine/who.ts'
import type { Taking } from '../engine/world.ts'
import type { Block, MaybeBlock } from './blocks.ts'
import { handlingNote, type Marking } from './marking.ts'

/** Whom a letter is to. Who it is by name is in its words. */
export type Recipient =
  | 'detained person'
  | 'someone acting for them'
  | 'senior manager'
  | 'senior levels'
  | 'bodies'
  | 'board'
  | 'minister'
  | 'public'

/** What a letter is made from: the matter as its writer sees it, the writer, the world, and what was asked for it. */
export type LetterView = Taking

/** A letter that a clause calls for: one object behind its button, its preview and its document. */
export interface Letter<View = LetterView> {
  readonly id: string
  /** What it is called where it is offered: 'Letter to the person about the outcome'. */
  readonly label: string
  readonly to: Recipient
  /** Who writes it: it goes out in their body’s name. Absent: any party to the agreement that defines it. */
  readonly by?: Who
  /** The clause that calls for it. */
  readonly clause: ClauseId
  /** The parts it is made from: it can say nothing of the others, and is marked for these alone. Absent: all its writer sees. */
  readonly from?: readonly string[]
  /** The least it is marked; the matter's own marking is added to it. */
  readonly marking?: Marking
  /** Whether there is anything to write yet; absent: always. Until then it is not offered. */
  offered?(view: View): boolean
  /** The line under the address. */
  title(view: View): string
  blocks(view: View): readonly MaybeBlock[]
}

/** A letter ready to be put on paper, or why it can't be, by which clause, and what to do. */
export type Issued =
  | { readonly refused: false; readonly title: string; readonly blocks: readonly Block[] }
  | { readonly refused: true; readonly words: string; readonly clause: ClauseId; readonly next: string }

/**
 * Makes a letter, unless it is to a detained person and lacks the reassurance that they may communicate freely and should
 * not suffer for it (SP-23a). The reassurance counts only in its own words, whole.
 */
export function issue<View>(letter: Letter<View>, view: View): Issued {
  const blocks = letter.blocks(view).filter(block => block !== false && block !== undefined)
  if (letter.to === 'detained person' && !blocks.some(reassures))
    return {
      refused: true,
      words: `“${letter.label}” does not say that the person may speak to us freely and should not suffer for it, so it cannot be sent`,
      clause: 'SP-23a',
      next: 'Put the reassurance into the letter where the agreement defines it',
    }
  return { refused: false, title: letter.title(view), blocks }
}

/** How to look after the paper: what its marking asks, and nothing of a detained person, whose own letter it is. */
export const noteFor = ({ to }: Pick<Letter, 'to'>, marking: Marking): readonly string[] =>
  to === 'detained person' ? [] : handlingNote(marking)

const reassures = (block: Block) =>
  block.is === 'reassurance' &&
  block.heading === reassurance.heading &&
  block.sentences.length === reassurance.sentences.length &&
  block.sentences.every((sentence, at) => sentence === reassurance.sentences[at])
