import { bodies, unitKinds } from '../bodies.ts'
import { closed } from '../engine/decide.ts'
import type { Step } from '../engine/procedure.ts'
import { unbegun } from './answers.ts'
import { answer, type Route } from './route.ts'
import {
  bodySchema,
  clauseIdSchema,
  dayText,
  flag,
  instant,
  listOf,
  objectOf,
  postKindSchema,
  saying,
  text,
  unitKindSchema,
} from './shapes.ts'

const schema = objectOf({
  name: text,
  post: objectOf({ key: text, title: text, kind: postKindSchema }),
  unit: objectOf({ key: text, name: text, kind: unitKindSchema }, { establishment: text }),
  body: objectOf({ key: bodySchema, name: text }),
  appoints: saying(flag, 'May appoint people to posts of the same body.'),
  suspended: flag,
  lapsed: listOf(
    objectOf({ requirement: text, label: text, clause: clauseIdSchema }),
    'While there is anything here, nothing else can be read.',
  ),
  mayBegin: listOf(text, 'The procedures this post may begin.'),
  now: saying(instant, 'The time as the system tells it: practice has a clock of its own.'),
  today: saying(dayText, 'The day in London.'),
})

export const me: Route = {
  method: 'GET',
  path: '/me',
  name: 'me',
  summary: 'Whose token this is',
  access: 'in a post, suspended or not',
  reads: 'nothing',
  replies: { 200: { description: 'The person and the post that the token belongs to.', schema } },
  answer: ({ desk: { who, me, world, house } }) => {
    const unit = world.directory.unit(who.unit)
    const mayBegin = house.library
      .inForce(world.today)
      .filter(({ procedure, version }) => {
        const step = procedure.steps[procedure.begins] as Step
        return who.lapsed.length === 0 && !closed(step, unbegun(procedure, version.name, me, world), me, world)
      })
      .map(({ procedure }) => procedure.name)
    return answer({
      name: who.name,
      post: { key: who.post, title: who.title, kind: who.kind },
      unit: { key: unit.key, name: unit.name || unitKinds[unit.kind], kind: unit.kind, establishment: unit.place },
      body: { key: who.body, name: bodies[who.body].name },
      appoints: who.appoints,
      suspended: who.lapsed.length > 0,
      lapsed: who.lapsed.map(({ name, label, clause }) => ({ requirement: name, label, clause })),
      mayBegin,
      now: world.now.toISOString(),
      today: world.today,
    })
  },
}
