import type { Agreement } from '../../engine/agreement.ts'
import { duty } from '../../engine/clause.ts'
import { after, before, step, type Procedure } from '../../engine/procedure.ts'
import {
  choice,
  choices,
  coded,
  day,
  documents,
  number,
  onlyIf,
  optional,
  paragraph,
  place,
  post,
  references,
  rows,
  text,
  yesOrNo,
} from '../../engine/question.ts'
import { audience, of, owner, owning } from '../../engine/who.ts'
import { workingDays } from '../../calendar/period.ts'

// A procedure made for tests: it asks every kind of question there is, discloses to a prison, and has a step without questions.

const governor = audience('the governor', ({ matter, world }) =>
  world.directory.posts({ kind: 'governor', place: matter.place }).map(one => one.key),
)

const letters: Procedure = {
  name: 'letter',
  prefix: 'LET',
  title: 'Letters',
  one: 'a letter',
  parts: {
    envelope: { label: 'The envelope', marking: { classification: 'OFFICIAL' } },
    inside: { label: 'The letter itself', marking: { classification: 'OFFICIAL-SENSITIVE' }, searched: true },
  },
  stages: { here: 'Received', sent: 'Passed on', answered: 'Answered' },
  columns: { about: { label: 'About', part: 'envelope' } },
  heads: ['about'],
  begins: 'receive',
  owner: ({ me }) => me.unit,
  rules: {
    answer: {
      clause: 'SP-2',
      label: 'Answer the letter',
      owedBy: governor,
      part: 'envelope',
      from: ['passed on'],
      until: ['answered'],
      basis: 'our default',
      dates: () => ({ limit: workingDays(10) }),
      by: 'answer',
    },
  },
  steps: {
    receive: step({
      clauses: ['SP-1'],
      label: 'Take down a letter',
      by: of('IMB'),
      part: 'envelope',
      to: 'here',
      asks: {
        where: place('Where is it about?', 'Choose the place', { clause: 'SP-2' }),
        about: text('What is it about?', 'Say what it is about'),
        words: paragraph('What does it say?', 'Copy the letter', { part: 'inside' }),
        kind: choice('What kind is it?', 'Choose a kind', { complaint: 'A complaint', thanks: 'Thanks' }),
        severity: onlyIf('kind', 'complaint', number('How bad, from 1 to 5?', 'Give a number', { least: 1, most: 5 })),
        sheets: optional(number('How many sheets?', '', { least: 1, most: 5 })),
        ways: optional(choices('How did it come?', '', { post: 'By post', hand: 'By hand' })),
        urgent: yesOrNo('Is it urgent?', 'Say whether it is urgent'),
        by: onlyIf('urgent', true, day('By when?', 'Give a date', { notBeforeToday: true })),
        code: optional(coded('Its number', '', /^[A-Z]\d{3}$/, 'Give a letter and three figures', 'A123')),
        reader: post('Who should read it?', 'Choose a post', ({ world }) =>
          world.directory.posts({ kind: 'governor' }),
        ),
        others: references('Other letters'),
        points: rows('What does it ask?', 'Say at least one thing it asks', {
          point: text('Point', 'Say the point'),
          until: optional(day('Until', '')),
        }),
        papers: documents('Papers', { part: 'inside' }),
      },
      refuse: ({ answers }) =>
        answers.about === 'nothing'
          ? {
              field: 'about',
              words: 'A letter about nothing is not taken',
              next: 'Write what it is about.',
              clause: 'SP-2',
            }
          : undefined,
      sets: ({ answers }) => ({ about: answers.about }),
      links: ({ answers }) => answers.others,
      says: ({ answers, world }) => `took down a letter about ${world.directory.place(String(answers.where)).name}`,
    }),
    note: step({
      clauses: ['SP-1'],
      label: 'Add a note',
      by: owning,
      part: 'inside',
      asks: { note: paragraph('Your note', 'Write a note') },
      says: () => 'added a note',
    }),
    call: step({
      clauses: ['SP-1'],
      label: 'Write down a call',
      by: owning,
      part: 'inside',
      adds: true,
      asks: { who: text('Who rang?', 'Say who rang'), said: text('What did they say?', 'Say what they said') },
      says: () => 'wrote down a call',
    }),
    pass: step({
      clauses: ['SP-1'],
      label: 'Pass it to the governor',
      by: owning,
      open: [before('passed on', 'It has been passed on already', 'SP-2')],
      part: 'envelope',
      asks: {},
      marks: 'passed on',
      to: 'sent',
      discloses: [
        {
          part: ['envelope', 'inside'],
          to: governor,
          purpose: 'To answer it',
          clause: 'SP-2',
          conditions: ['Show it to nobody else'],
        },
      ],
      tells: [governor],
      says: () => 'passed it to the governor',
    }),
    answer: step({
      clauses: ['SP-1'],
      label: 'Answer',
      by: of('HMPPS'),
      open: [after('passed on', 'It has not been passed on', 'SP-2')],
      part: 'envelope',
      asks: { words: paragraph('Your answer', 'Write an answer') },
      marks: 'answered',
      to: 'answered',
      tells: [owner],
      says: () => 'answered',
    }),
    recall: step({
      clauses: ['SP-2'],
      label: 'Take it back from the governor',
      by: owning,
      open: [after('passed on', 'It has not been passed on')],
      part: 'inside',
      asks: {},
      recalls: [{ part: ['envelope', 'inside'], from: governor, clause: 'SP-2' }],
      says: () => 'took it back',
    }),
    unsay: step({
      clauses: ['SP-2'],
      label: 'Take it back from everybody',
      by: of('HMPPS'),
      open: [after('passed on', 'It has not been passed on')],
      part: 'envelope',
      asks: {},
      recalls: [
        { part: 'inside', from: { allBut: audience('nobody', () => []) }, clause: 'SP-2' },
        { part: 'envelope', from: owner, clause: 'SP-2' },
        { part: 'envelope', from: { allBut: governor }, clause: 'SP-2' },
      ],
      discloses: [
        { part: 'envelope', to: owner, purpose: 'To know of it', clause: 'SP-2', conditions: ['Say nothing of it'] },
      ],
      says: () => 'took it back',
    }),
  },
}

