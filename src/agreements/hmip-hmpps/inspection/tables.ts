import { dayOf } from '../../../calendar/day.ts'
import type { Table } from '../../../engine/procedure.ts'
import { partners } from '../programme/partners.ts'
import { asked, daysThere, givenBefore, held, team, visitors } from './reading.ts'
import { roles } from './words.ts'

/** What the entries of an inspection come to, item by item. */
export const tables: Readonly<Record<string, Table>> = {
  team: {
    label: 'The team',
    part: 'plan',
    columns: {
      name: { label: 'Name' },
      as: { label: 'As', values: roles },
      partner: { label: 'Of', values: partners },
      from: { label: 'First day', is: 'day' },
      until: { label: 'Last day', is: 'day' },
      reference: { label: 'Register' },
    },
    rows: matter =>
      team(matter).map(member => ({
        name: member.name,
        as: member.as,
        partner: member.partner,
        ...daysThere(matter, member),
        reference: member.reference,
      })),
    empty: 'Nobody is on the team yet.',
  },
  visitors: {
    label: 'Visitors',
    part: 'plan',
    columns: {
      name: { label: 'Name' },
      from: { label: 'From' },
      signed: { label: 'Signed', is: 'day' },
      press: { label: 'Press office consulted', is: 'day' },
      told: { label: 'Establishment told', is: 'day' },
      came: { label: 'Came', is: 'day' },
    },
    rows: matter =>
      visitors(matter).map(one => ({
        name: one.name,
        from: one.from,
        signed: one.signedOn,
        press: one.media ? one.pressOn : undefined,
        told: one.toldOn,
        came: one.cameOn,
      })),
    empty: 'No visitor has been named.',
  },
  held: {
    label: 'What you have already',
    part: 'plan',
    columns: {
      what: { label: 'What' },
      given: { label: 'Given', is: 'day' },
      from: { label: 'For' },
    },
    rows: matter => {
      const have = held(matter)
      const before = givenBefore(matter).filter(
        one => !have.some(other => other.from === one.from && other.what === one.what),
      )
      return [...have, ...before].map(one => ({ what: one.what, given: one.givenOn, from: one.from }))
    },
    empty: 'Nothing is noted, and nothing was given at an earlier inspection that you may see.',
  },
  asked: {
    label: 'What is asked of the establishment',
    part: 'visit',
    columns: {
      what: { label: 'What' },
      asked: { label: 'Asked', is: 'day' },
      by: { label: 'Wanted by', is: 'day' },
      given: { label: 'Given', is: 'day' },
    },
    rows: matter =>
      asked(matter).map(one => ({
        what: one.what,
        asked: dayOf(one.askedOn),
        by: one.by,
        given: one.givenOn && dayOf(one.givenOn),
      })),
    empty: 'Nothing has been asked of the establishment.',
  },
}
