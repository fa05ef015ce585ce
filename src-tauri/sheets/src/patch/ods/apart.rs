//! A document of its own for rows that move to an archive file.
//!
//! It is made of what they need, and of nothing else of the original: their sheets and the styles that they can
//! refer to. Shapes stay behind (their pictures are parts of the original), and so do rules of entry.

use std::io::{Seek, Write};

use epure_engine::plan::Edit;

use super::content::{Arrival, Arrivals};
use super::{CONTENT, OdsError, OdsOptions, blot, manifest, prepare};
use crate::package::{Package, PackageWriter, Source};
use crate::patch::xlsx::Scrub;
use crate::xml::{Kind, Scanner, Tag, Tokens, utf8};

const STYLES: &str = "styles.xml";
const MIMETYPE: &str = "mimetype";
/// Tables of styles and fonts that cells refer to: page layouts, headers and footers are none of them.
const CONTENT_STYLES: [&[u8]; 2] = [b"office:font-face-decls", b"office:automatic-styles"];
const COMMON_STYLES: [&[u8]; 2] = [b"office:font-face-decls", b"office:styles"];

/// Writes the rows that `edits` move as a document of their own to `out`.
///
/// # Errors
/// See [`OdsError`]; what was written to `out` is then of no use.
pub fn write_archive<R: Source, W: Write + Seek>(
    original: R,
    edits: &[Edit],
    options: &OdsOptions<'_>,
    out: W,
) -> Result<(), OdsError> {
    prepare(original, edits, options, |package, _, plan| {
        let mut parts = vec![(CONTENT, content(package, plan.arrivals, plan.scrub)?)];
        if package.position(STYLES).is_some() {
            parts.push((STYLES, styles(package, plan.scrub)?));
        }
        let mut writer = PackageWriter::new(out);
        // Other programs tell the format by this part, which comes first and is not deflated.
        if let Some(at) = package.position(MIMETYPE) {
            writer.copy(package, at)?;
        }
        let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
        parts.push((manifest::PART, manifest::of_spreadsheet(&names)));
        for (name, bytes) in parts {
            let write = writer.add(name)?.write_all(&bytes);
            write.map_err(|error| OdsError::io(name, error))?;
        }
        writer.finish()?;
        Ok(())
    })
}

/// The sheets, below the styles of the original's.
fn content<R: Source>(
    package: &mut Package<R>,
    arrivals: &Arrivals,
    scrub: &Scrub,
) -> Result<Vec<u8>, OdsError> {
    let (mut part, root) = head(package, CONTENT, &CONTENT_STYLES, scrub)?;
    part.extend_from_slice(b"<office:body><office:spreadsheet>");
    for (name, arrival) in arrivals {
        let rows = alone(&arrival.rows);
        let arrival = Arrival { rows, header: alone(&arrival.header), ..arrival.clone() };
        part.extend(arrival.sheet(name));
    }
    part.extend_from_slice(b"</office:spreadsheet></office:body>");
    part.extend_from_slice(&[b"</", &root[..], b">"].concat());
    Ok(part)
}

fn styles<R: Source>(package: &mut Package<R>, scrub: &Scrub) -> Result<Vec<u8>, OdsError> {
    let (mut part, root) = head(package, STYLES, &COMMON_STYLES, scrub)?;
    part.extend_from_slice(&[b"</", &root[..], b">"].concat());
    Ok(part)
}

/// The open tag of a part's root with those of its elements that are wanted, removed texts blotted out;
/// and the name of the root.
fn head<R: Source>(
    package: &mut Package<R>,
    part: &str,
    wanted: &[&[u8]],
    scrub: &Scrub,
) -> Result<(Vec<u8>, Vec<u8>), OdsError> {
    let source = utf8(package.stream(part)?).map_err(|error| OdsError::io(part, error))?;
    let fail = |error| OdsError::xml(part, error);
    let mut scanner = Scanner::new(source);
    let mut head = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_vec();
    let mut root = Vec::new();
    while let Some(token) = scanner.next().map_err(fail)? {
        let (kind, open) = (token.kind, token.raw.to_vec());
        let name = Tag::new(&open).name();
        match kind {
            Kind::Open if root.is_empty() => {
                root = name.to_vec();
                head.extend_from_slice(&open);
            }
            Kind::Open if name == b"office:body" => break,
            Kind::Open => {
                let rest = scanner.rest_of(name).map_err(fail)?;
                if wanted.contains(&name) {
                    let element = [&open, rest].concat();
                    head.extend(blot::part(&element, scrub).unwrap_or(element));
                }
            }
            _ => {}
        }
    }
    Ok((head, root))
}

/// Rows as they can stand in another document, all shown.
fn alone(rows: &[u8]) -> Vec<u8> {
    const ELSEWHERE: [&str; 2] = ["table:content-validation-name", "table:visibility"];
    let mut out = Vec::with_capacity(rows.len());
    let mut skipped = 0;
    for token in Tokens::new(rows) {
        let tag = token.tag();
        let element = matches!(token.kind, Kind::Open | Kind::Empty);
        let stays_behind =
            element && (tag.name().starts_with(b"draw:") || tag.name() == b"table:detective");
        match token.kind {
            Kind::Open if skipped > 0 || stays_behind => skipped += 1,
            Kind::Close if skipped > 0 => skipped -= 1,
            _ if skipped > 0 || stays_behind => {}
            _ if element && ELSEWHERE.iter().any(|name| tag.raw(name.as_bytes()).is_some()) => {
                out.extend(tag.with(&ELSEWHERE.map(|name| (name, None))));
            }
            _ => out.extend_from_slice(token.raw),
        }
    }
    out
}
