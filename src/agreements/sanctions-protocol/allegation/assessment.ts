import { warnOfNames } from './nameless.ts'
import { agreedTo, isReferred, mayProceed, overridden, referredTo, stands } from './reading.ts'
import { noFurtherThan, notConcluded, open } from './standing.ts'
import { has } from '../../../engine/matter.ts'
import { step } from '../../../engine/procedure.ts'
import { choice, choices, optional, paragraph, yesOrNo, type Question } from '../../../engine/question.ts'
import { audience } from '../../../engine/who.ts'
import { deeds, involvements, sanctionKinds } from '../sanction.ts'
import { isSenior, managersAt, theOwner } from '../who.ts'

/** What is alleged is made clear, and whether it amounts to a sanction (SP-2, SP-17, SP-23c, SP-F2). */

const ifSo = <T>(question: Question<T>): Question<T> => ({
  ...question,
  asked: ({ qualifies }) => qualifies === true,
  under: { question: 'qualifies', is: 'yes' },
})

/** The managers there who were shown anything of it before managers there were found to be involved. */
const managersInvolved = audience('the managers there who were told before', ({ matter, answers, world }) => {
  const there = managersAt(world, matter.place).map(post => post.key)
  const shown = matter.disclosures.filter(one => !one.ended && there.includes(one.to)).map(one => one.to)
  return answers.implicated === true ? [...new Set(shown)] : []
})

export const assess = step({
  clauses: ['SP-23c', 'SP-F2', 'SP-2', 'SP-17'],
  label: 'Assess whether it qualifies as a sanction',
  about:
    'It qualifies if it may be something staff did, allowed or put up with because the person spoke, wrote or tried to speak to the inspectorate, a board or the ombudsman. ' +
    'What the person had told them does not come into it, whether it was right or wrong: nobody may be punished for it either way, so it is not asked.',
  by: theOwner,
  open: [...open, notConcluded],
  part: 'assessment',
  asks: {
    qualifies: yesOrNo('Does it qualify as a sanction?', 'Say whether it qualifies as a sanction'),
    kinds: ifSo(choices('What kinds of sanction are alleged?', 'Choose at least one kind of sanction', sanctionKinds)),
    deed: ifSo(choice('Was something done, or not done?', 'Choose whether something was done or not done', deeds)),
    involvement: ifSo(
      choices('How were staff involved?', 'Choose how staff were involved', involvements, {
        hint: 'As it is alleged. Choose each that applies.',
      }),
    ),
    implicated: ifSo(
      yesOrNo(
        'Is the governor or another manager there said to be involved?',
        'Say whether a manager there is said to be involved',
        {
          hint: 'If so, nothing will be sent to the managers there: it goes to a senior level. One who was asked already sees nothing of it any more.',
          clause: 'SP-23e',
        },
      ),
    ),
    serious: optional(
      ifSo(
        yesOrNo('Is it exceptional or very serious?', '', {
          hint: 'If so, it can be taken to a senior level at once.',
          clause: 'SP-23e',
        }),
      ),
    ),
    reasons: paragraph('Your reasons', 'Give your reasons', {
      hint: 'Without names: the leads of the other bodies see this.',
    }),
  },
  refuse: ({ answers, matter }) =>
    !answers.qualifies && has(matter, 'to be investigated')
      ? {
          field: 'qualifies',
          clause: 'SP-F8',
          words: 'The ombudsman has decided to investigate it, so it is for the ombudsman to conclude on it',
          next: 'Tell the Deputy Ombudsman why you think that it does not qualify: add it as something new.',
        }
      : undefined,
  warn: warnOfNames('reasons'),
  marks: {
    assessed: () => true,
    'assessed as a sanction': ({ answers }) => answers.qualifies,
    'not a sanction': ({ answers }) => !answers.qualifies,
    'a sanction after all': ({ answers, matter }) => answers.qualifies && has(matter, 'not a sanction'),
    'goes no further': ({ answers, matter }) =>
      answers.qualifies &&
      has(matter, 'consent refused') &&
      !overridden(matter) &&
      (!has(matter, 'assessed as a sanction') || stands(matter, 'reopened', 'assessed')),
    'ready to enquire': ({ answers, matter }) =>
      answers.qualifies && !has(matter, 'assessed as a sanction') && mayProceed(matter, 'board'),
    'manager left out': ({ answers, matter, world }) => {
      const asked = referredTo(matter)
      return answers.implicated === true && asked !== undefined && !isSenior(world, asked)
    },
    'ready to refer': ({ answers, matter }) =>
      answers.qualifies && !isReferred(matter) && (agreedTo(matter, 'establishment') || agreedTo(matter, 'service')),
  },
  clears: {
    'assessed as a sanction': ({ answers }) => !answers.qualifies,
    'not a sanction': ({ answers }) => answers.qualifies,
  },
  to: {
    assessed: ({ answers, matter }) => answers.qualifies && noFurtherThan('assessed')({ matter }),
    'not-a-sanction': ({ answers }) => !answers.qualifies,
  },
  recalls: [{ part: ['referral', 'response', 'escalation', 'identity'], from: managersInvolved, clause: 'SP-23e' }],
  sets: ({ answers }) => ({
    qualifies: answers.qualifies ? 'yes' : 'no',
    kinds: answers.kinds ?? [],
    deed: answers.deed,
    involvement: answers.involvement ?? [],
    ...(answers.implicated === undefined ? {} : { implicated: answers.implicated ? 'yes' : 'no' }),
    ...(answers.qualifies ? {} : { outcome: 'not-a-sanction' }),
  }),
  says: ({ answers }) =>
    answers.qualifies ? 'assessed it as a sanction' : 'assessed that it does not qualify as a sanction',
})
