import { dayOf, findDay, formatDay, type Day } from '../../calendar/day.ts'
import { followingWeek, workingDays } from '../../calendar/period.ts'
import { lastAnswer, lastAnswers, type Matter } from '../../engine/matter.ts'
import {
  after,
  before,
  provided,
  step,
  type Condition,
  type Procedure,
  type Refusal,
  type Share,
  type Step,
} from '../../engine/procedure.ts'
import {
  choice,
  day,
  documents,
  oneOf,
  optional,
  paragraph,
  place,
  post,
  references,
  text,
  yesOrNo,
} from '../../engine/question.ts'
import { audience, called, chosen, owner, owning, together, whoever } from '../../engine/who.ts'
import type { Taking, World } from '../../engine/world.ts'
import { official, sensitive } from '../../letters/marking.ts'
import { governor, heads, planners, secretUntil, teamsOf } from '../hmip-hmpps/inspection/who.ts'
import { postsAbove, postsThere } from '../hmip-hmpps/who.ts'
import { keysOf } from '../who.ts'

/**
 * The inspectorate’s short scrutiny visits, which the ombudsman’s weekly summaries help to choose (PH-1, PH-7). One is planned
 * in secret, as inspections are: until the establishment is told, on arrival, it is there for the planners alone. What was
 * seen goes into a short note that is never published: to the governor, and to the ombudsman’s learning unit.
 *
 * What the note says stands in a part of its own for each version, which begins as it is given, and `visit-note` holds no more
 * than that there is one: given anew, the earlier version closes to everybody outside, and whoever has only the new one can never
 * read the old.
 */

const learning = audience('the ombudsman’s learning lessons team', ({ world: { directory } }) =>
  keysOf(directory.units({ body: 'PPO', kind: 'learning' })),
)

// ── Custody of the note ──────────────────────────────────────────────────────────────────────────────────────────────

/** What either agreement asks holds for everyone who has the note, so that none has it on easier terms (HH-20c, PH-7b). */
const custody: readonly string[] = [
  'Not to be published',
  'Not to be quoted',
  'Not to be passed on or sent round: whoever else must read it is named by the inspectorate, with a reason',
]
const ombudsmansOwn = [...custody, 'For the ombudsman’s own use, and for nothing else']

const isOfOmbudsman = ({ directory }: World, key: unknown): boolean => {
  const unit = directory.findPost(String(key))?.unit ?? String(key)
  return directory.findUnit(unit)?.body === 'PPO'
}

/** So often it can be given, for a definition names its parts beforehand: far oftener than a short note is put right. */
const most = 12

/** Each version of the note, by the part that it is in and the step that gives it. */
const versions = Array.from({ length: most }, (_, at) => ({
  part: `note-${at + 1}`,
  step: at === 0 ? 'give-note' : `give-note-${at + 1}`,
  label: at === 0 ? 'The debrief note: what it says' : `The debrief note: what it says, version ${at + 1}`,
}))
const versionParts = versions.map(one => one.part)
/** Whatever is done with the note is done with those that were given: the others are not there yet. */
const wasGiven = (part: string, matter: Matter): boolean =>
  part === 'visit-note' || versionParts.indexOf(part) < timesGiven(matter)

/** How many versions were given, as far as whoever asks knows. */
const timesGiven = (matter: Matter): number =>
  matter.entries.filter(({ step: name }) => versions.some(one => one.step === name)).length

/** The part that holds the version in force. */
const inForce = (matter: Matter): string => versions[timesGiven(matter) - 1]?.part ?? 'note-1'

/** Everyone outside the inspectorate who has the note. */
const holders = ({ matter }: Pick<Taking, 'matter'>): readonly string[] => [
  ...new Set(
    matter.disclosures
      .filter(one => one.part === 'visit-note' && !one.ended && !isOwnReader(matter, one.to))
      .map(one => one.to),
  ),
]
/** Those who had it from the day it was planned are its writers. */
const isOwnReader = (matter: Matter, key: string): boolean =>
  key === matter.owner || matter.disclosures.some(one => one.part === 'plan' && one.to === key)

const nameOf = (world: World, key: string): string => {
  const reader = world.directory.reader(key)
  return 'title' in reader ? reader.title : reader.name
}

