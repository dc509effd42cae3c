import { workingDays } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import { contactHolds } from '../../engine/contact.ts'
import type { Post, Unit } from '../../engine/directory.ts'
import { after, step, type Procedure } from '../../engine/procedure.ts'
import { paragraph, place } from '../../engine/question.ts'
import { allOf, audience, called, here, inUnit, of, owner, together } from '../../engine/who.ts'
import type { World } from '../../engine/world.ts'
import { official } from '../../letters/marking.ts'
import {
  changing,
  confirming,
  contactMatter,
  reachedSo,
  reachQuestions,
  saidToHaveChanged,
  unreachable,
  type Keeping,
} from '../contact.ts'
import { keysOf } from '../who.ts'

/**
 * How the chairs of boards are reached. The secretariat keeps it, for the inspectorate whenever it changes (HI-7a) and for the
 * ombudsman each year (PI-13b). It stands here because this agreement names who keeps it; one contact, and one confirmation a
 * year, serve both agreements.
 */

/** The board at a place and its chair; nothing where there is none. */
const boardAt = ({ directory }: World, where: string | undefined): Unit | undefined =>
  where === undefined ? undefined : directory.units({ body: 'IMB', kind: 'board', place: where })[0]
const chairAt = (world: World, where: string | undefined): Post | undefined => {
  const board = boardAt(world, where)
  return board && world.directory.posts({ unit: board.key, kind: 'chair' })[0]
}
const chairKey = (world: World, where: string | undefined): string => chairAt(world, where)?.key ?? ''

const bySecretariat = called('the secretariat of the boards', allOf(of('IMB'), inUnit('secretariat')))
const byBoard = called('the board itself', allOf(of('IMB'), inUnit('board'), here))

/** Those at the inspectorate who meet a chair (HI-8d), and the lead. */
const inspectorate = audience('the inspectorate’s lead and its inspection teams', ({ world: { directory } }) => [
  ...keysOf(directory.units({ body: 'HMIP', kind: 'lead office' })),
  ...keysOf(directory.units({ body: 'HMIP', kind: 'inspection' })),
])
/** Those at the ombudsman’s who ask boards for help (PI-13k, PI-13n), and the lead. */
const ombudsman = audience('the Deputy Ombudsman and the investigators', ({ world: { directory } }) => [
  ...keysOf(directory.units({ body: 'PPO', kind: 'lead office' })),
  ...keysOf(directory.units({ body: 'PPO', kind: 'casework' })),
])
const boardAndChair = audience('the board, and the National Chair', ({ matter, world }) => [
  ...keysOf([boardAt(world, matter.place)].filter(one => one !== undefined)),
  ...keysOf(world.directory.units({ body: 'IMB', kind: 'national' })),
])

/**
 * Who is told of each change: not everyone who may look it up, but one kind of post in each body, who sees that the others go by
 * it: inspection coordinators and Assistant Ombudsmen. And the board, so that a slip is noticed by the one it is about.
 */
const told = audience('inspection coordinators, Assistant Ombudsmen and the board', ({ matter, world }) => [
  ...keysOf(world.directory.posts({ body: 'HMIP', kind: 'coordinator' })),
  ...keysOf(world.directory.posts({ body: 'PPO', kind: 'assistant' })),
  ...keysOf([boardAt(world, matter.place)].filter(one => one !== undefined)),
])

const kept: Keeping = {
  by: bySecretariat,
  post: ({ place: where }, world) => chairKey(world, where),
  tells: [told],
}

const changeWithin = 'contacts-change-imb'

export const contactSettings: Readonly<Record<string, Setting>> = {
  [changeWithin]: {
    label: 'Bring a contact up to date, once the board says that it changed, within (the monitoring boards)',
    period: workingDays(5),
    body: 'IMB',
  },
}

