use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;

use epure_app::dto::{
    Audience, AudienceChoice, AuditRequest, Channel, ExportOptions, FindRequest, PageRequest,
    Progress, RequestKind, Stage,
};
use epure_app::error::{Error, ErrorCode};
use epure_engine::finding::Check;

use super::{computer, quietly};

const CONTACTS: &str = "\
Nom;E-mail;Type de client;Opt-in e-mail;Téléphone;Commentaire;Opposition e-mail;Dernier contact
Boisvert;zoe@exemple.fr;particulier;oui salon 2025;06 39 98 10 01;;;03/05/2026
Nérée;max@exemple.fr;particulier;;06 39 98 10 02;Ne plus contacter;;12/06/2026
";

#[test]
fn what_a_person_asks_is_answered_across_files_and_logged_with_its_month() {
    let computer = computer();
    let file = computer.file("contacts.csv", CONTACTS).display().to_string();
    let broken = computer.file("autre.xlsx", "PK\u{3}\u{4}abîmé").display().to_string();
    let request = FindRequest {
        person: "zoe@exemple.fr".to_owned(),
        paths: vec![file, broken],
        kind: RequestKind::Erasure,
        ..FindRequest::default()
    };
    let found = computer.app.find_person(&request, &quietly).unwrap();
    assert_eq!((found.rows.len(), found.files, found.unread.len()), (1, 1, 1));
    assert_eq!(found.rows[0].row, 2);
    assert_eq!(found.steps.len(), 2, "the row goes, the refusal stays known");
    assert_eq!(found.due.to_string(), "2026-12-24");
    let plan = computer.folder().join("plan.xlsx");
    computer.app.save_answer(&request, &plan.display().to_string(), &quietly).unwrap();
    assert!(std::fs::read(&plan).unwrap().starts_with(b"PK"));
    computer.app.log_request(&request).unwrap();
    let log = computer.app.requests().unwrap();
    assert_eq!((log[0].deadline.as_str(), log[0].days_left), ("2026-12-24", Some(30)));
    assert_eq!((log[0].kind.as_str(), log[0].person.as_str()), ("erasure", "zoe@exemple.fr"));
}

#[test]
fn protected_files_are_searched_and_taken_in_once_their_password_is_given() {
    let computer = computer();
    let locked =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/sheets/tests/locked/office.xlsx");
    let locked = computer.file("locked.xlsx", std::fs::read(locked).unwrap());
    let locked = locked.display().to_string();
    let open = computer.file("contacts.csv", CONTACTS).display().to_string();
    let request = FindRequest {
        person: "bob@bravo.example.fr".to_owned(),
        paths: vec![open.clone(), locked.clone()],
        ..FindRequest::default()
    };
    let found = || computer.app.find_person(&request, &quietly).unwrap();
    assert_eq!((found().locked, found().files), (vec![locked.clone()], 1));
    let asks = |error: Error| {
        let told = computer.app.tell(&error);
        assert_eq!(told.path.as_ref(), Some(&locked));
        told.code
    };
    let both = [open, locked.clone()];
    let taken = || computer.app.import_refusals(&both, true);
    assert_eq!(asks(taken().unwrap_err()), ErrorCode::PasswordNeeded);
    assert_eq!(computer.app.suppression().unwrap().people, 0, "all of them or none");
    assert_eq!(asks(computer.app.check_refusals(&locked).unwrap_err()), ErrorCode::PasswordNeeded);
    assert_eq!(
        asks(computer.app.campaign(&locked, None, &quietly).unwrap_err()),
        ErrorCode::PasswordNeeded
    );
    let unlock = |password: &str| computer.app.unlock_file(&locked, &password.into());
    assert_eq!(asks(unlock("autre").unwrap_err()), ErrorCode::PasswordWrong);
    unlock("Sésame 3615").unwrap();
    assert_eq!((found().locked, found().files, found().rows.len()), (vec![], 2, 1));
    assert!(taken().unwrap().people > 2);
    computer.app.check_refusals(&locked).unwrap();
    computer.app.campaign(&locked, None, &quietly).unwrap();
}

#[test]
fn an_export_keeps_those_who_refuse_when_that_is_asked() {
    let computer = computer();
    let path = computer.file("contacts.csv", CONTACTS);
    let file = computer.open(&path).unwrap().id;
    computer.app.audit(&file, &AuditRequest::default(), &quietly).unwrap();
    let target = computer.folder().join("copie.csv").display().to_string();
    let plain = ExportOptions { target: target.clone(), ..ExportOptions::default() };
    assert_eq!(computer.app.export(&file, &plain, &quietly).unwrap().suppressed, 0);
    assert_eq!(computer.app.suppression().unwrap().people, 0);
    let asked = ExportOptions { refusals: true, force: true, ..plain };
    assert_eq!(computer.app.export(&file, &asked, &quietly).unwrap().suppressed, 1);
    let copy = std::fs::read_to_string(&target).unwrap();
    assert!(copy.lines().nth(2).unwrap().contains(";oui;12/06/2026"), "{copy}");
    // Every later file is checked against it.
    let next = computer.file("achat.csv", CONTACTS).display().to_string();
    let checked = computer.app.check_refusals(&next).unwrap();
    assert_eq!((checked.people, checked.suppressed, checked.rows[0].row), (2, 1, 3));
}

