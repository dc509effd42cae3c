import { placeKinds } from '../bodies.ts'
import { answer, type Route } from './route.ts'
import { flag, listOf, objectOf, placeKindSchema, saying, text } from './shapes.ts'

const schema = objectOf(
  {
    code: text,
    name: text,
    kind: placeKindSchema,
    kindInWords: text,
    invented: saying(flag, 'Made up for practice: no such place exists.'),
  },
  {
    region: text,
    closed: saying(text, 'When it closed, as far as is known.'),
    board: saying(text, 'The key of its monitoring board; absent where the setting has none.'),
    management: saying(text, 'The key of its management’s unit.'),
  },
)

export const establishments: Route = {
  method: 'GET',
  path: '/establishments',
  name: 'establishments',
  summary: 'The places where people are held',
  access: 'in a post',
  reads: 'nothing',
  query: { kind: placeKindSchema, region: { type: 'string', maxLength: 200 } },
  replies: {
    200: { description: 'Every place in the register, by name.', schema: objectOf({ establishments: listOf(schema) }) },
  },
  answer: ({ desk, query }) => {
    const { directory } = desk.world
    const wanted = directory.places.filter(
      place =>
        (query.kind === undefined || place.kind === query.kind) &&
        (query.region === undefined || place.region === query.region),
    )
    return answer({
      establishments: wanted.map(place => ({
        code: place.code,
        name: place.name,
        kind: place.kind,
        kindInWords: placeKinds[place.kind],
        invented: place.invented,
        region: place.region,
        closed: place.closed,
        board: directory.units({ body: 'IMB', kind: 'board', place: place.code })[0]?.key,
        management: directory.units({ body: 'HMPPS', kind: 'establishment', place: place.code })[0]?.key,
      })),
    })
  },
}
