import { addDays, day as dayOf, findDay, formatDay, weekOf, type Day } from '../../calendar/day.ts'
import type { Directory } from '../../engine/directory.ts'
import type { Answers, Matter } from '../../engine/matter.ts'
import { after, before, provided, step, type Procedure, type Refusal } from '../../engine/procedure.ts'
import { choice, day, oneOf, optional, paragraph, place, post, text, worked } from '../../engine/question.ts'
import { allOf, anyOf, audience, called, inUnit, of, owner, owning, whoever } from '../../engine/who.ts'
import type { Taking, World } from '../../engine/world.ts'
import { official, sensitive } from '../../letters/marking.ts'
import { findPersonal } from '../../personal/find.ts'
import type { Finding, Known } from '../../personal/finding.ts'
import { unreleased } from '../../personal/pieces.ts'
import { byTheClock, keysOf, theClock } from '../who.ts'

/**
 * The ombudsman's weekly summary for the inspectorate (PH-1 to PH-6): entries about establishments are gathered through the
 * week and sent as one, or as a nil return. It holds no personal data: whatever may tell who somebody is must be taken out,
 * or released by a second person who says why. What is sent is a text of its own, so that nothing that was taken out goes with it.
 */

const lead = (world: World) => keysOf(world.directory.units({ body: 'PPO', kind: 'lead office' }))
const gathering = audience('those at the ombudsman who gather it', ({ world }) => [
  ...lead(world),
  ...keysOf(world.directory.units({ body: 'PPO', kind: 'casework' })),
])
const intelligence = audience('the inspectorate’s intelligence unit', ({ world }) =>
  keysOf(world.directory.units({ body: 'HMIP', kind: 'intelligence' })),
)
const atIntelligence = called('the inspectorate’s intelligence unit', allOf(of('HMIP'), inUnit('intelligence')))
const atOmbudsman = called(
  'the ombudsman’s lead office or investigators',
  allOf(of('PPO'), inUnit('lead office', 'casework')),
)
const reading = whoever(
  'the inspectorate’s intelligence unit, or whom it named',
  (me, matter) => me.body === 'HMIP' && matter.parts.has('digest'),
)

// ── What has been gathered ───────────────────────────────────────────────────────────────────────────────────────────

/** What was heard about one place, as it now reads. */
export interface Gathered {
  /** The entry's place among those of the week, from 1: it stays the same when others are left out. */
  readonly number: number
  readonly place: string
  readonly text: string
  /** Every text it was given, the newest first, each with the name of whoever wrote it. */
  readonly written: readonly { readonly text: string; readonly by: string }[]
}

/** The entries of the week as they now read, without those that were left out. */
export function gathered(matter: Matter): readonly Gathered[] {
  const found = new Map<number, Gathered>()
  let number = 0
  for (const { step: name, answers, by } of matter.entries) {
    if (name === 'add-entry') {
      number += 1
      const text = String(answers.text)
      found.set(number, { number, place: String(answers.place), text, written: [{ text, by: by.name }] })
    }
    const changed = found.get(Number(answers.which))
    if (name === 'change-entry' && changed) {
      const text = String(answers.text)
      found.set(changed.number, { ...changed, text, written: [{ text, by: by.name }, ...changed.written] })
    }
    if (name === 'leave-out') found.delete(Number(answers.which))
  }
  return [...found.values()]
}

/** The names that the system knows, and the places, which are no people: found once for as long as the register stays as it is. */
const namesIn = new WeakMap<Directory, Pick<Known, 'people' | 'places'>>()
const known = ({ directory, today }: World): Known => {
  const names = namesIn.get(directory) ?? {
    people: directory.posts({}).flatMap(one => (one.holders ?? []).map(holder => holder.name)),
    places: directory.places.map(one => one.name),
  }
  namesIn.set(directory, names)
  return { ...names, today }
}

/** What may tell who somebody is, and which of the entries it stands in. */
interface Standing extends Finding {
  readonly in: Gathered
  /** Its id among all findings of the week. */
  readonly key: string
}

