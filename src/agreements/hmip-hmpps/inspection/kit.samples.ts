import { given, holder, places, type Case, type Taken } from '../../../../test/kit.ts'
import { inspection } from './inspection.ts'

/** Whoever has to do with an inspection, and one that has come so far, for the tests beside. */

export const coordinator = holder('hmip.coordinator')
export const leader = holder('hmip.team-leader')
export const chief = holder('hmip.chief')
export const deputy = holder('hmip.deputy')
export const governor = holder('hmpps.ashmoor.governor')
export const liaison = holder('hmpps.ashmoor.liaison')
export const saferCustody = holder('hmpps.ashmoor.safer-custody')
export const siu = holder('hmpps.siu')
export const groupDirector = holder('hmpps.group-director')
export const directorGeneral = holder('hmpps.director-general')
export const chair = holder('imb.ashmoor.chair')
export const unit = 'hmip.inspection'
export const heads = ['hmip.chief', 'hmip.deputy']
export const planners = [unit, ...heads]
export const toldOfIt = ['hmpps.ashmoor.governor', 'hmpps.ashmoor.liaison', 'hmpps.scrutiny', 'hmpps.group-director']

/** Everyone who is no planner, of every body. */
export const outsiders = [
  'hmip.sanctions-officer',
  'hmip.press',
  'hmip.intelligence',
  'imb.national-chair',
  'imb.secretariat',
  'imb.regional',
  'imb.ashmoor.chair',
  'imb.ashmoor.member',
  'ppo.ombudsman',
  'ppo.deputy',
  'ppo.learning',
  'hmpps.siu',
  'hmpps.chief-executive',
  'hmpps.director-general',
  'hmpps.group-director',
  'hmpps.ashmoor.governor',
  'hmpps.ashmoor.liaison',
  'hmpps.ashmoor.safer-custody',
  'hmpps.dunscar.governor',
  'moj.secretary-of-state',
  'clock',
].map(post => holder(post))

/** Unannounced, from Monday 12 to Friday 16 January 2026. */
export const unannounced = {
  place: places.ashmoor,
  kind: 'full',
  first: '2026-01-12',
  last: '2026-01-16',
  announced: false,
  coordinator: 'Helen Strand, 020 7946 0100',
}
export const planned: Taken = [coordinator, 'plan', unannounced]
/** Announced, from Monday 7 September 2026: six months before is Saturday 7 March. */
export const announced = { ...unannounced, first: '2026-09-07', last: '2026-09-11', announced: true }

export const ann = { person: ['TEA-2026-0001'], name: 'Ann Carver', as: 'lead' }
export const bea = { person: ['TEA-2026-0002'], name: 'Bea Ofori', as: 'partner', partner: 'ofsted' }

/** The team is at the gate on Monday 12 January, and the place is told. */
export const notified = (): Case => given(inspection, planned).on('2026-01-12').and([coordinator, 'notify'])

export const arrived = (): Case => notified().and([coordinator, 'begin', { arrivedOn: '2026-01-12', keys: 'once' }])

export const spoken = {
  debriefOn: '2026-01-16',
  attendees: [{ name: 'Robert Kinsella', as: 'governor' }],
  safety: '2',
  judgements: 'Violence is too high, and too little is learnt from it.',
}

/** The debrief is held on the last day, Friday 16 January. */
export const debriefed = (): Case => arrived().on('2026-01-16').and([leader, 'debrief', spoken])

export const ended = (): Case => debriefed().and([coordinator, 'end', { ended: '2026-01-16' }])
