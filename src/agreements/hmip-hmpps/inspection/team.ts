import { formatDay } from '../../../calendar/day.ts'
import type { Matter } from '../../../engine/matter.ts'
import { before, step, type AlsoTaken, provided } from '../../../engine/procedure.ts'
import {
  choice,
  day,
  number,
  oneOf,
  onlyIf,
  optional,
  paragraph,
  references,
  text,
  worked,
  yesOrNo,
  type Question,
} from '../../../engine/question.ts'
import { partners } from '../programme/partners.ts'
import {
  daysThere,
  equipmentInWords,
  firstDay,
  lastDay,
  memberInWords,
  team,
  wasNotified,
  wishes,
  type Deployed,
} from './reading.ts'
import { notOver } from './when.ts'
import { planners } from './who.ts'
import { roles, type Role } from './words.ts'

/** Who comes, and with what (HH-12, HH-21). Whether somebody may be deployed is settled by what is recorded of them. */

/** What the establishment is told of it, once it has been told of the visit; nothing before. */
const oncePublic = <T>(from: Question['worked'], question: Question<T>): Question<T | undefined> =>
  worked<T | undefined>(
    taking => (wasNotified(taking.matter) ? (from?.(taking) as T) : undefined),
    optional({ ...question, part: 'visit' }),
  )

const deployment = (matter: Matter, member: Deployed): AlsoTaken | undefined => {
  const days = daysThere(matter, member)
  return days && matter.place
    ? {
        reference: member.reference,
        step: 'be-deployed',
        answers: {
          inspection: [matter.reference],
          place: matter.place,
          name: member.name,
          from: days.from,
          until: days.until,
        },
      }
    : undefined
}

/** Everyone on the team, deployed anew for the days as they are now: whoever may not be is in the way. */
export const reDeployments = (matter: Matter): readonly AlsoTaken[] =>
  team(matter).flatMap(member => deployment(matter, member) ?? [])

/** Everyone on the team is free again. */
export const releases = (matter: Matter): readonly AlsoTaken[] =>
  team(matter).map(({ reference }) => ({
    reference,
    step: 'be-released',
    answers: { inspection: [matter.reference] },
    // Somebody may have been taken off by hand.
    ifOpen: true,
  }))

export const deploy = step({
  clauses: ['HH-12', 'HH-21', 'HH-1'],
  label: 'Put somebody on the team',
  about:
    'Their vetting, photographic identification and security training must be in date on the last day they are there. A manager on loan does not inspect a place where they served.',
  by: planners,
  open: notOver,
  adds: true,
  part: 'plan',
  asks: {
    person: references('Who?', {
      of: { prefix: 'TEA', what: 'person who may be deployed' },
      one: true,
      missing: 'Choose who, or give their reference',
      hint: 'Whoever may be deployed is named here. The establishment is told their name.',
      clause: 'HH-12',
      among: { procedure: 'inspector', leavesOut: ['left'] },
    }),
    name: {
      ...optional(text('Their name', '')),
      made: { what: 'fact', from: 'person', column: 'name' },
    },
    as: choice('What do they do?', 'Choose what they do', roles),
    partner: onlyIf('as', 'partner', choice('Of which partner?', 'Choose the partner', partners, { clause: 'HH-1' })),
    from: optional(day('From which day, if not the first?', '')),
    until: optional(day('Until which day, if not the last?', '')),
    joins: oncePublic(
      // The form asks it too, before anybody has answered.
      ({ answers: { name, as, partner } }) =>
        name && as
          ? memberInWords({ name: String(name), as: as as Role, partner: partner as Deployed['partner'] })
          : undefined,
      paragraph('Who joins the team', ''),
    ),
  },
  refuse: ({ answers, matter }) => {
    if (!answers.name)
      return {
        field: 'person',
        words: `There is nobody of the reference ${answers.person[0]} who may be deployed`,
        next: 'Choose somebody from the list, or register them first.',
      }
    const [first, last] = [firstDay(matter), lastDay(matter)]
    for (const field of ['from', 'until'] as const) {
      const on = answers[field]
      if (on && first && last && (on < first || on > last))
        return {
          field,
          words: `${formatDay(on)} is outside the visit, which is from ${formatDay(first)} to ${formatDay(last)}`,
          next: 'Leave it empty for the whole visit.',
        }
    }
    return answers.from && answers.until && answers.until < answers.from
      ? { field: 'until', words: 'Their last day comes before their first', next: 'Give a later last day.' }
      : undefined
  },
  also: ({ answers, matter }) => {
    const member = team(matter).find(one => one.reference === answers.person[0])
    const taken = member && deployment(matter, member)
    return taken ? [taken] : []
  },
  says: ({ answers }) => `put ${String(answers.name)} on the team`,
})

