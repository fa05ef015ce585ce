//! `epure-desktop`: the window. It carries questions to the use cases and answers back; it never
//! thinks, and it never opens a socket.
//!
//! - [`commands`]: what the page may ask, one line each; [`company`]: the same about the company
//! - [`desk`]: the use cases at work, and the one job that may be stopped
//! - [`system`]: dialogs, folders, and the files named at the start

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod company;
mod desk;
mod people;
mod system;

use tauri::webview::PageLoadEvent;
use tauri::{Emitter, Manager};
use tauri_plugin_window_state::StateFlags;

use desk::Desk;
use system::files_named;

fn main() {
    let ran = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            if let Some(window) = app.get_webview_window("main") {
                // A window that cannot be raised is still there: nothing is lost.
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
            let files = files_named(arguments.into_iter().map(Into::into), folder.as_ref());
            let _ = app.emit("open-files", files);
        }))
        .plugin(
            tauri_plugin_window_state::Builder::default().with_state_flags(remembered()).build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .setup(|app| {
            app.manage(Desk::open());
            Ok(())
        })
        .on_page_load(|page, load| {
            // Shown once it is drawn: no white flash at the start.
            if load.event() == PageLoadEvent::Finished {
                let _ = page.window().show();
            }
        })
        .invoke_handler(commands::handler())
        .run(tauri::generate_context!());
    if ran.is_err() {
        std::process::exit(2);
    }
}

/// What is remembered of the window: its size and place, not whether it was shown.
fn remembered() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}
