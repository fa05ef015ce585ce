use epure_store::Suppressed;
use jiff::civil::{Date, date};

use crate::common::desk;

fn refusal(channel: &str, since: Date) -> Suppressed {
    Suppressed { channel: channel.to_owned(), since, origin: "désinscrits.csv".to_owned() }
}

fn person(mail: &str, phone: &str, refusals: &[Suppressed]) -> (Vec<String>, Vec<Suppressed>) {
    (vec![format!("email:{mail}"), format!("phone:{phone}")], refusals.to_vec())
}

#[test]
fn people_are_counted_once_however_many_ways_recognise_them() {
    let desk = desk();
    let list = desk.store.suppression();
    let old = refusal("all", date(2023, 11, 22));
    let people = [
        person("zoe@exemple.fr", "+33199001234", std::slice::from_ref(&old)),
        person(
            "max@exemple.fr",
            "+33199005678",
            &[refusal("email", date(2026, 1, 5)), refusal("sms", date(2026, 1, 5))],
        ),
    ];
    assert_eq!(list.add_all(&people).unwrap(), 2);
    // The same number with another address is the same person.
    let again = person("zoe.b@exemple.fr", "+33199001234", &[refusal("all", date(2023, 5, 1))]);
    assert_eq!(list.add_all(&[again]).unwrap(), 0);
    let figures = list.statistics(date(2026, 11, 23)).unwrap();
    assert_eq!((figures.people, figures.past), (2, 1));
    assert_eq!(figures.by_channel["all"], 1);
    assert_eq!(figures.by_channel["sms"], 1);
    assert_eq!(figures.by_year[&2023], 1);
    assert_eq!(list.of("email:zoe.b@exemple.fr").unwrap()[0].since, date(2023, 5, 1));
}

#[test]
fn a_refusal_may_go_after_three_years_and_not_before() {
    let desk = desk();
    let list = desk.store.suppression();
    let of = |mail: &str, since| person(mail, &format!("+331{mail}"), &[refusal("all", since)]);
    list.add_all(&[of("a", date(2023, 11, 22)), of("b", date(2023, 11, 23))]).unwrap();
    assert_eq!(list.purge(date(2026, 11, 23)).unwrap(), 1);
    assert!(list.of("email:a").unwrap().is_empty());
    assert_eq!(list.of("email:b").unwrap().len(), 1);
}

#[test]
fn many_are_looked_up_at_once() {
    let desk = desk();
    let list = desk.store.suppression();
    list.add_all(&[person("a", "1", &[refusal("email", date(2026, 1, 5))])]).unwrap();
    let all = list.all().unwrap();
    assert_eq!(all.of("email:a"), [("email".to_owned(), date(2026, 1, 5))]);
    assert!(all.of("email:b").is_empty());
}
