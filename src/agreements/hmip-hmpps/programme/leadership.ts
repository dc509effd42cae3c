import { step, type Procedure } from '../../../engine/procedure.ts'
import { choice, paragraph, place } from '../../../engine/question.ts'
import { sensitive } from '../../../letters/marking.ts'
import { leadershipLevels } from './risk.ts'
import { heads, planners, teams } from './who.ts'
import { keptAsRecord } from '../retention.ts'

/** How well a place is led, as those who plan inspections judge it: one of the reasons in its risk (HH-6c), and nobody else's to read. */

const judged = {
  level: choice('How well is it led?', 'Choose how well it is led', leadershipLevels),
  because: paragraph('Why?', 'Say why', {
    hint: 'What it rests on, as others who plan can check it.',
    example: 'Third governor in two years; the deputy holds it together.',
  }),
}

export const leadershipJudgement: Procedure = keptAsRecord(
  'programme',
  {
    ends: { judge: undefined, 'judge-anew': undefined },
    parts: ['judgement'],
    what: 'what was judged of its leadership',
    gone: { judge: 'judged its leadership', 'judge-anew': 'judged its leadership anew' },
  },
  {
    name: 'leadership',
    prefix: 'LDS',
    title: 'Leadership of establishments, as judged by those who plan',
    one: 'a judgement of a place’s leadership',
    parts: { judgement: { label: 'Judgement', marking: sensitive, searched: true } },
    stages: { judged: 'Judged' },
    columns: {
      about: { label: 'About', part: 'judgement' },
      level: { label: 'Leadership', part: 'judgement', values: leadershipLevels },
      judged: { label: 'Judged on', part: 'judgement', is: 'day' },
    },
    heads: ['about'],
    alike: [['place']],
    begins: 'judge',
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    log: { shows: ['level', 'judged'], narrowsBy: ['level'], counts: ['level'] },
    rules: {},
    steps: {
      judge: step({
        clauses: ['HH-6c'],
        label: 'Judge how well a place is led',
        about: 'It adds to the risk of the place in the programme. Only those who plan inspections see it.',
        by: planners,
        part: 'judgement',
        asks: { place: place('Which place?', 'Choose the place'), ...judged },
        marks: 'judged',
        to: 'judged',
        discloses: [{ part: 'judgement', to: heads, purpose: 'They plan too', clause: 'HH-6c' }],
        sets: ({ answers, world }) => ({
          about: `Leadership of ${world.directory.place(answers.place).name}`,
          level: answers.level,
          judged: world.today,
        }),
        says: ({ answers }) => `judged its leadership: ${leadershipLevels[answers.level].toLowerCase()}`,
      }),

      'judge-anew': step({
        clauses: ['HH-6c'],
        label: 'Judge it anew',
        by: planners,
        adds: true,
        part: 'judgement',
        asks: judged,
        marks: 'judged',
        sets: ({ answers, world }) => ({ level: answers.level, judged: world.today }),
        says: ({ answers }) => `judged its leadership anew: ${leadershipLevels[answers.level].toLowerCase()}`,
      }),
    },
  },
)
