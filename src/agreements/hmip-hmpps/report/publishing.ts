import { formatDay } from '../../../calendar/day.ts'
import { lastAnswers, type Matter } from '../../../engine/matter.ts'
import { after, before, provided, step } from '../../../engine/procedure.ts'
import { day, optional, references, text, worked } from '../../../engine/question.ts'
import { copied, endedCopied } from './contents.ts'
import { closing } from './sending.ts'
import { numberedItems, plannedDay } from './reading.ts'
import { boards, heads, ministers, ombudsman, pressOffice, service, writers } from './who.ts'

/** Publication: everyone whom the agreements name has the report in the same minute (HH-29, HI-8f). */

const finalAnswers = (matter: Matter) => lastAnswers(matter, 'finalise') ?? {}

export const publish = step({
  clauses: ['HH-29', 'HI-8f'],
  label: 'Publish the report',
  about:
    'The final text goes to the prison service, ministers, the monitoring board and its national unit, and the ombudsman, all at once. After this nothing in it can be changed.',
  by: writers,
  open: [
    before('published', 'It has been published'),
    after('points answered', 'Not before the check is over and every point is answered', 'HH-28'),
    after('finalised', 'Settle the final text first'),
    after('publication set', 'Set the day of publication first'),
    after('notice drafted', 'A press notice goes before every report: it has not been drafted', 'HH-30'),
    provided(({ matter, world }) => {
      const on = plannedDay(matter)
      return on === undefined || world.today >= on
    }, 'The day set for its publication has not come: set another day if it is to be published now'),
  ],
  part: 'published',
  asks: {
    ended: endedCopied('published'),
    on: worked(({ world }) => world.today, day('Published on', 'The day could not be told')),
    kind: worked(
      ({ matter }) => (lastAnswers(matter, 'start')?.kind ?? '') as string,
      optional(text('Kind of inspection', '')),
    ),
    ...copied('published', finalAnswers),
    // In the course, which those whom it is published to do not see.
    related: references('Other references to tie it to', {
      part: 'course',
      hint: 'Leave it empty if there are none.',
    }),
  },
  marks: 'published',
  to: 'published',
  discloses: [
    { part: 'published', to: boards, purpose: 'To use what was found in their own monitoring', clause: 'HI-8f' },
    { part: 'published', to: service, purpose: 'To act on it', clause: 'HH-29' },
    { part: 'published', to: ministers, purpose: 'It is published', clause: 'HH-29' },
    { part: 'published', to: ombudsman, purpose: 'To learn from it', clause: 'HH-29' },
    { part: 'published', to: pressOffice, purpose: 'It is published', clause: 'HH-29' },
  ],
  recalls: closing,
  tells: [boards, service, ministers, ombudsman, pressOffice, heads],
  sets: ({ answers, world }) => {
    const said = answers as Readonly<Record<string, unknown>>
    return {
      ended: answers.ended,
      published: world.today,
      kind: answers.kind,
      safety: said.safety,
      respect: said.respect,
      activity: said.activity,
      release: said.release,
      items: numberedItems(said.items, answers.ended).length,
    }
  },
  links: ({ answers }) => answers.related ?? [],
  says: ({ answers }) => `published the report${answers.on ? ` on ${formatDay(answers.on)}` : ''}`,
})
