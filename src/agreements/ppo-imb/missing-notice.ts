import { workingDays } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import { has } from '../../engine/matter.ts'
import { before, step, type Procedure } from '../../engine/procedure.ts'
import { choice, day, onlyIf, optional, paragraph, text, yesOrNo } from '../../engine/question.ts'
import { allOf, anyOf, audience, called, inPost, inUnit, of, owner, owning, together } from '../../engine/who.ts'
import { official, sensitive } from '../../letters/marking.ts'
import { ownPlace } from '../own-place.ts'
import { keysOf } from '../who.ts'

/**
 * Posters and leaflets that tell people of the ombudsman (PI-13h), and notices that a death is being investigated (PI-13l): a
 * board says in a minute that they are missing, the ombudsman follows it up, and the board, which is there, says that they are back.
 */

const kinds = {
  posters: 'Posters or leaflets about the ombudsman',
  death: 'The notice that a death is being investigated',
}

const ends = { back: 'They are back', none: 'Nothing was done' }

const casework = audience('the ombudsman’s investigators', ({ world: { directory } }) =>
  keysOf(directory.units({ body: 'PPO', kind: 'casework' })),
)
const ombudsmanLead = audience('the Deputy Ombudsman', ({ world: { directory } }) =>
  keysOf(directory.posts({ body: 'PPO', kind: 'deputy' })),
)

const aBoard = called('a monitoring board', allOf(of('IMB'), inUnit('board')))
const theBoard = called('the board that said so', owning)
const atOmbudsman = called(
  'the ombudsman’s investigators or the Deputy Ombudsman',
  anyOf(allOf(of('PPO'), inUnit('casework')), allOf(of('PPO'), inPost('deputy'))),
)

const within = {
  posters: {
    name: 'missing-posters-ppo',
    label: 'Follow up missing posters within',
    period: workingDays(10),
    body: 'PPO',
  },
  death: {
    name: 'missing-death-notice-ppo',
    label: 'Follow up a missing notice of a death within',
    period: workingDays(3),
    body: 'PPO',
  },
  outcome: {
    name: 'missing-outcome-ppo',
    label: 'Say what came of asking for them within',
    period: workingDays(15),
    body: 'PPO',
  },
  confirm: {
    name: 'missing-confirm-imb',
    label: 'Look whether they are back within',
    period: workingDays(20),
    body: 'IMB',
  },
} as const

const whose = { PPO: 'the ombudsman', IMB: 'the monitoring boards' } as const

/** The agreement says only: when it is seen. What follows is in our own time; a notice of a death is sought sooner, while people remember. */
export const missingSettings: Readonly<Record<string, Setting>> = Object.fromEntries(
  Object.values(within).map(({ name, label, period, body }): [string, Setting] => [
    name,
    { label: `${label} (${whose[body]})`, period, body },
  ]),
)

const untilBack = before('back', 'They are back')

