//! Relations between the parts of a package (`_rels/*.rels`, ECMA-376 part 2).

use std::io::{Read, Seek};

use super::xml;
use crate::read::error::Problem;
use crate::read::package::Package;

/// One relation of a part.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    /// Its id in the part.
    pub(crate) id: String,
    /// Last word of its type: `comments`, `threadedComment`, `worksheet`…
    pub(crate) kind: String,
    /// Path of the part it leads to, inside the package.
    pub(crate) target: String,
}

impl Relation {
    /// Is the relation of that kind?
    pub(crate) fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }
}

/// Relations of a part, given by its path (empty for the package itself). Those that lead out of
/// the package are left out.
pub(crate) fn of<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Vec<Relation>, Problem> {
    let (folder, name) = match part.rfind('/') {
        Some(at) => part.split_at(at + 1),
        None => ("", part),
    };
    let Some(text) = package.text(&format!("{folder}_rels/{name}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut relations = Vec::new();
    xml::each_start(&text, |tag| {
        let external = tag.get("TargetMode").is_some_and(|mode| mode == "External");
        if tag.name() == "Relationship"
            && !external
            && let (Some(id), Some(kind), Some(target)) =
                (tag.get("Id"), tag.get("Type"), tag.get("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation { id, kind, target: resolve(folder, &target) });
        }
    });
    Ok(relations)
}

/// A target as a path from the root of the package.
fn resolve(folder: &str, target: &str) -> String {
    let joined = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "" | "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_relative_to_the_folder_of_their_part() {
        assert_eq!(resolve("xl/worksheets/", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("xl/", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/", "/xl/sheet.xml"), "xl/sheet.xml");
        assert_eq!(resolve("", "../../x"), "x");
    }
}
