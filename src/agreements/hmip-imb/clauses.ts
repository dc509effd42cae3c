import { duty, remit, term, type Clause } from '../../engine/clause.ts'
import { informationSharing } from '../information-sharing/clauses.ts'

/** The agreement between HMIP and the IMB, paragraph by paragraph, in our own words. */
export const clauses: readonly Clause[] = [
  // 1: What it is for

  term('HI-1', {
    para: '1',
    by: 'HMIP and IMB',
    text: `Each respects the other’s independence. Together they stand for proper scrutiny of custody, for making it better, and for sharing what they know. It takes effect once both have signed, and sets aside no one’s duty to keep people and places safe and secure.`,
    pages: ['agreement'],
  }),

  // 3 and 4: Who does what

  remit('HI-3', {
    para: '3',
    by: 'HMIP',
    text: `Inspects prisons, young offender institutions and court custody (England and Wales) and immigration detention (the whole United Kingdom); secure training centres, with Ofsted and the Care Quality Commission; and where it is invited, some military detention, Northern Ireland’s prisons and others abroad with ties to the UK, the Isle of Man’s among them.`,
    pages: ['remits'],
  }),

  remit('HI-4', {
    para: '4',
    by: 'IMB',
    to: 'the Secretary of State',
    text: `A board satisfies itself that those held are treated justly and humanely and that what prepares them for release is adequate, tells the Secretary of State of any concern, and reports once a year.`,
    when: 'annually',
    pages: ['remits'],
  }),

  // 5: The two heads

  duty('HI-5', {
    para: '5',
    by: 'IMB national chair and HM Chief Inspector',
    to: 'each other',
    text: `The two meet in every quarter, or more often, on what concerns or interests both.`,
    when: 'each quarter',
  }),

  // 6: The IMB management board

  duty('HI-6a', {
    para: '6',
    by: 'IMB management board',
    to: 'HMIP',
    text: `Weighs, and takes part in, work done jointly with the inspectorate on what matters to both.`,
    when: 'ongoing',
  }),

  duty('HI-6b', {
    para: '6',
    by: 'IMB management board',
    to: 'boards, HMIP',
    text: `Asks the board of a place under inspection to bring the inspectorate up to date, in writing or in person.`,
    when: 'at each inspection',
  }),

  duty('HI-6c', {
    para: '6',
    by: 'IMB management board',
    to: 'HMIP',
    text: `Gives the inspectorate without delay whatever bears on a concern about a particular establishment.`,
    when: 'promptly',
  }),

  duty('HI-6d', {
    para: '6',
    by: 'IMB management board',
    to: 'board members',
    text: `Sees that board members know what the inspectorate is for.`,
    when: 'ongoing',
    pages: ['awareness'],
  }),

  duty('HI-6e', {
    para: '6',
    by: 'IMB management board',
    to: 'HMIP',
    text: `Meets the inspectorate once a year to review the agreement.`,
    when: 'annually',
  }),

  // 7: The IMB secretariat

  duty('HI-7a', {
    para: '7',
    by: 'IMB secretariat',
    to: 'HMIP',
    text: `Keeps the inspectorate supplied with the current contact details of board chairs.`,
    when: 'on change',
    pages: ['directory'],
  }),

  duty('HI-7b', {
    para: '7',
    by: 'IMB secretariat',
    to: 'HMIP',
    text: `Hands on to the inspectorate letters and intelligence that bear on an establishment or on an inspection.`,
    when: 'as it arises',
  }),

  duty('HI-7c', {
    para: '7',
    by: 'IMB secretariat',
    to: 'the board',
    text: `Hands on to the board concerned the letters and intelligence that the inspectorate sent.`,
    when: 'as it arises',
  }),

  // 8: HMIP

  duty('HI-8a', {
    para: '8',
    by: 'HMIP',
    to: 'IMB',
    text: `Weighs, and takes part in, work done jointly with the monitoring boards on what matters to both.`,
    when: 'ongoing',
  }),

  duty('HI-8b', {
    para: '8',
    by: 'HMIP',
    to: 'IMB secretariat',
    text: `Once the establishment itself has been told, and not before, says that an inspection is under way and asks boards what concerns them.`,
    when: 'after the establishment is notified',
  }),

  duty('HI-8c', {
    para: '8',
    by: 'HMIP inspection coordinator',
    to: 'prison liaison officer',
    text: `Makes sure, through the coordinator, that the prison’s liaison officer has told the board of the inspection.`,
    when: 'at the start',
  }),

  duty('HI-8d', {
    para: '8',
    by: 'HMIP',
    to: 'board chair or vice chair',
    text: `Sees the board’s chair or vice chair soon after the inspection starts, to hear the board’s view.`,
    when: 'as soon as possible',
  }),

  duty('HI-8e', {
    para: '8',
    by: 'HMIP',
    to: 'the board, the IMB national chair',
    text: `Raises the alarm with the board, the national chair or both about anything serious at an establishment, whether intelligence or an inspection brought it to light.`,
    when: 'as it arises',
  }),

  duty('HI-8f', {
    para: '8',
    by: 'HMIP',
    to: 'IMB',
    text: `Sends the inspection report.`,
    when: 'on publication',
  }),

  duty('HI-8g', {
    para: '8',
    by: 'HMIP',
    to: 'IMB national chair',
    text: `Sends the national chair letters and intelligence on which a board could usefully act, for the chair to hand on to that board.`,
    when: 'as it arises',
  }),

  duty('HI-8h', {
    para: '8',
    by: 'HMIP',
    to: 'its own staff',
    text: `Sees that inspectorate staff know that boards are independent, and what they are for.`,
    when: 'ongoing',
    pages: ['awareness'],
  }),

  duty('HI-8i', {
    para: '8',
    by: 'HMIP',
    to: 'IMB secretariat',
    text: `Meets the secretariat once a year to review the agreement.`,
    when: 'annually',
  }),

  // 9: The boards

  duty('HI-9a', {
    para: '9',
    by: 'the board',
    to: 'HMIP',
    text: `Tells the inspectorate what concerns it, no later than its first meeting with the team or its leader.`,
    when: 'by the first meeting',
  }),

  duty('HI-9b', {
    para: '9',
    by: 'the board',
    to: 'the governor',
    text: `Lets the governor know that it should be at the debrief which ends the inspection.`,
    when: 'during the inspection',
  }),

  duty('HI-9c', {
    para: '9',
    by: 'the board',
    text: `Draws on what the inspection found in its own monitoring.`,
    when: 'after the report',
  }),

  duty('HI-9d', {
    para: '9',
    by: 'the board',
    to: 'regional representative, IMB national chair, HMIP',
    text: `Takes a concern about the report first to the regional representative, then to the national chair, then to the inspectorate.`,
    when: 'after the report',
  }),

  duty('HI-9e', {
    para: '9',
    by: 'the board',
    to: 'IMB national chair, HMIP',
    text: `Follows up what the inspectorate sent by way of the national chair, and tells them both what came of it.`,
    when: 'after it was forwarded',
  }),

  // 10: Sanctions

  duty('HI-10', {
    para: '10',
    by: 'HMIP and IMB',
    to: 'PPO',
    text: `The two carry out the sanctions protocol together with the ombudsman, so that no one suffers for talking to any of them.`,
    when: 'always',
    pages: ['log'],
  }),

  // 11: Disagreements

  duty('HI-11', {
    para: '11',
    by: 'HMIP and IMB',
    to: 'each other',
    text: `A disagreement is settled if it can be where it arose, as between a board’s chair and the inspection’s team leader; if not, it goes to HM Chief Inspector, the national chair or both, who see to it that it is settled.`,
    when: 'as it arises',
  }),

  // 12: Information sharing

  ...informationSharing,
]
