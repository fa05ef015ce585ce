//! Help on columns as data validations (ECMA-376 part 1, 18.3.1.32): added to those of a sheet, or in
//! a container of their own at the place where the schema wants it.

use epure_engine::table::{CellRef, MAX_ROWS, column_letters};

use crate::patch::aid::{Aid, AidKind};
use crate::xml::{Element, Node, escape_attribute, escape_text};

use super::outside::{corners, recount};
use super::shifts::Shift;

/// The container with the aids in it, at its place in a sheet that has none.
pub(crate) fn container(aids: &[&Aid], shift: &Shift, prefix: &str) -> Vec<u8> {
    let made: Vec<String> = aids.iter().filter_map(|aid| validation(aid, shift, prefix)).collect();
    if made.is_empty() {
        return Vec::new();
    }
    let (count, inside) = (made.len(), made.concat());
    let open = format!("<{prefix}dataValidations count=\"{count}\">");
    format!("{open}{inside}</{prefix}dataValidations>").into_bytes()
}

/// Adds aids to the data validations of a sheet (already adjusted). A column that has one keeps it.
pub(crate) fn join(element: &mut Element, aids: &[&Aid], shift: &Shift, prefix: &str) {
    let taken: Vec<(CellRef, CellRef)> = element
        .elements()
        .filter_map(|child| child.tag().get("sqref").map(|list| list.into_owned()))
        .flat_map(|list| list.split_whitespace().filter_map(corners).collect::<Vec<_>>())
        .collect();
    for aid in aids {
        let Some(column) = shift.columns.shift(aid.column) else { continue };
        if taken.iter().any(|(a, b)| (a.column..=b.column).contains(&column)) {
            continue;
        }
        let made = validation(aid, shift, prefix).unwrap_or_default();
        let nodes = Element::parse(made.as_bytes()).unwrap_or_default();
        element.children.extend(nodes.into_iter().filter(|node| matches!(node, Node::Element(_))));
    }
    let left = element.elements().count();
    recount(element, left);
}

/// One aid; none when its column goes.
fn validation(aid: &Aid, shift: &Shift, p: &str) -> Option<String> {
    let letters = column_letters(shift.columns.shift(aid.column)?);
    let first = aid.first_row - shift.rows.before(aid.first_row);
    let area = format!("{letters}{first}:{letters}{MAX_ROWS}");
    Some(match &aid.kind {
        AidKind::Choices(choices) => {
            let list = escape_text(&choices.join(","));
            format!(
                "<{p}dataValidation type=\"list\" errorStyle=\"warning\" allowBlank=\"1\" \
                 showErrorMessage=\"1\" sqref=\"{area}\"><{p}formula1>\"{list}\"</{p}formula1></{p}dataValidation>"
            )
        }
        AidKind::Hint { title, text } => {
            let cut =
                |text: &str, most| escape_attribute(&text.chars().take(most).collect::<String>());
            let (title, text) = (cut(title, 32), cut(text, 255));
            format!(
                "<{p}dataValidation allowBlank=\"1\" showInputMessage=\"1\" promptTitle=\"{title}\" \
                 prompt=\"{text}\" sqref=\"{area}\"/>"
            )
        }
    })
}