/** Whoever put it there: not whoever has since changed something else in the entry. They cannot release it. */
function writerOf({ id, in: { written } }: Standing, world: World): string | undefined {
  const without = written.findIndex(one => !findPersonal(one.text, known(world)).some(finding => finding.id === id))
  return written.at(without === -1 ? -1 : without - 1)?.by
}

const standingIn = (matter: Matter, world: World): readonly Standing[] =>
  gathered(matter).flatMap(one =>
    findPersonal(one.text, known(world)).map(finding => ({ ...finding, in: one, key: `${one.number}:${finding.id}` })),
  )

/** What still keeps it from being sent. */
export const openFindings = (matter: Matter, world: World): readonly Standing[] => {
  const released = new Set(
    matter.entries.filter(entry => entry.step === 'release').map(entry => String(entry.answers.which)),
  )
  return unreleased(
    standingIn(matter, world).map(one => ({ ...one, id: one.key })),
    released,
  ) as readonly Standing[]
}

/** The summary as it is sent: by place, in the order of their names. */
export function summaryOf(matter: Matter, world: World): string {
  const byPlace = Map.groupBy(gathered(matter), one => world.directory.findPlace(one.place)?.name ?? one.place)
  if (byPlace.size === 0) return `Nil return: nothing was heard in the ${weekName(matter)}.`
  return [...byPlace]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, entries]) => `${name}\n${entries.map(one => one.text.trim()).join('\n\n')}`)
    .join('\n\n\n')
}

const mondayOf = (answers: Answers | undefined): Day => findDay(String(answers?.week)) ?? dayOf('2020-04-27')
const beginning = (matter: Matter) => matter.entries.find(entry => entry.step === 'begin-week')?.answers
const weekName = (matter: Matter) => weekOf(mondayOf(beginning(matter))).name
/** The agreement asks for one each week; that the working week ends it is ours. */
const lastDay = (monday: Day) => {
  const friday = addDays(monday, 4)
  return {
    day: friday,
    working: `Friday ${formatDay(friday)}: the day that ends the working week of Monday ${formatDay(monday)}, for which this is the summary (PH-2).`,
  }
}

const entriesOf = ({ matter, world }: Taking) =>
  gathered(matter).map(one => ({
    value: String(one.number),
    text: `${world.directory.findPlace(one.place)?.name ?? one.place}: ${shortened(one.text)}`,
  }))
/** Where there is one and no other, nobody need say which. */
const onlyEntry = (matter: Matter): Gathered | undefined => {
  const all = gathered(matter)
  return all.length === 1 ? all[0] : undefined
}
const theOnlyOne = ({ matter }: Taking): string | undefined => onlyEntry(matter)?.number.toString()
const entryAsked = (matter: Matter, { which }: { readonly which?: unknown }) =>
  gathered(matter).find(one => String(one.number) === which)

/** Another entry was chosen while the words of the first stood in the box. */
const asAnotherReads = (
  matter: Matter,
  { which, text: words }: { readonly which: string; readonly text: string },
): Refusal | undefined => {
  const same = gathered(matter).find(one => one.text.trim() === words.trim())
  return same && String(same.number) !== which
    ? {
        field: 'text',
        words: 'These are the words of another entry',
        next: 'Empty the box and continue: the words of the one you chose are then here.',
      }
    : undefined
}

const entryInWords = (which: unknown) => `Entry ${String(which)} of the week`
const shortened = (words: string) => (words.length > 90 ? `${words.slice(0, 90).replace(/\s+\S*$/, '')}…` : words)

/** What is pointed out in an entry, or in the summary made of them, with what was said of those that were released. */
const pointsOut = (answer: unknown, { world, matter }: Pick<Taking, 'world'> & Partial<Pick<Taking, 'matter'>>) => {
  const text = String(answer ?? '')
  const releases = matter ? releasesIn(matter, world) : []
  return findPersonal(text, known(world)).map(finding => {
    const release = releases.find(one => {
      const at = text.indexOf(one.entry)
      return at !== -1 && at + one.from === finding.from && at + one.to === finding.to
    })
    return release ? { ...finding, released: release.words } : finding
  })
}

