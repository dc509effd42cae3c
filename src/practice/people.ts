import { addDays, type Day } from '../calendar/day.ts'
import { versionOn } from '../engine/agreement.ts'
import type { Library } from '../engine/library.ts'
import type { Holder, Register } from '../desk/register.ts'

/** Invented people: nobody here is anyone. Two of them hold more than one post, as some do. */
const given: Readonly<Record<string, string>> = {
  'hmip.sanctions-officer': 'Priya Raman',
  'hmip.deputy': 'Marcus Oyelaran',
  'hmip.coordinator': 'Helen Strand',
  'hmip.team-leader': 'Tomasz Wilk',
  'hmip.chief': 'Dame Ruth Ashdown',
  'hmip.press': 'Callum Frost',
  'hmip.intelligence': 'Noor Haddad',
  'imb.national-chair': 'Margaret Lindqvist',
  'imb.secretariat': 'Owen Pryce',
  'imb.regional': 'Beatrice Nwosu',
  'imb.ashmoor.chair': 'Beatrice Nwosu',
  'imb.ashmoor.member': 'Frank Tolley',
  'imb.brackley-hill.chair': 'Sunita Deshmukh',
  'imb.brackley-hill.member': 'Frank Tolley',
  'imb.calder-mount.chair': 'Gwen Parfitt',
  'imb.dunscar.chair': 'Leonard Achebe',
  'imb.eastholme.chair': 'Rosalind Quaye',
  'imb.fenwick-house.chair': 'Iain Dunbar',
  'ppo.ombudsman': 'Sir Anthony Vale',
  'ppo.deputy': 'Kathryn Moss',
  'ppo.assistant': 'Dev Chaudhuri',
  'ppo.investigator': 'Siobhan Keane',
  'ppo.learning': 'Hugo Brandt',
  'hmpps.siu': 'Janet Illingworth',
  'hmpps.chief-executive': 'Isobel Thorne',
  'hmpps.director-general': 'Stephen Marlowe',
  'hmpps.group-director': 'Adaeze Obi',
  'hmpps.ashmoor.governor': 'Robert Kinsella',
  'hmpps.brackley-hill.governor': 'Claire Henshaw',
  'hmpps.calder-mount.governor': 'Yusuf Demir',
  'hmpps.dunscar.governor': 'Patricia Lunn',
  'hmpps.eastholme.governor': 'Daniel Osei',
  'hmpps.fenwick-house.governor': 'Michelle Tarrant',
  'hmpps.greyfriars.governor': 'Edwin Sharpe',
  'moj.secretary-of-state': 'Jonathan Amery',
  'moj.security': 'Vanessa Croft',
  operator: 'Sam Whitlow',
  clock: 'The clock',
}

const first = [
  'Alan',
  'Bridget',
  'Chidi',
  'Dorothy',
  'Emil',
  'Farah',
  'Graham',
  'Hannah',
  'Imran',
  'Joyce',
  'Keith',
  'Leila',
  'Martin',
  'Nadia',
  'Oliver',
]
const last = [
  'Aldous',
  'Birch',
  'Carver',
  'Dale',
  'Eames',
  'Fenn',
  'Garth',
  'Holt',
  'Ives',
  'Jarrow',
  'Kerr',
  'Lowe',
  'Marsh',
  'Nash',
  'Orme',
  'Pike',
  'Quill',
]

/** Everyone in the invented world, in post since long before today, with training and awareness in date. */
export function practicePeople(register: Register, library: Library, today: Day): Holder[] {
  const invented = new Set(register.places.filter(place => place.invented).map(place => place.code))
  const unitPlace = new Map(register.units.map(unit => [unit.key, unit.place]))
  const posts = register.posts.filter(post => {
    const place = unitPlace.get(post.unit)
    return place === undefined || invented.has(place)
  })
  const names = posts.map((post, index) => ({
    post: post.key,
    name: given[post.key] ?? `${first[index % first.length]} ${last[(index * 7) % last.length]}`,
  }))
  const people = new Map<string, string[]>()
  for (const { post, name } of names) people.set(name, [...(people.get(name) ?? []), post])
  const requirements = library.agreements.flatMap(agreement =>
    Object.keys(versionOn(agreement, today).requirements ?? {}),
  )
  return [...people].map(([name, held], index) => {
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`
    const on = addDays(today, -150 - (index % 180))
    return {
      subject: email,
      name,
      email,
      posts: held,
      from: addDays(today, -700 - index),
      standing: requirements.map(requirement => ({ requirement, on, until: addDays(on, 365) })),
    }
  })
}
