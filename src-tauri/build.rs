//! Build script: prepares the window (permissions, icons, resources) when it is built at all.

#[cfg(feature = "desktop")]
fn main() {
    use tauri_build::{AppManifest, Attributes};

    // The lexicons are carried inside the program.
    println!("cargo::rerun-if-changed=lexicons");
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().commands(&[]));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}

#[cfg(not(feature = "desktop"))]
fn main() {
    println!("cargo::rerun-if-changed=src-tauri/build.rs");
    // The lexicons are carried inside the program.
    println!("cargo::rerun-if-changed=lexicons");
}
