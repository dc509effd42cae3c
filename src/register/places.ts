import { readFileSync } from 'node:fs'
import type { PlaceKind } from '../bodies.ts'
import type { Place } from '../engine/directory.ts'

/** Places of the real register, with what it says of each; `data/README.md` tells where it came from and what is stale in it. */
export function realPlaces(): (Place & { register: object })[] {
  return [...prisons(), ...removalCentres()]
}

interface PrisonRow {
  code: string
  name: string
  active: boolean
  types: string | null
  closed: string | null
  operator_now: string | null
  category: string | null
  male: boolean
  female: boolean
  country: string | null
  county: string | null
  hmi_aliases: string[]
  note: string | null
}

const shipped = <T>(file: string): T =>
  JSON.parse(readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8')) as T

// Two rows of the register are not places where anybody is held.
const notPlaces = new Set(['FOI', 'ZZGHI'])

// Only what is of the Youth Custody Service (YCS) is for children. The register’s own “YOI” holds those of 18 and over, as many
// prisons do that it calls “HMP/YOI”.
const kindOf = (types: string | null): PlaceKind => (types === 'STC' ? 'stc' : types === 'YCS' ? 'yoi' : 'prison')

const prisons = (): (Place & { register: object })[] =>
  shipped<PrisonRow[]>('establishments.json')
    .filter(row => !notPlaces.has(row.code))
    .map(row => ({
      code: row.code,
      name: row.name,
      kind: kindOf(row.types),
      region: regionOf(row.code),
      invented: false,
      closed: row.active ? undefined : (row.closed ?? 'on a date the register does not give'),
      register: {
        operator: row.operator_now,
        category: row.category,
        holds: [row.male && 'men', row.female && 'women'].filter(Boolean),
        country: row.country,
        county: row.county,
        reportedAs: row.hmi_aliases,
        note: row.note,
      },
    }))

const groups = shipped<{
  regions: { code: string; name: string }[]
  example_membership: Record<string, string[] | string>
}>('prison-groups.json')

/** The prison group, where a public source names its members: most are not to be had (DOMAIN of the register's provenance). */
function regionOf(code: string): string | undefined {
  const [group] =
    Object.entries(groups.example_membership).find(([, members]) => Array.isArray(members) && members.includes(code)) ??
    []
  return groups.regions.find(region => region.code === group)?.name
}

interface CentreRow {
  name: string
  kind: string
  country: string
  place: string
  operator: string | null
  note: string | null
}

// The prison register does not hold immigration detention: these have keys of our own.
const removalCentres = (): (Place & { register: object })[] =>
  shipped<{ facilities: CentreRow[] }>('immigration-detention.json').facilities.map(row => ({
    code: `${row.kind}-${row.name}`
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]+/g, '-')
      .slice(0, 40),
    name: `${row.name} (${row.kind === 'IRC' ? 'immigration removal centre' : row.kind === 'STHF' ? 'short-term holding facility' : row.kind})`,
    kind: row.kind === 'IRC' ? 'irc' : 'sthf',
    region: undefined,
    invented: false,
    register: { operator: row.operator, country: row.country, county: row.place, note: row.note },
  }))
