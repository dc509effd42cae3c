import { findDay, formatDay, type Day } from '../../calendar/day.ts'
import { lastAnswer, type Matter } from '../../engine/matter.ts'
import { after, before, step, type Procedure } from '../../engine/procedure.ts'
import { choice, choices, day, documents, optional, paragraph, references, text } from '../../engine/question.ts'
import { audience, owner, owning } from '../../engine/who.ts'
import { sensitive } from '../../letters/marking.ts'
import { teams } from '../hmip-hmpps/report/who.ts'
import { ownPlaceOf } from '../../engine/placed.ts'
import { ownPlace } from '../own-place.ts'
import { aBoard, regionals } from './who.ts'

/**
 * A board takes up what a report found as a theme for its own monitoring (HI-9c): what it will look at, when it looks again,
 * and what it saw each time. It is the board’s own, and nobody else’s unless the board shows it.
 */

const better = { better: 'Better', same: 'About the same', worse: 'Worse' } as const

const shownTo = { regional: 'The regional representative', inspectorate: 'The inspection teams' } as const

const nextLook = (matter: Matter): Day | undefined => findDay(String(lastAnswer(matter, 'again')))

const again = (label: string, missing: string) =>
  day(label, missing, { notBeforeToday: true, hint: 'You are reminded.' })

/** Everyone the board has shown it to. */
const shown = audience('everyone the board has shown it to', ({ matter }) => [
  ...new Set(matter.disclosures.filter(one => !one.ended && one.to !== matter.owner).map(one => one.to)),
])

const notClosed = before('closed', 'It is closed')

export const monitoringTheme: Procedure = {
  name: 'monitoring-theme',
  prefix: 'THE',
  title: 'Themes for monitoring',
  one: 'a theme for the board’s monitoring',
  parts: { theme: { label: 'The theme', marking: sensitive, searched: true } },
  stages: { open: 'Taken up', closed: 'Closed' },
  columns: {
    line: { label: 'Theme', part: 'theme' },
    now: { label: 'As last seen', part: 'theme', values: better },
    again: { label: 'Look again', part: 'theme', is: 'day' },
  },
  heads: ['line'],
  atPlace: { under: 'concerns', shows: ['now'], leavesOut: ['closed'] },
  log: { shows: ['now', 'again'], narrowsBy: ['now'], counts: ['now'], times: { closed: 'To being closed' } },
  begins: 'take-up',
  owner: ({ me }) => me.unit,
  rules: {
    'look again': {
      clause: 'HI-9c',
      label: 'Look, and say what you saw',
      owedBy: owner,
      part: 'theme',
      from: ['taken up', 'looked'],
      until: ['looked', 'closed'],
      dates: ({ matter }) => {
        const on = nextLook(matter)
        return { limit: on && { day: on, working: `The day the board chose, ${formatDay(on)}` } }
      },
      basis: 'agreed',
      by: 'look',
    },
  },
  steps: {
    'take-up': step({
      clauses: ['HI-9c'],
      label: 'Take up a concern from a report',
      about: 'It is for your board alone, until you choose to show it to somebody.',
      by: aBoard,
      part: 'theme',
      asks: {
        place: ownPlace('Where?', 'Choose where', 'A board monitors its own establishment'),
        report: references('Which report is it from?', {
          of: { prefix: 'RPT', what: 'report' },
          one: true,
          missing: 'Give the report’s reference',
          hint: 'Those about your establishment that you can see are named here. Another’s reference stands at the top of its page.',
          among: { procedure: 'report', at: ownPlaceOf },
        }),
        line: text('In one line, which concern do you take up?', 'Say which concern you take up', {
          example: 'Evening medicines are given out late',
        }),
        look: paragraph('What will you look at?', 'Say what you will look at', {
          example: 'The evening round on two wings, and the log of when it ends.',
        }),
        again: again('When do you look?', 'Give the day on which you look'),
      },
      marks: 'taken up',
      to: 'open',
      links: ({ answers }) => answers.report,
      sets: ({ answers }) => ({ line: answers.line, again: answers.again }),
      says: () => 'took up a concern from a report',
    }),

    look: step({
      clauses: ['HI-9c'],
      label: 'Record what you saw',
      by: owning,
      open: [after('taken up', 'Nothing has been taken up'), notClosed],
      part: 'theme',
      adds: true,
      asks: {
        on: day('On which day did you look?', 'Give the day', { notAfterToday: true }),
        seen: paragraph('What did you see?', 'Say what you saw'),
        now: choice('How is it, compared with the report?', 'Choose how it is', better),
        papers: documents('Papers or pictures'),
        again: again('When do you look again?', 'Give the day on which you look again'),
      },
      marks: 'looked',
      sets: ({ answers }) => ({ now: answers.now, again: answers.again }),
      tells: [shown],
      says: () => 'recorded what was seen',
    }),

    share: step({
      clauses: ['HI-9c', 'HI-6c'],
      label: 'Show it to somebody',
      about: 'They see all of it, and what you add, until you stop showing it.',
      by: owning,
      open: [after('taken up', 'Nothing has been taken up')],
      part: 'theme',
      adds: true,
      asks: {
        to: choices('To whom?', 'Choose to whom', shownTo),
        because: optional(text('What for?', '', { example: 'You may find it elsewhere too' })),
      },
      discloses: [
        {
          part: 'theme',
          to: regionals,
          purpose: 'To know what the board looks at',
          conditions: ['Not to be passed on without the board’s word'],
          clause: 'HI-9c',
          when: ({ answers }) => answers.to.includes('regional'),
        },
        {
          part: 'theme',
          to: teams,
          purpose: 'To know what the board sees after the inspection',
          conditions: ['Not to be passed on without the board’s word'],
          clause: 'HI-6c',
          when: ({ answers }) => answers.to.includes('inspectorate'),
        },
      ],
      tells: [shown, regionals, teams],
      says: () => 'showed it to somebody',
    }),

    'stop-sharing': step({
      clauses: ['HI-9c'],
      label: 'Stop showing it',
      about: 'Nobody but your board sees it from now on.',
      by: owning,
      open: [
        {
          holds: ({ matter }) => matter.disclosures.some(one => !one.ended && one.to !== matter.owner),
          otherwise: 'Nobody else sees it',
        },
      ],
      part: 'theme',
      adds: true,
      asks: {},
      recalls: [{ part: 'theme', from: shown, clause: 'HI-9c' }],
      says: () => 'stopped showing it',
    }),

    close: step({
      clauses: ['HI-9c'],
      label: 'Close it',
      about: 'When you have seen enough. What you found stays here for your annual report.',
      by: owning,
      open: [after('taken up', 'Nothing has been taken up'), notClosed],
      part: 'theme',
      asks: {
        now: choice('How is it now, compared with the report?', 'Choose how it is', better),
        found: paragraph('What did you find in the end?', 'Say what you found'),
      },
      marks: 'closed',
      to: 'closed',
      sets: ({ answers }) => ({ now: answers.now, again: null }),
      tells: [shown],
      says: () => 'closed it',
    }),
  },
}
