//! What the page may ask: one use case a command, nothing more.
//!
//! Short questions are answered away from the window's thread (`async`); long ones are jobs.

use std::sync::Arc;

use epure_app::dto::*;
use epure_engine::role::Role;
use tauri::ipc::{Channel, Invoke};
use tauri::{AppHandle, State, Wry, command, generate_handler};

use crate::desk::{Answer, Desk};
use crate::{company, people, system};

pub(crate) type Desktop<'a> = State<'a, Arc<Desk>>;

/// Every command below; their names are also in build.rs and in capabilities/main.json.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    generate_handler![
        open_file,
        unlock_file,
        close_file,
        set_header,
        set_role,
        set_included,
        audit,
        overview,
        set_audience,
        findings,
        facets,
        finding,
        notes,
        decide,
        reopen,
        undo,
        redo,
        undo_entry,
        go_back,
        history,
        plan,
        compare,
        save_coaching,
        export_file,
        recents,
        forget,
        settings,
        set_settings,
        own_words,
        set_own_words,
        try_words,
        save_settings,
        load_settings,
        list_files,
        company::assessments,
        company::begin_assessment,
        company::repeat_assessment,
        company::assessment,
        company::choose_assessment,
        company::logo,
        company::set_logo,
        company::remove_logo,
        company::answer,
        company::measure,
        company::forget_assessment,
        company::documents,
        company::document,
        company::letters,
        company::make_papers,
        company::take_back,
        company::requests,
        company::keep_request,
        company::forget_request,
        company::breaches,
        company::keep_breach,
        company::forget_breach,
        people::find_person,
        people::save_answer,
        people::log_request,
        people::suppression,
        people::import_refusals,
        people::check_refusals,
        people::purge_refusals,
        people::campaign,
        people::save_campaign,
        people::campaign_message,
        people::record_answers,
        company::save_logs,
        company::journal,
        company::save_journal,
        about,
        components,
        cancel,
        launch_files,
        sample_path,
        pick_files,
        pick_folder,
        pick_image,
        pick_settings,
        pick_target,
        open_path,
        show_in_folder
    ]
}

#[command]
async fn open_file(
    desk: Desktop<'_>,
    request: OpenRequest,
    progress: Channel<Progress>,
) -> Answer<OpenedFile> {
    desk.inner().clone().job(progress, move |app, told| app.open_file(&request, told)).await
}

#[command(async)]
fn unlock_file(desk: Desktop<'_>, path: String, password: Secret) -> Answer<()> {
    desk.ask(|app| app.unlock_file(&path, &password))
}

#[command(async)]
fn close_file(desk: Desktop<'_>, file: String) -> Answer<()> {
    desk.ask(|app| Ok(app.close_file(&file)))
}

#[command(async)]
fn set_header(
    desk: Desktop<'_>,
    file: String,
    sheet: String,
    rows: Option<[u32; 2]>,
) -> Answer<SheetView> {
    desk.ask(|app| app.set_header(&file, &sheet, rows))
}

#[command(async)]
fn set_role(
    desk: Desktop<'_>,
    file: String,
    sheet: String,
    column: u32,
    role: Option<Role>,
) -> Answer<SheetView> {
    desk.ask(|app| app.set_role(&file, &sheet, column, role))
}

#[command(async)]
fn set_included(
    desk: Desktop<'_>,
    file: String,
    sheet: String,
    included: bool,
) -> Answer<SheetView> {
    desk.ask(|app| app.set_included(&file, &sheet, included))
}

#[command]
async fn audit(
    desk: Desktop<'_>,
    file: String,
    request: AuditRequest,
    progress: Channel<Progress>,
) -> Answer<AuditOverview> {
    desk.inner().clone().job(progress, move |app, told| app.audit(&file, &request, told)).await
}

#[command(async)]
fn overview(desk: Desktop<'_>, file: String) -> Answer<AuditOverview> {
    desk.ask(|app| app.overview(&file))
}

#[command(async)]
fn set_audience(desk: Desktop<'_>, file: String, choice: AudienceChoice) -> Answer<()> {
    desk.ask(|app| app.set_audience(&file, &choice))
}

#[command(async)]
fn findings(desk: Desktop<'_>, file: String, request: PageRequest) -> Answer<FindingPage> {
    desk.ask(|app| app.findings(&file, &request))
}

#[command(async)]
fn facets(desk: Desktop<'_>, file: String, filter: FindingFilter) -> Answer<Facets> {
    desk.ask(|app| app.facets(&file, &filter))
}

#[command(async)]
fn finding(desk: Desktop<'_>, file: String, finding: String) -> Answer<FindingView> {
    desk.ask(|app| app.finding(&file, &finding))
}

#[command(async)]
fn notes(desk: Desktop<'_>, file: String, request: NotesRequest) -> Answer<NotesPage> {
    desk.ask(|app| app.notes(&file, &request))
}

#[command(async)]
fn decide(desk: Desktop<'_>, file: String, decision: Decide) -> Answer<Decided> {
    desk.ask(|app| app.decide(&file, &decision))
}

#[command(async)]
fn reopen(desk: Desktop<'_>, file: String, findings: Selection) -> Answer<Decided> {
    desk.ask(|app| app.reopen(&file, &findings))
}

