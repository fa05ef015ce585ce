//! A self-assessment as the window shows it: its questions in the person's language, judged.

use epure_engine::checklist::{Action, Fact, Judged, Measured, Questionnaire, Stop};
use epure_engine::lexicon::pack::Bilingual;

use crate::dossier::Assessment as Case;
use crate::dto::{
    AssessmentView, BasisView, BlockView, DurationView, FactView, Lang, MeasuredView, OptionView,
    QuestionView, StopView, TaskView,
};
use crate::packs;

/// The self-assessment of that id.
pub(super) fn view(id: i64, case: &Case<'_>, lang: Lang) -> AssessmentView {
    let questions = &case.dossier.questions;
    let outcome = &case.outcome;
    let told = Told { case, questions, lang };
    let blocks = questions.blocks.iter().zip(&outcome.blocks);
    let previous = case.answers.previous.as_ref();
    AssessmentView {
        id,
        title: told.say(&questions.title),
        intro: told.say(&questions.intro),
        answers: case.answers.clone(),
        facts: questions.facts.iter().map(|fact| told.fact(fact)).collect(),
        blocks: blocks
            .map(|(block, result)| BlockView {
                title: told.say(&block.title),
                intro: told.say(&block.intro),
                result: result.clone(),
            })
            .collect(),
        questions: outcome.items.iter().filter_map(|judged| told.question(judged)).collect(),
        actions: case.actions.iter().filter_map(|action| told.task(action)).collect(),
        colour: outcome.colour,
        share: outcome.share,
        unanswered: outcome.unanswered,
        blocking: outcome.blocking.clone(),
        stops: outcome.stops.iter().filter_map(|stop| told.stop(stop)).collect(),
        changes: previous.map(|run| run.changes(outcome)).unwrap_or_default(),
        measured: case.measured.map(measured),
        durations: told.durations(),
    }
}

fn measured(measured: &Measured) -> MeasuredView {
    MeasuredView {
        file: measured.file.name.clone(),
        sha256: measured.file.sha256.clone(),
        as_of: measured.as_of.to_string(),
        rows: measured.summary.rows,
    }
}

/// A questionnaire told in a language.
struct Told<'a> {
    case: &'a Case<'a>,
    questions: &'a Questionnaire,
    lang: Lang,
}

impl Told<'_> {
    fn say(&self, text: &Bilingual) -> String {
        packs::said(text, self.lang).to_owned()
    }

    fn basis(&self, ids: &[String]) -> Vec<BasisView> {
        self.case.packs.bases.list(ids, self.lang).iter().map(BasisView::from).collect()
    }

    fn fact(&self, fact: &Fact) -> FactView {
        let options = fact.options.iter();
        FactView {
            id: fact.id.clone(),
            kind: fact.kind,
            text: self.say(&fact.text),
            options: options
                .map(|option| OptionView { id: option.id.clone(), text: self.say(&option.text) })
                .collect(),
        }
    }

    fn question(&self, judged: &Judged) -> Option<QuestionView> {
        let question = self.questions.question(&judged.question)?;
        let evidence = question.evidence.as_ref().zip(judged.proposal.as_ref());
        Some(QuestionView {
            id: question.id.clone(),
            blocking: question.blocking,
            text: self.say(&question.text),
            why: self.say(&question.why),
            example: self.say(&question.example),
            basis: self.basis(&question.basis),
            evidence: evidence.map(|(how, proposal)| how.say(self.lang, proposal)),
            judged: judged.clone(),
        })
    }

    fn task(&self, action: &Action) -> Option<TaskView> {
        let question = self.questions.question(&action.question)?;
        Some(TaskView {
            question: action.question.clone(),
            title: self.say(&question.action),
            how: self.say(&question.how),
            reason: action.reason,
            colour: action.colour,
            risk: action.risk,
            effort: action.effort,
            blocking: action.blocking,
            owner: action.owner.clone(),
            due: action.due.to_string(),
            status: action.status,
            basis: self.basis(&question.basis),
        })
    }

    fn stop(&self, stop: &Stop) -> Option<StopView> {
        let fact = self.questions.fact(&stop.fact)?;
        let option = fact.options.iter().find(|option| option.id == stop.option)?;
        Some(StopView { text: self.say(option.stop.as_ref()?), basis: self.basis(&option.basis) })
    }

    fn durations(&self) -> Vec<DurationView> {
        let durations = self.questions.durations.iter().map(|duration| DurationView {
            id: duration.id.clone(),
            text: self.say(&duration.text),
            start: self.say(&duration.start),
            years: duration.years,
            basis: self.basis(&duration.basis),
        });
        durations.collect()
    }
}