/** A place that has a board. */
const whichBoard = place('Which board?', 'Choose where the board is')
const withBoard: typeof whichBoard = {
  ...whichBoard,
  options: taking =>
    (whichBoard.options?.(taking) ?? []).filter(option => boardAt(taking.world, option.value) !== undefined),
  schema: ({ world }) => ({
    type: 'string',
    enum: world.directory.units({ body: 'IMB', kind: 'board' }).flatMap(one => one.place ?? []),
  }),
}

export const boardContacts: Procedure = {
  name: 'board-contacts',
  prefix: 'CON',
  title: 'Contacts of the chairs of boards',
  one: 'the contact of a board’s chair',
  ...contactMatter,
  parts: { contact: { label: 'Contact of the chair', marking: official } },
  begins: 'give-chair',
  openBetween: together(owner, inspectorate, ombudsman, boardAndChair),
  rules: {
    confirm: {
      clause: 'PI-13b',
      label: 'Confirm how the board’s chair is reached',
      owedBy: owner,
      part: 'contact',
      from: ['confirmed'],
      until: ['confirmed'],
      dates: () => ({ limit: contactHolds }),
      basis: 'the agreement',
      by: 'confirm-chair',
    },
    'bring up to date': {
      clause: 'HI-7a',
      label: 'Bring the contact of the board’s chair up to date',
      owedBy: owner,
      part: 'contact',
      from: [saidToHaveChanged],
      until: ['confirmed'],
      dates: ({ world }) => ({ limit: world.period(changeWithin) }),
      basis: 'our default',
      by: 'change-chair',
    },
  },
  steps: {
    'give-chair': step({
      clauses: ['HI-7a', 'PI-13b'],
      label: 'Give the contact of a board’s chair',
      about:
        'It stands in the directory for the boards, the inspectorate and the ombudsman. The prison service does not see it.',
      by: bySecretariat,
      part: 'contact',
      asks: { board: withBoard, ...reachQuestions },
      refuse: ({ matter, answers, world }) => {
        const chair = chairAt(world, matter.place)
        if (!chair) return { field: 'board', words: 'No board watches over that place' }
        if (chair.contact)
          return {
            field: 'board',
            words: 'The contact of this board’s chair has been given',
            next: 'Find it in the directory, and change it there.',
          }
        return unreachable(answers)
      },
      marks: ['given', 'confirmed'],
      to: 'given',
      discloses: [
        { part: 'contact', to: inspectorate, purpose: 'To reach the chair', clause: 'HI-7a' },
        { part: 'contact', to: ombudsman, purpose: 'To reach the chair', clause: 'PI-13b' },
        { part: 'contact', to: boardAndChair, purpose: 'It is about the board', clause: 'HI-7a' },
      ],
      tells: [told],
      sets: ({ matter, world }) => ({ post: chairKey(world, matter.place), confirmed: world.today }),
      changes: ({ matter, answers, world }) => [reachedSo(chairKey(world, matter.place), answers, world)],
      says: () => 'gave the contact of the board’s chair',
    }),

    'change-chair': changing(kept, {
      clause: 'HI-7a',
      label: 'Change the contact of the chair',
      says: 'changed the contact of the board’s chair',
    }),

    'confirm-chair': confirming(kept, {
      clause: 'PI-13b',
      label: 'Confirm that the contact is still right',
      about: 'Once a year, for each board. The ombudsman and the inspectorate are told that it holds.',
      says: 'confirmed the contact of the board’s chair',
    }),

    'say-changed': step({
      clauses: ['HI-7a'],
      label: 'Say that the contact has changed',
      about:
        'The secretariat changes it; the inspectorate and the ombudsman are told then. Until it does, whoever sends something to the chair is warned.',
      by: byBoard,
      open: [after('given', 'The secretariat has given none yet')],
      part: 'contact',
      asks: { what: paragraph('What has changed?', 'Say what has changed') },
      adds: true,
      marks: saidToHaveChanged,
      tells: [owner],
      changes: ({ matter, world }) => [{ kind: 'contact', post: chairKey(world, matter.place), doubted: true }],
      says: () => 'said that the contact has changed',
    }),
  },
}
