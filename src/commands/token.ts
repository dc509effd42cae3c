import { formatDay, dayOf } from '../calendar/day.ts'
import { at, type House } from '../desk/desk.ts'
import { makeToken } from '../desk/tokens.ts'
import { open } from '../house.ts'
import { CannotBeDone, wholeNumber, type Command } from './command.ts'

const longest = 366

export const token: Command = {
  name: 'token',
  about: 'Makes a token for a post, to use the API with',
  takes: '<post-key> [--label <words>] [--days <n>]',
  options: { label: 'text', days: 'text' },
  words: { least: 1, most: 1 },
  help: [
    'Prints a token on standard output, and whose it is on standard error. Keep it: it is not kept here, and is not shown again.',
    'It belongs to the post and to the person who holds it now, may do what they may do, and ends when they leave the post.',
    '',
    '  <post-key>       the post, such as hmip.sanctions-officer or imb.ashmoor.chair',
    '  --label <words>  what it is for, as its holder will see it (“command line” unless said)',
    `  --days <n>       how long it lasts: 1 to ${longest}, 90 unless said`,
  ].join('\n'),
  async run({ words: [key = ''], options, settings, say, remark }) {
    const days = wholeNumber(options.days, 'days', { least: 1, most: longest, unless: 90 })
    const label =
      typeof options.label === 'string' && options.label.trim() !== '' ? options.label.trim() : 'command line'
    const { house, close } = await open(settings(), { beside: true })
    try {
      refuseUnheld(house, key)
      await at(house, { post: key }, async desk => {
        const made = await makeToken(desk, label.slice(0, 80), days)
        say(made.token)
        remark(`For ${desk.who.title}, held by ${desk.who.name}; until ${formatDay(dayOf(made.endsAt))}.`)
        for (const { label: lapsed } of desk.who.lapsed)
          remark(`Their access is suspended until this is put right: ${lapsed}`)
      })
    } finally {
      await close()
    }
  },
}

function refuseUnheld(house: House, key: string): void {
  const directory = house.directory()
  const post = directory.findPost(key)
  if (post?.kind === 'clock') throw new CannotBeDone('The clock is the system itself: it has no tokens.')
  if (post?.held) return
  if (post) throw new CannotBeDone(`Nobody holds the post ${key} (${post.title}) today, so it can have no token.`)
  const words = key
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(word => word.length > 2)
  const near = directory
    .posts({})
    .filter(one => words.some(word => one.key.includes(word)))
    .map(one => one.key)
    .slice(0, 8)
  throw new CannotBeDone(
    `There is no post called ${key}.${near.length ? ` There are: ${near.join(', ')}.` : ' Posts are called like hmip.deputy or imb.ashmoor.chair.'}`,
  )
}
