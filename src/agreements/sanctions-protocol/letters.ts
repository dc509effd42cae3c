import { bodies, type Body } from '../../bodies.ts'
import { dayOf, findDay, formatDay } from '../../calendar/day.ts'
import { has, lastAnswers, type Answers, type Matter } from '../../engine/matter.ts'
import { anyOf, called, type Who } from '../../engine/who.ts'
import { facts, heading, list, numbered, paragraph, quote, signature, type Block } from '../../letters/blocks.ts'
import type { Letter, LetterView } from '../../letters/letter.ts'
import { explainOutcome } from './allegation/course.ts'
import { brief } from './allegation/enquiries.ts'
import { issueReport } from './allegation/investigation.ts'
import {
  answerDue,
  escalatedTo,
  escalation,
  found,
  isEscalated,
  isReferred,
  overridden,
  recommendations,
  referral,
  referredTo,
} from './allegation/reading.ts'
import { escalate, refer } from './allegation/referral.ts'
import { conclusions, suggestions } from './allegation/words.ts'
import { reassurance } from './reassurance.ts'
import { settingFor } from './settings.ts'
import { handling, investigating, isSenior, receivingBody } from './who.ts'

/**
 * The letters that the protocol calls for. Each is made from the matter as its writer may see it, and so can say nothing
 * that its writer may not know. Every one to a detained person carries the reassurance (SP-23a).
 */

const words = (answers: Answers | undefined, name: string): string => {
  const answer = answers?.[name]
  return typeof answer === 'string' ? answer : ''
}

const nameOf = (matter: Matter): string => words(lastAnswers(matter, 'receive'), 'name')

const placeName = ({ matter, world }: Pick<LetterView, 'matter' | 'world'>): string =>
  (matter.place && world.directory.findPlace(matter.place)?.name) || 'the establishment'

const postTitle = ({ world }: Pick<LetterView, 'world'>, key: string | undefined): string =>
  (key && world.directory.findPost(key)?.title) || 'the senior manager'

const signed = ({ me }: LetterView): Block => signature(me.name, `${me.title}, ${bodies[me.body].name}`)

const dear = ({ matter }: LetterView): Block => paragraph(`Dear ${nameOf(matter) || 'Sir or Madam'},`)

const knowsThem = ({ matter }: LetterView) => matter.parts.has('identity') && !has(matter, 'signposted')

/** Whoever is to tell the person an outcome, or found it out. */
const telling: Who = called(
  'the body that is to tell the person, or the ombudsman’s investigators',
  anyOf(explainOutcome.by, investigating),
)

/** A letter to the person: a greeting, what it says, the reassurance, who signs. */
const toThePerson = (
  letter: Pick<Letter, 'id' | 'label' | 'clause'> & {
    by: Who
    offered(view: LetterView): boolean
    title: string
    says(view: LetterView): readonly Block[]
  },
): Letter => ({
  id: letter.id,
  label: letter.label,
  clause: letter.clause,
  by: letter.by,
  to: 'detained person',
  offered: view => knowsThem(view) && letter.offered(view),
  title: () => letter.title,
  blocks: view => [dear(view), ...letter.says(view), reassurance, signed(view)],
})

/** 'HM Inspectorate of Prisons', 'the Independent Monitoring Boards': as the name goes in a sentence. */
const toldBody = (body: Body): string => (body === 'HMIP' ? bodies.HMIP.name : `the ${bodies[body].name}`)

/** Who is told: what will be done, and what has been by now, as far as whoever writes may know of it (SP-23b, SP-23f). */
function whoIsTold({ matter, world }: LetterView): readonly string[] {
  const asked = has(matter, 'consent given') || has(matter, 'consent refused')
  const talk = asked
    ? 'You have told us what you agree to.'
    : 'We would like to talk to you about what you want us to do.'
  const those = [
    ...(has(matter, 'referred') ? [referredTo(matter)] : []),
    ...(has(matter, 'escalated') ? [escalatedTo(matter)] : []),
  ].map(post =>
    isSenior(world, post) ? 'someone senior above the place where you are held' : 'a senior manager there',
  )
  if (those.length === 0)
    return [
      `${talk} You choose who is told.`,
      'Unless you agree, we do not tell anyone who works where you are held. The only exception is when somebody is in serious danger right now.',
    ]
  const told = [...new Set(those)].join(' and ')
  const takenBack = !isReferred(matter) && !isEscalated(matter)
  return [
    talk,
    overridden(matter)
      ? `We have told ${told} who you are. We did that without your agreement, because it seemed that somebody was in serious danger.`
      : takenBack
        ? `We had told ${told} who you are, as you had agreed. You have taken that back: we ask nothing more of them, and no longer show them who you are.`
        : `We have told ${told} who you are, as you had agreed.`,
    'Unless you agree, we tell nobody else who works where you are held, except when somebody is in serious danger right now.',
  ]
}

