//! The use cases, plain Rust: what the window's commands and the command line call, and nothing
//! else does the work.
//!
//! | method of `App` | takes | gives |
//! |---|---|---|
//! | `open_file` | `OpenRequest` | `OpenedFile` |
//! | `close_file` | file id | |
//! | `set_header` | file id, sheet, first and last row (or none) | `SheetView` |
//! | `set_role` | file id, sheet, column index, `Role` (or none: the guess again) | `SheetView` |
//! | `set_included` | file id, sheet, yes or no | `SheetView` |
//! | `audit` | file id, `AuditRequest`, progress | `AuditOverview` |
//! | `overview` | file id | `AuditOverview` |
//! | `findings` | file id, `PageRequest` | `FindingPage` |
//! | `facets` | file id, `FindingFilter` | `Facets` |
//! | `finding` | file id, finding id | `FindingView` |
//! | `decide` | file id, `Decide` | `Decided` |
//! | `undo`, `redo` | file id | `Decided` |
//! | `undo_entry` | file id, history entry | `Decided` |
//! | `go_back` | file id, history entry (or none: before everything) | `Decided` |
//! | `history` | file id | `History` |
//! | `plan` | file id | `PlanPreview` |
//! | `export` | file id, `ExportOptions`, progress | `ExportResult` |
//! | `recents` | | `RecentFile[]` |
//! | `forget` | path | |
//! | `settings`, `set_settings` | `Settings` | `Settings` |
//! | `rules` | | `RuleView[]` |
//! | `about` | | `About` |
//!
//! A job with progress gets a `&dyn Fn(Progress) -> ControlFlow<()>`: breaking cancels it and
//! leaves everything as it was. Every method fails with an [`crate::error::AppError`].
