//! The certificate of one cleaning: which file became which, what was counted, what was searched.
//! It never holds a removed text.

mod html;
mod xlsx;

pub use html::certificate_html;
pub use xlsx::certificate_xlsx;