export const standDown = step({
  clauses: ['HH-12'],
  label: 'Take somebody off the team',
  by: planners,
  open: [...notOver, provided(({ matter }) => team(matter).length > 0, 'Nobody is on the team yet')],
  adds: true,
  part: 'plan',
  asks: {
    who: oneOf('Who?', 'Choose who', ({ matter }) =>
      team(matter).map(one => ({ value: one.reference, text: memberInWords(one) })),
    ),
    because: optional(text('Why?', '')),
    leaves: oncePublic(
      ({ answers, matter }) => team(matter).find(one => one.reference === answers.who)?.name,
      paragraph('Who leaves the team', ''),
    ),
  },
  also: ({ answers, matter }) => [
    { reference: answers.who, step: 'be-released', answers: { inspection: [matter.reference] }, ifOpen: true },
  ],
  says: () => 'took somebody off the team',
})

const joinAnother = 'join the wish to one that is planned or under way, or turn it down'

const wish = references('Which wish?', {
  of: { prefix: 'PIN', what: 'partner’s wish to inspect' },
  one: true,
  missing: 'Give the reference of the wish',
})

/** What a partner wishes is joined to an inspection that is still to come, or under way. */
export const takeInWish = step({
  clauses: ['HH-7'],
  label: 'Take in a partner’s wish to inspect',
  follows: true,
  about: 'Join it from the wish itself: this is then recorded here for you.',
  by: planners,
  open: [
    before('cancelled', `It was cancelled: ${joinAnother}`),
    before('ended', `The inspection is over: ${joinAnother}`),
  ],
  adds: true,
  part: 'plan',
  asks: { wish },
  links: ({ answers }) => answers.wish,
  says: () => 'took in a partner’s wish to inspect',
})

export const giveBackWish = step({
  clauses: ['HH-7'],
  label: 'Give back a partner’s wish to inspect',
  follows: true,
  about: 'Take it up again from the wish itself: this is then recorded here for you.',
  by: planners,
  open: [provided(({ matter }) => wishes(matter).length > 0, 'No partner’s wish is joined to it')],
  adds: true,
  part: 'plan',
  asks: { wish },
  says: () => 'gave back a partner’s wish to inspect',
})

/** What partners wished is to be answered anew where the inspection it was joined to does not take place. */
export const wishesBack = (matter: Matter): readonly AlsoTaken[] =>
  wishes(matter).map(reference => ({
    reference,
    step: 'take-up-again',
    answers: { reason: 'The inspection it was joined to does not take place.' },
  }))

const isTelephone = (words: string | undefined) =>
  /\b(mobile|smart)?\s*(phone|iphone|telephone)s?\b|\bmobiles?\b/i.test(words ?? '')

export const listEquipment = step({
  clauses: ['HH-12'],
  label: 'List what the team brings',
  about: 'Cameras, sound recorders and anything else are agreed with the place. Secure laptops need no leave.',
  by: planners,
  open: notOver,
  part: 'plan',
  asks: {
    cameras: number('How many cameras?', 'Say how many cameras, or 0', { most: 100 }),
    recorders: number('How many sound recorders?', 'Say how many sound recorders, or 0', { most: 100 }),
    laptops: number('How many secure laptops?', 'Say how many secure laptops, or 0', { most: 200 }),
    else: optional(text('Anything else?', '', { hint: 'Never mobile phones.' })),
    phones: yesOrNo('Does everyone know that mobile phones stay outside?', 'Say whether everyone knows it', {
      clause: 'HH-12',
    }),
    brings: oncePublic(({ answers }) => equipmentInWords(answers), paragraph('What the team brings', '')),
  },
  refuse: ({ answers }) =>
    isTelephone(answers.else)
      ? { field: 'else', words: 'Mobile phones are not brought in', next: 'Take them off the list.' }
      : answers.phones
        ? undefined
        : {
            field: 'phones',
            words: 'Everyone must know that mobile phones stay outside',
            next: 'Tell them, and come back.',
          },
  says: () => 'listed what the team brings',
})
