//! What the page may ask about people: what is held on one, who refused, who may be asked.

use epure_app::dto::*;
use tauri::command;
use tauri::ipc::Channel as Told;

use crate::commands::Desktop;
use crate::desk::Answer;

#[command]
pub(crate) async fn find_person(
    desk: Desktop<'_>,
    request: FindRequest,
    progress: Told<Progress>,
) -> Answer<PersonFound> {
    desk.inner().clone().job(progress, move |app, told| app.find_person(&request, told)).await
}

#[command]
pub(crate) async fn save_answer(
    desk: Desktop<'_>,
    request: FindRequest,
    path: String,
    progress: Told<Progress>,
) -> Answer<()> {
    desk.inner()
        .write_by_job(path, progress, move |app, path, told| app.save_answer(&request, path, told))
        .await
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

#[command]
pub(crate) async fn campaign(
    desk: Desktop<'_>,
    path: String,
    by: Option<Channel>,
    progress: Told<Progress>,
) -> Answer<CampaignView> {
    desk.inner().clone().job(progress, move |app, told| app.campaign(&path, by, told)).await
}

#[command]
pub(crate) async fn save_campaign(
    desk: Desktop<'_>,
    path: String,
    by: Option<Channel>,
    target: String,
    progress: Told<Progress>,
) -> Answer<()> {
    desk.inner()
        .write_by_job(target, progress, move |app, to, told| app.save_campaign(&path, by, to, told))
        .await
}

#[command(async)]
pub(crate) fn campaign_message(desk: Desktop<'_>, parts: MessageParts) -> Answer<String> {
    desk.ask(|app| app.campaign_message(&parts))
}

#[command]
pub(crate) async fn record_answers(
    desk: Desktop<'_>,
    path: String,
    answers: String,
    target: String,
    progress: Told<Progress>,
) -> Answer<CampaignResult> {
    desk.inner()
        .write_by_job(target, progress, move |app, copy, told| {
            app.record_answers(&path, &answers, copy, told)
        })
        .await
}