const everyHolder = audience('everyone outside the inspectorate who has it', holders)
/** Those beside the governor and the learning unit, who have it in any case. */
const holdersAt = (words: string, isOmbudsmans: boolean) =>
  audience(words, taking => {
    const others = [...governor.readers(taking), ...learning.readers(taking)]
    return holders(taking).filter(key => !others.includes(key) && isOfOmbudsman(taking.world, key) === isOmbudsmans)
  })

const lentOut = provided(taking => holders(taking).length > 0, 'Nobody outside the inspectorate has the note')

/** Those whose work may call for it: at the place and above it, and at the ombudsman’s. */
const mayBeNamed = (taking: Taking) => {
  const { directory } = taking.world
  const has = new Set(holders(taking))
  return [
    ...(['safer-custody', 'liaison'] as const).flatMap(kind => postsThere(taking, kind)),
    ...(['group-director', 'director-general', 'siu'] as const).flatMap(kind => postsAbove(taking.world, kind)),
    ...keysOf(directory.posts({ body: 'PPO' })),
  ]
    .map(key => directory.post(key))
    .filter(one => !has.has(one.key) && !has.has(one.unit))
}

const readerOfNote = whoever(
  'whoever has the note and is not of the inspectorate',
  (me, matter) => me.body !== 'HMIP' && matter.parts.has('visit-note'),
)

// ── Its days ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const dayIn = (matter: Matter, question: string): Day | undefined => findDay(String(lastAnswer(matter, question)))
const arrivedOn = (matter: Matter): Day | undefined => {
  const at = matter.milestones.get('told')
  return at && dayOf(at)
}

const ended = (matter: Matter): Day | undefined => dayIn(matter, 'ended')

const secret = before('told', 'The establishment has been told', 'HH-6b')
const notGivenUp: readonly Condition[] = [
  before('given up', 'It was given up'),
  before('called off', 'It was called off'),
]
const told = after('told', 'The establishment has not been told yet', 'HH-6b')

const onADayToCome = (on: Day, today: Day): Refusal | undefined =>
  on < today ? { field: 'on', words: `${formatDay(on)} has passed`, next: 'Give today or a later day.' } : undefined

// ── Giving it, and giving it anew ────────────────────────────────────────────────────────────────────────────────────

const giving = ({ part, step: name }: (typeof versions)[number], at: number): readonly [string, Step] => {
  const isFirst = at === 0
  const last = versions[at - 1]
  const anew = versions[1]?.step
  return [
    name,
    step({
      clauses: ['PH-7a', 'PH-7b', 'HH-20c'],
      label: isFirst ? 'Give the debrief note' : 'Give the debrief note anew',
      ...(at > 1 && { again: anew }),
      about: isFirst
        ? 'To the governor and the ombudsman’s learning lessons team. It is short and not published. Take nothing into it from a weekly summary.'
        : 'Whoever has the note reads this one from now on, and the one before no more. It goes to the governor and the ombudsman’s learning lessons team too where it was taken back from them.',
      by: planners,
      open: [
        after('ended', 'The visit has not ended yet'),
        ...notGivenUp,
        provided(
          ({ matter }) => timesGiven(matter) === at,
          ({ matter }) => whyNot(at, timesGiven(matter)),
        ),
      ],
      part: 'visit-note',
      asks: {
        note: paragraph('What did you see?', 'Write the note', {
          part,
          ...(last && { usual: ({ matter }) => lastAnswers(matter, last.step)?.note as string | undefined }),
        }),
        papers: documents('The note, if it is a paper', { part }),
      },
      marks: 'note given',
      to: 'over',
      recalls: last && [{ part: last.part, from: everyHolder, clause: 'HH-20c' }],
      discloses: [
        { part, to: writers, purpose: 'It is theirs', clause: 'PH-7a' },
        {
          part: ['visit-note', part],
          to: governor,
          purpose: 'To know what the visit found',
          clause: 'PH-7a',
          conditions: custody,
        },
        {
          part: ['visit-note', part],
          to: learning,
          purpose: 'For the ombudsman’s own use',
          clause: 'PH-7b',
          conditions: ombudsmansOwn,
        },
        ...(isFirst ? [] : stillNamed(part)),
      ],
      tells: [governor, learning, ...(isFirst ? [] : [everyHolder])],
      sets: ({ matter, world }) => ({
        noteOf: `Debrief note${matter.place ? `, ${world.directory.place(matter.place).name}` : ''}`,
      }),
      says: () => (isFirst ? 'gave the debrief note' : 'gave the debrief note anew: the one before is superseded'),
    }),
  ]
}

