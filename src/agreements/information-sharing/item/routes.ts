import { bodies, scrutinyBodies, type ScrutinyBody, type UnitKind } from '../../../bodies.ts'
import type { Unit } from '../../../engine/directory.ts'
import { lastAnswers, type Answers } from '../../../engine/matter.ts'
import type { Refusal } from '../../../engine/procedure.ts'
import { choice, oneOf, onlyIf, posts, yesOrNo, type Question } from '../../../engine/question.ts'
import type { Taking, World } from '../../../engine/world.ts'
import { keysOf } from '../../who.ts'
import { readersInWords, readersSaid, whoReads } from '../contract.ts'
import { waysIn } from '../package.ts'
import type { Sharing } from '../sharing.ts'

/**
 * Which way what is shared goes (HI-7c, HI-8g, PI-13e, PI-14e): from a scrutiny body through the National Chair or the
 * secretariat to a board; from a board straight to a body, or through the secretariat. Everyone is found by body, kind and
 * place, never by key.
 */

const desks: Readonly<Partial<Record<UnitKind, string>>> = {
  intelligence: 'The intelligence unit',
  inspection: 'The inspection teams',
  casework: 'Those who investigate complaints and deaths',
  learning: 'Those who draw lessons from investigations',
  'lead office': 'The office that leads on the agreement',
}

/** Through whom it goes, and whether it ends with a board or with the scrutiny body. */
const routes: Readonly<Record<string, { readonly through?: UnitKind; readonly to: 'board' | 'body' }>> = {
  national: { through: 'national', to: 'board' },
  secretariat: { through: 'secretariat', to: 'board' },
  relayed: { through: 'secretariat', to: 'body' },
  direct: { to: 'body' },
  board: { to: 'board' },
}

type Asked = Pick<Taking, 'matter' | 'world'> & { readonly answers?: Answers }

/** What was answered when it was shared, which at that moment is only in the answers. */
const said = ({ matter, answers }: Asked, question: string): unknown =>
  lastAnswers(matter, 'share')?.[question] ?? answers?.[question]

export const routeOf = (asked: Asked) => routes[String(said(asked, 'route'))]

const boardOf = (asked: Asked): readonly string[] =>
  keysOf(asked.world.directory.units({ kind: 'board', place: asked.matter.place ?? String(asked.answers?.place) }))

/** The unit it is for, however it gets there. */
export const recipientOf = (asked: Asked, body: ScrutinyBody): readonly string[] =>
  routeOf(asked)?.to === 'body'
    ? keysOf(asked.world.directory.units({ body }).filter(one => one.kind === said(asked, 'desk')))
    : boardOf(asked)

/** The unit it goes through; none, where it goes straight. */
export const relayOf = (asked: Asked): readonly string[] => {
  const through = routeOf(asked)?.through
  return through ? keysOf(asked.world.directory.units({ body: 'IMB', kind: through })) : []
}

export const isRelayed = (asked: Asked): boolean => relayOf(asked).length > 0
export const goesStraight = (asked: Asked): boolean => !isRelayed(asked)

/**
 * Who inside that unit may read it: everyone there; the one at its head, who may name others if the terms say so; or the posts
 * that its originator chose. Where none of those is in this unit, it is its head.
 */
export const readersAt = (unitKey: string, asked: Asked): readonly string[] => {
  const { readers, readerPosts = [] } = readersSaid(asked)
  if (readers === 'unit') return [unitKey]
  const posts = asked.world.directory.posts({ unit: unitKey })
  const chosen = readers === 'posts' ? posts.filter(post => readerPosts.includes(post.key)) : []
  const heads = posts.filter(post => post.kind === 'chair' || post.appoints)
  return [chosen, heads, posts.slice(0, 1)].find(some => some.length > 0)?.map(post => post.key) ?? []
}

/** Whether anybody holds this post, or a post in this unit, today. */
export const isHeld = ({ directory }: World, key: string): boolean =>
  directory.findPost(key)?.held ?? directory.posts({ unit: key }).some(post => post.held)

/** What would be sealed for a post that nobody holds could be opened by nobody, however many work there (HI-12l). */
export const nobodyReads = (
  { world }: Taking,
  readers: readonly string[],
  mended: Pick<Refusal, 'field' | 'next'>,
): Refusal | undefined =>
  readers.some(key => isHeld(world, key))
    ? undefined
    : { ...mended, words: 'Nobody holds the post of whoever may read it there today, so nobody could open it' }

