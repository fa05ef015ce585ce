//! The manifest: what it says of signatures, passwords and objects, and its list of parts.

use crate::xml::{Element, Node, XmlError, write_all};

/// Name of the part.
pub(super) const PART: &str = "META-INF/manifest.xml";

/// A manifest, to read and to shorten.
pub(super) struct Manifest {
    nodes: Vec<Node>,
}

impl Manifest {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, XmlError> {
        Ok(Self { nodes: Element::parse(bytes)? })
    }

    fn root(&self) -> Option<&Element> {
        self.nodes.iter().find_map(Node::element)
    }

    /// Is any part encrypted?
    pub(super) fn is_encrypted(&self) -> bool {
        let encrypted = |entry: &Element| entry.child("encryption-data").is_some();
        self.root().is_some_and(|root| root.elements().any(encrypted))
    }

    /// Folders of embedded charts, with their final `/`.
    pub(super) fn charts(&self) -> Vec<String> {
        let charts = self.root().into_iter().flat_map(Element::elements).filter(|entry| {
            let kind = entry.tag().get("manifest:media-type").unwrap_or_default();
            kind == "application/vnd.oasis.opendocument.chart"
        });
        charts.filter_map(path).filter(|path| path.ends_with('/')).collect()
    }

    /// The manifest without the parts for which `gone` says so.
    pub(super) fn without(&self, gone: &dyn Fn(&str) -> bool) -> Vec<u8> {
        let mut nodes = self.nodes.clone();
        for node in &mut nodes {
            if let Node::Element(root) = node {
                root.retain(|entry| path(entry).is_none_or(|path| !gone(&path)));
            }
        }
        let mut out = Vec::new();
        write_all(&nodes, &mut out);
        out
    }
}

/// The manifest of a spreadsheet with those parts.
pub(super) fn of_spreadsheet(parts: &[&str]) -> Vec<u8> {
    let entry = |path: &str, kind: &str| {
        format!(
            "<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>"
        )
    };
    let parts: String = parts.iter().map(|part| entry(part, "text/xml")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.2\">{}{parts}</manifest:manifest>",
        entry("/", "application/vnd.oasis.opendocument.spreadsheet")
    )
    .into_bytes()
}

fn path(entry: &Element) -> Option<String> {
    entry.tag().get("manifest:full-path").map(|path| path.into_owned())
}