/** What was released, and where it stands in the entry as it read then or reads now. */
function releasesIn(matter: Matter, world: World) {
  const said = new Map(
    matter.entries
      .filter(one => one.step === 'release')
      .map(({ by, answers }) => [String(answers.which), `Released by ${by.name}: ${String(answers.because)}`] as const),
  )
  if (said.size === 0) return []
  return asWritten(matter).flatMap(({ number, text: entry }) =>
    findPersonal(entry, known(world)).flatMap(({ id, from, to }) => {
      const words = said.get(`${number}:${id}`)
      return words === undefined ? [] : [{ entry, from, to, words }]
    }),
  )
}

/** Every entry with each text that it was ever given. */
function asWritten(matter: Matter): readonly Pick<Gathered, 'number' | 'text'>[] {
  let number = 0
  return matter.entries.flatMap(({ step: name, answers }) => {
    if (name === 'add-entry') return [{ number: ++number, text: String(answers.text).trim() }]
    return name === 'change-entry' ? [{ number: Number(answers.which), text: String(answers.text).trim() }] : []
  })
}

const gatheredSome = provided(({ matter }) => gathered(matter).length > 0, 'Nothing has been gathered yet')
const notSent = before('sent', 'It has been sent', 'PH-2')

function personalData({ matter, world }: Taking): Refusal | undefined {
  const open = openFindings(matter, world)
  const [first] = open
  return first
    ? {
        words: `“${first.words}”, in what is said of ${world.directory.findPlace(first.in.place)?.name ?? 'a place'}, may tell who somebody is${open.length > 1 ? `; so may ${open.length - 1} more` : ''}`,
        clause: 'PH-4',
        next: 'Change the entry, or have it released by someone who did not write it.',
      }
    : undefined
}

/** A sentence for whoever wrote it, before they go on. */
const warned = ({ answers, world }: Taking): string | undefined => {
  const found = pointsOut(answers.text, { world })
  return found.length > 0
    ? `${found.length === 1 ? 'One thing' : `${found.length} things`} in it may tell who somebody is: ${found.map(one => `“${one.words}”`).join(', ')}. It can’t be sent until that is taken out, or released by someone else.`
    : undefined
}

const conditions = [
  'For choosing where to make a short scrutiny visit, and as background for its inspectors: nothing else',
  'Not to be passed on to anyone outside the inspectorate',
  'Not to be quoted',
]