/** What is asked of its originator, when it is shared and whenever they say otherwise: as few as need to know (HI-12l, PI-13e). */
export const readersQuestions = ({ body, clauses }: Sharing, more: { readonly usual?: string } = {}) => ({
  readers: {
    ...choice('Who there may read it?', 'Choose who there may read it', whoReads, {
      part: 'terms',
      clause: clauses.needToKnow,
      ...more,
    }),
    stands: ({ matter, world }: Taking) => {
      const said = readersSaid({ matter })
      return said.readers && `Now: ${readersInWords(said, world)}`
    },
  },
  readerPosts: onlyIf(
    'readers',
    'posts',
    posts(
      'Who are they?',
      'Choose who they are',
      'Say where it goes and choose “Continue”: those who work there are listed here then',
      taking => recipientOf(taking, body).flatMap(unit => taking.world.directory.posts({ unit })),
      { part: 'terms' },
    ),
  ),
})

const routeNames = (body: ScrutinyBody): Readonly<Record<string, string>> => ({
  national: 'Through the National Chair, to the board',
  secretariat: 'Through the secretariat, to the board',
  direct: `Straight to ${bodies[body].short}`,
  relayed: `Through the secretariat, to ${bodies[body].short}`,
  board: 'To the board',
})

const routesFrom =
  (body: ScrutinyBody) =>
  ({ me, world }: Taking) => {
    if (world.parcel) return waysIn(body, me, world)
    const kind = world.directory.unit(me.unit).kind
    const open =
      me.body === body ? ['national', 'secretariat'] : kind === 'board' ? ['direct', 'relayed'] : ['direct', 'board']
    return open.map(value => ({ value, text: routeNames(body)[value] ?? value }))
  }

const desksAt =
  (body: ScrutinyBody) =>
  ({ me, world }: Taking) =>
    // Nobody sends to their own body; what comes in to it in a package is for one of its desks.
    me.body === body && !world.parcel
      ? []
      : world.directory.units({ body }).flatMap(one => {
          const words = desks[one.kind]
          return words ? [{ value: one.kind, text: words }] : []
        })

/** What is asked of whoever shares it: its way, whether a relay may read it, and at which desk of a body it ends. */
export const routeQuestions = ({ body, clauses, usualWay }: Sharing) => ({
  route: {
    ...oneOf('Which way does it go?', 'Choose which way it goes', routesFrom(body), {
      part: 'cover',
      clause: clauses.relay,
      heading: 'Where it goes',
      usual: ({ me }) => (me.body === body ? usualWay : undefined),
    }),
    fixed: routeNames(body),
    show: (way: unknown) => routeNames(body)[String(way)] ?? '',
  },
  relayReads: onlyIfThrough(
    routesFrom(body),
    yesOrNo('May whoever passes it on read it?', 'Say whether whoever passes it on may read it', {
      part: 'terms',
      usual: 'no',
      hint: 'If not, it is sealed for them.',
    }),
  ),
  desk: {
    ...oneOf(
      `Whom at ${bodies[body].short} is it for?`,
      `Choose whom at ${bodies[body].short} it is for`,
      desksAt(body),
      {
        part: 'cover',
      },
    ),
    fixed: desks,
    show: (kind: unknown) => desks[String(kind) as UnitKind] ?? '',
    asked: ({ route }: Answers) => routes[String(route)]?.to === 'body',
  },
})

export const unitsBut = ({ world, me }: Taking): readonly Unit[] =>
  world.directory.units({}).filter(one => scrutinyBodies.some(body => body === one.body) && one.key !== me.unit)

const goesThrough = (route: unknown): boolean => routes[String(route)]?.through !== undefined

/** Nobody is asked it who has no way that goes through another. */
const onlyIfThrough = <T>(ways: ReturnType<typeof routesFrom>, question: Question<T>): Question<T | undefined> => ({
  ...question,
  asked: ({ route }: Answers) => goesThrough(route),
  options: taking => (ways(taking).some(({ value }) => goesThrough(value)) ? (question.options?.(taking) ?? []) : []),
})
