import { has, type Matter } from '../../../engine/matter.ts'
import { after, before, step, type Share } from '../../../engine/procedure.ts'
import { paragraph } from '../../../engine/question.ts'
import { allOf, audience, owner, owning, whoever } from '../../../engine/who.ts'
import type { Sharing } from '../sharing.ts'
import { received } from '../package.ts'
import { holders, holding, readersIn, readersInChosenUnit, type Parties } from './parties.ts'
import { standing } from './standing.ts'

/**
 * What somebody to whom it was merely passed on asks its originator, and the answer (HI-12l). Whoever it was sent to sees nothing
 * of it, nor does a relay: it is a part of its own, of the first unit that it was passed on to. Another would read what the first
 * one asked, so it has none, and asks through whoever passed it on.
 */

const passedOn = (matter: Matter): readonly string[] =>
  matter.entries.flatMap(({ step: name, answers }) => (name === 'pass-on' ? [String(answers.to)] : []))

const toAsk = 'To ask its originator about it'

/** It begins as it is first passed on, sealed like the rest until its terms are accepted. */
export const opensQuestions = ({ clauses }: Sharing): readonly Share[] => {
  // Of what came from another installation, nobody here can answer for its originator.
  const when: Share['when'] = ({ matter }) => passedOn(matter).length === 1 && !has(matter, received)
  const each = { part: 'questions', clause: clauses.needToKnow, when }
  return [
    { ...each, to: readersInChosenUnit, may: 'read', purpose: toAsk },
    { ...each, to: owner, purpose: 'To answer what is asked about what is yours' },
  ]
}

/** Whoever may read it there from now on, by what is being said of that. */
export function opensQuestionsFromNow({ clauses }: Sharing, parties: Parties): Share {
  const { readFromNow } = readersIn(parties)
  const there = audience('those there who may read it from now on', taking => {
    const [unit] = passedOn(taking.matter)
    const isThere = (key: string) => (taking.world.directory.findPost(key)?.unit ?? key) === unit
    return readFromNow('questions').readers(taking).filter(isThere)
  })
  return { part: 'questions', to: there, may: 'read', purpose: toAsk, clause: clauses.needToKnow }
}

const whereAsked = whoever('where it was passed on', (_me, matter) => matter.parts.has('questions'))

export const question = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.needToKnow],
    label: 'Ask its originator a question',
    about: 'Its originator reads it, and those where you work who may read what was shared; nobody else does.',
    by: allOf(holding, whereAsked),
    open: [standing, before('question asked', 'What was asked before waits for its originator’s answer')],
    part: 'questions',
    adds: true,
    asks: { question: paragraph('What do you ask?', 'Write your question') },
    marks: 'question asked',
    clears: 'question answered',
    tells: [owner],
    says: () => 'asked its originator a question',
  })

export const answerQuestion = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.needToKnow],
    label: 'Answer their question',
    about: 'Whoever asked reads it, and those where they work who may read what was shared; nobody else does.',
    answers: 'question',
    by: allOf(owning, whereAsked),
    open: [before('recalled', 'It was taken back'), after('question asked', 'Nothing was asked')],
    part: 'questions',
    adds: true,
    asks: { reply: paragraph('What do you answer?', 'Write your answer') },
    marks: 'question answered',
    clears: 'question asked',
    tells: [holders('questions')],
    says: () => 'answered the question',
  })
