import { dayOf, formatDay, type Day } from '../../../calendar/day.ts'
import type { Rule } from '../../../engine/deadline.ts'
import { lastAnswers, type Matter } from '../../../engine/matter.ts'
import { owner } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { centre } from '../who.ts'
import { dayIn, inspectionEnded, plannedDay, stoodStill, unanswered } from './reading.ts'
import { times } from './stages.ts'
import { chiefExecutive, pressOffice } from './who.ts'

/** What falls due on the way to publication. Target, limit and aim are three dates and are shown apart (decision 2). */

const stopped = {
  pauses: ({ matter }: Taking) => stoodStill(matter),
  recounted: {
    on: ['stopped', 'running again'] as [string, ...string[]],
    because: ({ answers }: Taking<Readonly<Record<string, unknown>>>) =>
      typeof answers.because === 'string' ? `its clock standing still (${answers.because})` : 'its clock running again',
  },
} as const

/** Counted from the day it began, however often it is counted anew. */
const since =
  (...milestones: readonly string[]) =>
  ({ matter }: Taking): Day | undefined => {
    const reached = milestones.flatMap(name => matter.milestones.get(name) ?? [])
    const last = reached.toSorted((a, b) => a.getTime() - b.getTime()).at(-1)
    return last && dayOf(last)
  }

const common = { part: 'course', basis: 'the agreement', ...stopped } as const

export const obligations = {
  'send the draft': {
    ...common,
    clause: 'HH-26',
    label: 'Send the draft for its facts to be checked',
    owedBy: owner,
    from: ['started', 'draft withdrawn'],
    until: ['draft sent'],
    starts: ({ matter }) => inspectionEnded(matter),
    dates: () => times.draft,
    by: 'send-draft',
  },
  'check the facts': {
    ...common,
    clause: 'HH-27',
    label: 'Check the facts of the draft, and say whether the date will do',
    owedBy: centre,
    from: ['draft sent'],
    until: ['check done'],
    fallsAway: ['gone on without', 'draft withdrawn'],
    starts: since('draft sent'),
    dates: () => times.check,
    by: 'raise-points',
  },
  'answer the points': {
    ...common,
    clause: 'HH-28',
    label: 'Answer each point of fact',
    owedBy: owner,
    from: ['check done', 'gone on without'],
    until: ['points answered'],
    fallsAway: ['draft sent'],
    when: ({ matter }) => unanswered(matter).length > 0,
    starts: since('check done', 'gone on without'),
    dates: () => times.answers,
    by: 'answer-points',
  },
  publish: {
    ...common,
    clause: 'HH-29',
    label: 'Publish the report',
    owedBy: owner,
    from: ['points answered'],
    until: ['published'],
    fallsAway: ['draft sent'],
    starts: since('points answered'),
    dates: () => times.publish,
    by: 'publish',
  },
  'publish within the aim': {
    ...common,
    clause: 'HH-29',
    label: 'Publish within 14 weeks of the inspection',
    owedBy: owner,
    from: ['started'],
    until: ['published'],
    starts: ({ matter }) => inspectionEnded(matter),
    dates: () => ({ aim: times.all }),
    by: 'publish',
  },
  'draft the press notice': {
    clause: 'HH-30',
    label: 'Draft the press notice, and ask the Chief Executive for words',
    owedBy: pressOffice,
    part: 'press',
    basis: 'the agreement',
    from: ['publication set'],
    until: ['notice drafted'],
    fallsAway: ['published'],
    when: ({ matter }) => !matter.milestones.has('notice drafted'),
    starts: ({ matter }) => plannedDay(matter),
    dates: () => ({ limit: times.pressNotice }),
    by: 'draft-press-notice',
  },
  'give words': {
    clause: 'HH-30',
    label: 'Give words for the press notice, or say that there are none',
    owedBy: chiefExecutive,
    part: 'press',
    basis: 'agreed',
    from: ['words asked for'],
    until: ['quote answered'],
    fallsAway: ['published'],
    when: ({ matter }) => !matter.milestones.has('quote answered'),
    dates: ({ matter }) => ({ limit: wordsWantedBy(matter) }),
    recounted: { on: ['publication set'], because: () => 'the day of publication was moved' },
    by: 'give-quote',
  },
} as const satisfies Readonly<Record<string, Rule>>

/** Never after the report is published, whenever the press notice asked for them. */
const wordsWantedBy = (matter: Matter) => {
  const asked = dayIn(lastAnswers(matter, 'draft-press-notice')?.quoteBy)
  const published = plannedDay(matter)
  return asked && published && published < asked
    ? { day: published, working: 'The day of publication, which comes before the one that the press notice asks for' }
    : asked && { day: asked, working: 'The day by which the press notice asks for them' }
}

/** The day it is planned for, in words. */
export const plannedInWords = ({ matter }: Pick<Taking, 'matter'>): string => {
  const on = plannedDay(matter)
  return on ? formatDay(on) : ''
}
