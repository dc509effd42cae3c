import { duty, remit, term, type Clause } from '../../engine/clause.ts'
import { informationSharing } from '../information-sharing/clauses.ts'

/**
 * The agreement between the PPO and the IMB, paragraph by paragraph, in our own words. The paper numbers its
 * paragraphs 17 to 19 twice: the second set, on sharing information, is cited as 'IS 17-19'.
 */
export const clauses: readonly Clause[] = [
  // 1 to 3: What it is for

  term('PI-1', {
    para: '1-3',
    by: 'PPO and IMB',
    text: `Each respects the other’s independence. Together they stand for safer and fairer custody, for learning from what goes wrong and for sharing what they know. Neither body’s terms of reference give way to it, nor does its remit.`,
    pages: ['agreement'],
  }),

  // 4 to 6: What the PPO does

  remit('PI-5', {
    para: '5',
    by: 'PPO',
    text: `Complaints by prisoners and by young people in custody go to the Independent Prisoner Complaint Investigations team, which belongs to the ombudsman.`,
    pages: ['remits'],
  }),

  remit('PI-6a', {
    para: '6',
    by: 'PPO',
    text: `Takes complaints from prisoners, from young people (in prison or a secure training centre), from people under probation supervision and from those held under immigration powers, under escort as well.`,
    pages: ['remits'],
  }),

  remit('PI-6b', {
    para: '6',
    by: 'PPO',
    text: `Investigates deaths, whatever the cause, of prisoners, detained young people, residents of approved premises and people in immigration detention, and also stillbirths and deaths of the newborn.`,
    pages: ['remits'],
  }),

  remit('PI-6c', {
    para: '6',
    by: 'PPO',
    text: `Investigates the death of anyone released from prison in the last 14 days, whatever the cause but homicide.`,
    when: '14 days',
    pages: ['remits'],
  }),

  // 7 to 11: What the IMB does

  remit('PI-9', {
    para: '7-11',
    by: 'IMB',
    to: 'the Secretary of State',
    text: `A board satisfies itself that those held are treated justly and humanely, tells the Secretary of State of any concern and reports once a year. Members may go anywhere, speak to anyone out of hearing, see the records and take applications. The national chair and the management board lead, guide and train, and guard boards’ independence.`,
    when: 'annually',
    pages: ['remits'],
  }),

  // 12: The two heads

  duty('PI-12', {
    para: '12',
    by: 'IMB national chair and the Ombudsman',
    to: 'each other',
    text: `The two meet in every quarter, or more often, on what concerns or interests both.`,
    when: 'each quarter',
  }),

  // 13: The IMB national chair and the boards. Sharing of information

  duty('PI-13a', {
    para: '13',
    by: 'IMB',
    to: 'PPO',
    text: `Gives the ombudsman whatever bears on a concern about a particular establishment.`,
    when: 'as it arises',
  }),

  duty('PI-13b', {
    para: '13',
    by: 'IMB',
    to: 'PPO',
    text: `Gives the ombudsman the current contact details of board chairs every year.`,
    when: 'annually',
    pages: ['directory'],
  }),

  duty('PI-13c', {
    para: '13',
    by: 'IMB',
    to: 'PPO',
    text: `Lets the ombudsman know when a board’s annual report comes out.`,
    when: 'on publication',
  }),

  duty('PI-13d', {
    para: '13',
    by: 'IMB',
    to: 'PPO',
    text: `Weighs work that could be done jointly with the ombudsman, and says what it knows that bears on it.`,
    when: 'ongoing',
  }),

  duty('PI-13e', {
    para: '13',
    by: 'IMB national chair',
    to: 'the board',
    text: `Hands on to the board concerned the letters and intelligence that the ombudsman sent.`,
    when: 'as it arises',
  }),

  duty('PI-13f', {
    para: '13',
    by: 'IMB',
    to: 'IMB national chair',
    text: `Follows up what the ombudsman sent by way of the national chair.`,
    when: 'after it was forwarded',
  }),

  duty('PI-13g', {
    para: '13',
    by: 'the board',
    text: `Keeps in mind, when it monitors conditions and treatment, the lessons that the ombudsman’s publications draw.`,
    when: 'on publication',
  }),

  duty('PI-13h', {
    para: '13',
    by: 'the board',
    to: 'PPO',
    text: `Tells the ombudsman if members notice that posters and leaflets of the ombudsman or of its complaints team are missing, since people then don’t know where to take a complaint.`,
    when: 'when seen',
  }),

  // 13: Complaints

  duty('PI-13i', {
    para: '13',
    by: 'IMB',
    to: 'board members',
    text: `Sees that board members know what the ombudsman and its complaints team are for.`,
    when: 'ongoing',
    pages: ['awareness'],
  }),

  duty('PI-13j', {
    para: '13',
    by: 'the board',
    to: 'the detained person',
    text: `Explains, where it helps, how a complaint is taken on to the ombudsman or its complaints team.`,
    when: 'where it helps',
  }),

  duty('PI-13k', {
    para: '13',
    by: 'the board',
    to: 'PPO',
    text: `Helps with the investigation of a complaint where it can.`,
    when: 'when asked',
  }),

  // 13: Deaths

  duty('PI-13l', {
    para: '13',
    by: 'the board',
    to: 'PPO',
    text: `Tells the ombudsman if members notice that a death investigation has not been announced on the notice boards, since staff and those held then can’t bring what they know to the investigator.`,
    when: 'when seen',
  }),

  duty('PI-13m', {
    para: '13',
    by: 'the board',
    text: `Keeps in mind, when it monitors safety, what the ombudsman recommended after deaths.`,
    when: 'on publication',
  }),

  duty('PI-13n', {
    para: '13',
    by: 'the board',
    to: 'PPO',
    text: `Helps with the investigation of a death where it can.`,
    when: 'when asked',
  }),

  // 14: The PPO. Sharing of information

  duty('PI-14a', {
    para: '14',
    by: 'PPO',
    to: 'its own staff',
    text: `Sees that its staff know that boards are independent, and what they do.`,
    when: 'ongoing',
    pages: ['awareness'],
  }),

  duty('PI-14b', {
    para: '14',
    by: 'PPO',
    to: 'IMB',
    text: `Weighs work that could be done jointly with boards, and says what it knows that bears on it.`,
    when: 'ongoing',
  }),

  duty('PI-14c', {
    para: '14',
    by: 'PPO',
    to: 'IMB',
    text: `Asks boards for what they know where it bears on an investigation, and may interview a member.`,
    when: 'in each investigation',
  }),

  duty('PI-14d', {
    para: '14',
    by: 'PPO',
    to: 'IMB staff',
    text: `Shows the boards’ national staff, ahead of its issue, any report which criticises something a board member did.`,
    when: 'before issue',
  }),

  duty('PI-14e', {
    para: '14',
    by: 'PPO',
    to: 'IMB staff',
    text: `Sends the boards’ national staff letters and intelligence on which a board could usefully act, to be handed on to that board.`,
    when: 'as it arises',
  }),

  duty('PI-14f', {
    para: '14',
    by: 'PPO',
    to: 'IMB staff',
    text: `Lets the boards’ national staff know when a publication that bears on their work comes out.`,
    when: 'on publication',
  }),

  // 14: Complaints

  duty('PI-14g', {
    para: '14',
    by: 'PPO',
    to: 'the complainant',
    text: `Points someone whose complaint is about a board member in particular to the boards’ national staff, whose own procedure deals with it.`,
    when: 'on receipt',
  }),

  // 14: Deaths

  duty('PI-14h', {
    para: '14',
    by: 'PPO',
    text: `Takes account of the board’s latest annual report when it investigates a death in custody.`,
    when: 'at each death',
  }),

  duty('PI-14i', {
    para: '14',
    by: 'PPO',
    to: 'IMB staff, boards',
    text: `Sends the boards’ national staff its initial and its final report on a death, in custody or after release, for the board.`,
    when: 'on issue',
  }),

  duty('PI-14j', {
    para: '14',
    by: 'PPO',
    to: 'IMB staff, boards',
    text: `Sends the boards’ national staff, for the board, the plan with which the prison service or the Home Office answers what it recommended.`,
    when: 'on receipt',
  }),

  // 15 and 16: Sanctions

  duty('PI-15', {
    para: '15-16',
    by: 'PPO and IMB',
    to: 'HMIP',
    text: `The two carry out the sanctions protocol together with the inspectorate, so that no one suffers for talking to any of them.`,
    when: 'always',
    pages: ['log'],
  }),

  // 17 and 18: Disagreements

  duty('PI-17', {
    para: '17',
    by: 'PPO and IMB',
    to: 'each other',
    text: `A disagreement is settled if it can be where it arose, as between an assistant ombudsman and the chair of a board; if not, it goes to the deputy ombudsman or the Ombudsman, and to the regional representative or the national chair, who see to it that it is settled.`,
    when: 'as it arises',
  }),

  duty('PI-18', {
    para: '18',
    by: 'PPO and IMB',
    to: 'each other',
    text: `Each respects the other’s independence and tells no one else what the other thinks.`,
    when: 'always',
  }),

  // 19: Review

  duty('PI-19', {
    para: '19',
    by: 'PPO and IMB',
    to: 'each other',
    text: `They meet to review the agreement as each calendar year begins.`,
    when: 'in January',
  }),

  // The second 17 to 19: Information sharing

  duty('PI-20', {
    para: 'IS 17-19',
    by: 'PPO and IMB',
    to: 'each other',
    text: `The same terms on sharing information bind the two as bind the inspectorate and the monitoring boards.`,
    when: 'always',
    pages: ['agreement'],
    sameAs: informationSharing.map(clause => clause.id),
  }),
]
