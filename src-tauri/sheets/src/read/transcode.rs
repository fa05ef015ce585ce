//! Packages whose XML is in another encoding than UTF-8 (UTF-16 is allowed, ECMA-376 part 2 §9.1.3):
//! a copy in UTF-8, for readers that know no other. Few programs write them, so most packages are
//! only looked at.

use std::io::{Cursor, Read, Seek, Write};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

use super::error::Problem;
use super::options::Limits;
use super::package::{Package, zip_problem};
use crate::xml::{is_utf8, utf8};

/// Bytes that tell an encoding.
const HEAD: u64 = 256;
/// Most bytes of a copy: it is held in memory.
const MOST: u64 = 512 << 20;

/// A copy of the package in UTF-8; none when it is in UTF-8 already.
pub(crate) fn copy<R: Read + Seek>(
    source: &mut R,
    limits: Limits,
) -> Result<Option<Cursor<Vec<u8>>>, Problem> {
    if all_utf8(source)? {
        return Ok(None);
    }
    let mut package = Package::open(&mut *source, limits)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut size = 0u64;
    for name in package.names() {
        let mut bytes = Vec::new();
        package.stream(&name, |chunk| {
            size += chunk.len() as u64;
            if size > MOST {
                return Err(Problem::ZipBomb { part: name.clone(), limit: MOST });
            }
            bytes.extend_from_slice(chunk);
            Ok(())
        })?;
        writer.start_file(name.as_str(), options).map_err(zip_problem)?;
        if is_xml(&name) {
            let mut decoded = utf8(bytes.as_slice()).map_err(Problem::damaged)?;
            std::io::copy(&mut decoded, &mut writer).map_err(Problem::damaged)?;
        } else {
            writer.write_all(&bytes).map_err(Problem::damaged)?;
        }
    }
    let mut copy = writer.finish().map_err(zip_problem)?;
    copy.set_position(0);
    Ok(Some(copy))
}

/// Is every XML part in UTF-8? Parts that cannot be read are judged when they are read.
fn all_utf8<R: Read + Seek>(source: &mut R) -> Result<bool, Problem> {
    let mut zip = ZipArchive::new(source).map_err(zip_problem)?;
    let mut head = Vec::new();
    for at in 0..zip.len() {
        let Ok(part) = zip.by_index(at) else { continue };
        if !part.name().is_ok_and(|name| is_xml(&name)) {
            continue;
        }
        head.clear();
        if part.take(HEAD).read_to_end(&mut head).is_ok() && !is_utf8(&head) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_xml(name: &str) -> bool {
    [".xml", ".rels", ".vml"].iter().any(|end| name.to_lowercase().ends_with(end))
}
