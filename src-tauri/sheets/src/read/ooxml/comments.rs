//! Comments of an xlsx sheet: classic notes and threads.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use epure_engine::table::{CellRef, Comment};

use super::relations;
use super::xml::{Node, walk};
use crate::read::error::Problem;
use crate::read::package::Package;

/// Comments of a sheet part, by place. A thread hides the placeholder that Excel writes for
/// programs that know no threads.
pub(crate) fn of_sheet<R: Read + Seek>(
    package: &mut Package<R>,
    sheet: &str,
    people: &BTreeMap<String, String>,
) -> Result<Vec<Comment>, Problem> {
    let mut comments: BTreeMap<CellRef, Comment> = BTreeMap::new();
    let relations = relations::of(package, sheet)?;
    for relation in relations.iter().filter(|relation| relation.is("comments")) {
        if let Some(text) = package.text(&relation.target)? {
            comments.extend(classic(&text).into_iter().map(|comment| (comment.cell, comment)));
        }
    }
    for relation in relations.iter().filter(|relation| relation.is("threadedComment")) {
        if let Some(text) = package.text(&relation.target)? {
            comments.extend(threads(&text, people));
        }
    }
    Ok(comments.into_values().collect())
}

/// Names of the people who write in threads, by id.
pub(crate) fn people<R: Read + Seek>(
    package: &mut Package<R>,
) -> Result<BTreeMap<String, String>, Problem> {
    let mut people = BTreeMap::new();
    let parts: Vec<String> =
        package.names().into_iter().filter(|name| name.contains("/persons/")).collect();
    for part in parts.iter().filter(|part| part.ends_with(".xml")) {
        people.extend(people_in(&package.text(part)?.unwrap_or_default()));
    }
    Ok(people)
}

/// The people of one part, by id.
pub(crate) fn people_in(text: &str) -> BTreeMap<String, String> {
    let mut people = BTreeMap::new();
    super::xml::each_start(text, |tag| {
        if let (Some(id), Some(name)) = (tag.get("id"), tag.get("displayName")) {
            people.insert(id, name);
        }
    });
    people
}

/// `comments*.xml` (ECMA-376 18.7).
pub(crate) fn classic(text: &str) -> Vec<Comment> {
    let mut authors: Vec<String> = Vec::new();
    let mut comments: Vec<Comment> = Vec::new();
    let (mut in_author, mut in_text, mut phonetic) = (false, false, false);
    walk(text, |node| match node {
        Node::Start(tag) => match tag.name().as_str() {
            "author" => {
                in_author = true;
                authors.push(String::new());
            }
            "comment" => {
                if let Some(cell) = tag.get("ref").and_then(|cell| cell.parse().ok()) {
                    let author = tag.get("authorId").and_then(|id| id.parse::<usize>().ok());
                    let author = author.and_then(|id| authors.get(id)).cloned();
                    comments.push(Comment { cell, author, text: String::new() });
                }
            }
            "rPh" => phonetic = true,
            "t" => in_text = !phonetic,
            _ => {}
        },
        Node::End(name) => match name.as_str() {
            "author" => in_author = false,
            "rPh" => phonetic = false,
            "t" => in_text = false,
            _ => {}
        },
        Node::Text(part) => match (comments.last_mut(), authors.last_mut()) {
            (Some(comment), _) if in_text => comment.text.push_str(&part),
            (_, Some(author)) if in_author => author.push_str(&part),
            _ => {}
        },
    });
    for comment in &mut comments {
        comment.author = comment.author.take().filter(|author| !author.trim().is_empty());
    }
    comments
}

/// `threadedComment*.xml`: first the opening words, then the replies, one a line.
pub(crate) fn threads(text: &str, people: &BTreeMap<String, String>) -> BTreeMap<CellRef, Comment> {
    let mut threads: BTreeMap<CellRef, Comment> = BTreeMap::new();
    let mut at: Option<CellRef> = None;
    let mut in_text = false;
    walk(text, |node| match node {
        Node::Start(tag) => match tag.name().as_str() {
            "threadedComment" => {
                at = tag.get("ref").and_then(|cell| cell.parse().ok());
                if let Some(cell) = at {
                    let author = tag.get("personId").and_then(|id| people.get(&id)).cloned();
                    let new = Comment { cell, author, text: String::new() };
                    let thread = threads.entry(cell).or_insert(new);
                    if !thread.text.is_empty() {
                        thread.text.push('\n');
                    }
                }
            }
            "text" => in_text = true,
            _ => {}
        },
        Node::End(name) if name == "text" => in_text = false,
        Node::Text(part) if in_text => {
            if let Some(thread) = at.and_then(|cell| threads.get_mut(&cell)) {
                thread.text.push_str(&part);
            }
        }
        _ => {}
    });
    threads
}
