//! The self-assessment: questions as data (`lexicons/checklist/<country>/`), what a company answers,
//! what an audit measured, and what follows: colours, and an action plan.
//!
//! It indicates, it certifies nothing. Never here: a file, a clock (`today` comes in), a sentence
//! that people read.

mod answer;
mod check;
mod compare;
mod condition;
mod evidence;
mod example;
mod load;
mod outcome;
mod pack;
mod plan;

pub(crate) use answer::all;
pub use answer::{Answer, Answers, Choice, Company, Given, Kept, Processor, Seen, Status};
pub use check::AnswersError;
pub use compare::{Change, Run};
pub use condition::{Condition, Test, World};
pub use evidence::{Counts, Measured, MeasuredColumn, MeasuredFile, MeasuredSheet, Proposal};
pub use example::Example;
pub(crate) use load::grounds;
pub use outcome::{BlockResult, Colour, Judged, Level, Outcome, Reason, Stop};
pub use pack::{Block, Duration, Evidence, Fact, FactOption, Kind, Question, Questionnaire, Scale};
pub use plan::{Action, plan};