export const missingNotice: Procedure = {
  name: 'missing-notice',
  prefix: 'MIS',
  title: 'Missing posters and notices',
  one: 'a missing poster or notice',
  parts: {
    report: { label: 'What is missing', marking: official, searched: true },
    death: { label: 'Whose death', marking: sensitive },
  },
  stages: {
    missing: 'Missing',
    asked: 'Asked for',
    replaced: 'Said to be back',
    ended: 'Back, or closed without action',
  },
  columns: {
    about: { label: 'What it is about', part: 'report' },
    what: { label: 'What', part: 'report', values: kinds },
    where: { label: 'Where', part: 'report' },
    since: { label: 'Missing since', part: 'report', is: 'day' },
    end: { label: 'How it ended', part: 'report', values: ends },
  },
  heads: ['about'],
  begins: 'report',
  owner: ({ me }) => me.unit,
  openBetween: together(owner, casework, ombudsmanLead),
  keepsTold: audience('the board and the ombudsman’s investigators', taking => [
    ...owner.readers(taking),
    ...casework.readers(taking),
  ]),
  log: {
    shows: ['what', 'where'],
    narrowsBy: ['what', 'end'],
    counts: ['what', 'end'],
    times: { back: 'To being back' },
  },
  rules: {
    'follow up posters': {
      clause: 'PI-13h',
      label: 'Follow up the missing posters or leaflets',
      owedBy: casework,
      part: 'report',
      from: ['posters missing'],
      until: ['asked', 'replaced', 'no action', 'back'],
      dates: ({ world }) => ({ limit: world.period(within.posters.name) }),
      basis: 'our default',
      by: 'follow-up',
    },
    'follow up death notice': {
      clause: 'PI-13l',
      label: 'Follow up the missing notice of a death',
      owedBy: casework,
      part: 'report',
      from: ['death notice missing'],
      until: ['asked', 'replaced', 'no action', 'back'],
      dates: ({ world }) => ({ limit: world.period(within.death.name) }),
      basis: 'our default',
      by: 'follow-up',
    },
    'say what came of it': {
      clause: 'PI-13h',
      label: 'Say what came of asking for them',
      owedBy: casework,
      part: 'report',
      from: ['asked'],
      until: ['replaced', 'no action', 'back'],
      dates: ({ world }) => ({ limit: world.period(within.outcome.name) }),
      basis: 'our default',
      by: 'follow-up',
    },
    look: {
      clause: 'PI-13h',
      label: 'Look whether they are back',
      owedBy: owner,
      part: 'report',
      from: ['replaced'],
      until: ['back', 'still missing'],
      dates: ({ world }) => ({ limit: world.period(within.confirm.name) }),
      basis: 'our default',
      by: 'confirm-back',
    },
  },
  steps: {
    report: step({
      clauses: ['PI-13h', 'PI-13l'],
      label: 'Say that posters or a notice are missing',
      about: 'It goes to the ombudsman’s investigators. Nobody at the establishment is told by this system.',
      by: aBoard,
      part: 'report',
      asks: {
        place: ownPlace('Where?', 'Choose where', 'A board says so of its own establishment'),
        what: choice('What is missing?', 'Choose what is missing', kinds),
        whose: onlyIf(
          'what',
          'death',
          optional(
            text('Whose death, or the ombudsman’s number for it, if you know', '', { part: 'death', clause: 'PI-13l' }),
          ),
        ),
        where: text('Where in the establishment?', 'Say where', { example: 'Notice boards on B and C wings' }),
        since: optional(day('Missing since when, if you know?', '', { notAfterToday: true })),
      },
      marks: {
        'posters missing': ({ answers }) => answers.what === 'posters',
        'death notice missing': ({ answers }) => answers.what === 'death',
      },
      to: 'missing',
      discloses: [
        {
          part: 'report',
          to: casework,
          purpose: 'To have them put back',
          clause: 'PI-13h',
          when: ({ answers }) => answers.what === 'posters',
        },
        {
          part: ['report', 'death'],
          to: casework,
          purpose: 'To have it put up',
          clause: 'PI-13l',
          when: ({ answers }) => answers.what === 'death',
        },
        { part: 'report', to: ombudsmanLead, purpose: 'To see how often it happens', clause: 'PI-13h' },
      ],
      sets: ({ answers }) => ({
        about: `${answers.what === 'death' ? 'Notice of a death' : 'Posters or leaflets'}: ${answers.where}`,
        what: answers.what,
        where: answers.where,
        since: answers.since,
      }),
      says: ({ answers }) =>
        answers.what === 'death'
          ? 'said that the notice of a death is missing'
          : 'said that posters or leaflets are missing',
    }),

    'follow-up': step({
      clauses: ['PI-13h', 'PI-13l'],
      label: 'Say what was done',
      by: atOmbudsman,
      open: [untilBack],
      part: 'report',
      asks: {
        did: choice('What was done?', 'Choose what was done', {
          asked: 'The establishment was asked to put them up',
          replaced: 'They have been put up, or sent',
          none: 'Nothing will be done',
        }),
        on: {
          ...onlyIf('did', 'asked', day('When was it asked?', 'Give the day', { notAfterToday: true })),
          missing: 'Give the day it was asked',
        },
        who: onlyIf('did', 'asked', optional(text('Who was asked?', '', { hint: 'Their post is enough.' }))),
        because: {
          ...onlyIf('did', 'none', paragraph('Why not?', 'Say why nothing will be done')),
          missing: 'Say why nothing will be done',
        },
        remark: optional(text('Anything the board should know?', '')),
      },
      adds: true,
      marks: {
        asked: ({ answers }) => answers.did === 'asked',
        replaced: ({ answers }) => answers.did === 'replaced',
        'no action': ({ answers }) => answers.did === 'none',
      },
      to: {
        asked: ({ answers }) => answers.did === 'asked',
        replaced: ({ answers }) => answers.did === 'replaced',
        ended: ({ answers }) => answers.did === 'none',
      },
      sets: ({ answers }) => (answers.did === 'none' ? { end: 'none' } : {}),
      says: ({ answers }) =>
        answers.did === 'asked'
          ? 'asked the establishment to put them up'
          : answers.did === 'replaced'
            ? 'said that they have been put up'
            : 'said that nothing will be done',
    }),

    'confirm-back': step({
      clauses: ['PI-13h', 'PI-13l'],
      label: 'Say whether they are back',
      about: 'As seen by a member. If they are still missing, the ombudsman follows it up again.',
      by: theBoard,
      open: [untilBack],
      part: 'report',
      asks: {
        back: yesOrNo('Are they back?', 'Say whether they are back'),
        seenOn: day('Seen on which day?', 'Give the day', { notAfterToday: true }),
        remark: optional(text('Anything else', '')),
      },
      adds: true,
      marks: {
        back: ({ answers }) => answers.back,
        'still missing': ({ answers }) => !answers.back,
        'posters missing': ({ matter, answers }) => !answers.back && has(matter, 'posters missing'),
        'death notice missing': ({ matter, answers }) => !answers.back && has(matter, 'death notice missing'),
      },
      to: { ended: ({ answers }) => answers.back, missing: ({ answers }) => !answers.back },
      sets: ({ answers }) => ({ end: answers.back ? 'back' : null }),
      says: ({ answers }) => (answers.back === true ? 'saw that they are back' : 'saw that they are still missing'),
    }),
  },
}
