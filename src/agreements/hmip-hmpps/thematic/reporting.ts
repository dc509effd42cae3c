import { formatDay } from '../../../calendar/day.ts'
import { after, before, provided, step } from '../../../engine/procedure.ts'
import { day, documents, optional, paragraph, rows, text, worked } from '../../../engine/question.ts'
import { lastAnswer, lastAnswers, type Matter } from '../../../engine/matter.ts'
import { audience, owner, together } from '../../../engine/who.ts'
import { heads, planners } from '../programme/who.ts'
import { ministers, ombudsman, pressOffice, service } from '../report/who.ts'
import { keysOf } from '../../who.ts'
import { atCentre, centre } from '../who.ts'
import { dayOf } from './stages.ts'
import { open, talkedOver } from './standing.ts'

/** The draft goes to have its facts checked, the points are answered, and the review is published (HH-42, paragraph 44). */

const national = audience('the boards’ national unit', ({ world: { directory } }) =>
  (['national', 'secretariat'] as const).flatMap(kind => keysOf(directory.units({ body: 'IMB', kind }))),
)

export const sendDraft = step({
  clauses: ['HH-42'],
  label: 'Send the draft for its facts to be checked',
  by: planners,
  open: [...open, before('draft sent', 'It has been sent'), talkedOver, after('stages set', 'Set its stages first')],
  part: 'course',
  asks: {
    papers: { ...documents('The draft', { part: 'draft' }), missing: 'Attach the draft' },
    words: optional(paragraph('Anything to say with it?', '', { part: 'draft' })),
  },
  marks: 'draft sent',
  to: 'checking',
  discloses: [
    {
      part: ['draft', 'check'],
      to: centre,
      purpose: 'To check its facts, and for nothing else',
      clause: 'HH-42',
      conditions: ['A draft: not for publication, and not to be quoted', 'For those alone who are needed to check it'],
    },
  ],
  tells: [centre],
  says: () => 'sent the draft for its facts to be checked',
})

export const checkFacts = step({
  clauses: ['HH-42'],
  label: 'Say what is wrong in its facts',
  by: atCentre,
  open: [
    ...open,
    after('draft sent', 'The draft has not been sent yet'),
    before('facts checked', 'That has been said'),
  ],
  part: 'check',
  asks: {
    points: rows('Points of fact', '', {
      passage: text('Which passage?', 'Say which passage'),
      wrong: paragraph('What is wrong?', 'Say what is wrong'),
      evidence: optional(paragraph('Evidence', '')),
    }),
    none: optional(text('Anything else?', '')),
  },
  marks: 'facts checked',
  tells: [owner],
  says: ({ answers }) => {
    const count = (answers.points ?? []).length
    return count === 0
      ? 'found nothing wrong in its facts'
      : `raised ${count === 1 ? 'a point' : `${count} points`} of fact`
  },
})

export const answerPoints = step({
  clauses: ['HH-42'],
  label: 'Answer the points of fact',
  by: planners,
  open: [...open, after('facts checked', 'No points have been raised yet')],
  part: 'check',
  asks: { answers: paragraph('Your answers, point by point', 'Answer the points') },
  marks: 'points answered',
  tells: [centre],
  says: () => 'answered the points of fact',
})

const pointsRaised = (matter: Matter): boolean =>
  ((lastAnswers(matter, 'check-facts')?.points ?? []) as readonly unknown[]).length > 0

export const publish = step({
  clauses: ['HH-42'],
  label: 'Publish the review',
  by: planners,
  open: [
    ...open,
    talkedOver,
    after('draft sent', 'Send the draft for its facts to be checked first'),
    provided(
      ({ matter, world }) => {
        const until = dayOf(matter, 'checkBy')
        return matter.milestones.has('facts checked') || (until !== undefined && world.today > until)
      },
      ({ matter }) => {
        const until = dayOf(matter, 'checkBy')
        return `Its facts are still being checked${until ? `, and the time for that is not over before the end of ${formatDay(until)}` : ''}`
      },
      'HH-42',
    ),
  ],
  part: 'published',
  asks: {
    title: worked(({ matter }) => String(lastAnswer(matter, 'title') ?? ''), text('Title', '')),
    on: worked(({ world }) => world.today, day('Published on', 'The day could not be told')),
    link: optional(text('Where can it be read?', '', { example: 'https://www.example.org/review' })),
    papers: documents('The report'),
    recommendations: rows('Recommendations', 'Give at least one recommendation', {
      text: paragraph('Recommendation', 'Write the recommendation'),
    }),
  },
  refuse: ({ answers }) =>
    answers.link || (answers.papers ?? []).length > 0
      ? undefined
      : { field: 'papers', words: 'There is no report here yet', next: 'Attach it, or say where it can be read.' },
  warn: ({ matter }) =>
    pointsRaised(matter) && !matter.milestones.has('points answered')
      ? 'The prison service raised points of fact that have no answer: once it is published, nobody answers them.'
      : undefined,
  marks: 'published',
  to: 'published',
  discloses: [
    { part: 'published', to: together(service, ministers), purpose: 'To act on it', clause: 'HH-42' },
    {
      part: 'published',
      to: together(national, ombudsman, pressOffice),
      purpose: 'It is published',
      clause: 'HH-42',
    },
  ],
  recalls: [{ part: ['draft', 'check', 'findings'], from: centre, clause: 'HH-42' }],
  tells: [service, ministers, national, ombudsman, pressOffice, heads],
  sets: ({ answers, world }) => ({ published: world.today, named: answers.title }),
  says: () => 'published the review',
})
