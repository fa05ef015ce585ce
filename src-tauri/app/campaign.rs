//! A consent campaign: the list of those who may be asked, the message, and the answers written back.

mod answers;
mod list;
mod message;
mod record;

pub(crate) use answers::{Answers, Figures, read_answers};
pub(crate) use list::{lines, table};
pub(crate) use message::{Message, message};
