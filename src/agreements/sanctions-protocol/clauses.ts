import { duty, remit, term, type Clause } from '../../engine/clause.ts'

/** The sanctions protocol, paragraph by paragraph and then along its flowchart, in our own words. */
export const clauses: readonly Clause[] = [
  // 1 to 6: what it is for, and what it covers

  term('SP-1', {
    para: '1',
    by: 'all',
    to: 'detained person',
    text: `Nobody who is detained comes to harm for having been in touch with the inspectorate, a monitoring board or the ombudsman, whether they did so themselves or someone did it for them; and they can be assured of that.`,
    when: 'always',
    pages: ['agreement'],
  }),

  term('SP-2', {
    para: '2',
    by: 'all',
    to: 'all',
    text: `A sanction is something done or left undone by staff, who do it, allow it or put up with it, because of such contact. It may strike at basic needs (food, water, exercise, health care), at contact with the outside (visits, for one), or be isolation, humiliation, physical, verbal or mental abuse, or a threat of any of these. It may look administrative: a higher category, a lost job, a move within the place or away from it.`,
    when: 'on assessment',
    pages: ['analysis', 'log'],
  }),

  remit('SP-3', {
    para: '3',
    by: 'all',
    text: `It applies to prisons, young offender institutions, secure training centres and places of immigration detention.`,
    when: 'on receipt',
    pages: ['remits'],
  }),

  duty('SP-4', {
    para: '4',
    by: 'all',
    to: 'staff member',
    text: `Staff who fear the same for themselves are shown the way to their own agency’s policies on reporting wrongdoing, which protect them.`,
    when: 'on receipt',
  }),

  term('SP-5', {
    para: '5',
    by: 'all',
    text: `It takes nothing from anybody’s duty to keep people and places safe and secure.`,
    when: 'always',
    pages: ['agreement'],
  }),

  term('SP-6', {
    para: '6',
    by: 'HMIP, IMB and PPO',
    text: `The three bodies have each put their name to it.`,
    pages: ['agreement'],
  }),

  // 7 to 13: what each body does

  remit('SP-7', {
    para: '7',
    by: 'HMIP',
    text: `The inspectorate reports on how people are treated, and in what conditions, in prisons, young offender institutions and immigration detention; it inspects court, police and customs custody, and secure training centres, together with others. It takes up no one’s individual complaint.`,
    pages: ['remits'],
  }),

  remit('SP-8', {
    para: '8-10',
    by: 'IMB',
    text: `Each board watches the daily life of its own establishment. Its members are independent and unpaid, may go anywhere there at any time, may speak to anyone where staff neither see nor hear, and answer confidential requests to see them.`,
    pages: ['remits'],
  }),

  remit('SP-11', {
    para: '11',
    by: 'IMB',
    text: `The boards’ national body leads, guides and trains them, sees to their quality, and protects their independence.`,
    pages: ['remits', 'directory'],
  }),

  remit('SP-12', {
    para: '12-13',
    by: 'PPO',
    text: `The ombudsman investigates complaints from people in custody, in immigration detention or on probation, and deaths in the places of its remit; and is independent of all whom it investigates.`,
    pages: ['remits'],
  }),

  // 14 to 18: the international duty behind it

  term('SP-17', {
    para: '14-18',
    by: 'all',
    text: `Under the United Nations protocol against torture, nobody may be punished for what they have told those who monitor detention, whether it was right or wrong, nor suffer for it after a visit.`,
    when: 'on assessment',
    pages: ['agreement'],
  }),

  // 20 to 22: working together

  duty('SP-21', {
    para: '20-22',
    by: 'HMIP, IMB and PPO',
    to: 'each other',
    text: `The three put together what each has seen and can show, to learn from it and to keep sanctions from happening.`,
    when: 'ongoing',
    pages: ['analysis'],
  }),

  // 23: what each body’s people do

  duty('SP-23a', {
    para: '23',
    by: 'HMIP, IMB and PPO',
    to: 'detained person',
    text: `Whatever is said or written to people in detention makes plain that they may be in touch freely, ought not to suffer for it, and may tell any of the three of a worry about sanctions whenever they have one.`,
    when: 'every letter',
  }),

  duty('SP-23b', {
    para: '23',
    by: 'receiving body',
    to: 'detained person',
    text: `Once an allegation is known, the person concerned is asked, so that what follows has their consent if it can.`,
    when: 'at once',
  }),

  duty('SP-23c', {
    para: '23',
    by: 'receiving body',
    text: `What is alleged is made clear, and whether it amounts to a sanction.`,
    when: 'after receipt',
  }),

  duty('SP-23d', {
    para: '23',
    by: 'receiving body',
    to: 'establishment',
    text: `It is put to the senior manager of the establishment whom it concerns.`,
    when: 'by consent',
  }),

  duty('SP-23e', {
    para: '23',
    by: 'receiving body',
    to: 'senior levels',
    text: `Where that would be a problem, where it is exceptional or very serious, or where the manager’s answer does not satisfy, it goes to senior levels of the service or the establishment.`,
    when: 'when so',
  }),

  duty('SP-23f', {
    para: '23',
    by: 'receiving body',
    to: 'senior manager',
    text: `Consent comes first. Only exceptionally, when the person or somebody else appears to be at serious risk there and then, may it be put to a manager without.`,
    when: 'exception',
  }),

  duty('SP-23g', {
    para: '23',
    by: 'establishment',
    to: 'receiving body',
    text: `Whoever it was put to tells the body that did so what came of looking into it, as the two arranged.`,
    when: 'agreed date',
  }),

  duty('SP-23h', {
    para: '23',
    by: 'receiving body',
    to: 'own lead',
    text: `The body’s own lead on sanctions hears of the allegation, and of each thing that happens next.`,
    when: 'at once, then each change',
  }),

  duty('SP-23i', {
    para: '23',
    by: 'receiving body',
    to: 'other two bodies',
    text: `So do the two other bodies.`,
    when: 'at once, then each change',
  }),

  duty('SP-23j', {
    para: '23',
    by: 'HMIP, IMB and PPO',
    to: 'own staff',
    text: `Everyone who works or volunteers for the three knows what the protocol asks, and does it.`,
    when: 'ongoing',
    pages: ['awareness'],
  }),

  // 24 to 26: what each body does besides

  duty('SP-24a', {
    para: '24',
    by: 'HMIP',
    to: 'all',
    text: `The inspectorate keeps one log of all allegations that touch any of the three, so that they can be followed up and studied.`,
    when: 'always',
    pages: ['log', 'analysis'],
  }),

  duty('SP-24b', {
    para: '24',
    by: 'HMIP',
    to: 'IMB and PPO leads',
    text: `It passes the log to the leads of the two others, regularly.`,
    when: 'regular (default monthly)',
  }),

  duty('SP-25', {
    para: '25',
    by: 'IMB',
    to: 'detained person',
    text: `A board that comes to know of an allegation, by itself or from the others, keeps a close eye on how that person is treated and lives, and on how everybody there does, until there is no more risk.`,
    when: 'while risk lasts',
  }),

  duty('SP-26', {
    para: '26',
    by: 'PPO',
    to: 'all',
    text: `The ombudsman weighs whether to investigate what people report to it, or the other two pass on.`,
    when: 'on referral',
  }),

  // 27: the leads

  duty('SP-27', {
    para: '27',
    by: 'leads',
    to: 'each other',
    text: `Three people lead on this: the Deputy Chief Inspector with a policy officer, the chair of the boards’ national body, and the Deputy Ombudsman. They meet every six months on what has been learnt.`,
    when: 'six-monthly',
    pages: ['people'],
  }),

  // The flowchart, step by step

  duty('SP-F1', {
    para: 'flow 1',
    by: 'receiving body',
    text: `Word of an alleged sanction comes to any of the three bodies.`,
  }),

  duty('SP-F2', {
    para: 'flow 2',
    by: 'receiving body',
    text: `That body makes sure that it amounts to a sanction and calls for something to be done.`,
  }),

  duty('SP-F3', {
    para: 'flow 3',
    by: 'receiving body',
    to: 'HMIP',
    text: `Whoever follows it up tells the inspectorate, which enters it in the log.`,
    when: 'at once',
  }),

  duty('SP-F4', {
    para: 'flow 4',
    by: 'receiving body, IMB',
    to: 'detained person',
    text: `The body that heard of it speaks with the person. If they agree, the board goes to see them and makes first enquiries.`,
    when: 'after logging',
  }),

  duty('SP-F5', {
    para: 'flow 5',
    by: 'IMB',
    to: 'HMIP, PPO',
    text: `The board tells the inspectorate and the ombudsman, briefly and in writing, what it found and how it thinks this might end.`,
    when: 'after enquiries',
  }),

  duty('SP-F6', {
    para: 'flow 6',
    by: 'PPO',
    to: 'all',
    text: `The ombudsman settles whether there has to be an investigation.`,
    when: 'after the briefing',
  }),

  duty('SP-F7', {
    para: 'flow 7',
    by: 'HMIP, IMB or PPO',
    to: 'detained person',
    text: `If there is none, one of the three gets in touch with the person and tells them how it ended and why.`,
    when: 'after decision',
  }),

  duty('SP-F8', {
    para: 'flow 8',
    by: 'PPO',
    text: `If there is one, the ombudsman does it.`,
    when: 'after decision',
  }),

  duty('SP-F9', {
    para: 'flow 9',
    by: 'PPO',
    to: 'HMIP, IMB',
    text: `The other two hear from the ombudsman what it concluded.`,
    when: 'on conclusion',
  }),

  duty('SP-F10', {
    para: 'flow 10',
    by: 'PPO',
    to: 'detained person',
    text: `Where nothing was found to support it, the ombudsman tells the person so.`,
    when: 'on conclusion',
  }),

  duty('SP-F11', {
    para: 'flow 11',
    by: 'PPO',
    to: 'establishment; HMIP, IMB',
    text: `Where there is evidence of a sanction, the establishment gets a formal report from the ombudsman with what it recommends; the other two each get a copy.`,
    when: 'on conclusion',
  }),
]
