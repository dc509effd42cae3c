import type { ScrutinyBody } from '../../../bodies.ts'
import { has, standingOffers, type Offer } from '../../../engine/matter.ts'
import { allOf, anyOf, audience, chosen, whoever, type Audience, type Who } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { keysOf, theClock } from '../../who.ts'
import { ownPost } from '../package.ts'
import { goesStraight, readersAt, recipientOf, relayOf } from './routes.ts'

/**
 * Who stands where on the way of what is shared. Its originator owns it. A relay may stand between them and whoever it is for
 * (HI-7c, HI-8g, PI-13e, PI-14e); there, those read it who need to (HI-12l), and may pass it on or let a colleague read it.
 */

// On its way: found by the route that was chosen when it was shared

/** Whoever it goes through: nobody, where it goes straight to whoever it is for. */
export const relay = audience('the relay', relayOf)
export const relaying = whoever('whoever passes it on', (me, matter, world) =>
  relayOf({ matter, world }).includes(me.unit),
)

/** Whom it is for, which only the agreement tells: a board, or a desk of its scrutiny body. */
export interface Parties {
  /** The unit it is for, however it gets there. */
  readonly recipient: Audience
  /** Those in that unit who may read it. */
  readonly readers: Audience
  /** Whoever has it next after its originator: the relay, or else whoever it is for. */
  readonly first: Audience
  readonly receiving: Who
  /** Whoever may accept its terms: it is for them, or was passed on to them since. */
  readonly addressed: Who
}

export function partiesOf(body: ScrutinyBody): Parties {
  const recipient = audience('whoever it is for', taking => recipientOf(taking, body))
  const receiving = whoever('those it was sent to', (me, matter, world) =>
    recipientOf({ matter, world }, body).includes(me.unit),
  )
  return {
    recipient,
    readers: audience('those there who may read it', taking =>
      recipientOf(taking, body).flatMap(key => readersAt(key, taking)),
    ),
    first: audience('whoever it goes to first', taking =>
      goesStraight(taking) ? recipientOf(taking, body) : relayOf(taking),
    ),
    receiving,
    addressed: anyOf(receiving, passedOnTo),
  }
}

// Where it has come: found by what is disclosed and offered

/** Whoever has it open before them and does not own it; or keeps it for its originator, and is whom it is for. */
export const holding = whoever(
  'those who have it open before them',
  (me, matter) => (matter.owner !== me.unit || has(matter, ownPost)) && matter.parts.has('item'),
)

/** Of those who hold it, the heads to whom its terms opened it: whom they name reads it, and names nobody. */
export const headOfReaders = allOf(
  holding,
  whoever('the head of the unit it was shared with', (me, matter, world) =>
    readersAt(me.unit, { matter, world }).includes(me.post),
  ),
)

/** Somebody else to whom it is offered or was. Whom it goes through has steps of their own. */
const passedOnTo = whoever('those it was passed on to since', (me, matter, world) =>
  standingOffers(matter, world.now).some(
    one => (one.to === me.unit || one.to === me.post) && one.may === 'read' && one.part === 'item',
  ),
)

/** Everyone but its owner to whom any of it is disclosed or offered. */
export const everyoneElse = audience('everyone who has it', taking => {
  const { matter, world } = taking
  const reached = [...matter.disclosures.filter(one => !one.ended), ...standingOffers(matter, world.now)]
  const told = [matter.owner, ...theClock.readers(taking)]
  return [...new Set(reached.map(one => one.to).filter(key => !told.includes(key)))]
})

/** Those who hold this part now. */
export const holders = (part: string): Audience =>
  audience('everyone who has it', ({ matter, world }) =>
    matter.disclosures
      .filter(
        one => one.part === part && !one.ended && one.to !== matter.owner && (!one.until || one.until > world.now),
      )
      .map(one => one.to),
  )

/** Those who hold it, or held it until its time ran out: they have it again when its originator gives it longer. */
export const everHolders = (part: string): Audience =>
  audience('everyone who has it', ({ matter }) =>
    matter.disclosures.filter(one => one.part === part && !one.ended && one.to !== matter.owner).map(one => one.to),
  )

