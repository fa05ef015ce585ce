//! A small tree for the parts that are edited as a whole (tables, charts, drawings, comments):
//! written back byte for byte where nothing was changed.

use super::{Kind, Tag, Token, Tokens, XmlError, escape_text, unescape};

/// Deepest nesting accepted; office files stay far below.
const MAX_DEPTH: usize = 256;

/// An element with what it holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    /// The open (or empty) tag as written.
    pub(crate) open: Vec<u8>,
    /// What is between the tags.
    pub(crate) children: Vec<Node>,
    /// The close tag as written; nothing for `<a/>`.
    pub(crate) close: Vec<u8>,
}

/// An element, or characters, comments and sections as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// A child element.
    Element(Element),
    /// Characters, entities as they are.
    Text(Vec<u8>),
    /// `<![CDATA[…]]>`
    CData(Vec<u8>),
    /// Comments and instructions.
    Other(Vec<u8>),
}

impl Element {
    /// Parses a document or a stretch of one: the nodes at its top.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Vec<Node>, XmlError> {
        let mut tokens = Tokens::new(bytes);
        let (nodes, close) = children(&mut tokens, 0)?;
        if close.is_empty() { Ok(nodes) } else { Err(XmlError::Malformed(0)) }
    }

    /// As [`Self::parse`], for VML: elements that are never closed (`<br>`) end with the element
    /// they are in.
    pub(crate) fn parse_loose(bytes: &[u8]) -> Result<Vec<Node>, XmlError> {
        let mut open: Vec<Element> = Vec::new();
        let mut top = Vec::new();
        for Token { kind, raw } in Tokens::new(bytes) {
            let node = match kind {
                Kind::Open if open.len() >= MAX_DEPTH => return Err(XmlError::Malformed(0)),
                Kind::Open => {
                    open.push(Self { open: raw.to_vec(), children: Vec::new(), close: Vec::new() });
                    continue;
                }
                Kind::Close => {
                    let name = Tag::new(raw).name();
                    let closes = |element: &Self| element.tag().name() == name;
                    if !open.iter().any(closes) {
                        return Err(XmlError::Malformed(0));
                    }
                    while let Some(mut element) = open.pop() {
                        let done = closes(&element);
                        if done {
                            element.close = raw.to_vec();
                        }
                        let parent = open.last_mut().map_or(&mut top, |e| &mut e.children);
                        parent.push(Node::Element(element));
                        if done {
                            break;
                        }
                    }
                    continue;
                }
                Kind::Empty => Node::Element(Self {
                    open: raw.to_vec(),
                    children: Vec::new(),
                    close: Vec::new(),
                }),
                Kind::Text => Node::Text(raw.to_vec()),
                Kind::CData => Node::CData(raw.to_vec()),
                Kind::Other => Node::Other(raw.to_vec()),
            };
            open.last_mut().map_or(&mut top, |element| &mut element.children).push(node);
        }
        if open.is_empty() { Ok(top) } else { Err(XmlError::Malformed(0)) }
    }

    /// An element from its open tag and the bytes up to and with its close tag.
    pub(crate) fn from_parts(open: &[u8], rest: &[u8]) -> Result<Self, XmlError> {
        if Tag::new(open).is_empty() {
            return Ok(Self { open: open.to_vec(), children: Vec::new(), close: Vec::new() });
        }
        let mut tokens = Tokens::new(rest);
        let (children, close) = children(&mut tokens, 0)?;
        Ok(Self { open: open.to_vec(), children, close: close.to_vec() })
    }

    pub(crate) fn tag(&self) -> Tag<'_> {
        Tag::new(&self.open)
    }

    pub(crate) fn local(&self) -> &[u8] {
        self.tag().local()
    }

    pub(crate) fn is(&self, local: &str) -> bool {
        self.local() == local.as_bytes()
    }

    /// Sets or removes (for `None`) an attribute.
    pub(crate) fn set(&mut self, name: &str, value: Option<&str>) {
        self.open = self.tag().with(&[(name, value)]);
    }

    /// Child elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    /// Child elements, to change.
    pub(crate) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// First child element of that local name.
    pub(crate) fn child(&self, local: &str) -> Option<&Element> {
        self.elements().find(|child| child.is(local))
    }

    /// First child element of that local name, to change.
    pub(crate) fn child_mut(&mut self, local: &str) -> Option<&mut Element> {
        self.elements_mut().find(|child| child.is(local))
    }

    /// Keeps only the child elements that pass.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&mut Element) -> bool) {
        self.children.retain_mut(|node| match node {
            Node::Element(element) => keep(element),
            _ => true,
        });
    }

    /// All characters in it, those of its children included.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        collect(&self.children, &mut out);
        out
    }

    /// Replaces what it holds by characters.
    pub(crate) fn set_text(&mut self, text: &str) {
        self.children = vec![Node::Text(escape_text(text).into_bytes())];
        self.close_if_empty();
    }

    /// Makes `<a/>` an `<a></a>`, so that it can hold something.
    pub(crate) fn close_if_empty(&mut self) {
        if self.tag().is_empty() {
            let close = [b"</", self.tag().name(), b">"].concat();
            self.open.truncate(self.open.len().saturating_sub(2));
            self.open.push(b'>');
            self.close = close;
        }
    }

    /// Its bytes.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.open);
        write_all(&self.children, out);
        out.extend_from_slice(&self.close);
    }
}