export const acknowledgement = toThePerson({
  id: 'acknowledgement',
  label: 'Letter to the person: we have heard from you',
  by: handling,
  clause: 'SP-23a',
  title: 'What you told us',
  offered: () => true,
  says: view => [
    paragraph(
      `You, or someone for you, told ${toldBody(receivingBody(view))} that you may have been treated badly because you spoke or wrote to us or to others who look into how people are treated. Thank you for telling us. We take it seriously.`,
    ),
    heading('What happens next', 2),
    list([...whoIsTold(view), 'You can change your mind at any time.']),
    paragraph('If things get worse, or you think of anything else, tell us.'),
  ],
})

export const notASanction = toThePerson({
  id: 'not-a-sanction',
  label: 'Letter to the person: why it does not qualify',
  by: handling,
  clause: 'SP-23c',
  title: 'What we decided',
  offered: ({ matter }) => has(matter, 'not a sanction'),
  says: view => [
    paragraph('We looked carefully at what you told us.'),
    paragraph(
      'We decided that it is not something that was done to you because you spoke or wrote to us. This is why:',
    ),
    quote(words(lastAnswers(view.matter, 'assess'), 'reasons')),
    paragraph(
      'This does not mean that we do not believe you. If you think we are wrong, or if there is more, please tell us.',
    ),
  ],
})

export const notInvestigated = toThePerson({
  id: 'not-investigated',
  label: 'Letter to the person: why there is no investigation',
  by: telling,
  clause: 'SP-F7',
  title: 'What was decided',
  offered: ({ matter }) => has(matter, 'declined'),
  says: view => [
    paragraph(
      'The Prisons and Probation Ombudsman looked at what you told us, and decided not to investigate it. This is why:',
    ),
    quote(words(lastAnswers(view.matter, 'decide'), 'reasons')),
    paragraph('If something new happens, tell us. It can be looked at again.'),
  ],
})

export const unfounded = toThePerson({
  id: 'unfounded',
  label: 'Letter to the person: what the investigation found',
  by: telling,
  clause: 'SP-F10',
  title: 'What we found',
  offered: ({ matter }) => found(matter, 'unfounded'),
  says: () => [
    paragraph(
      'We investigated what you told us. We did not find evidence that you were treated badly because you spoke or wrote to those who look into how people are treated.',
    ),
    paragraph(
      'This does not mean that you were wrong to tell us, and nobody may hold it against you. If something new happens, tell us: it can be looked at again.',
    ),
  ],
})

export const evidenceFound = toThePerson({
  id: 'evidence-found',
  label: 'Letter to the person: evidence was found',
  by: telling,
  clause: 'SP-F7',
  title: 'What was found',
  offered: ({ matter }) => found(matter, 'evidence found'),
  says: () => [
    paragraph(
      'The Prisons and Probation Ombudsman investigated what you told us, and found evidence that you were treated badly because you spoke or wrote to those who look into how people are treated. That should not have happened.',
    ),
    paragraph(
      'The Ombudsman sends a report to those in charge, saying what should change. We will ask them what they have done.',
    ),
    paragraph('If you are worried about what may happen now, tell us straight away.'),
  ],
})

/** What a manager is asked: at the establishment, or above it. */
const toManager = (
  level: Pick<Letter, 'id' | 'label' | 'by' | 'clause' | 'to'> & {
    entry(matter: Matter): ReturnType<typeof referral>
    addressee(matter: Matter): string | undefined
    /** Whether it is still asked of them. */
    stands(matter: Matter): boolean
    confidence: string
  },
): Letter => ({
  id: level.id,
  label: level.label,
  by: level.by,
  clause: level.clause,
  to: level.to,
  marking: { classification: 'OFFICIAL-SENSITIVE', handling: ['RECIPIENTS ONLY'], descriptors: ['PERSONAL DATA'] },
  offered: ({ matter }) => level.stands(matter) && words(level.entry(matter)?.answers, 'request') !== '',
  title: view => `An allegation of a sanction at ${placeName(view)}`,
  blocks: view => {
    const { matter, world } = view
    const entry = level.entry(matter)
    const withoutConsent = entry?.step === 'refer-without-consent'
    return [
      facts({
        To: postTitle(view, level.addressee(matter)),
        Reference: matter.reference,
        ...(nameOf(matter) ? { 'About the treatment of': nameOf(matter) } : {}),
        ...(entry ? { 'Please report back by': formatDay(answerDue(entry, matter, world, settingFor)) } : {}),
      }),
      paragraph(
        'It is alleged that this person has been, or may be, treated badly for communicating with those who watch over places of detention. Under the protocol between the inspectorate, the monitoring boards and the ombudsman, you are asked to look into it, to keep the person safe meanwhile, and to report back.',
      ),
      heading('What you are asked', 2),
      paragraph(words(entry?.answers, 'request')),
      ...(withoutConsent
        ? [
            heading('Why now', 2),
            paragraph(
              `The person has not consented to this. It is sent because somebody appears to be at immediate serious risk: ${words(entry?.answers, 'risk')}`,
            ),
          ]
        : []),
      heading('In confidence', 2),
      paragraph(level.confidence),
      paragraph('Neither the person nor anyone acting for them may suffer for this allegation, or for your enquiries.'),
      signed(view),
    ]
  },
})

