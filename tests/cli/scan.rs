use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::epure;

/// One JSON value a line.
fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_finding_has_the_fields_of_the_contract_and_counts_characters() {
    let text = "🙂 DRH en arrêt maladie jusqu’au 12 septembre";
    let note = serde_json::json!({"id": "n1", "text": text}).to_string();
    let out = epure("scan --lang fr").stdin(note).run().ok();
    assert!(out.starts_with(
        r#"{"id":"n1","findings":[{"category":"health","rule":"fr.health.sick-leave","start":"#
    ));
    let answer = &lines(&out)[0];
    let finding = &answer["findings"][0];
    let (start, end) = (finding["start"].as_u64().unwrap(), finding["end"].as_u64().unwrap());
    let said: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!(finding["text"], said);
    assert!(said.contains("arrêt maladie"));
    assert_eq!(finding["severity"], "critical");
    assert!(answer.as_object().unwrap().contains_key("rewrite"));
}

#[test]
fn answers_come_in_the_order_of_the_notes_whatever_their_length() {
    let note = |id: usize| {
        let text = "Rappeler en mai. ".repeat(if id.is_multiple_of(7) { 400 } else { 1 });
        serde_json::json!({"id": id, "text": text}).to_string()
    };
    let notes: Vec<String> = (0..3000).map(note).collect();
    let out = epure("scan").stdin(notes.join("\n")).run().ok();
    let ids: Vec<u64> = lines(&out).iter().map(|answer| answer["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..3000).collect::<Vec<u64>>());
}

#[test]
fn a_note_is_answered_before_the_next_one_is_written() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_epure"))
        .arg("scan")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in 0..3 {
        writeln!(stdin, "{}", serde_json::json!({"id": id, "text": "Rappeler"})).unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_bad_line_is_named_without_being_quoted_after_those_before_it_are_answered() {
    let notes = "{\"id\": 1, \"text\": \"Rappeler\"}\n\n{\"id\": 2, \"text\": secret}\n";
    let ran = epure("scan").stdin(notes).run();
    assert_eq!(lines(&ran.out).len(), 1);
    let message = ran.refused();
    assert!(message.contains("ligne 3"), "{message}");
    assert!(!message.contains("secret"), "{message}");
}

#[test]
fn a_line_without_text_or_not_in_utf8_is_refused() {
    assert!(epure("scan").stdin("{\"id\": 1}").run().refused().contains("ligne 1"));
    assert!(
        epure("scan").stdin(b"{\"text\": \"\xE9\"}".to_vec()).run().refused().contains("ligne 1")
    );
}

#[test]
fn a_byte_order_mark_windows_line_ends_and_blank_lines_do_no_harm() {
    let notes = "\u{FEFF}{\"id\": 1, \"text\": \"Rappeler\"}\r\n\r\n{\"text\": \"\"}\r\n";
    let out = lines(&epure("scan").stdin(notes).run().ok());
    assert_eq!(out.len(), 2);
    assert_eq!(out[1]["id"], Value::Null);
}

#[test]
fn no_note_no_answer() {
    assert_eq!(epure("scan").run().ok(), "");
}