#[test]
fn a_campaign_asks_by_an_open_channel_alone() {
    let computer = computer();
    let path = computer.file("contacts.csv", CONTACTS).display().to_string();
    let campaign = computer.app.campaign(&path, None, &quietly).unwrap();
    assert_eq!((campaign.count, campaign.asked[0].row), (1, 2));
    assert_eq!(campaign.asked[0].by, Channel::Email);
    assert_eq!(campaign.about, [Channel::Sms, Channel::Phone]);
    let by_phone = computer.app.campaign(&path, Some(Channel::Phone), &quietly).unwrap();
    assert_eq!(by_phone.count, 0, "nobody agreed to be called");
}

#[test]
fn a_search_tells_its_files_and_stops_when_asked() {
    let computer = computer();
    let paths = ["a.csv", "b.csv", "c.csv"];
    let paths = paths.map(|name| computer.file(name, CONTACTS).display().to_string());
    let request = FindRequest {
        person: "zoe@exemple.fr".to_owned(),
        paths: paths.to_vec(),
        ..FindRequest::default()
    };
    let told = Mutex::new(Vec::new());
    let all = |step: Progress| {
        assert_eq!((step.stage, step.total), (Stage::Searching, 3));
        told.lock().unwrap().push(step.done);
        ControlFlow::Continue(())
    };
    assert_eq!(computer.app.find_person(&request, &all).unwrap().files, 3);
    assert!(told.into_inner().unwrap().is_sorted());
    let stop = |_: Progress| ControlFlow::Break(());
    let refused = computer.app.find_person(&request, &stop).unwrap_err();
    assert!(matches!(refused, Error::Cancelled), "{refused:?}");
    let plan = computer.folder().join("plan.xlsx");
    let saved = computer.app.save_answer(&request, &plan.display().to_string(), &stop);
    assert!(matches!(saved, Err(Error::Cancelled)) && !plan.exists());
}

#[test]
fn a_campaign_stops_when_asked_and_writes_nothing() {
    let computer = computer();
    let path = computer.file("contacts.csv", CONTACTS).display().to_string();
    let stop = |step: Progress| match step.stage {
        Stage::Auditing => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let asked = computer.app.campaign(&path, None, &stop);
    assert!(matches!(asked, Err(Error::Cancelled)));
    let list = computer.folder().join("liste.csv");
    let target = list.display().to_string();
    let saved = computer.app.save_campaign(&path, None, &target, &stop);
    assert!(matches!(saved, Err(Error::Cancelled)) && !list.exists());
}

#[test]
fn whom_a_person_is_is_said_once_for_every_file() {
    let computer = computer();
    let contacts = "Nom;E-mail;Dernier contact
Hamon;paul@cabinet-hamon.example;03/05/2026
Faivre;lea@faivre.example;12/06/2026
";
    let file = computer.open(&computer.file("contacts.csv", contacts)).unwrap().id;
    let audit = |file: &str| {
        let overview = computer.app.audit(file, &AuditRequest::default(), &quietly).unwrap();
        let found =
            computer.app.findings(file, &PageRequest { limit: 50, ..PageRequest::default() });
        let lines = found.unwrap().items.into_iter();
        let asked = lines.filter(|line| line.check == Check::ConsentMissing && line.row.is_some());
        let asked: Vec<_> = asked.map(|line| (line.row.unwrap(), line.id)).collect();
        (overview.audience, asked)
    };
    assert_eq!(audit(&file), (None, Vec::new()), "addresses of companies");
    let whole = AudienceChoice { finding: None, audience: Some(Audience::Consumer) };
    computer.app.set_audience(&file, &whole).unwrap();
    // Companies' own addresses stay professional: the choice is for those of whom nothing tells.
    assert_eq!(audit(&file), (Some(Audience::Consumer), Vec::new()));
    let private = "Nom;E-mail;Type de client;Dernier contact
Hamon;paul@cabinet-hamon.example;particulier;03/05/2026
";
    let other = computer.open(&computer.file("autre.csv", private)).unwrap().id;
    let (_, asked) = audit(&other);
    let professional = Some(Audience::Professional);
    let said = AudienceChoice { finding: Some(asked[0].1.clone()), audience: professional };
    computer.app.set_audience(&other, &said).unwrap();
    assert_eq!(audit(&other).1, Vec::new(), "said to be a professional");
    let third = computer.open(&computer.file("troisieme.csv", private)).unwrap().id;
    assert_eq!(audit(&third).1, Vec::new(), "in every later file too");
}
