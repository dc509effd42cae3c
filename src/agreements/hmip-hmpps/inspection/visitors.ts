import { formatDay } from '../../../calendar/day.ts'
import type { Matter } from '../../../engine/matter.ts'
import { provided, step } from '../../../engine/procedure.ts'
import { day, documents, oneOf, optional, paragraph, text, worked, yesOrNo } from '../../../engine/question.ts'
import type { Taking } from '../../../engine/world.ts'
import { began, visitors, type Visitor } from './reading.ts'
import { notOver, told } from './when.ts'
import { establishment, planners } from './who.ts'

/** Guests who come along without inspecting: they sign first, and the place hears of them first (HH-13). */

const someNamed = provided(({ matter }) => visitors(matter).length > 0, 'No visitor has been named yet')

const which = (offered: (visitor: Visitor) => boolean) => ({
  ...oneOf(
    'Which visitor?',
    'Choose which visitor',
    ({ matter }) =>
      visitors(matter)
        .filter(offered)
        .map(one => ({ value: String(one.number), text: `${one.name}, ${one.from}` })),
    { part: 'plan' },
  ),
  show: (number: unknown) => `Number ${String(number)} of those named`,
})

const visitor = (matter: Matter, number: unknown): Visitor | undefined =>
  visitors(matter).find(one => String(one.number) === number)

const nameFor = ({ answers, matter }: Taking) => {
  const one = visitor(matter, answers.visitor)
  return one && `${one.name}, ${one.from}${one.media ? ' (media)' : ''}`
}

/** What must have been done before a visitor comes, in the order in which it is done; nothing when they may. */
export function notCleared({ name, media, signedOn, pressOn }: Visitor): string | undefined {
  if (!signedOn) return `${name} has not signed the agreement for visitors`
  if (media && !pressOn) return `${name} is from the media, and the ministry’s press office has not been consulted`
  return undefined
}

export const nameVisitor = step({
  clauses: ['HH-13'],
  label: 'Name a visitor',
  about: 'Somebody who comes along and does not inspect. The place hears of them once you tell it.',
  by: planners,
  open: notOver,
  adds: true,
  part: 'plan',
  asks: {
    name: text('Their name', 'Give their name'),
    from: text('Where are they from?', 'Say where they are from', { example: 'A university' }),
    media: yesOrNo('Are they from the media?', 'Say whether they are from the media', { clause: 'HH-13' }),
    purpose: text('Why do they come?', 'Say why they come'),
  },
  says: ({ answers }) => `named a visitor, ${String(answers.name)}`,
})

export const clearVisitor = step({
  clauses: ['HH-13'],
  label: 'Record what a visitor has signed',
  about:
    'Nobody comes along before they have signed the agreement: the inspectorate arranges the visit, its code of conduct holds, and what is learnt stays confidential.',
  by: planners,
  open: [...notOver, someNamed],
  adds: true,
  part: 'plan',
  asks: {
    visitor: which(() => true),
    signed: worked(nameFor, optional(text('Visitor', ''))),
    signedOn: optional(day('When did they sign?', '', { notAfterToday: true, clause: 'HH-13' })),
    agreement: documents('What they signed'),
    pressOn: optional(
      day('From the media: when was the ministry’s press office consulted?', '', {
        notAfterToday: true,
        clause: 'HH-13',
        hint: 'While the inspection is secret, ask without saying where or when.',
      }),
    ),
    pressSaid: optional(paragraph('What did it say?', '')),
  },
  refuse: ({ answers }) =>
    answers.signedOn || answers.pressOn
      ? undefined
      : { field: 'signedOn', words: 'There is nothing here to record', next: 'Give the day they signed.' },
  says: ({ answers }) => `recorded what a visitor has signed${answers.signed ? `: ${String(answers.signed)}` : ''}`,
})

export const tellOfVisitor = step({
  clauses: ['HH-13'],
  label: 'Tell the establishment of a visitor',
  by: planners,
  open: [
    ...notOver,
    told,
    provided(({ matter }) => visitors(matter).some(one => !one.toldOn), 'It has been told of all'),
  ],
  adds: true,
  part: 'visit',
  asks: {
    visitor: which(one => !one.toldOn),
    coming: worked(nameFor, optional(text('Visitor', ''))),
    words: optional(text('Anything to say of them', '')),
  },
  tells: [establishment],
  says: ({ answers }) => `told the establishment of a visitor${answers.coming ? `: ${String(answers.coming)}` : ''}`,
})

export const bringVisitor = step({
  clauses: ['HH-13'],
  label: 'Record that a visitor came',
  by: planners,
  open: [...notOver, told, someNamed],
  adds: true,
  part: 'visit',
  asks: {
    visitor: which(one => one.cameOn === undefined),
    on: day('On which day?', 'Give the day', { notAfterToday: true }),
    came: worked(nameFor, optional(text('Who came', ''))),
  },
  refuse: ({ answers, matter }) => {
    const one = visitor(matter, answers.visitor)
    if (!one) return { field: 'visitor', words: 'There is no such visitor' }
    const lacking = notCleared(one)
    if (lacking)
      return {
        field: 'visitor',
        words: lacking,
        clause: 'HH-13',
        next: 'Record it first. Until then they do not come in.',
      }
    if (!one.toldOn)
      return {
        field: 'visitor',
        words: `The establishment has not been told of ${one.name}`,
        clause: 'HH-13',
        next: 'Tell it first.',
      }
    if (one.signedOn && answers.on < one.signedOn)
      return {
        field: 'on',
        words: `${one.name} had not signed by then: they signed on ${formatDay(one.signedOn)}`,
        next: 'Give a later day.',
      }
    if (one.media && one.pressOn && answers.on < one.pressOn)
      return {
        field: 'on',
        words: `The ministry’s press office was not consulted about ${one.name} before ${formatDay(one.pressOn)}`,
        next: 'Give a later day.',
      }
    const arrived = began(matter)
    return arrived && answers.on < arrived
      ? { field: 'on', words: `The team arrived on ${formatDay(arrived)}`, next: 'Give that day or a later one.' }
      : undefined
  },
  warn: ({ answers, matter }) => {
    const { name, toldOn } = visitor(matter, answers.visitor) ?? {}
    return toldOn && answers.on < toldOn
      ? `The establishment is told of a visitor before they come, and was told of ${name} on ${formatDay(toldOn)}.`
      : undefined
  },
  says: ({ answers }) => `recorded that a visitor came${answers.came ? `: ${String(answers.came)}` : ''}`,
})