const confirmation: Procedure = {
  name: 'confirmation',
  prefix: 'CON',
  title: 'Confirmations',
  one: 'a confirmation',
  parts: { all: { label: 'Confirmation', marking: { classification: 'OFFICIAL' } } },
  stages: { done: 'Confirmed' },
  columns: {},
  heads: [],
  begins: 'confirm',
  owner: ({ me }) => me.unit,
  rules: {},
  steps: {
    confirm: step({
      clauses: ['SP-3'],
      label: 'Confirm that you have read it',
      by: of('IMB', 'HMPPS'),
      part: 'all',
      to: 'done',
      asks: { read: yesOrNo('Have you read it?', 'Say whether you have read it') },
      changes: ({ world }) => [{ kind: 'standing', requirement: 'reading', on: world.today, until: '2027-03-01' }],
      says: () => 'confirmed having read it',
    }),
  },
}

export const letterAgreement: Agreement = {
  id: 'letters',
  title: 'Letters',
  short: 'the agreement on letters',
  parties: ['IMB', 'HMPPS'],
  source: 'made for tests',
  versions: [
    {
      name: '2026',
      signatories: [],
      clauses: [
        duty('SP-1', { para: '1', by: 'IMB', text: 'Letters are taken down' }),
        duty('SP-2', { para: '2', by: 'HMPPS', text: 'Letters are answered within ten working days' }),
        duty('SP-3', { para: '3', by: 'all', text: 'Everyone reads the agreement once a year' }),
      ],
      procedures: [letters, confirmation],
      requirements: {
        reading: {
          label: 'You have read the agreement on letters',
          clause: 'SP-3',
          bodies: ['IMB'],
          holds: workingDays(250),
          mendedBy: 'confirmation',
        },
      },
    },
  ],
}
