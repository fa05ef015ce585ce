//! Small XML parts, element by element.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// A start tag.
pub(crate) struct Tag<'t>(BytesStart<'t>);

impl Tag<'_> {
    /// Name without its prefix.
    pub(crate) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// Value of the attribute of that name (without prefix).
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let found = self
            .0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(unescape(&found.value))
    }
}

/// What a walk meets.
pub(crate) enum Node<'t> {
    /// A start tag, or an empty element.
    Start(Tag<'t>),
    /// An end tag (not sent for empty elements), by its name without prefix.
    End(String),
    /// Text, entities resolved.
    Text(String),
}

/// Walks through a part until its end or the first damage; what came before counts.
pub(crate) fn walk(text: &str, mut visit: impl FnMut(Node<'_>)) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => visit(Node::Start(Tag(start))),
            Ok(Event::End(end)) => visit(Node::End(end.local_name().as_ref().to_owned())),
            Ok(Event::Text(text)) => visit(Node::Text(text.to_string())),
            Ok(Event::CData(text)) => visit(Node::Text(text.to_string())),
            Ok(Event::GeneralRef(reference)) => {
                visit(Node::Text(unescape(&format!("&{};", &*reference))));
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Calls `visit` on every start tag.
pub(crate) fn each_start(text: &str, mut visit: impl FnMut(Tag<'_>)) {
    walk(text, |node| {
        if let Node::Start(tag) = node {
            visit(tag);
        }
    });
}

/// Text of the first element of that name (without prefix).
pub(crate) fn first_text(text: &str, name: &str) -> Option<String> {
    let mut inside = false;
    let mut found: Option<String> = None;
    walk(text, |node| match node {
        Node::Start(tag) if found.is_none() && tag.name() == name => {
            inside = true;
            found = Some(String::new());
        }
        Node::End(end) if end == name => inside = false,
        Node::Text(part) if inside => found.get_or_insert_default().push_str(&part),
        _ => {}
    });
    found
}

/// Entities resolved; what is no entity stays as it is written.
pub(crate) fn unescape(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}
