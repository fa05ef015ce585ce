//! Relationships between the parts of an Open Packaging package (ECMA-376 part 2, 9.3).

use crate::package::{Package, Source};
use crate::xml::{Tokens, escape_attribute};

use super::XlsxError;

/// What the types of relationships begin with.
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// One relationship of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Relationship {
    /// Its id, as `rId3`.
    pub(crate) id: String,
    /// Last segment of its type, as `worksheet`, `comments`, `pivotCacheDefinition`.
    pub(crate) kind: String,
    /// Name of the part it points to; for external targets the target as written.
    pub(crate) target: String,
    /// Does it point outside the package?
    pub(crate) external: bool,
}

/// A relationship to add to a part.
#[derive(Clone, Debug)]
pub(crate) struct NewRelationship {
    pub(crate) id: String,
    /// Last segment of its type.
    pub(crate) kind: &'static str,
    pub(crate) target: String,
    pub(crate) external: bool,
}

impl NewRelationship {
    /// The element, with the prefix of its siblings.
    pub(crate) fn element(&self, prefix: &str) -> String {
        let target = escape_attribute(&self.target);
        let mode = if self.external { " TargetMode=\"External\"" } else { "" };
        format!(
            "<{prefix}Relationship Id=\"{}\" Type=\"{TYPES}{}\" Target=\"{target}\"{mode}/>",
            self.id, self.kind
        )
    }

    /// A whole part of relationships.
    pub(crate) fn part(new: &[Self]) -> Vec<u8> {
        let inside: String = new.iter().map(|one| one.element("")).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             {inside}</Relationships>"
        )
        .into_bytes()
    }
}

/// Name of the part that holds the relationships of `part` (empty: of the package).
pub(crate) fn rels_name(part: &str) -> String {
    let part = part.replace('\\', "/");
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

/// The part whose relationships a part holds; none when it holds none.
pub(crate) fn source_of_rels(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let (folder, file) = name.rsplit_once('/')?;
    let owner = file.strip_suffix(".rels")?;
    let folder = folder.strip_suffix("_rels")?;
    Some(format!("{folder}{owner}"))
}

/// The relationships of a part; none when it has no relationships part.
pub(crate) fn read<R: Source>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Vec<Relationship>, XlsxError> {
    let name = rels_name(part);
    if package.position(&name).is_none() {
        return Ok(Vec::new());
    }
    let bytes = super::whole(package, &name)?;
    let mut found = of(&bytes, part);
    for rel in found.iter_mut().filter(|rel| !rel.external) {
        // Programs differ in case and in the slash; parts are known by the name that the zip has.
        if let Some(stored) = package.stored_name(&rel.target) {
            rel.target = stored.to_owned();
        }
    }
    Ok(found)
}

/// Relationships written in the bytes of a relationships part, targets inside the package taken
/// from its top.
pub(crate) fn parse(bytes: &[u8]) -> Vec<Relationship> {
    of(bytes, "")
}

fn of(bytes: &[u8], part: &str) -> Vec<Relationship> {
    let tags = Tokens::new(bytes).filter(|token| token.opens(b"Relationship"));
    tags.map(|token| token.tag())
        .filter_map(|tag| {
            let kind = tag.get("Type")?;
            let target = tag.get("Target")?;
            let external = tag.get("TargetMode").is_some_and(|mode| mode == "External");
            Some(Relationship {
                id: tag.get("Id").unwrap_or_default().into_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external { target.into_owned() } else { resolve(part, &target) },
                external,
            })
        })
        .collect()
}

/// Name of the part that a relationship target of `part` means.
pub(crate) fn resolve(part: &str, target: &str) -> String {
    let (part, target) = (part.replace('\\', "/"), target.replace('\\', "/"));
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => part.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_their_part_or_absolute() {
        assert_eq!(resolve("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets/s.xml", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("xl/workbook.xml", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(rels_name("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(rels_name(""), "_rels/.rels");
        let source = source_of_rels("xl/_rels/workbook.xml.rels");
        assert_eq!(source.as_deref(), Some("xl/workbook.xml"));
    }
}
