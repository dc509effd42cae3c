import { createPrivateKey, createPublicKey, hkdfSync, diffieHellman } from 'node:crypto'
import { archiveOf, type ToPack } from './package.ts'
import { seal } from './envelope.ts'
import { fingerprintOf, idOf, ownKeys, publicKey, rawOf, type OwnKeys, type Trusted } from './keys.ts'
import { parts } from './archive.ts'

/**
 * One package with every step of its making, from keys that are known to everyone: `docs/interchange-vectors.json` is exactly
 * this, so that somebody who writes a reader of their own can try it. `node src/interchange/vectors.ts` prints it.
 */

const seeded = (curve: 'ed25519' | 'x25519', byte: number) =>
  createPrivateKey({
    key: Buffer.concat([
      Buffer.from(`302e020100300506032b65${curve === 'ed25519' ? '70' : '6e'}04220420`, 'hex'),
      Buffer.alloc(32, byte),
    ]),
    format: 'der',
    type: 'pkcs8',
  })

/** Installations that exist nowhere: their private keys are one byte, 32 times over. */
export const sender: OwnKeys = ownKeys('https://inspectorate.example', seeded('ed25519', 1), seeded('x25519', 2))
export const recipient: OwnKeys = ownKeys('https://boards.example', seeded('ed25519', 3), seeded('x25519', 4))
export const senderTrusted: Trusted = { ...sender.card, bodies: ['HMIP'] }

export const example: ToPack = {
  number: '6f1c3a52-8f0e-4b7a-9d43-2b1f6f0c9e11',
  to: recipient.card,
  made: {
    at: '2026-03-02T09:00:00.000Z',
    post: 'hmip.coordinator',
    title: 'Inspection coordinator',
    unit: 'Inspection teams',
    body: 'HMIP',
  },
  item: {
    sharing: 'information-hmip',
    agreement: '2019',
    reference: 'INF-2026-4821',
    begun: '2026-03-02T08:30:00.000Z',
    originator: 'HMIP',
    kind: { value: 'correspondence', words: 'A letter or a message that somebody sent' },
    place: { code: 'ZAI', name: 'Ashmoor' },
    topics: [{ value: 'staff', words: 'Staff conduct' }],
    marking: 'OFFICIAL-SENSITIVE',
    personal: true,
    about: 'A letter about the night staff on one wing',
    text: 'The night staff on B wing do not answer the bell.',
  },
  terms: {
    purpose: 'So that the board can look at the wing at night.',
    uses: [{ value: 'monitoring', words: 'To guide monitoring' }],
    readers: 'unit',
    onward: 'no',
    quoting: false,
    until: '2026-09-30',
    later: false,
    words: ['Only for: To guide monitoring', 'Not to be passed on', 'Not to be quoted'],
  },
  files: [{ name: 'letter.txt', kind: 'txt', bytes: Buffer.from('Dear Sir or Madam,\n') }],
}

/** The vectors as they are printed. */
export async function vectors(): Promise<string> {
  const once = seeded('x25519', 5)
  const publicOnce = createPublicKey(once)
  const archive = archiveOf(example, sender)
  const sealed = seal(archive, recipient.card.sealing, { publicKey: publicOnce, privateKey: once })
  const inside = await parts(archive)
  const agreed = diffieHellman({ privateKey: once, publicKey: publicKey('X25519', recipient.card.sealing) })
  const raw = rawOf(publicOnce)
  const info = Buffer.concat([
    Buffer.from('concordat package 1 seal\n'),
    Buffer.from(raw, 'base64url'),
    Buffer.from(recipient.card.sealing, 'base64url'),
  ])
  const derived = Buffer.from(hkdfSync('sha256', agreed, Buffer.alloc(0), info, 44)).toString('hex')
  const installation = ({ card }: OwnKeys, signing: number, sealing: number) => ({
    card,
    fingerprint: fingerprintOf(card),
    signingId: idOf(card.signing),
    sealingId: idOf(card.sealing),
    privateSigning: Buffer.alloc(32, signing).toString('hex'),
    privateSealing: Buffer.alloc(32, sealing).toString('hex'),
  })
  return `${JSON.stringify(
    {
      about:
        'Made by src/interchange/vectors.ts; docs/interchange.md says what it is. These keys are known to everyone: use them for nothing else.',
      sender: installation(sender, 1, 2),
      recipient: installation(recipient, 3, 4),
      oncePrivate: Buffer.alloc(32, 5).toString('hex'),
      agreed: agreed.toString('hex'),
      keyAndNonce: derived,
      line: sealed.subarray(0, sealed.indexOf('\n') + 1).toString('latin1'),
      manifest: inside.get('manifest.json')?.toString('utf8'),
      signature: inside.get('signature.json')?.toString('utf8'),
      archive: archive.toString('base64'),
      sealed: sealed.toString('base64'),
    },
    undefined,
    2,
  )}\n`
}

if (import.meta.main) process.stdout.write(await vectors())