/** The same without a relay that read it on its way. */
export const everHoldersButRelays = (part: string): Audience =>
  audience('everyone who has it, but whoever it went through', taking =>
    everHolders(part)
      .readers(taking)
      .filter(key => !relayOf(taking).includes(key)),
  )

/**
 * Inside the units that it was sent to or passed on to, once it has reached them: of those who may read it, by what is being said
 * of that, whoever has yet to be offered it; and whoever has it, or waits for it, and may read it no longer.
 */
export function readersIn({ recipient }: Parties) {
  const unitsWithIt = (taking: Taking): readonly string[] => [
    ...(goesStraight(taking) || has(taking.matter, 'passed on') ? recipient.readers(taking) : []),
    ...taking.matter.entries.flatMap(({ step, answers }) => (step === 'pass-on' ? [String(answers.to)] : [])),
  ]
  const readers = audience('those there who may read it', taking =>
    unitsWithIt(taking).flatMap(key => readersAt(key, taking)),
  )
  /** Who might before, and turned it down: asking them again is for whoever says anew that they may. */
  const turnedDown = (part: string, taking: Taking): readonly string[] => {
    const { matter, world } = taking
    const before = { world, matter: { ...matter, entries: matter.entries.slice(0, -1) } }
    const might = unitsWithIt(taking).flatMap(key => readersAt(key, before))
    return matter.offers.filter(one => one.part === part && one.ended && might.includes(one.to)).map(one => one.to)
  }
  const having = (part: string, taking: Taking): readonly string[] =>
    [everHolders(part), waiting(part, 'read')].flatMap(one => one.readers(taking))
  return {
    readFromNow: (part: string) =>
      audience('those there who may read it from now on', taking =>
        readers.readers(taking).filter(key => ![...having(part, taking), ...turnedDown(part, taking)].includes(key)),
      ),
    readNoLonger: (part: string) =>
      audience('those there who may read it no longer', taking => {
        const units = unitsWithIt(taking)
        const inside = units.flatMap(unit => [unit, ...keysOf(taking.world.directory.posts({ unit }))])
        const remain = readers.readers(taking)
        // Whoever had it for themselves keeps it when all of their unit may read it.
        const mayStill = (key: string) =>
          [key, taking.world.directory.findPost(key)?.unit].some(one => remain.includes(one ?? ''))
        return having(part, taking).filter(key => inside.includes(key) && !mayStill(key))
      }),
  }
}

/** Those to whom this part is offered so, who have neither opened it nor passed it on; or were, until its time ran out. */
export const waiting = (part: string, may: Offer['may']): Audience =>
  audience('everyone to whom it is offered', ({ matter }) =>
    matter.offers
      .filter(one => one.part === part && one.may === may && !one.ended && !one.accepted && !one.passedOn)
      .map(one => one.to),
  )

/** A relay that has read it, and has yet to pass it on. */
export const readToPassOn = (part: string): Audience =>
  audience('whoever has read it and is to pass it on', ({ matter }) =>
    matter.offers
      .filter(one => one.part === part && one.may === 'read or pass on' && !one.ended && one.accepted && !one.passedOn)
      .map(one => one.to),
  )

/** Whom a holder lets have it too. */
export const chosenUnit = chosen('to', 'the unit it is passed on to')
/** Those in it who may read it, by the terms it came on. */
export const readersInChosenUnit = audience('those there who may read it', taking =>
  chosenUnit.readers(taking).flatMap(key => readersAt(key, taking)),
)
export const chosenColleague = chosen('reader', 'the colleague who is named')

// Beside its way: those who answer for the boards

export const nationalChair = audience('the National Chair', ({ world }) =>
  keysOf(world.directory.units({ kind: 'national' })),
)
export const regional = audience('the regional representatives', ({ world }) =>
  keysOf(world.directory.units({ kind: 'regional' })),
)
