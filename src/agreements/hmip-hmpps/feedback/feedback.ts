import type { Unit } from '../../../engine/directory.ts'
import { lastAnswer } from '../../../engine/matter.ts'
import { before, step, type Procedure } from '../../../engine/procedure.ts'
import { choice, day, onlyIf, optional, paragraph, place, references, text, unit } from '../../../engine/question.ts'
import { audience, owner, whoever } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { official } from '../../../letters/marking.ts'
import { consultees, heads, planners, teams } from '../programme/who.ts'
import { postsThere } from '../who.ts'
import { answered, ratings, ratingsAsked } from './ratings.ts'
import { theClock } from '../../who.ts'
import { invitations } from '../retention.ts'

/**
 * The inspectorate asks how it does: each place after an inspection, and its stakeholders once a year (HH-24). Nobody has to
 * answer, so nothing falls due for them. Each is asked in a matter of their own, and sees nobody else's answer.
 */

export const occasions = { inspection: 'After an inspection', survey: 'In the yearly survey' } as const

type Where = Pick<Taking, 'matter' | 'world'>

const askedOf = ({ matter, world }: Where): readonly string[] => {
  if (lastAnswer(matter, 'occasion') === 'inspection') return postsThere({ matter, world }, 'governor')
  const whom = lastAnswer(matter, 'whom')
  return typeof whom === 'string' ? [whom] : []
}

const whoeverIsAsked = audience('whoever is asked', askedOf)
const asked = whoever('whoever is asked', (me, matter, world) =>
  askedOf({ matter, world }).some(key => key === me.post || key === me.unit),
)

export const stakeholders = ({ world }: Pick<Taking, 'world'>): readonly Unit[] => consultees(world)

const unanswered = [before('answered', 'It has been answered'), before('declined', 'It was declined')]

export const feedback: Procedure = {
  name: 'feedback',
  prefix: 'FBK',
  title: 'Invitations to say how it went',
  one: 'an invitation to say how it went',
  parts: {
    course: { label: 'Its course', marking: official },
    answer: { label: 'The answer', marking: official, searched: true },
    own: { label: 'The inspectorate’s own', marking: official },
  },
  stages: { invited: 'Invited', answered: 'Answered', declined: 'Declined' },
  asides: ['declined'],
  columns: {
    about: { label: 'About', part: 'course' },
    occasion: { label: 'Occasion', part: 'course', values: occasions },
    year: { label: 'Year', part: 'course' },
    ...ratings,
    ...invitations.columns,
  },
  heads: ['about'],
  log: {
    title: 'What others say of the inspectorate',
    shows: ['occasion', ...Object.keys(ratings)],
    narrowsBy: ['occasion', ...Object.keys(ratings)],
    counts: ['occasion', ...Object.keys(ratings)],
  },
  begins: 'invite',
  follows: true,
  owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
  rules: invitations.rules,
  kept: invitations.kept,
  steps: {
    invite: step({
      clauses: ['HH-24'],
      label: 'Ask somebody how it went',
      about: 'A place after an inspection, or a stakeholder. They may leave it unanswered.',
      by: planners,
      part: 'course',
      asks: {
        occasion: choice('What is it about?', 'Choose what it is about', occasions),
        place: onlyIf('occasion', 'inspection', place('Which place?', 'Choose the place')),
        inspection: onlyIf(
          'occasion',
          'inspection',
          references('Which inspection?', { of: { prefix: 'INS', what: 'inspection' }, one: true }),
        ),
        whom: onlyIf('occasion', 'survey', unit('Who is asked?', 'Choose who is asked', stakeholders)),
        year: onlyIf(
          'occasion',
          'survey',
          text('Which year?', 'Say which year', { example: 'April 2026 to March 2027' }),
        ),
        // Whoever is asked sees nobody else’s answer, nor in which survey the others were asked.
        survey: onlyIf(
          'occasion',
          'survey',
          references('Which survey?', { of: { prefix: 'SVY', what: 'survey' }, one: true, part: 'own' }),
        ),
        by: optional(day('By when would you like to have it?', '', { notBeforeToday: true })),
        words: optional(paragraph('Anything to say with it?', '', { part: 'answer', hint: 'They read this.' })),
      },
      refuse: ({ answers, matter, world }) =>
        answers.occasion === 'inspection' && postsThere({ matter, world }, 'governor').length === 0
          ? { field: 'place', words: 'Nobody is governor of that place here', next: 'Ask them another way.' }
          : undefined,
      marks: 'invited',
      to: 'invited',
      discloses: [
        {
          part: ['course', 'answer'],
          to: whoeverIsAsked,
          purpose: 'To say how it went, if they wish',
          clause: 'HH-24',
        },
        { part: ['course', 'answer', 'own'], to: heads, purpose: 'To learn from it', clause: 'HH-24' },
        { part: 'course', to: theClock, purpose: 'To keep the time; without what is answered', clause: 'HH-15' },
      ],
      tells: [whoeverIsAsked],
      links: ({ answers }) => [...(answers.inspection ?? []), ...(answers.survey ?? [])],
      sets: ({ answers, world }) => ({
        occasion: answers.occasion,
        year: answers.year ?? world.today.slice(0, 4),
        about:
          answers.occasion === 'inspection'
            ? `The inspection of ${world.directory.findPlace(answers.place ?? '')?.name ?? 'the place'}`
            : `${world.directory.findUnit(answers.whom ?? '')?.name ?? 'A stakeholder'}, ${answers.year ?? ''}`,
      }),
      says: () => 'asked how it went',
    }),

    answer: step({
      clauses: ['HH-24'],
      label: 'Say how it went',
      about: 'The inspection teams, the Chief Inspector and the deputy read it. Leave out what you can’t say.',
      by: asked,
      open: unanswered,
      part: 'course',
      asks: ratingsAsked,
      refuse: ({ answers }) =>
        answered(answers) ? undefined : { field: 'clear', words: 'Answer at least one question, or decline' },
      marks: 'answered',
      to: 'answered',
      tells: [owner, heads],
      sets: ({ answers }) => Object.fromEntries(Object.keys(ratings).map(name => [name, answers[name as 'clear']])),
      says: () => 'said how it went',
    }),

    decline: step({
      clauses: ['HH-24'],
      label: 'Leave it unanswered',
      by: asked,
      open: unanswered,
      part: 'course',
      asks: {},
      marks: 'declined',
      to: 'declined',
      tells: [owner],
      says: () => 'left it unanswered',
    }),

    // Once it is over (HH-15)
    ...invitations.steps,
  },
}
