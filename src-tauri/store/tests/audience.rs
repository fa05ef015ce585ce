use epure_store::About;

use crate::common::desk;

#[test]
fn what_was_said_of_a_file_and_of_a_person_comes_back_until_it_is_taken_back() {
    let mut desk = desk();
    let (file, zoe) = (About::File("/p/clients.xlsx"), About::Person("zoe@exemple.fr"));
    desk.store.audiences().set(file, Some("consumer")).unwrap();
    desk.store.audiences().set(zoe, Some("professional")).unwrap();
    desk.killed_and_started_again();
    let said = |about| desk.store.audiences().all().unwrap().of(about).map(str::to_owned);
    assert_eq!(said(file).as_deref(), Some("consumer"));
    assert_eq!(said(zoe).as_deref(), Some("professional"));
    assert_eq!(said(About::File("zoe@exemple.fr")), None, "a file is no person");
    desk.store.audiences().set(zoe, None).unwrap();
    let left = desk.store.audiences().all().unwrap();
    assert_eq!((left.of(zoe), left.of(file)), (None, Some("consumer")));
}
