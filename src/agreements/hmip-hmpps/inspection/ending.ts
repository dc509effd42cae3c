import { formatDay } from '../../../calendar/day.ts'
import type { Matter } from '../../../engine/matter.ts'
import { step } from '../../../engine/procedure.ts'
import { day } from '../../../engine/question.ts'
import type { World } from '../../../engine/world.ts'
import { postsThere } from '../who.ts'
import { outside } from './planning.ts'
import { began, boardsPart, debriefedOn, firstDay, kindInWords, lastDay } from './reading.ts'
import { arrived, notOver, told } from './when.ts'
import { planners } from './who.ts'

/** The place is asked how it went, if there is somebody to ask; it need not answer (HH-24). */
const afterwards = (matter: Matter, world: World) =>
  postsThere({ matter, world }, 'governor').length > 0
    ? [
        {
          procedure: 'feedback',
          answers: { occasion: 'inspection', place: matter.place, inspection: [matter.reference] },
        },
      ]
    : []

/** The last day: the report, and every date of it, is counted from here (HH-26). */
export const end = step({
  clauses: ['HH-26', 'HH-19', 'HH-24'],
  label: 'End the inspection',
  about:
    'Every date of the report is counted from its last day. This begins the report, and asks the governor how it went.',
  by: planners,
  open: [...notOver, told, arrived],
  part: 'visit',
  asks: { ended: day('What was its last day?', 'Give its last day', { notAfterToday: true }) },
  refuse: ({ answers, matter }) => {
    const arrived = began(matter) ?? firstDay(matter)
    if (arrived && answers.ended < arrived)
      return {
        field: 'ended',
        words: `It began on ${formatDay(arrived)}: it can’t have ended before`,
        next: 'Give that day or a later one.',
      }
    const spoken = debriefedOn(matter)
    return spoken && answers.ended < spoken
      ? {
          field: 'ended',
          words: `The debrief was on ${formatDay(spoken)}: it can’t have ended before`,
          next: 'Give that day or a later one.',
        }
      : undefined
  },
  warn: ({ answers, matter }) => {
    const last = lastDay(matter)
    const warnings = [
      last && answers.ended !== last
        ? `Its last day was to be ${formatDay(last)}. Every date of the report will be counted from ${formatDay(answers.ended)} instead.`
        : '',
      matter.milestones.has('debriefed') ? '' : 'No debrief is recorded: it is held on the last day.',
    ].filter(Boolean)
    return warnings.length > 0 ? warnings.join(' ') : undefined
  },
  marks: 'ended',
  to: 'ended',
  opens: ({ answers, matter, world }) => [
    {
      procedure: 'report',
      answers: {
        place: matter.place,
        inspection: [matter.reference],
        ...(boardsPart(matter).length > 0 && { update: boardsPart(matter) }),
        ended: answers.ended,
        kind: kindInWords(matter),
      },
    },
    ...afterwards(matter, world),
  ],
  tells: [outside],
  sets: ({ answers }) => ({ ended: answers.ended, how: 'held' }),
  says: () => 'ended the inspection',
})
