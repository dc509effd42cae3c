import type { Procedure } from '../../../engine/procedure.ts'
import { choice, text } from '../../../engine/question.ts'
import { inUnit } from '../../../engine/who.ts'
import { accessColumns, accessSteps, refusals } from '../access.ts'
import { askFor, begin, giveInstructions, holdAlready, nameLiaison, provide, useEarlier } from './arrival.ts'
import { boardTold, tellBoard } from './board.ts'
import { debrief, feedback, sendNote, shareNote, supersedeNote, takeNoteBack, unquotedNote } from './debrief.ts'
import { end } from './ending.ts'
import { letters } from './letters.ts'
import { firstDay, notifiedOn } from './reading.ts'
import { obligations } from './obligations.ts'
import { parts } from './parts.ts'
import { callOff, cancel, move, notify, plan, rePlan } from './planning.ts'
import { arrangeViewing, noticeToGovernor, openSources, viewSources } from './sources.ts'
import { tables } from './tables.ts'
import { deploy, giveBackWish, listEquipment, standDown, takeInWish } from './team.ts'
import { bringVisitor, clearVisitor, nameVisitor, tellOfVisitor } from './visitors.ts'
import { told } from './when.ts'
import { secretUntil, teamsOf } from './who.ts'
import { kinds } from './words.ts'
import { keptAsRecord } from '../retention.ts'

const yesNo = { yes: 'Yes', no: 'No' } as const

/**
 * An inspection, from the plan to its last day. Until the establishment is told it exists for those who plan inspections and
 * for nobody else; what each hears of it afterwards is a part of its own. As it ends, its report begins.
 */
export const inspection: Procedure = keptAsRecord(
  'inspections',
  {
    ends: { end: 'ended', cancel: undefined, 'call-off': undefined },
    // A plan that was given up in secret stays one (HH-6b).
    untold: ['cancel'],
    parts: ['plan', 'visit', 'board', 'feedback', 'note', 'access', 'naming', 'sources', 'secure'],
    what: 'the plan, who was on the team, what was asked for and given, the debrief and its note',
    gone: {
      plan: 'planned the inspection',
      deploy: 'put somebody on the team',
      'name-visitor': 'named a visitor',
      'use-earlier': 'took over what was given before',
      'ask-for': 'asked for something',
      'share-note': 'named a reader of the note',
      'take-note-back': 'took the note back from a reader',
    },
  },
  {
    name: 'inspection',
    prefix: 'INS',
    title: 'Inspections',
    one: 'an inspection',
    parts,
    stages: {
      planned: 'Planned',
      notified: 'Establishment told',
      'on-site': 'Under way',
      ended: 'Over',
    },
    columns: {
      // While it is secret it is called by what is in the plan, so that whatever names it is marked as the plan is.
      planned: { label: 'Inspection', part: 'plan' },
      about: { label: 'Inspection', part: 'visit' },
      noteOf: { label: 'Note', part: 'note' },
      accessAt: accessColumns.accessAt,
      namedAt: { label: 'Security information', part: 'naming' },
      sourcesAt: { label: 'Security information', part: 'sources' },
      kind: { label: 'Kind', part: 'visit', values: kinds },
      announced: { label: 'Announced', part: 'visit', values: yesNo },
      first: { label: 'First day', part: 'visit', is: 'day' },
      last: { label: 'Last day', part: 'visit', is: 'day' },
      ended: { label: 'Ended', part: 'visit', is: 'day' },
      how: { label: 'How it ended', part: 'visit', values: { held: 'Held', cancelled: 'Given up or called off' } },
      keys: { label: 'Keys at once', part: 'visit', values: { once: 'Yes', late: 'No' } },
      refused: accessColumns.refused,
    },
    heads: ['planned', 'about', 'noteOf', 'accessAt', 'namedAt', 'sourcesAt'],
    atPlace: { under: 'inspections', on: ['ended', 'last', 'first'], shows: ['announced', 'how'] },
    log: {
      title: 'Inspections',
      shows: ['kind', 'first', 'last', 'ended'],
      narrowsBy: ['kind', 'announced', 'how', 'keys', 'refused'],
      counts: ['kind', 'announced', 'how', 'keys', 'refused'],
    },
    begins: 'plan',
    foremost: inUnit('inspection'),
    owner: ({ me, world }) => (teamsOf(world).includes(me.unit) ? me.unit : (teamsOf(world)[0] ?? me.unit)),
    // To name it elsewhere, for whoever has its debrief note, is to quote the note.
    cited: unquotedNote,
    secret: secretUntil('notified'),
    rules: obligations,
    // What the place gave before is not asked of it again.
    beside: { part: 'plan', procedure: 'inspection', table: 'asked', most: 6 },
    letters,
    tables,
    steps: {
      // In secret
      plan,
      'plan-anew': rePlan,
      deploy,
      'stand-down': standDown,
      'take-in-wish': takeInWish,
      'give-back-wish': giveBackWish,
      'list-equipment': listEquipment,
      'name-visitor': nameVisitor,
      'clear-visitor': clearVisitor,
      'hold-already': holdAlready,
      'use-earlier': useEarlier,
      notify,
      cancel,

      // The place has been told
      'tell-board': tellBoard,
      'board-told': boardTold,
      'give-instructions': giveInstructions,
      'name-liaison': nameLiaison,
      'ask-for': askFor,
      provide,
      'tell-of-visitor': tellOfVisitor,
      move,
      'call-off': callOff,

      // On site
      begin,
      'bring-visitor': bringVisitor,
      ...accessSteps({
        label: 'Record that access was refused or delayed',
        open: [told],
        to: choice('To what?', 'Choose what access was refused or delayed', refusals, { part: 'access' }),
        at: text('From when until when?', 'Say from when until when', { part: 'access', example: '09:10 to 10:00' }),
        // Before it is announced, or else before its first day, nobody came.
        since: matter => [notifiedOn(matter), firstDay(matter)].filter(day => day !== undefined).toSorted()[0],
      }),
      'open-sources': openSources,
      'notice-to-governor': noticeToGovernor,
      'arrange-viewing': arrangeViewing,
      'view-sources': viewSources,
      feedback,
      debrief,
      end,

      // The note, until the report is published
      'send-note': sendNote,
      'share-note': shareNote,
      'take-note-back': takeNoteBack,
      'supersede-note': supersedeNote,
    },
  },
)
