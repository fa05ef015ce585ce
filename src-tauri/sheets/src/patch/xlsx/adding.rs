//! Sheets that are added to a workbook: their entries in the list of sheets, among its
//! relationships and among the content types, each made after one that is there.

use super::rels::NewRelationship;
use crate::xml::{Element, Node, Tag, escape_attribute};

/// A sheet to add.
#[derive(Clone, Debug)]
pub(crate) struct NewSheet {
    /// Name on its tab.
    pub(crate) name: String,
    /// Name of its part.
    pub(crate) part: String,
    /// Id of the workbook's relationship to it.
    pub(crate) id: String,
}

/// Lists the sheets in the root element of the workbook part.
pub(crate) fn in_workbook(root: &mut Element, new: &[NewSheet]) {
    let Some(sheets) = root.child_mut("sheets") else { return };
    let number = |sheet: &Element| sheet.tag().get("sheetId")?.trim().parse::<u32>().ok();
    let last = sheets.elements().filter_map(number).max().unwrap_or(0);
    let attribute = sheets.elements().find_map(|sheet| {
        let tag = sheet.tag();
        let found = tag.attributes().find(|a| a.name.ends_with(b":id"))?;
        Some(String::from_utf8_lossy(found.name).into_owned())
    });
    let attribute = attribute.unwrap_or_else(|| "r:id".to_owned());
    let prefix = String::from_utf8_lossy(Tag::new(&sheets.open).prefix()).into_owned();
    sheets.close_if_empty();
    for (sheet, at) in new.iter().zip(1u32..) {
        let name = escape_attribute(&sheet.name);
        let (number, id) = (last.saturating_add(at), &sheet.id);
        let open =
            format!("<{prefix}sheet name=\"{name}\" sheetId=\"{number}\" {attribute}=\"{id}\"/>");
        sheets.children.push(empty(open));
    }
}

/// Adds relationships to those of the workbook part.
pub(crate) fn in_relationships(root: &mut Element, new: &[NewSheet]) {
    let is_sheet =
        |rel: &&Element| rel.tag().get("Type").is_some_and(|kind| kind.ends_with("/worksheet"));
    let Some(like) = root.elements().find(is_sheet).cloned() else { return };
    root.close_if_empty();
    for sheet in new {
        let mut rel = like.clone();
        rel.set("Id", Some(&sheet.id));
        rel.set("Target", Some(&format!("/{}", sheet.part)));
        root.children.push(Node::Element(rel));
    }
}

/// Adds content types; `like` is the part of another sheet.
pub(crate) fn in_content_types(root: &mut Element, new: &[NewSheet], like: &str) {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    let of_like = |over: &&Element| {
        let part = over.tag().get("PartName").unwrap_or_default().into_owned();
        over.is("Override") && part.trim_start_matches('/').eq_ignore_ascii_case(like)
    };
    let found = root.elements().find(of_like).cloned();
    let prefix = String::from_utf8_lossy(Tag::new(&root.open).prefix()).into_owned();
    let bare = || match empty(format!("<{prefix}Override ContentType=\"{TYPE}\"/>")) {
        Node::Element(element) => Some(element),
        _ => None,
    };
    let Some(like) = found.or_else(bare) else { return };
    for sheet in new {
        let mut over = like.clone();
        over.set("PartName", Some(&format!("/{}", sheet.part)));
        root.children.push(Node::Element(over));
    }
}

/// Adds the content types of other parts: names and types.
pub(crate) fn types(root: &mut Element, parts: &[(String, &str)]) {
    let prefix = String::from_utf8_lossy(Tag::new(&root.open).prefix()).into_owned();
    for (part, kind) in parts {
        let name = escape_attribute(part);
        root.children.push(empty(format!(
            "<{prefix}Override PartName=\"/{name}\" ContentType=\"{kind}\"/>"
        )));
    }
}

/// Adds relationships to those of another part.
pub(crate) fn relationships(root: &mut Element, new: &[NewRelationship]) {
    root.close_if_empty();
    let prefix = String::from_utf8_lossy(Tag::new(&root.open).prefix()).into_owned();
    root.children.extend(new.iter().map(|one| empty(one.element(&prefix))));
}

fn empty(open: String) -> Node {
    Node::Element(Element { open: open.into_bytes(), children: Vec::new(), close: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::write_all;

    fn after(xml: &str, add: impl Fn(&mut Element, &[NewSheet])) -> String {
        let new = [NewSheet { name: "R&D".into(), part: "xl/s9.xml".into(), id: "rId9".into() }];
        let mut nodes = Element::parse(xml.as_bytes()).unwrap();
        let Some(Node::Element(root)) = nodes.first_mut() else { panic!() };
        add(root, &new);
        let mut out = Vec::new();
        write_all(&nodes, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn entries_are_made_after_those_that_are_there() {
        let xml = "<x:workbook><x:sheets><x:sheet name=\"A\" sheetId=\"7\" q:id=\"rId1\"/></x:sheets></x:workbook>";
        let added = "<x:sheet name=\"R&amp;D\" sheetId=\"8\" q:id=\"rId9\"/></x:sheets>";
        assert!(after(xml, in_workbook).contains(added));
        let xml = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"s1.xml\"/></Relationships>";
        let added = "<Relationship Id=\"rId9\" Type=\"http://x/worksheet\" Target=\"/xl/s9.xml\"/></Relationships>";
        assert!(after(xml, in_relationships).ends_with(added));
        let xml = "<Types><Override PartName=\"/xl/s1.xml\" ContentType=\"t\"/></Types>";
        let added = "<Override PartName=\"/xl/s9.xml\" ContentType=\"t\"/></Types>";
        assert!(after(xml, |root, new| in_content_types(root, new, "xl/s1.xml")).ends_with(added));
    }
}
