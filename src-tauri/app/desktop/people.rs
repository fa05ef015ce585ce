//! What the page may ask about people: what is held on one, who refused, who may be asked.

use epure_app::dto::*;
use tauri::command;

use crate::commands::Desktop;
use crate::desk::Answer;

#[command(async)]
pub(crate) fn find_person(desk: Desktop<'_>, request: FindRequest) -> Answer<PersonFound> {
    desk.ask(|app| app.find_person(&request))
}

#[command(async)]
pub(crate) fn save_answer(desk: Desktop<'_>, request: FindRequest, path: String) -> Answer<()> {
    desk.ask(|app| app.save_answer(&request, &path))?;
    desk.wrote(&path);
    Ok(())
}

#[command(async)]
pub(crate) fn log_request(desk: Desktop<'_>, request: FindRequest) -> Answer<()> {
    desk.ask(|app| app.log_request(&request))
}

#[command(async)]
pub(crate) fn suppression(desk: Desktop<'_>) -> Answer<SuppressionView> {
    desk.ask(|app| app.suppression())
}

#[command(async)]
pub(crate) fn import_refusals(
    desk: Desktop<'_>,
    paths: Vec<String>,
    whole: bool,
) -> Answer<RefusalsRead> {
    desk.ask(|app| app.import_refusals(&paths, whole))
}

#[command(async)]
pub(crate) fn check_refusals(desk: Desktop<'_>, path: String) -> Answer<FileChecked> {
    desk.ask(|app| app.check_refusals(&path))
}

#[command(async)]
pub(crate) fn purge_refusals(desk: Desktop<'_>) -> Answer<u32> {
    desk.ask(|app| app.purge_refusals())
}

#[command(async)]
pub(crate) fn campaign(
    desk: Desktop<'_>,
    path: String,
    by: Option<Channel>,
) -> Answer<CampaignView> {
    desk.ask(|app| app.campaign(&path, by))
}

#[command(async)]
pub(crate) fn save_campaign(
    desk: Desktop<'_>,
    path: String,
    by: Option<Channel>,
    target: String,
) -> Answer<()> {
    desk.ask(|app| app.save_campaign(&path, by, &target))?;
    desk.wrote(&target);
    Ok(())
}

#[command(async)]
pub(crate) fn campaign_message(desk: Desktop<'_>, parts: MessageParts) -> Answer<String> {
    desk.ask(|app| app.campaign_message(&parts))
}

#[command(async)]
pub(crate) fn record_answers(
    desk: Desktop<'_>,
    path: String,
    answers: String,
    target: String,
) -> Answer<CampaignResult> {
    let result = desk.ask(|app| app.record_answers(&path, &answers, &target))?;
    desk.wrote(&target);
    Ok(result)
}
