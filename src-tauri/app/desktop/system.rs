//! What belongs to the system: files named at the start, dialogs, the sample's copy, other programs.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use tauri::path::BaseDirectory;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::desk::{Answer, refusal};

/// Endings of the files that can be opened.
const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv"];
/// Endings of the images that can be a logo.
const IMAGES: [&str; 4] = ["png", "jpg", "jpeg", "svg"];
/// Where the sample lies among the program's resources.
const SAMPLE: &str = "samples/prospects.xlsx";

/// The files that arguments name (the program's own name first), whole paths from `folder`; those that
/// do not exist too: the window says so.
pub(crate) fn files_named(arguments: impl Iterator<Item = OsString>, folder: &Path) -> Vec<String> {
    let named = arguments.skip(1).filter(|argument| !argument.to_string_lossy().starts_with('-'));
    named.map(|argument| folder.join(argument).display().to_string()).collect()
}

/// Files named when this program was started.
pub(crate) fn launch_files() -> Vec<String> {
    let folder = std::env::current_dir().unwrap_or_default();
    files_named(std::env::args_os(), &folder)
}

/// Asks for files to open; none when the person gave up. Waits: never on the window's thread.
pub(crate) fn pick_files(window: &AppHandle) -> Vec<String> {
    let dialog = window.dialog().file().add_filter(ENDINGS.join(", "), &ENDINGS);
    let picked = dialog.blocking_pick_files().unwrap_or_default();
    picked.into_iter().map(|path| path.to_string()).collect()
}

/// Asks for a folder; none when the person gave up. Waits: never on the window's thread.
pub(crate) fn pick_folder(window: &AppHandle) -> Option<String> {
    Some(window.dialog().file().blocking_pick_folder()?.to_string())
}

/// Asks for an image; none when the person gave up. Waits: never on the window's thread.
pub(crate) fn pick_image(window: &AppHandle) -> Option<String> {
    let dialog = window.dialog().file().add_filter(IMAGES.join(", "), &IMAGES);
    Some(dialog.blocking_pick_file()?.to_string())
}

/// Asks for a file of settings; none when the person gave up. Waits: never on the window's thread.
pub(crate) fn pick_settings(window: &AppHandle) -> Option<String> {
    Some(window.dialog().file().add_filter("json", &["json"]).blocking_pick_file()?.to_string())
}

/// Asks where to write; none when the person gave up. Waits: never on the window's thread.
pub(crate) fn pick_target(window: &AppHandle, suggested: &str) -> Option<String> {
    let suggested = Path::new(suggested);
    let mut dialog = window.dialog().file();
    if let Some(folder) = suggested.parent() {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = suggested.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    Some(dialog.blocking_save_file()?.to_string())
}

/// A copy of the sample where the person may write beside it.
///
/// # Errors
/// The copy could not be made.
pub(crate) fn sample(window: &AppHandle) -> Answer<String> {
    let copy = copy_sample(window).map_err(|fault| refusal(fault.to_string()))?;
    Ok(copy.display().to_string())
}

fn copy_sample(window: &AppHandle) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let original = window.path().resolve(SAMPLE, BaseDirectory::Resource)?;
    let copy = window.path().app_cache_dir()?.join(SAMPLE);
    if let Some(folder) = copy.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&copy, fs::read(original)?)?;
    Ok(copy)
}

/// Opens a file with the program that the system gives it to.
///
/// # Errors
/// The system has no such program.
pub(crate) fn open(window: &AppHandle, path: &Path) -> Answer<()> {
    let opened = window.opener().open_path(path.display().to_string(), None::<&str>);
    opened.map_err(|fault| refusal(fault.to_string()))
}

/// Shows a file in its folder.
///
/// # Errors
/// The system cannot show folders.
pub(crate) fn show(window: &AppHandle, path: &Path) -> Answer<()> {
    window.opener().reveal_item_in_dir(path).map_err(|fault| refusal(fault.to_string()))
}
