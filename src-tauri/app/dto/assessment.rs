//! A self-assessment as the window shows it: questions with their help, the answers, what follows.

use epure_engine::checklist::{
    Answers, BlockResult, Change, Colour, Judged, Kind, Reason, Scale, Status,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::BasisView;

/// A self-assessment of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AssessmentRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Whose it is.
    pub company: String,
    /// When it was last saved (RFC 3339).
    pub saved_at: String,
    /// Its colour, once it was looked at.
    pub colour: Option<Colour>,
    /// Its share, in percent.
    pub share: Option<u32>,
}

/// A self-assessment: what is asked, what was answered, what follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AssessmentView {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// What the questionnaire is called.
    pub title: String,
    /// What it is and is not.
    pub intro: String,
    /// What the company answered.
    pub answers: Answers,
    /// What the company says of itself first.
    pub facts: Vec<FactView>,
    /// The themes, in order.
    pub blocks: Vec<BlockView>,
    /// The questions that concern the company, in order.
    pub questions: Vec<QuestionView>,
    /// What is to be done, in order.
    pub actions: Vec<TaskView>,
    /// The overall colour.
    pub colour: Colour,
    /// Share of what could be reached, in percent.
    pub share: u32,
    /// Questions without an answer.
    pub unanswered: u32,
    /// Blocking questions that are not in place, worst first.
    pub blocking: Vec<String>,
    /// Why this self-check does not suffice, if it does not.
    pub stops: Vec<StopView>,
    /// What changed since the last one.
    pub changes: Vec<Change>,
    /// The audit whose figures are shown, once there is one.
    pub measured: Option<MeasuredView>,
    /// How long things are kept.
    pub durations: Vec<DurationView>,
}

/// The audit whose figures are shown beside questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MeasuredView {
    /// Name of the file.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Day of the audit (`YYYY-MM-DD`).
    pub as_of: String,
    /// Lines of data.
    pub rows: u32,
}

/// How long something is kept; what the company chose otherwise is in `answers.retention`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DurationView {
    /// Its id, a key of `answers.retention`.
    pub id: String,
    /// What is kept.
    pub text: String,
    /// From when years are counted.
    pub start: String,
    /// Years, by reference.
    pub years: u16,
    /// What the law says.
    pub basis: Vec<BasisView>,
}

/// Something that the company says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FactView {
    /// Its id, a key of `answers.profile`.
    pub id: String,
    /// One option or several.
    pub kind: Kind,
    /// What is asked.
    pub text: String,
    /// Its options.
    pub options: Vec<OptionView>,
}

/// An option of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OptionView {
    /// Its id.
    pub id: String,
    /// What is ticked.
    pub text: String,
}

/// A theme, with its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BlockView {
    /// Its name.
    pub title: String,
    /// What it is about.
    pub intro: String,
    /// Its result.
    pub result: BlockResult,
}

/// A question, with its help and what its answer counts as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct QuestionView {
    /// Its id, a key of `answers.answers`.
    pub id: String,
    /// Can the result be no better than this answer?
    pub blocking: bool,
    /// The question.
    pub text: String,
    /// Why it is asked.
    pub why: String,
    /// What "yes" looks like.
    pub example: String,
    /// What the law says, with how sure it is.
    pub basis: Vec<BasisView>,
    /// What the audit measured, as a sentence.
    pub evidence: Option<String>,
    /// What its answer counts as.
    pub judged: Judged,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TaskView {
    /// The question it settles.
    pub question: String,
    /// What to do.
    pub title: String,
    /// How, in three sentences.
    pub how: String,
    /// Why it is to be done.
    pub reason: Reason,
    /// Amber or red.
    pub colour: Colour,
    /// What is at stake.
    pub risk: Scale,
    /// What it takes.
    pub effort: Scale,
    /// Does the whole result depend on it?
    pub blocking: bool,
    /// Who.
    pub owner: String,
    /// By when (`YYYY-MM-DD`).
    pub due: String,
    /// How far it is.
    pub status: Status,
    /// What the law says.
    pub basis: Vec<BasisView>,
}

/// Why this self-check does not suffice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StopView {
    /// What to do instead.
    pub text: String,
    /// What the law says.
    pub basis: Vec<BasisView>,
}

/// What documents are to be made, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PapersRequest {
    /// The folder, made when missing.
    pub folder: String,
    /// Ids of documents; all of them when empty.
    pub documents: Vec<String>,
    /// May files that are there be replaced?
    pub replace: bool,
}

/// The documents that were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Papers {
    /// Where they are.
    pub folder: String,
    /// Their names.
    pub files: Vec<String>,
    /// How many places are left to complete in them.
    pub to_complete: u32,
    /// Documents that say something new since they were last made.
    pub changed: Vec<String>,
}

/// A register or plan that came back from a spreadsheet program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TakenBack {
    /// How many values were written otherwise there.
    pub changed: u32,
    /// The assessment with them.
    pub assessment: AssessmentView,
}