/** Why this version is not the one to give, where so many were given. */
function whyNot(at: number, given: number): string {
  if (given === most)
    return `It has been given ${most} times, which is as often as it can be: tell the governor what else has changed in another way`
  if (at === 0) return 'It has been given: to change it, give it anew'
  return given === 0 ? 'It has not been given yet' : 'Its versions are given one after the other'
}

/** Who wrote it keeps every version. */
const writers = together(owner, heads)

/** Others whom the inspectorate named go on having it, on the terms they had it on. */
const stillNamed = (part: string): readonly Share[] => [
  {
    part,
    to: holdersAt('whoever was named to read it', false),
    purpose: 'Their work calls for it',
    clause: 'HH-20c',
    conditions: custody,
  },
  {
    part,
    to: holdersAt('whoever was named to read it at the ombudsman’s', true),
    purpose: 'Their work calls for it',
    clause: 'HH-20c',
    conditions: ombudsmansOwn,
  },
]

const givings: Readonly<Record<string, Step>> = Object.fromEntries(versions.map(giving))

export const scrutinyVisit: Procedure = {
  name: 'scrutiny-visit',
  prefix: 'SCV',
  title: 'Short scrutiny visits',
  one: 'a short scrutiny visit',
  parts: {
    plan: { label: 'The plan', marking: sensitive, searched: true },
    visit: { label: 'The visit', marking: official },
    'visit-note': { label: 'The debrief note', marking: official },
    ...Object.fromEntries(versions.map(({ part, label }) => [part, { label, marking: official, apart: true }])),
  },
  stages: {
    planned: 'Planned',
    'on-site': 'Under way',
    ended: 'Ended, its note to come',
    over: 'Over',
  },
  columns: {
    about: { label: 'Visit', part: 'plan' },
    visited: { label: 'Visit', part: 'visit' },
    noteOf: { label: 'Note', part: 'visit-note' },
    on: { label: 'Planned for', part: 'plan', is: 'day' },
    ended: { label: 'Ended', part: 'visit', is: 'day' },
    drawn: { label: 'Drew on weekly summaries', part: 'plan', values: { yes: 'Yes', no: 'No' } },
  },
  heads: ['about', 'visited', 'noteOf'],
  atPlace: { under: 'inspections', on: ['ended', 'on'] },
  log: { shows: ['on', 'ended'], narrowsBy: ['drawn'], counts: ['drawn'], times: { 'note given': 'To the note' } },
  begins: 'plan',
  owner: ({ me, world }) => teamsOf(world)[0] ?? me.unit,
  // To name it elsewhere, for whoever has its note, is to quote the note.
  cited: {
    binds: readerOfNote,
    words: 'Its debrief note is neither quoted nor passed on',
    next: 'Say which place and which days instead of the reference.',
    clause: 'HH-20c',
  },
  secret: secretUntil('told'),
  lends: { part: 'visit-note' },
  rules: {
    'debrief note': {
      clause: 'PH-7a',
      label: 'Give the governor a short debrief note',
      owedBy: owner,
      part: 'visit',
      from: ['ended'],
      until: ['note given'],
      starts: ({ matter }) => ended(matter),
      dates: () => ({ limit: followingWeek }),
      basis: 'the agreement',
      by: 'give-note',
    },
    // Whatever was wrong with it, the governor is without a note from the day it was taken back.
    'debrief note anew': {
      clause: 'PH-7a',
      label: 'Give the governor the debrief note anew',
      owedBy: owner,
      part: 'visit',
      from: ['note taken back'],
      until: ['note given'],
      dates: () => ({ limit: followingWeek }),
      basis: 'our default',
    },
    'record summaries': {
      clause: 'PH-1',
      label: 'Record which weekly summaries it drew on',
      owedBy: owner,
      part: 'plan',
      from: ['told'],
      until: ['cited'],
      fallsAway: ['called off'],
      when: ({ matter }) => lastAnswer(matter, 'drawn') === true,
      dates: () => ({ limit: workingDays(5) }),
      basis: 'our default',
      by: 'cite',
    },
  },
  steps: {
    plan: step({
      clauses: ['PH-7a', 'PH-1', 'HH-6b'],
      label: 'Plan a short scrutiny visit',
      about:
        'Only the inspection teams, the Chief Inspector and the deputy know of it until you tell the establishment, as you arrive.',
      by: planners,
      part: 'plan',
      asks: {
        place: place('Which place?', 'Choose the place'),
        on: day('On which day does it begin?', 'Give the day it begins'),
        because: paragraph('Why there, and why now?', 'Say why', {
          hint: 'The planners alone read this. Name no weekly summary: you record those once you have arrived.',
        }),
        drawn: yesOrNo('Did the ombudsman’s weekly summaries help you to choose it?', 'Say whether they did', {
          clause: 'PH-1',
        }),
      },
      refuse: ({ answers, world }) => onADayToCome(answers.on, world.today),
      marks: 'planned',
      to: 'planned',
      discloses: [
        {
          part: ['plan', 'visit', 'visit-note'],
          to: heads,
          purpose: 'They plan visits, and answer for them',
          clause: 'HH-6b',
        },
      ],
      sets: ({ answers, world }) => ({
        about: `Scrutiny visit, ${world.directory.place(answers.place).name}`,
        on: answers.on,
        drawn: answers.drawn ? 'yes' : 'no',
      }),
      says: ({ answers, world }) => `planned a visit to ${world.directory.place(String(answers.place)).name}`,
    }),

    'plan-anew': step({
      clauses: ['HH-6b'],
      label: 'Plan it for another day',
      about: 'Nobody outside learns that it was ever planned otherwise.',
      by: planners,
      open: [...notGivenUp, secret],
      part: 'plan',
      asks: { on: day('On which day does it begin?', 'Give the day it begins'), why: optional(text('Why?', '')) },
      refuse: ({ answers, world }) => onADayToCome(answers.on, world.today),
      sets: ({ answers }) => ({ on: answers.on }),
      says: () => 'planned it for another day',
    }),

    'give-up': step({
      clauses: ['HH-6b'],
      label: 'Give it up',
      about: 'The establishment has not been told, and never learns of it.',
      by: planners,
      open: [...notGivenUp, secret],
      part: 'plan',
      asks: { why: optional(text('Why?', '')) },
      marks: 'given up',
      to: 'over',
      says: () => 'gave it up',
    }),

    tell: step({
      clauses: ['HH-6b'],
      label: 'Tell the establishment',
      about: 'As you arrive. The governor sees the visit from now on, and nothing of its plan.',
      by: planners,
      open: [...notGivenUp, secret],
      part: 'visit',
      asks: {
        words: optional(paragraph('Anything to tell the governor with it', '', { example: 'We are at the gate.' })),
      },
      refuse: ({ matter, world }) => {
        const on = dayIn(matter, 'on')
        return on && world.today < on
          ? {
              words: `The establishment is told on arrival, on ${formatDay(on)}`,
              next: 'Wait until then. If you come sooner, plan it for another day first.',
            }
          : undefined
      },
      marks: 'told',
      to: 'on-site',
      discloses: [{ part: 'visit', to: governor, purpose: 'To receive the visit', clause: 'HH-6b' }],
      tells: [governor],
      sets: ({ matter, world }) => ({
        visited: `Scrutiny visit${matter.place ? `, ${world.directory.place(matter.place).name}` : ''}`,
      }),
      says: () => 'told the establishment of a short scrutiny visit',
    }),

    'call-off': step({
      clauses: ['HH-6b'],
      label: 'Call it off',
      about: 'The governor is told that it is off.',
      by: planners,
      open: [...notGivenUp, told, before('ended', 'It has ended')],
      part: 'visit',
      asks: { why: optional(text('Why, if the governor may know?', '')) },
      marks: 'called off',
      to: 'over',
      tells: [governor],
      says: () => 'called it off',
    }),

    cite: step({
      clauses: ['PH-1', 'PH-6'],
      label: 'Record which weekly summaries it drew on',
      about:
        'The ombudsman sees, on each summary, that it was used for this place. Those who may read the summary can record it.',
      by: planners,
      open: [...notGivenUp, told],
      part: 'plan',
      adds: true,
      asks: {
        summaries: references('Which weekly summaries?', {
          of: { prefix: 'WKS', what: 'weekly summary' },
          missing: 'Give at least one summary’s reference',
        }),
        purpose: choice('What for?', 'Choose what for', {
          visit: 'To choose where to make the visit',
          background: 'As background for its inspectors',
        }),
      },
      marks: 'cited',
      links: ({ answers }) => answers.summaries,
      also: ({ matter, answers }) =>
        answers.summaries.map(reference => ({
          reference,
          step: 'use',
          answers: { purpose: answers.purpose, place: matter.place },
        })),
      says: () => 'recorded which weekly summaries it drew on',
    }),

    end: step({
      clauses: ['PH-7a'],
      label: 'Say when the visit ended',
      by: planners,
      open: [...notGivenUp, told, before('note given', 'The note has been given')],
      part: 'visit',
      asks: { ended: day('What was its last day?', 'Give its last day', { notAfterToday: true }) },
      refuse: ({ matter, answers }) => {
        const arrived = arrivedOn(matter)
        return arrived && answers.ended < arrived
          ? {
              field: 'ended',
              words: `The establishment was told on ${formatDay(arrived)}: it can’t have ended before`,
              next: 'Give that day or a later one.',
            }
          : undefined
      },
      marks: 'ended',
      to: 'ended',
      tells: [governor],
      sets: ({ answers }) => ({ ended: answers.ended }),
      says: () => 'said when the visit ended',
    }),

    ...givings,

    'name-reader': step({
      clauses: ['HH-20c', 'PH-7b'],
      label: 'Name somebody else who may read the note',
      about: 'Only those whose work calls for it. They may not pass it on or quote it.',
      by: called('the inspection teams', owning),
      open: [after('note given', 'The note has not been given')],
      part: 'visit-note',
      adds: true,
      asks: {
        // Who reads it and why is for the inspectorate alone: others who have the note are not told of each other.
        reader: post('Who?', 'Choose who may read it', mayBeNamed, { part: 'plan' }),
        because: text('Why does their work call for it?', 'Say why', {
          part: 'plan',
          example: 'Answers for health care in the group',
        }),
      },
      discloses: ['visit-note', ...versionParts].map((part): Share<{ reader: string }> => ({
        part,
        to: chosen('reader', 'whom the inspectorate names'),
        purpose: 'Their work calls for it',
        clause: 'HH-20c',
        // Why is for the inspectorate alone: conditions stand in the journal beside the note, for all who have it.
        conditions: ({ answers, world }) => (isOfOmbudsman(world, answers.reader) ? ombudsmansOwn : custody),
        when: ({ matter }) => part === 'visit-note' || part === inForce(matter),
      })),
      tells: [chosen('reader', 'whom the inspectorate names')],
      says: () => 'named somebody who may read the note',
    }),

    recall: step({
      clauses: ['HH-20c', 'PH-7b'],
      label: 'Take the note back from everyone',
      about:
        'At once: nobody outside the inspectorate sees it any more. It can be given anew: what it said until now is then read by nobody outside.',
      by: called('the inspection teams', owning),
      open: [lentOut],
      part: 'visit-note',
      adds: true,
      // For the inspectorate alone: whoever has the note given anew reads that it was taken back.
      asks: { why: optional(text('Why?', '', { part: 'plan' })) },
      marks: { 'note taken back': ({ matter }) => timesGiven(matter) < most },
      clears: 'note given',
      to: 'ended',
      recalls: ['visit-note', ...versionParts].map(part => ({
        part,
        from: everyHolder,
        clause: 'HH-20c',
        when: ({ matter }) => wasGiven(part, matter),
      })),
      says: () => 'took the note back',
    }),

    'recall-from': step({
      clauses: ['HH-20c', 'PH-7b'],
      label: 'Take the note back from one reader',
      about: 'At once. Others who have it are not told.',
      by: called('the inspection teams', owning),
      open: [lentOut],
      part: 'plan',
      adds: true,
      asks: {
        from: {
          ...oneOf('From whom?', 'Choose from whom', taking =>
            holders(taking).map(key => ({ value: key, text: nameOf(taking.world, key) })),
          ),
          show: (answer, { world }) => nameOf(world, String(answer)),
        },
        why: optional(text('Why?', '')),
      },
      recalls: ['visit-note', ...versionParts].map(part => ({
        part,
        from: chosen('from', 'whoever it is taken back from'),
        clause: 'HH-20c',
        when: ({ matter }) => wasGiven(part, matter),
      })),
      says: () => 'took the note back from one reader',
    }),
  },
}
