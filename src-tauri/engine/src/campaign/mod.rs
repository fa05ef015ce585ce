//! A consent campaign: who may lawfully be asked and by which channel, and what their answers change in
//! the file.

mod ask;
mod record;
mod reply;

pub use ask::{Asked, Campaign, LeftOut, who_to_ask};
pub use record::{Answered, Reply, record};
pub use reply::reply;
