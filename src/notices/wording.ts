/**
 * What a message may say: that something waits, how many, and where to sign in. There is no room in it for a name, a
 * place or a reference, so none can leave in a message (hmip-imb paragraph 12; DESIGN, "no content leaves in a message").
 */
export type Notice = { kind: 'at once' | 'digest'; count: number; signIn: string }

// A message says nothing that is sensitive, so it carries the lower marking: in its subject, and at its top and bottom.
const marking = 'OFFICIAL'

/** The subject and plain-text body of a message. The subject is the same for everyone, always. */
export function wording({ kind, count, signIn }: Notice) {
  const waiting = count === 1 ? 'Something is waiting' : `${count} things are waiting`
  const lines = [
    marking,
    '',
    kind === 'digest' ? `This is your summary. ${waiting} for you in Concordat.` : `${waiting} for you in Concordat.`,
    '',
    'Sign in to see what it is:',
    signIn,
    '',
    'This message leaves the details out on purpose. Nobody reads replies to it.',
    '',
    marking,
    '',
  ]
  return { subject: `${marking}: Something is waiting for you in Concordat`, body: lines.join('\n') }
}
