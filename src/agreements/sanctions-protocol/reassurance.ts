import type { Block } from '../../letters/blocks.ts'

/**
 * SP-23a: what every letter to a detained person says, in our words. It is written here once; a letter without it can't be
 * issued. Short sentences, since it is read by everyone and read out to some.
 */
export const reassurance: Block & { is: 'reassurance' } = Object.freeze({
  is: 'reassurance',
  heading: 'You can talk to us freely',
  sentences: Object.freeze([
    'You can speak or write to HM Inspectorate of Prisons, the Independent Monitoring Board and the Prisons and Probation Ombudsman at any time. So can someone who does it for you.',
    'Nobody may punish you or treat you badly because you did, and nobody may threaten to.',
    'If this happens to you, or you are afraid it will, tell any one of us. You can do that at any time, now or later.',
  ]),
})
