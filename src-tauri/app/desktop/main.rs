//! `epure-desktop`: the window. It shows what the use cases answer and never thinks by itself.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|_app, _arguments, _folder| {}))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .run(tauri::generate_context!());
    if built.is_err() {
        std::process::exit(2);
    }
}