#[command(async)]
fn undo(desk: Desktop<'_>, file: String) -> Answer<Decided> {
    desk.ask(|app| app.undo(&file))
}

#[command(async)]
fn redo(desk: Desktop<'_>, file: String) -> Answer<Decided> {
    desk.ask(|app| app.redo(&file))
}

#[command(async)]
fn undo_entry(desk: Desktop<'_>, file: String, entry: u32) -> Answer<Decided> {
    desk.ask(|app| app.undo_entry(&file, entry))
}

#[command(async)]
fn go_back(desk: Desktop<'_>, file: String, entry: Option<u32>) -> Answer<Decided> {
    desk.ask(|app| app.go_back(&file, entry))
}

#[command(async)]
fn history(desk: Desktop<'_>, file: String) -> Answer<History> {
    desk.ask(|app| app.history(&file))
}

#[command(async)]
fn plan(desk: Desktop<'_>, file: String) -> Answer<PlanPreview> {
    desk.ask(|app| app.plan(&file))
}

#[command(async)]
fn compare(desk: Desktop<'_>, file: String, request: CompareRequest) -> Answer<ComparePage> {
    desk.ask(|app| app.compare(&file, &request))
}

#[command(async)]
fn save_coaching(desk: Desktop<'_>, file: String, path: String) -> Answer<()> {
    desk.ask(|app| app.save_coaching(&file, &path))?;
    desk.wrote(&path);
    Ok(())
}

#[command]
async fn export_file(
    desk: Desktop<'_>,
    file: String,
    options: ExportOptions,
    progress: Channel<Progress>,
) -> Answer<ExportResult> {
    let desk = desk.inner().clone();
    let work = desk.clone().job(progress, move |app, told| app.export(&file, &options, told));
    let result = work.await?;
    desk.wrote(&result.path);
    let beside = result.log.iter().chain(&result.certificate).chain(&result.archives);
    beside.for_each(|file| desk.wrote(file));
    Ok(result)
}

#[command(async)]
fn recents(desk: Desktop<'_>) -> Answer<Vec<RecentFile>> {
    desk.ask(|app| app.recents())
}

#[command(async)]
fn forget(desk: Desktop<'_>, path: String) -> Answer<()> {
    desk.ask(|app| app.forget(&path))
}

#[command(async)]
fn settings(desk: Desktop<'_>) -> Answer<Settings> {
    desk.ask(|app| app.settings())
}

#[command(async)]
fn set_settings(desk: Desktop<'_>, settings: Settings) -> Answer<Settings> {
    desk.ask(|app| app.set_settings(settings))
}

#[command(async)]
fn own_words(desk: Desktop<'_>) -> Answer<OwnWords> {
    desk.ask(|app| app.own_words())
}

#[command(async)]
fn set_own_words(desk: Desktop<'_>, words: OwnWords) -> Answer<OwnWords> {
    desk.ask(|app| app.set_own_words(words))
}

#[command(async)]
fn try_words(
    desk: Desktop<'_>,
    words: OwnWords,
    sentences: Vec<OwnSentence>,
) -> Answer<Vec<TriedSentence>> {
    desk.ask(|app| app.try_words(&words, &sentences))
}

#[command(async)]
fn save_settings(desk: Desktop<'_>, path: String) -> Answer<()> {
    desk.ask(|app| app.save_settings(&path))
}

#[command(async)]
fn load_settings(desk: Desktop<'_>, path: String) -> Answer<Settings> {
    desk.ask(|app| app.load_settings(&path))
}

#[command(async)]
fn list_files(desk: Desktop<'_>, paths: Vec<String>) -> Answer<Vec<String>> {
    desk.ask(|app| app.list_files(&paths))
}

#[command(async)]
fn about(desk: Desktop<'_>) -> Answer<About> {
    desk.ask(|app| Ok(app.about()))
}

#[command(async)]
fn components(desk: Desktop<'_>) -> Answer<Vec<Component>> {
    desk.ask(|app| Ok(app.components()))
}

#[command]
fn cancel(desk: Desktop<'_>) {
    desk.stop();
}

#[command]
fn launch_files() -> Vec<String> {
    system::launch_files()
}

#[command(async)]
fn sample_path(window: AppHandle) -> Answer<String> {
    system::sample(&window)
}

#[command(async)]
fn pick_files(window: AppHandle) -> Vec<String> {
    system::pick_files(&window)
}

#[command(async)]
fn pick_folder(window: AppHandle) -> Option<String> {
    system::pick_folder(&window)
}

#[command(async)]
fn pick_image(window: AppHandle) -> Option<String> {
    system::pick_image(&window)
}

#[command(async)]
fn pick_settings(window: AppHandle) -> Option<String> {
    system::pick_settings(&window)
}

#[command(async)]
fn pick_target(window: AppHandle, suggested: String) -> Option<String> {
    system::pick_target(&window, &suggested)
}

#[command(async)]
fn open_path(desk: Desktop<'_>, window: AppHandle, path: String) -> Answer<()> {
    system::open(&window, desk.own(&path)?)
}

#[command(async)]
fn show_in_folder(desk: Desktop<'_>, window: AppHandle, path: String) -> Answer<()> {
    system::show(&window, desk.own(&path)?)
}
