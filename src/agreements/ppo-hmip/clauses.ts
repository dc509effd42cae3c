import { duty, term, type Clause } from '../../engine/clause.ts'

/** The agreement on sharing data between the PPO and HMIP, paragraph by paragraph, in our own words. */
export const clauses: readonly Clause[] = [
  // 1: Purpose

  term('PH-1', {
    para: '1',
    by: 'HMIP',
    to: 'PPO',
    text: `The inspectorate uses what the ombudsman gives it for two things only: to choose where to make a short scrutiny visit, and as background for the inspectors who make it.`,
    when: 'at each use',
  }),

  // 2: What is given

  duty('PH-2', {
    para: '2',
    by: 'PPO',
    to: 'HMIP',
    text: `Every week the ombudsman sums up what it has heard, formally or not, about how prisoners are treated, the conditions they are in and how establishments are coping.`,
    when: 'weekly',
  }),

  // 3: How it travels

  duty('PH-3', {
    para: '3',
    by: 'PPO',
    to: 'HMIP',
    text: `It goes by secure mail to one set mailbox, the inspectorate’s for intelligence.`,
    when: 'weekly',
  }),

  // 4: No personal data

  duty('PH-4', {
    para: '4',
    by: 'PPO',
    to: 'HMIP',
    text: `It has no personal data in it, as data protection law defines that.`,
    when: 'in each summary',
  }),

  // 5: Whose it is

  term('PH-5', {
    para: '5',
    by: 'PPO',
    text: `The data belongs to the ombudsman, then and always.`,
    when: 'always',
  }),

  // 6: What HMIP may do with it

  duty('PH-6', {
    para: '6',
    by: 'HMIP',
    to: 'PPO',
    text: `The inspectorate keeps to that purpose, stores it securely where few of its staff can reach it, uses it only inside the inspectorate, and neither passes it to another organisation nor quotes it in print.`,
    when: 'always',
  }),

  // 7: Debrief notes

  duty('PH-7a', {
    para: '7',
    by: 'HMIP',
    to: 'the governor',
    text: `In the week after a visit the inspectorate gives the governor a short debrief note, which is not published.`,
    when: 'in the following week',
  }),

  duty('PH-7b', {
    para: '7',
    by: 'HMIP',
    to: 'PPO',
    text: `The inspectorate gives the ombudsman’s learning lessons team the note too, for the ombudsman’s own use: it goes to no one else and is not quoted.`,
    when: 'in the following week',
  }),
]