export const referralLetter = toManager({
  id: 'referral',
  label: 'Referral to a senior manager',
  by: refer.by,
  clause: 'SP-23d',
  to: 'senior manager',
  entry: referral,
  addressee: referredTo,
  stands: isReferred,
  confidence: 'This is for you alone. Ask us before you tell anyone else who the person is.',
})

export const escalationLetter = toManager({
  id: 'escalation',
  label: 'Letter to a senior level',
  by: escalate.by,
  clause: 'SP-23e',
  to: 'senior levels',
  entry: escalation,
  addressee: escalatedTo,
  stands: isEscalated,
  confidence:
    'This is for you alone. The managers of the establishment have not been told of it: ask us before you tell them, or anyone.',
})

export const briefingPaper: Letter = {
  id: 'briefing',
  label: 'The briefing',
  by: brief.by,
  clause: 'SP-F5',
  to: 'bodies',
  marking: { classification: 'OFFICIAL-SENSITIVE', descriptors: ['PERSONAL DATA'] },
  offered: ({ matter }) => has(matter, 'briefed'),
  title: view => `Briefing on an alleged sanction at ${placeName(view)}`,
  blocks: view => {
    const entry = view.matter.entries.findLast(one => one.step === 'brief')
    const suggested = (entry?.answers.suggests ?? []) as readonly (keyof typeof suggestions)[]
    return [
      facts({
        Reference: view.matter.reference,
        From: entry ? `${entry.by.title}, ${bodies[entry.by.body].name}` : '',
        Date: entry ? formatDay(dayOf(entry.at)) : '',
      }),
      heading('What was found', 2),
      paragraph(words(entry?.answers, 'findings')),
      heading('What is suggested', 2),
      list(suggested.map(one => suggestions[one])),
      paragraph(words(entry?.answers, 'because')),
    ]
  },
}

export const reportPaper: Letter = {
  id: 'report',
  label: 'The report with recommendations',
  by: issueReport.by,
  clause: 'SP-F11',
  to: 'senior manager',
  marking: { classification: 'OFFICIAL-SENSITIVE', descriptors: ['INVESTIGATION'] },
  offered: ({ matter }) => has(matter, 'report issued'),
  title: view => `Report on an allegation of a sanction at ${placeName(view)}`,
  blocks: view => {
    const issued = view.matter.entries.findLast(one => one.step === 'issue-report')
    const by = findDay(words(issued?.answers, 'answerBy'))
    return [
      facts({
        Reference: view.matter.reference,
        To: postTitle(view, words(issued?.answers, 'to')),
        Copies: `${bodies.HMIP.name}; ${bodies.IMB.name}`,
        Date: issued ? formatDay(dayOf(issued.at)) : '',
        ...(by ? { 'Please answer by': formatDay(by) } : {}),
      }),
      paragraph(`The Prisons and Probation Ombudsman investigated this allegation. ${conclusions.evidence}.`),
      paragraph(words(issued?.answers, 'report')),
      heading('Recommendations', 2),
      numbered(recommendations(view.matter).map(one => one.words)),
      paragraph('Please say for each whether it is accepted, what will be done, by whom and by when.'),
      signature(issued?.by.name ?? view.me.name, issued?.by.title ?? view.me.title),
    ]
  },
}

/** All of them, by name, in the order in which they come up. */
export const letters: Readonly<Record<string, Letter>> = Object.fromEntries(
  [
    acknowledgement,
    notASanction,
    referralLetter,
    escalationLetter,
    briefingPaper,
    notInvestigated,
    unfounded,
    evidenceFound,
    reportPaper,
  ].map(letter => [letter.id, letter]),
)
