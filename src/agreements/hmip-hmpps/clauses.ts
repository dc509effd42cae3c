import { duty, power, remit, term, type Clause } from '../../engine/clause.ts'

/**
 * The agreement between HMIP and HMPPS, paragraph by paragraph, in our own words. Where the paper counts a stage of
 * a report in days it means working days: only so do the stages fit the weeks it sets beside them.
 */
export const clauses: readonly Clause[] = [
  // 1 to 4: Who they are, and what it is for

  remit('HH-1', {
    para: '1-3',
    by: 'HMIP and HMPPS',
    text: `The inspectorate inspects the prisons of England and Wales and immigration detention throughout the United Kingdom; with partner inspectorates, custody in courts and police stations; and where it is invited, the armed forces’ and other jurisdictions’. HM Inspectorate of Probation joins its full inspections of prisons. The inspectorate works under the UN’s protocol against torture and coordinates the national mechanism which that calls for. The prison service runs prisons and probation and holds the contracts of those it does not run.`,
    pages: ['remits'],
  }),

  term('HH-4', {
    para: '4',
    by: 'HMIP and HMPPS',
    text: `It says how the two work together while an inspection is on, in place of what they agreed in 2016.`,
    pages: ['agreement'],
  }),

  // 5 to 7: The programme

  duty('HH-5', {
    para: '5',
    by: 'HMIP',
    to: 'stakeholders',
    text: `Each year the inspectorate consults, the prison service among others, on what it plans to inspect and by what framework. Whether to inspect a place is for the inspectorate alone to decide.`,
    when: 'annually',
  }),

  duty('HH-6a', {
    para: '6',
    by: 'HMIP',
    text: `A prison for adults is inspected every five years at the latest and one for children every three; usually sooner.`,
    when: '5 years; 3 years for children',
    pages: ['establishment', 'programme'],
  }),

  term('HH-6b', {
    para: '6',
    by: 'HMIP',
    to: 'HMPPS',
    text: `Inspections as a rule come without warning. One that is announced is made known about six months ahead.`,
    when: '6 months before',
  }),

  term('HH-6c', {
    para: '6',
    by: 'HMIP',
    text: `The inspectorate decides the kind of inspection and its date, guided by a standing assessment of risk.`,
    pages: ['establishment', 'programme'],
  }),

  duty('HH-7', {
    para: '7',
    by: 'HMIP',
    to: 'partner inspectorates',
    text: `The inspectorate keeps the gate for other inspectorates that want to inspect in prisons: as far as it can it brings them in together under its own lead, with judgements that agree, and binds them to this agreement by agreements of their own.`,
  }),

  // 8 to 13: Access

  duty('HH-8', {
    para: '8-9',
    by: 'HMPPS',
    to: 'HMIP',
    text: `Inspectors may go wherever people are held, speak to anyone held there and see every record that bears on the inspection, and are handed keys as they arrive. They can’t be turned away.`,
    when: 'on arrival',
  }),

  duty('HH-10', {
    para: '10',
    by: 'HMPPS',
    to: 'HMIP',
    text: `The prison service says where any new prison or young offender institution is before it takes anyone.`,
    when: 'before it opens',
  }),

  duty('HH-11', {
    para: '11',
    by: 'HMPPS and HMIP',
    to: 'the governor',
    text: `Inspectors see security information reports that bear on the inspection straight away, and keep them confidential. Where records concern covert surveillance or a covert human source, the governor is told, in case they must be viewed in a more secure way.`,
    when: 'on access',
  }),

  duty('HH-12', {
    para: '12',
    by: 'HMIP',
    text: `All who inspect, partners included, are vetted, carry photographic identification and are trained in security. They bring no mobile phones; cameras come, and now and then sound recorders, so far as is safe and secure; secure laptops need no leave.`,
    when: 'before deployment',
  }),

  duty('HH-13', {
    para: '13',
    by: 'HMIP',
    to: 'visitor, establishment, MoJ press office',
    text: `A guest on an inspection first signs the inspectorate’s terms: the inspectorate arranges the visit, its code of conduct holds, and what is learnt stays confidential. The establishment hears of guests ahead, and the ministry’s press office is consulted if they are from the media.`,
    when: 'before the visit',
  }),

  // 14 to 16: Data, and how long it is kept

  duty('HH-14', {
    para: '14',
    by: 'HMPPS',
    to: 'HMIP',
    text: `On request the prison service supplies records of individual cases from its centre, on paper or otherwise; what is sensitive travels encrypted. This is also the two bodies’ agreement on sharing data.`,
    when: 'on request',
  }),

  duty('HH-15', {
    para: '15-16',
    by: 'HMIP',
    text: `The inspectorate protects whatever it sees of people’s records and images as law and government require, keeps what the prison service gives it for the inspectorate’s own retention periods, and then destroys it as the ministry’s policy lays down.`,
    when: 'when its retention ends',
  }),

  // 17 to 20: Inspections

  duty('HH-17', {
    para: '17',
    by: 'HMIP',
    to: 'the establishment',
    text: `An inspection asks no more of the establishment than it must.`,
    when: 'always',
  }),

  duty('HH-18', {
    para: '18',
    by: 'HMIP and the establishment',
    to: 'each other',
    text: `The inspectorate gives its instructions on a visit beforehand if the inspection is announced, or else on arrival. The establishment names a liaison officer and finds the team a room; the inspectorate names a coordinator to turn to.`,
    when: 'before, or on arrival',
  }),

  duty('HH-19', {
    para: '19',
    by: 'HMIP',
    to: 'governor, region, board chair',
    text: `In a full inspection the team says informally what it is finding as it goes, and on the last day holds a formal debrief with judgements that are still indicative. The governor settles where and with whom; regional managers come, and the chair of the monitoring board may.`,
    when: 'on the last day',
  }),

  duty('HH-20a', {
    para: '20',
    by: 'HMIP',
    to: 'the governor',
    text: `At the debrief the governor is given a note of the main judgements, which are provisional.`,
    when: 'at the debrief',
  }),

  duty('HH-20b', {
    para: '20',
    by: 'HMIP',
    to: 'HMPPS headquarters',
    text: `A copy of the note goes to the prison service’s headquarters in the week after, by way of the Director General, Prisons.`,
    when: 'in the following week',
  }),

  duty('HH-20c', {
    para: '20',
    by: 'HMPPS',
    to: 'HMIP',
    text: `The note is neither published nor quoted. It is marked OFFICIAL, and goes only to those whose particular work calls for it, never round in general.`,
    when: 'always',
  }),

  // 21: Managers on loan

  term('HH-21', {
    para: '21',
    by: 'HMIP and HMPPS',
    text: `The inspectorate may take on managers of prisons, for good or on loan. A loan begins with a fixed term which the inspectorate can lengthen, on terms that the inspectorate accepts and that protect its independence.`,
    when: 'as it arises',
  }),

  // 22 to 24: Conduct, complaints and feedback

  duty('HH-22', {
    para: '22',
    by: 'HMIP',
    to: 'the complainant',
    text: `The team leader on site answers for the conduct of inspectors, partners included. A complaint about them goes to the team leader, or above that to the Deputy Chief or the Chief Inspector; a formal one is dealt with by the inspectorate’s complaints process.`,
    when: 'as it arises',
  }),

  duty('HH-23', {
    para: '23',
    by: 'HMIP',
    to: 'the governor',
    text: `An inspector’s formal complaint about staff or prisoners goes to whoever governs the prison, or if need be to the director of its group or the executive director.`,
    when: 'as it arises',
  }),

  duty('HH-24', {
    para: '24',
    by: 'HMIP',
    to: 'establishment, stakeholders',
    text: `After each inspection the inspectorate invites the establishment to say how it went, and once a year it surveys its stakeholders.`,
    when: 'after each inspection; annually',
  }),

  // 25: Letters about someone's safety

  duty('HH-25', {
    para: '25',
    by: 'HMIP',
    to: 'establishment, HMPPS',
    text: `A letter that gives cause to fear for a prisoner’s safety is passed to that prison’s safer custody team or its governor; where the case is exceptional, or the letter calls for it, straight to the prison service.`,
    when: 'at once',
  }),

  // 26 to 29: The report

  duty('HH-26', {
    para: '26',
    by: 'HMIP',
    to: 'SIU',
    text: `The inspectorate alone decides what a report says and that it is published. Within eight weeks of the inspection’s end, aiming at 36 working days, it sends a draft for its facts to be checked, with a letter naming a likely date of publication about 33 working days on.`,
    when: '8 weeks; target 36 working days',
  }),

  duty('HH-27', {
    para: '27',
    by: 'SIU',
    to: 'HMIP',
    text: `The check is done in three weeks, which is 15 working days, and in that time the unit says whether the prison service is content with the date. The inspectorate may go on to publish if it is late.`,
    when: '15 working days',
  }),

  duty('HH-28', {
    para: '28',
    by: 'HMIP',
    to: 'SIU',
    text: `The inspectorate answers each point of fact in two weeks, which is 10 working days. What is a matter of judgement stays the inspectorate’s own.`,
    when: '10 working days',
  }),

  duty('HH-29', {
    para: '29',
    by: 'HMIP',
    to: 'ministers, the public',
    text: `The inspectorate publishes in two more weeks, counted as eight working days, in which the report is printed, ministers have it, the media are prepared for and the right people are made available. From the end of the inspection to publication the aim is 14 weeks.`,
    when: '8 working days; aim 14 weeks in all',
  }),

  // 30 and 31: Media

  duty('HH-30', {
    para: '30',
    by: 'HMIP press officer',
    to: 'HMPPS chief executive',
    text: `A press notice goes before every report. Five working days ahead the inspectorate’s press officer drafts it and asks the prison service’s chief executive for words to put in it.`,
    when: '5 working days before publication',
  }),

  term('HH-31', {
    para: '31',
    by: 'HMIP and HMPPS',
    text: `Each deals with the media for itself.`,
    pages: ['agreement'],
  }),

  // 32 and 33: Action plans

  duty('HH-32a', {
    para: '32',
    by: 'HMPPS',
    to: 'the establishment',
    text: `Within three months of publication the establishment has an action plan: for each recommendation, whether it is accepted and what has been or will be done.`,
    when: '3 months from publication',
  }),

  duty('HH-32b', {
    para: '32',
    by: 'SIU',
    to: 'HMIP',
    text: `The unit checks the plan’s quality, has it cleared by the chief executive and by ministers, and gives it to the inspectorate six months after publication at the latest.`,
    when: '6 months from publication',
  }),

  duty('HH-33', {
    para: '33',
    by: 'the establishment',
    to: 'HMIP',
    text: `The plan is kept current, and the inspectorate asks for it as revised when it next inspects.`,
    when: 'at the next inspection',
  }),

  // 34 to 36: Urgent Notification

  power('HH-34', {
    para: '34',
    by: 'HM Chief Inspector',
    to: 'the Secretary of State',
    text: `A grave and pressing concern about how a prison is doing may be put straight to the Secretary of State by an Urgent Notification.`,
    when: 'at once',
  }),

  duty('HH-35', {
    para: '35',
    by: 'the Secretary of State',
    to: 'HM Chief Inspector, the public',
    text: `In 28 calendar days from receiving it the Secretary of State answers in public, saying how things will be made better for those held there, at once and in the longer run.`,
    when: '28 calendar days',
  }),

  duty('HH-36', {
    para: '36',
    by: 'HMIP',
    text: `The inspectorate inspects that prison again when its assessment of risk says it should.`,
    when: 'in due course',
    pages: ['establishment', 'programme'],
  }),

  // 37 to 41: Independent reviews of progress

  power('HH-37', {
    para: '37-39',
    by: 'HMIP',
    to: 'the establishment',
    text: `The inspectorate may review how far chosen concerns and recommendations of an earlier report have been acted on, and judges each. It chooses places by their scores over time, their risks, and how far their leaders can be trusted to bring change.`,
  }),

  duty('HH-40', {
    para: '40',
    by: 'HMIP',
    text: `From April 2019 there are 15 to 20 such reviews in each business year, as a rule eight to twelve months after the inspection.`,
    when: '8 to 12 months after the inspection',
  }),

  duty('HH-41', {
    para: '41',
    by: 'HMIP',
    to: 'the public',
    text: `A review is announced and short: four or five inspectors for two and a half days. Its report comes out within 25 working days of its end.`,
    when: '25 working days',
  }),

  // 42 to 44: Thematic reviews

  power('HH-42', {
    para: '42-44',
    by: 'HMIP',
    to: 'governors, HMPPS',
    text: `The inspectorate may review a theme across prisons, on a subject that the Chief Inspector chooses in the light of the year’s consultation. Each governor is asked directly for access, and what emerges is talked over with the prison service while the report can still change. Publication, media and action plan follow the stages above, fitted to the report; where only one policy area is concerned, the prison service group that leads on it coordinates the answer.`,
  }),

  // 45 and 46: Keeping the agreement

  term('HH-45', {
    para: '45',
    by: 'SIU',
    to: 'HMIP',
    text: `Anything about this agreement, or a wish to change it between reviews, goes first to the prison service’s Scrutiny and Intelligence Unit.`,
    pages: ['agreement', 'directory'],
  }),

  duty('HH-46', {
    para: '46',
    by: 'HMIP and HMPPS',
    to: 'each other',
    text: `The two review it every year, led by the Deputy Chief Inspector and by the prison service’s head of operational and system assurance.`,
    when: 'annually',
  }),
]