export const weeklySummary: Procedure = {
  name: 'weekly-summary',
  prefix: 'WKS',
  title: 'Weekly summaries for the inspectorate',
  one: 'a weekly summary',
  parts: {
    week: { label: 'Which week', marking: official },
    entries: { label: 'What was gathered', marking: sensitive },
    digest: { label: 'The summary', marking: official },
    uses: { label: 'What it was used for', marking: official },
  },
  stages: { open: 'Being gathered', sent: 'Sent', recalled: 'Taken back' },
  columns: {
    week: { label: 'Week', part: 'week' },
    count: { label: 'Places in it', part: 'digest', is: 'number' },
  },
  heads: ['week'],
  begins: 'begin-week',
  owner: ({ world, me }) => lead(world)[0] ?? me.unit,
  recurs: {
    key: ({ today }) => weekOf(today).from,
    answers: ({ today }) => ({ week: weekOf(today).from }),
  },
  cited: {
    binds: reading,
    words: 'What the ombudsman sends each week is never quoted and never passed on',
    next: 'Say what you saw yourselves, without the reference.',
    clause: 'PH-6',
  },
  lends: { part: 'digest' },
  log: { title: 'Weekly summaries', shows: ['count'] },
  rules: {
    send: {
      clause: 'PH-2',
      label: 'Send the week’s summary, or a nil return',
      owedBy: owner,
      part: 'week',
      from: ['week began'],
      until: ['sent'],
      basis: 'our default',
      dates: ({ matter }) => ({ limit: lastDay(mondayOf(beginning(matter))) }),
      by: 'send',
    },
  },
  steps: {
    'begin-week': step({
      clauses: ['PH-2'],
      label: 'Begin a week’s summary',
      about: 'Each week begins by itself. Begin one yourself only to send anew what you took back.',
      by: called(
        'the clock or the ombudsman’s lead office',
        anyOf(byTheClock, allOf(of('PPO'), inUnit('lead office'))),
      ),
      part: 'week',
      asks: { week: { ...day('Its Monday', 'Give its Monday'), example: ({ world }) => weekOf(world.today).from } },
      refuse: ({ answers }) =>
        answers.week === weekOf(answers.week).from
          ? undefined
          : {
              field: 'week',
              words: `${formatDay(answers.week)} is not a Monday`,
              next: `Give the Monday of that week: ${formatDay(weekOf(answers.week).from)}.`,
            },
      marks: 'week began',
      to: 'open',
      discloses: [
        { part: 'week', to: theClock, purpose: 'To count the days', clause: 'PH-2' },
        {
          part: ['week', 'entries', 'digest', 'uses'],
          to: gathering,
          purpose: 'To gather it together',
          clause: 'PH-2',
        },
      ],
      sets: ({ answers }) => ({ week: capital(weekOf(mondayOf(answers)).name) }),
      says: () => 'opened the week',
    }),

    'add-entry': step({
      clauses: ['PH-2', 'PH-4'],
      label: 'Add what was heard about a place',
      about:
        'Treatment, conditions and how the place is coping. Nobody’s name, number or birthday, and nothing else that tells who somebody is.',
      by: atOmbudsman,
      open: [notSent],
      part: 'entries',
      adds: true,
      asks: {
        place: place('Which establishment?', 'Choose the establishment'),
        text: { ...paragraph('What was heard?', 'Write what was heard', { clause: 'PH-4' }), pointsOut },
      },
      warn: warned,
      says: () => 'added what was heard about a place',
    }),

    'change-entry': step({
      clauses: ['PH-4'],
      label: 'Change an entry',
      by: atOmbudsman,
      open: [notSent, gatheredSome],
      part: 'entries',
      adds: true,
      asks: {
        which: { ...oneOf('Which entry?', 'Choose the entry', entriesOf), show: entryInWords, startsAs: theOnlyOne },
        text: {
          ...paragraph('How should it read?', 'Write how it should read', {
            clause: 'PH-4',
            hint: 'Choose the entry and continue: its words are then here to be changed.',
          }),
          startsAs: ({ answers, matter }: Taking) => (entryAsked(matter, answers) ?? onlyEntry(matter))?.text,
          pointsOut,
        },
      },
      refuse: ({ matter, answers }) => asAnotherReads(matter, answers),
      warn: warned,
      says: () => 'changed an entry',
    }),

    'leave-out': step({
      clauses: ['PH-4'],
      label: 'Leave an entry out',
      by: atOmbudsman,
      open: [notSent, gatheredSome],
      part: 'entries',
      adds: true,
      asks: { which: { ...oneOf('Which entry?', 'Choose the entry', entriesOf), show: entryInWords } },
      says: () => 'left an entry out',
    }),

    release: step({
      clauses: ['PH-4'],
      label: 'Release words that tell of nobody',
      about:
        'For words that only look as though they tell who somebody is. Somebody other than the writer must say so.',
      by: atOmbudsman,
      open: [
        notSent,
        provided(({ matter, world }) => openFindings(matter, world).length > 0, 'Nothing in it is pointed out', 'PH-4'),
      ],
      part: 'entries',
      adds: true,
      asks: {
        // It names them by a digest, which tells a reader nothing: the words themselves stand beside it.
        which: {
          ...oneOf('Which words?', 'Choose the words', ({ matter, world }) =>
            openFindings(matter, world).map(one => ({
              value: one.key,
              text: `“${one.words}”, of ${world.directory.findPlace(one.in.place)?.name ?? one.in.place}`,
              hint: one.why,
            })),
          ),
          show: () => '',
        },
        words: worked(
          ({ matter, world, answers }: Taking) =>
            openFindings(matter, world).find(one => one.key === answers.which)?.words ?? '',
          optional(text('The words', '')),
        ),
        because: paragraph('Why do they tell of nobody?', 'Say why they tell of nobody'),
      },
      refuse: ({ matter, world, me, answers }) =>
        openFindings(matter, world).some(one => one.key === answers.which && writerOf(one, world) === me.name)
          ? {
              field: 'which',
              words: 'You wrote this yourself, so somebody else must release it',
              next: 'Ask a colleague, or change the entry.',
            }
          : undefined,
      says: () => 'released words that were pointed out',
    }),

    send: step({
      clauses: ['PH-2', 'PH-3', 'PH-4', 'PH-5'],
      label: 'Send the summary',
      about:
        'It goes to the inspectorate’s intelligence unit as it reads on the next page. With no entries it is a nil return.',
      by: owning,
      open: [notSent],
      part: 'digest',
      asks: {
        summary: {
          ...worked(
            ({ matter, world }: Taking) => summaryOf(matter, world),
            paragraph('The summary', 'There is nothing to send'),
          ),
          pointsOut,
        },
      },
      refuse: personalData,
      marks: 'sent',
      to: 'sent',
      discloses: [
        {
          part: ['week', 'digest', 'uses'],
          to: intelligence,
          purpose: 'To choose where to make short scrutiny visits, and as background for their inspectors',
          conditions,
          clause: 'PH-1',
        },
      ],
      tells: [intelligence],
      sets: ({ matter }) => ({ count: new Set(gathered(matter).map(one => one.place)).size }),
      says: () => 'sent the summary',
    }),

    recall: step({
      clauses: ['PH-5'],
      label: 'Take it back',
      about: 'At once, from everyone at the inspectorate. To send it mended, begin the week’s summary again.',
      by: owning,
      open: [after('sent', 'It has not been sent'), before('recalled', 'It was taken back')],
      part: 'digest',
      asks: { because: optional(paragraph('Why?', '')) },
      marks: 'recalled',
      to: 'recalled',
      recalls: [
        {
          part: ['digest', 'uses'],
          from: audience('everyone at the inspectorate who has it', ({ matter, world }) =>
            matter.disclosures
              .filter(one => one.part === 'digest' && !one.ended && bodyOf(world, one.to) === 'HMIP')
              .map(one => one.to),
          ),
          clause: 'PH-5',
        },
      ],
      tells: [intelligence],
      says: () => 'took the summary back',
    }),

    'name-reader': step({
      clauses: ['PH-6'],
      label: 'Name somebody who may read it',
      about: 'As few as need it for a visit. They may not pass it on or quote it.',
      by: atIntelligence,
      open: [after('sent', 'It has not been sent')],
      part: 'uses',
      adds: true,
      asks: {
        reader: post('Who?', 'Choose who may read it', ({ world, me }) =>
          world.directory.posts({ body: 'HMIP' }).filter(one => one.unit !== me.unit),
        ),
        because: text('Why do they need it?', 'Say why they need it', { example: 'Plans the visit to Ashmoor' }),
      },
      discloses: [
        {
          part: ['week', 'digest', 'uses'],
          to: audience('whom the intelligence unit names', ({ answers }) => [String(answers.reader)]),
          purpose: 'As background for a short scrutiny visit',
          conditions,
          clause: 'PH-6',
        },
      ],
      tells: [audience('whom the intelligence unit names', ({ answers }) => [String(answers.reader)])],
      says: () => 'named somebody who may read it',
    }),

    use: step({
      clauses: ['PH-1'],
      label: 'Record what it was used for',
      by: reading,
      open: [after('sent', 'It has not been sent')],
      part: 'uses',
      adds: true,
      asks: {
        purpose: choice('What for?', 'Choose what for', {
          visit: 'To choose where to make a short scrutiny visit',
          background: 'As background for the inspectors of a visit',
        }),
        place: place('Which establishment?', 'Choose the establishment'),
      },
      tells: [owner],
      says: () => 'recorded what it was used for',
    }),
  },
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
const bodyOf = (world: World, key: string) => {
  const reader = world.directory.reader(key)
  return world.directory.unit('title' in reader ? reader.unit : reader.key).body
}
