import { after, before, type Condition } from '../../../engine/procedure.ts'

/** While a thematic review goes on. */
export const open: readonly Condition[] = [
  before('published', 'It has been published'),
  before('stopped', 'It was stopped'),
]
export const told = after('told', 'Tell the prison service first')
export const talkedOver = after(
  'findings discussed',
  'What emerges is talked over with the prison service before the report',
  'HH-42',
)
