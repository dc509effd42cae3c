import { findDay } from '../../../calendar/day.ts'
import type { Rule } from '../../../engine/deadline.ts'
import { lastAnswer, type Matter } from '../../../engine/matter.ts'
import { step } from '../../../engine/procedure.ts'
import { day, optional, text } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { planners } from '../programme/who.ts'
import { centre } from '../who.ts'
import { open, told } from './standing.ts'

/** The stages of a report, fitted to the nature, length and complexity of this one (HH-42, paragraph 44). */

export const dayOf = (matter: Matter, question: string) => findDay(String(lastAnswer(matter, question)))

const stages = {
  draftBy: 'When is the draft to be sent?',
  checkBy: 'By when are its facts to be checked?',
  publishBy: 'When is it to be published?',
  planBy: 'By when is the action plan to be handed in?',
} as const

/** A date that was fitted to this review, which another may take the place of while it is owed. */
const fitted = (question: keyof typeof stages) =>
  ({
    clause: 'HH-42',
    part: 'course',
    dates: ({ matter }) => {
      const on = dayOf(matter, question)
      return { limit: on && { day: on, working: 'The day set for this review' } }
    },
    recounted: {
      on: ['stages set'],
      because: ({ answers }) => `its stages set anew (${String(answers.because ?? 'no reason was given')})`,
    },
    basis: 'agreed',
  }) as const satisfies Partial<Rule>

/** Set anew, its form begins with the days that were set before. */
const asSet =
  (question: keyof typeof stages) =>
  ({ matter }: Pick<Taking, 'matter'>) =>
    dayOf(matter, question)

export const setStages = step({
  clauses: ['HH-42'],
  label: 'Set its stages',
  about:
    'The stages of a report are fitted to the nature and length of this one. Set anew, they move what is still owed.',
  by: planners,
  open: [...open, told],
  part: 'course',
  asks: {
    draftBy: { ...day(stages.draftBy, 'Give the day'), usual: asSet('draftBy') },
    checkBy: { ...day(stages.checkBy, 'Give the day'), usual: asSet('checkBy') },
    publishBy: { ...day(stages.publishBy, 'Give the day', { notBeforeToday: true }), usual: asSet('publishBy') },
    planBy: { ...day(stages.planBy, 'Give the day', { notBeforeToday: true }), usual: asSet('planBy') },
    because: optional(text('Why these days?', '')),
  },
  refuse: ({ answers }) => {
    const order = ['draftBy', 'checkBy', 'publishBy', 'planBy'] as const
    const wrong = order.findIndex((name, at) => at > 0 && answers[name] < answers[order[at - 1] ?? name])
    return wrong < 0
      ? undefined
      : {
          field: order[wrong] ?? 'checkBy',
          words: 'This day comes before the stage before it',
          next: 'The draft comes first, then the check, publication, and the plan.',
        }
  },
  marks: 'stages set',
  tells: [centre],
  says: () => 'set its stages',
})

export const obligations: Readonly<Record<string, Rule>> = {
  'send the draft': {
    ...fitted('draftBy'),
    label: 'Send the draft of a thematic review',
    owedBy: owner,
    from: ['stages set'],
    until: ['draft sent'],
    fallsAway: ['stopped'],
    when: ({ matter }) => !matter.milestones.has('draft sent'),
    by: 'send-draft',
  },
  'check the facts': {
    ...fitted('checkBy'),
    label: 'Check the facts of a thematic review',
    owedBy: centre,
    from: ['draft sent'],
    until: ['facts checked', 'published'],
    fallsAway: ['stopped'],
    by: 'check-facts',
  },
  publish: {
    ...fitted('publishBy'),
    label: 'Publish a thematic review',
    owedBy: owner,
    from: ['stages set'],
    until: ['published'],
    fallsAway: ['stopped'],
    when: ({ matter }) => !matter.milestones.has('published'),
    by: 'publish',
  },
  'hand in the plan': {
    ...fitted('planBy'),
    label: 'Hand in the action plan on a thematic review',
    owedBy: centre,
    from: ['published'],
    until: ['plan handed in'],
    by: 'hand-in-plan',
  },
}
