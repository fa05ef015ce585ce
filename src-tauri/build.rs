//! Build script: prepares the window (permissions, icons, resources) when it is built at all.

/// The commands that the page may call, each allowed in capabilities/main.json.
#[cfg(feature = "desktop")]
const COMMANDS: &[&str] = &[
    "open_file",
    "unlock_file",
    "close_file",
    "set_header",
    "set_role",
    "set_included",
    "audit",
    "overview",
    "set_audience",
    "findings",
    "facets",
    "finding",
    "notes",
    "decide",
    "reopen",
    "undo",
    "redo",
    "undo_entry",
    "go_back",
    "history",
    "plan",
    "compare",
    "save_coaching",
    "export_file",
    "recents",
    "forget",
    "settings",
    "set_settings",
    "own_words",
    "set_own_words",
    "try_words",
    "save_settings",
    "load_settings",
    "list_files",
    "assessments",
    "begin_assessment",
    "repeat_assessment",
    "assessment",
    "choose_assessment",
    "logo",
    "set_logo",
    "remove_logo",
    "answer",
    "measure",
    "forget_assessment",
    "documents",
    "document",
    "letters",
    "make_papers",
    "take_back",
    "requests",
    "keep_request",
    "forget_request",
    "breaches",
    "keep_breach",
    "forget_breach",
    "find_person",
    "save_answer",
    "log_request",
    "suppression",
    "import_refusals",
    "check_refusals",
    "purge_refusals",
    "campaign",
    "save_campaign",
    "campaign_message",
    "record_answers",
    "save_logs",
    "journal",
    "save_journal",
    "about",
    "components",
    "cancel",
    "launch_files",
    "sample_path",
    "pick_files",
    "pick_folder",
    "pick_image",
    "pick_settings",
    "pick_target",
    "open_path",
    "show_in_folder",
];

#[cfg(feature = "desktop")]
fn main() {
    use tauri_build::{AppManifest, Attributes};

    println!("cargo::rerun-if-changed=src-tauri/capabilities");
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}

#[cfg(not(feature = "desktop"))]
fn main() {
    println!("cargo::rerun-if-changed=src-tauri/build.rs");
}
