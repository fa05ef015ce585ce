use super::epure;

#[test]
fn help_lists_only_what_exists_and_speaks_the_language_of_the_surroundings() {
    let french = epure("--help").run().ok();
    assert!(french.contains("Usage"), "{french}");
    let commands: Vec<&str> = french
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()) && *word != "epure")
        .collect();
    assert!(commands.contains(&"scan"), "{commands:?}");
    for command in commands {
        let help = epure(command).arg("--help").run().ok();
        assert!(help.contains(&format!("epure {command}")), "{help}");
    }
    let english = epure("--help").env("LANG", "en_GB.UTF-8").run().ok();
    assert_ne!(french, english);
}

#[test]
fn what_is_not_understood_is_refused_with_one_sentence() {
    for (call, named) in [
        ("zut", "zut"),
        ("scan --zut", "--zut"),
        ("scan --lang de", "fr, en, auto"),
        ("scan --lang", "--lang"),
        ("scan fichier.csv", "fichier.csv"),
        ("find", "find"),
        ("find -- x.xlsx", "find"),
        ("find Zoé nulle-part.xlsx", "nulle-part.xlsx"),
        ("rules fr.rien", "fr.rien"),
    ] {
        let message = epure(call).run().refused();
        assert!(message.contains(named), "{call}: {message}");
        assert_eq!(message.trim_end().lines().count(), 1, "{message}");
    }
}

#[test]
fn nothing_asked_gives_the_help() {
    assert_eq!(epure("").run().ok(), epure("--help").run().ok());
}

#[test]
fn the_version_is_the_one_of_the_manifest() {
    assert_eq!(epure("--version").run().ok(), format!("epure {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_rule_is_told_with_its_reason_and_examples_in_both_languages() {
    let list = epure("rules").run().ok();
    assert!(list.lines().any(|line| line.starts_with("fr.health.sick-leave ")), "{list}");
    let french = epure("rules fr.health.sick-leave").run().ok();
    assert!(french.contains("arrêt maladie"), "{french}");
    let english = epure("rules fr.health.sick-leave --lang en").run().ok();
    assert_ne!(french, english);
}

#[test]
fn colours_are_only_for_those_who_see_them() {
    let plain = epure("rules").env("NO_COLOR", "").run().ok();
    assert!(!plain.contains('\u{1b}'), "standard output is no terminal here");
}

#[test]
fn the_catalogue_is_written_in_both_languages_with_what_is_found_in_bold() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("rules");
    epure("rules --write").arg(&pages).run().ok();
    let page = |name: &str| std::fs::read_to_string(pages.join(name)).unwrap();
    let (french, english) = (page("fr.md"), page("en.md"));
    assert!(
        french.contains("`fr.health.sick-leave`") && english.contains("`fr.health.sick-leave`")
    );
    assert!(french.contains("**en arrêt maladie**"), "no example is marked");
    assert_ne!(french, english);
}
