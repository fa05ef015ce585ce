/**
 * What answers count as on recorded data: the host's rules in small, on the questions and actions
 * that were recorded. Every question of `blank` has its action there, as none was answered.
 */
import type {
  Answers,
  AssessmentView,
  Colour,
  Given,
  Judged,
  Level,
  QuestionView,
  Reason,
} from '../bindings/types.ts';
import type { CompanyRecording } from './recording.ts';

const COLOURS: Record<Level, Colour> = { yes: 'green', na: 'green', partly: 'amber', no: 'red' };
const POINTS: Record<Level, number> = { yes: 2, na: 0, partly: 1, no: 0 };
const WORST: Colour[] = ['red', 'amber', 'green'];

/** The recorded assessment as it becomes with these answers. */
export function judged({ blank: all, stops }: CompanyRecording, answers: Answers): AssessmentView {
  const questions = all.questions.map((question) => ({
    ...question,
    judged: judge(question, answers.answers[question.id]),
  }));
  const blocks = all.blocks.map((block) => {
    const own = questions.filter((one) => one.judged.block === block.result.block);
    return { ...block, result: { ...block.result, ...sum(own), in_place: inPlace(own) } };
  });
  const of = (id: string): QuestionView | undefined => questions.find((one) => one.id === id);
  const open = all.actions.filter((task) => of(task.question)?.judged.colour !== 'green');
  const { share, colour } = sum(questions);
  return {
    ...all,
    answers,
    questions,
    blocks,
    share,
    colour,
    unanswered: questions.filter((one) => !answers.answers[one.id]?.answer).length,
    blocking: questions
      .filter((one) => one.blocking && one.judged.colour !== 'green')
      .map((one) => one.id),
    actions: open.map((task) => {
      const given = answers.answers[task.question];
      const { reason = task.reason, colour = task.colour } = of(task.question)?.judged ?? {};
      const { owner = task.owner, due, status = task.status } = given ?? {};
      return { ...task, reason, colour, owner: owner || task.owner, due: due ?? task.due, status };
    }),
    stops: [answers.profile['signs'] ?? []].flat().flatMap((sign) => stops[sign] ?? []),
    changes: questions.flatMap(({ id, judged: { level: after, reason } }) => {
      const before = answers.previous?.levels[id];
      const same = before === undefined || before === after || reason === 'unanswered';
      return same ? [] : [{ question: id, before, after }];
    }),
  };
}

function judge(question: QuestionView, given: Given | undefined): Judged {
  const { proposal } = question.judged;
  const [level, reason] = weigh(given, proposal?.level);
  const seen = given?.seen;
  const stale =
    !!seen &&
    !!proposal &&
    (seen.as_of !== proposal.seen.as_of || seen.count !== proposal.seen.count);
  return { ...question.judged, level, reason, stale, colour: COLOURS[level] };
}

function weigh(given: Given | undefined, figure: Level | undefined): [Level, Reason] {
  if (!given?.answer) return figure ? [figure, 'measured'] : ['no', 'unanswered'];
  if (given.answer === 'unknown') return figure ? [figure, 'measured'] : ['no', 'unknown'];
  if (given.answer === 'na' && !given.reason.trim()) return ['no', 'no_reason'];
  const worse = figure && POINTS[figure] < POINTS[given.answer];
  if (worse && given.answer !== 'na') return [figure, 'contradicted'];
  if (given.answer === 'yes' && !figure && !given.proof.trim()) return ['partly', 'no_proof'];
  return [given.answer, 'answered'];
}

function sum(questions: QuestionView[]): { share: number; colour: Colour } {
  const counted = questions.filter((one) => one.judged.level !== 'na');
  const reached = counted.reduce((points, one) => points + POINTS[one.judged.level], 0);
  const share = counted.length ? Math.floor((100 * reached) / (2 * counted.length)) : 100;
  const reachedColour: Colour = share >= 80 ? 'green' : share >= 50 ? 'amber' : 'red';
  const blocking = questions.filter((one) => one.blocking).map((one) => one.judged.colour);
  const colour = WORST.find((one) => one === reachedColour || blocking.includes(one)) ?? 'green';
  return { share, colour };
}

function inPlace(questions: QuestionView[]): number {
  return questions.filter((one) => one.judged.level === 'yes').length;
}
