import { duty, type Clause } from '../../engine/clause.ts'

/**
 * How personal and marked information is handled: terms that two agreements share word for word. They are written
 * once, under the numbers of the first to hold them (HMIP and the IMB, paragraph 12), and the agreement between the
 * PPO and the IMB points here (PI-20). 'Both parties' are the two bodies of whichever agreement a share was made under.
 */
export const informationSharing: readonly Clause[] = [
  duty('HI-12a', {
    para: '12',
    by: 'both parties',
    to: 'each other',
    text: `Both keep to data protection law, the government’s security policy framework and the Information Commissioner’s code on sharing data.`,
    when: 'always',
    pages: ['agreement'],
  }),

  duty('HI-12b', {
    para: '12',
    by: 'both parties',
    to: 'each other',
    text: `What is shared stays whole, confidential and to hand, and is kept from being damaged or lost.`,
    when: 'always',
    pages: ['journal'],
  }),

  duty('HI-12c', {
    para: '12',
    by: 'both parties',
    text: `It is used no further than the justice system needs in order to work, or than the law or a regulator requires.`,
    when: 'at each share',
  }),

  duty('HI-12d', {
    para: '12',
    by: 'both parties',
    text: `Where the way data is used changes, its impact on people’s privacy is assessed if need be.`,
    when: 'when the use of data changes',
  }),

  duty('HI-12e', {
    para: '12',
    by: 'both parties',
    text: `Whatever counts as OFFICIAL, or is marked OFFICIAL-SENSITIVE, is handled as the government’s classification scheme and these terms prescribe.`,
    when: 'always',
    pages: ['marking'],
  }),

  duty('HI-12f', {
    para: '12',
    by: 'both parties',
    text: `Paper that carries a marking is under lock and key except while someone is using it.`,
    when: 'always',
    pages: ['marking'],
  }),

  duty('HI-12g', {
    para: '12',
    by: 'both parties',
    text: `A computer system that holds what was shared meets the framework’s mandatory outcomes, and has been assessed as secure enough for it.`,
    when: 'always',
  }),

  duty('HI-12h', {
    para: '12',
    by: 'both parties',
    text: `Information travels by secure means only, and is kept and read in secure premises.`,
    when: 'always',
    pages: ['marking'],
  }),

  duty('HI-12i', {
    para: '12',
    by: 'both parties',
    text: `Personal data goes on removable media only where nothing else will do: then as little as the purpose needs, encrypted as the Ministry of Justice specifies, and by the few people who must have the right to do it.`,
    when: 'as an exception',
  }),

  duty('HI-12j', {
    para: '12',
    by: 'both parties',
    to: 'the originator',
    text: `Shared material that by agreement can’t go back to its source is disposed of under control: paper is burnt, pulped or shredded past piecing together; digital copies are destroyed, overwritten or erased securely.`,
    when: 'when its retention ends',
  }),

  duty('HI-12k', {
    para: '12',
    by: 'both parties',
    to: 'their own users',
    text: `Everyone who handles personal data knows how sensitive it is and how to treat it, and passes training in the risks on appointment and at intervals for as long as they serve.`,
    when: 'on appointment, then yearly',
    pages: ['people'],
  }),

  duty('HI-12l', {
    para: '12',
    by: 'both parties',
    text: `Only those who need to know are given access, and to as little as possible.`,
    when: 'always',
    pages: ['matter'],
  }),

  duty('HI-12m', {
    para: '12',
    by: 'both parties',
    text: `Plans for carrying on through a disruption, and for recovering from an incident, cover the data that was shared.`,
    when: 'always',
  }),

  duty('HI-12n', {
    para: '12',
    by: 'both parties',
    to: 'the other party',
    text: `The other party’s personal data goes to no country without an adequacy arrangement under the UK GDPR unless that party agreed beforehand in writing; and then only with proper protection and as that party instructs.`,
    when: 'as an exception',
  }),

  duty('HI-12o', {
    para: '12',
    by: 'both parties',
    to: 'the other party; MoJ Security',
    text: `Whoever suspects that shared data has been or may be damaged or lost tells the other party at once, and reports a loss to MoJ Security.`,
    when: 'immediately',
  }),

  duty('HI-12p', {
    para: '12',
    by: 'both parties',
    to: 'the originator',
    text: `Personal data is kept for as long as the retention schedule of the body it came from says, and is then destroyed.`,
    when: 'when its retention ends',
  }),
]