impl Node {
    /// The element, when it is one.
    pub(crate) fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }
}

/// The bytes of nodes.
pub(crate) fn write_all(nodes: &[Node], out: &mut Vec<u8>) {
    for node in nodes {
        match node {
            Node::Element(element) => element.write(out),
            Node::Text(raw) | Node::CData(raw) | Node::Other(raw) => out.extend_from_slice(raw),
        }
    }
}

fn collect(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Element(element) => collect(&element.children, out),
            Node::Text(raw) => out.push_str(&unescape(raw)),
            Node::CData(raw) => out.push_str(&cdata(raw)),
            Node::Other(_) => {}
        }
    }
}

/// The characters of a `<![CDATA[…]]>`.
pub(crate) fn cdata(raw: &[u8]) -> std::borrow::Cow<'_, str> {
    let inner = raw.strip_prefix(b"<![CDATA[").unwrap_or(raw);
    String::from_utf8_lossy(inner.strip_suffix(b"]]>").unwrap_or(inner))
}

/// Nodes up to the close tag of the element they are in (empty at the end of the input).
fn children<'a>(tokens: &mut Tokens<'a>, depth: usize) -> Result<(Vec<Node>, &'a [u8]), XmlError> {
    if depth > MAX_DEPTH {
        return Err(XmlError::Malformed(0));
    }
    let mut nodes = Vec::new();
    while let Some(Token { kind, raw }) = tokens.next() {
        nodes.push(match kind {
            Kind::Close => return Ok((nodes, raw)),
            Kind::Text => Node::Text(raw.to_vec()),
            Kind::CData => Node::CData(raw.to_vec()),
            Kind::Other => Node::Other(raw.to_vec()),
            Kind::Empty => Node::Element(Element {
                open: raw.to_vec(),
                children: Vec::new(),
                close: Vec::new(),
            }),
            Kind::Open => {
                let (children, close) = children(tokens, depth + 1)?;
                if close.is_empty() {
                    return Err(XmlError::Malformed(0));
                }
                Node::Element(Element { open: raw.to_vec(), children, close: close.to_vec() })
            }
        });
    }
    Ok((nodes, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_bytes_come_back() {
        let text = "<?xml?>\n<a b='1'> <b/>x&amp;<![CDATA[<]]><!--c--><c >d</c ></a>\n";
        let nodes = Element::parse(text.as_bytes()).unwrap();
        let mut out = Vec::new();
        write_all(&nodes, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), text);
        let root = nodes.iter().find_map(Node::element).unwrap();
        assert_eq!(root.text(), " x&<d");
    }

    #[test]
    fn sloppy_markup_comes_back_too() {
        let text = "<xml><div>a<br>b<i>c</div><shape/></xml>";
        assert!(Element::parse(text.as_bytes()).is_err());
        let nodes = Element::parse_loose(text.as_bytes()).unwrap();
        let mut out = Vec::new();
        write_all(&nodes, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), text);
        let root = nodes.iter().find_map(Node::element).unwrap();
        assert_eq!(root.elements().count(), 2);
        assert!(Element::parse_loose(b"<a></b></a>").is_err());
    }

    #[test]
    fn unbalanced_or_deep_input_is_refused() {
        for text in ["<a>", "</a>", "<a></a></a>"] {
            assert!(Element::parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(Element::parse("<a>".repeat(9999).as_bytes()).is_err());
    }
}
