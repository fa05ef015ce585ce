//! What the page may ask about the company itself: its self-assessments, its documents, its logs.

use std::path::Path;

use epure_app::dto::*;
use epure_engine::checklist::Answers;
use tauri::command;

use crate::commands::Desktop;
use crate::desk::Answer;

#[command(async)]
pub(crate) fn assessments(desk: Desktop<'_>) -> Answer<Vec<AssessmentRow>> {
    desk.ask(|app| app.assessments())
}

#[command(async)]
pub(crate) fn begin_assessment(desk: Desktop<'_>, answers: Answers) -> Answer<AssessmentView> {
    desk.ask(|app| app.begin_assessment(answers))
}

#[command(async)]
pub(crate) fn repeat_assessment(desk: Desktop<'_>, id: i64) -> Answer<AssessmentView> {
    desk.ask(|app| app.repeat_assessment(id))
}

#[command(async)]
pub(crate) fn assessment(desk: Desktop<'_>, id: i64) -> Answer<AssessmentView> {
    desk.ask(|app| app.assessment(id))
}

#[command(async)]
pub(crate) fn choose_assessment(desk: Desktop<'_>, id: i64) -> Answer<AssessmentView> {
    desk.ask(|app| app.choose_assessment(id))
}

#[command(async)]
pub(crate) fn logo(desk: Desktop<'_>, id: i64) -> Answer<Option<String>> {
    desk.ask(|app| app.logo(id))
}

#[command(async)]
pub(crate) fn set_logo(desk: Desktop<'_>, id: i64, path: String) -> Answer<Option<String>> {
    desk.ask(|app| app.set_logo(id, &path))
}

#[command(async)]
pub(crate) fn remove_logo(desk: Desktop<'_>, id: i64) -> Answer<()> {
    desk.ask(|app| app.remove_logo(id))
}

#[command(async)]
pub(crate) fn answer(desk: Desktop<'_>, id: i64, answers: Answers) -> Answer<AssessmentView> {
    desk.ask(|app| app.answer(id, answers))
}

#[command(async)]
pub(crate) fn measure(desk: Desktop<'_>, id: i64, file: String) -> Answer<AssessmentView> {
    desk.ask(|app| app.measure(id, &file))
}

#[command(async)]
pub(crate) fn forget_assessment(desk: Desktop<'_>, id: i64) -> Answer<()> {
    desk.ask(|app| app.forget_assessment(id))
}

#[command(async)]
pub(crate) fn documents(desk: Desktop<'_>, id: i64) -> Answer<Vec<DocumentRow>> {
    desk.ask(|app| app.documents(id))
}

#[command(async)]
pub(crate) fn document(desk: Desktop<'_>, id: i64, document: String) -> Answer<DocumentView> {
    desk.ask(|app| app.document(id, &document))
}

#[command(async)]
pub(crate) fn letters(
    desk: Desktop<'_>,
    id: Option<i64>,
    request: RequestView,
) -> Answer<Vec<PieceView>> {
    desk.ask(|app| app.letters(id, &request))
}

#[command(async)]
pub(crate) fn make_papers(desk: Desktop<'_>, id: i64, request: PapersRequest) -> Answer<Papers> {
    let made = desk.ask(|app| app.make_papers(id, &request))?;
    let folder = Path::new(&made.folder);
    made.files.iter().for_each(|name| desk.wrote(&folder.join(name).display().to_string()));
    Ok(made)
}

#[command(async)]
pub(crate) fn take_back(desk: Desktop<'_>, id: i64, path: String) -> Answer<TakenBack> {
    desk.ask(|app| app.take_back(id, &path))
}

#[command(async)]
pub(crate) fn requests(desk: Desktop<'_>) -> Answer<Vec<RequestView>> {
    desk.ask(|app| app.requests())
}

#[command(async)]
pub(crate) fn keep_request(desk: Desktop<'_>, request: RequestView) -> Answer<Vec<RequestView>> {
    desk.ask(|app| app.keep_request(&request))
}

#[command(async)]
pub(crate) fn forget_request(desk: Desktop<'_>, id: i64) -> Answer<Vec<RequestView>> {
    desk.ask(|app| app.forget_request(id))
}

#[command(async)]
pub(crate) fn breaches(desk: Desktop<'_>) -> Answer<Vec<BreachView>> {
    desk.ask(|app| app.breaches())
}

#[command(async)]
pub(crate) fn keep_breach(desk: Desktop<'_>, breach: BreachView) -> Answer<Vec<BreachView>> {
    desk.ask(|app| app.keep_breach(&breach))
}

#[command(async)]
pub(crate) fn forget_breach(desk: Desktop<'_>, id: i64) -> Answer<Vec<BreachView>> {
    desk.ask(|app| app.forget_breach(id))
}

#[command(async)]
pub(crate) fn save_logs(desk: Desktop<'_>, path: String) -> Answer<()> {
    desk.ask(|app| app.save_logs(&path))?;
    desk.wrote(&path);
    Ok(())
}

#[command(async)]
pub(crate) fn journal(desk: Desktop<'_>) -> Answer<JournalView> {
    desk.ask(|app| app.journal())
}

#[command(async)]
pub(crate) fn save_journal(desk: Desktop<'_>, path: String) -> Answer<()> {
    desk.ask(|app| app.save_journal(&path))?;
    desk.wrote(&path);
    Ok(())
}
