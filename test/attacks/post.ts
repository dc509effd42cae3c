import { sendPost } from '../../src/clock/post.ts'
import type { House } from '../../src/desk/desk.ts'
import type { Mailer, Outgoing } from '../../src/notices/send.ts'

/** Sends all the post that waits to be sent at once, and gives what went. */
export async function postSent(house: House): Promise<readonly Outgoing[]> {
  const sent: Outgoing[] = []
  const mailer: Mailer = {
    via: 'smtp',
    send: async outgoing => {
      sent.push(outgoing)
      return { sent: true, receipt: outgoing.key }
    },
  }
  for (let round = 0; round < 5; round++)
    await sendPost(house.pool, mailer, house.now(), 'https://concordat.example', 'at once')
  return sent
}
