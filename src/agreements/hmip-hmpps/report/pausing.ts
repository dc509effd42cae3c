import { formatDay } from '../../../calendar/day.ts'
import { after, before, provided, step } from '../../../engine/procedure.ts'
import { day, text } from '../../../engine/question.ts'
import { centre } from '../who.ts'
import { standsStill } from './reading.ts'
import { writers } from './who.ts'

/** Pauses: what stops the clock is a step with its reason, and what it moved is shown. */

export const pause = step({
  clauses: ['HH-29'],
  label: 'Stop its clock',
  about:
    'For a reason outside everyone’s hands, as an election or a trial. Every date that is still open moves on by as long as the clock stands still.',
  by: writers,
  open: [after('started', 'It was published before it came here'), before('published', 'It has been published')],
  adds: true,
  part: 'course',
  asks: {
    until: day('On which day will the clock run again?', 'Give the day on which the clock runs again', {
      notBeforeToday: true,
      hint: 'Your best guess: you can start it sooner, or stop it again.',
    }),
    because: text('Why?', 'Say why', { hint: 'Whoever follows its dates reads this.' }),
  },
  refuse: ({ answers, world }) =>
    answers.until <= world.today
      ? { field: 'until', words: 'Give a day after today: until then the clock stands still' }
      : undefined,
  marks: 'stopped',
  tells: [centre],
  says: ({ answers }) => `stopped its clock until ${formatDay(answers.until)}: ${answers.because}`,
})

export const resume = step({
  clauses: ['HH-29'],
  label: 'Start its clock again',
  about: 'Sooner than was foreseen. The dates move back by what was not needed.',
  by: writers,
  open: [
    provided(({ matter, world }) => standsStill(matter, world.today), 'Its clock is running'),
    before('published', 'It has been published'),
  ],
  part: 'course',
  asks: {},
  marks: 'running again',
  tells: [centre],
  says: () => 'started its clock again',
})
