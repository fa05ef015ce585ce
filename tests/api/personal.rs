use epure_app::api::App;
use epure_app::clock::Clock;
use epure_app::dto::{Lang, Settings};
use epure_app::error::ErrorCode;

use super::{TODAY, computer};

#[test]
fn settings_are_kept_and_change_the_language_of_messages() {
    let mut computer = computer();
    assert_eq!(computer.app.settings().unwrap(), Settings::default());
    let settings = Settings { lang: Lang::En, zoom: 900, ..Settings::default() };
    assert_eq!(computer.app.set_settings(settings).unwrap().zoom, 200);
    computer.killed_and_started_again();
    assert_eq!(computer.app.settings().unwrap().lang, Lang::En);
    let error = computer.app.history("1").unwrap_err();
    assert!(computer.app.tell(&error).message.contains("Open it again"));
}

#[test]
fn files_opened_lately_are_listed_until_they_are_forgotten() {
    let mut computer = computer();
    let path = computer.file("mars.csv", "Nom;Notes\nZoé;Rappeler\n");
    computer.open(&path).unwrap();
    computer.killed_and_started_again();
    std::fs::remove_file(&path).unwrap();
    let recents = computer.app.recents().unwrap();
    assert_eq!(recents.len(), 1);
    assert_eq!((recents[0].name.as_str(), recents[0].exists), ("mars.csv", false));
    assert_eq!(recents[0].opened_at, TODAY);
    computer.app.forget(&recents[0].path).unwrap();
    assert!(computer.app.recents().unwrap().is_empty());
}

#[test]
fn a_database_that_cannot_be_used_is_told_with_its_folder() {
    let computer = computer();
    let data = computer.data();
    std::fs::remove_file(data.join("epure.key")).unwrap();
    let error = App::open(&data, Clock::System).err().unwrap();
    let told = error.told(&epure_app::packs::texts(Lang::Fr));
    assert_eq!(told.code, ErrorCode::Store);
    assert!(told.message.contains(&data.display().to_string()), "{}", told.message);
}

#[test]
fn the_about_box_counts_the_rules() {
    let computer = computer();
    let about = computer.app.about();
    assert!(about.rules > 10);
    assert_eq!(about.rules_version.len(), 12);
    assert!(about.checked_on.is_some());
    assert_eq!(about.data_folder, computer.data().display().to_string());
}
