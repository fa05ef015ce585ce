//! The compound file around an encrypted package ([MS-OFFCRYPTO] 2.3.4.4 and 1.3.2): how it is encrypted,
//! its bytes, and the spaces in which programs look for both.

use std::io::{self, Cursor, Read, Seek, Write};

use cfb::{CompoundFile, Version};

use super::MOST_INFO;
use crate::read::{Limits, Problem, guarded};

const INFO: &str = "/EncryptionInfo";
const PACKAGE: &str = "/EncryptedPackage";

/// What the compound file holds.
pub(super) struct Container {
    /// How the package is encrypted.
    pub(super) info: Vec<u8>,
    /// Size of the package in bytes, once decrypted.
    pub(super) size: u64,
    /// The package, encrypted.
    pub(super) data: Vec<u8>,
}

impl Container {
    /// Does the compound file hold an encrypted package?
    pub(super) fn is_in<R: Read + Seek>(file: R) -> Result<bool, Problem> {
        guarded(|| Ok(CompoundFile::open(file).map_err(Problem::damaged)?.exists(PACKAGE)))
    }

    /// Reads it.
    pub(super) fn read<R: Read + Seek>(file: R, limits: Limits) -> Result<Self, Problem> {
        guarded(|| {
            let mut file = CompoundFile::open(file).map_err(Problem::damaged)?;
            let info = stream(&mut file, INFO, MOST_INFO)?;
            let mut data = stream(&mut file, PACKAGE, limits.file_bytes)?;
            let short = || Problem::damaged("EncryptedPackage is cut short");
            let size = *data.first_chunk::<8>().ok_or_else(short)?;
            data.drain(..size.len());
            Ok(Self { info, size: u64::from_le_bytes(size), data })
        })
    }

    /// The compound file.
    pub(super) fn write(&self) -> io::Result<Vec<u8>> {
        let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
        for (name, bytes) in spaces() {
            put(&mut file, name, &[&bytes])?;
        }
        put(&mut file, INFO, &[&self.info])?;
        put(&mut file, PACKAGE, &[&self.size.to_le_bytes(), &self.data])?;
        Ok(file.into_inner().into_inner())
    }
}

fn stream<R: Read + Seek>(
    file: &mut CompoundFile<R>,
    name: &str,
    limit: u64,
) -> Result<Vec<u8>, Problem> {
    let stream = file.open_stream(name).map_err(Problem::damaged)?;
    let bytes = stream.len();
    if bytes > limit {
        return Err(Problem::FileTooLarge { bytes, limit });
    }
    let mut all = Vec::new();
    stream.take(limit).read_to_end(&mut all).map_err(Problem::damaged)?;
    Ok(all)
}

fn put(file: &mut CompoundFile<Cursor<Vec<u8>>>, name: &str, pieces: &[&[u8]]) -> io::Result<()> {
    if let Some((folder, _)) = name.rsplit_once('/').filter(|(folder, _)| !folder.is_empty()) {
        file.create_storage_all(folder)?;
    }
    let mut stream = file.create_stream(name)?;
    for piece in pieces {
        stream.write_all(piece)?;
    }
    stream.flush()
}

/// What says that the package is transformed, and how ([MS-OFFCRYPTO] 2.1 and 2.3.4.1 to 2.3.4.3).
fn spaces() -> [(&'static str, Vec<u8>); 4] {
    const SPACE: &str = "StrongEncryptionDataSpace";
    const TRANSFORM: &str = "StrongEncryptionTransform";
    // Reader, updater and writer: 1.0 each.
    let versions = [1u16, 0, 1, 0, 1, 0].map(u16::to_le_bytes).concat();
    let map = [number(0), text("EncryptedPackage"), text(SPACE)].concat();
    // Its own length counts, with that of its number of components.
    let map = [number(8), number(1), number(length(&map) + 8), number(1), map].concat();
    let head = [number(1), text("{FF9A3F03-56EF-4613-BDD5-5A41C1D07246}")].concat();
    let primary = [
        number(length(&head) + 4),
        head,
        text("Microsoft.Container.EncryptionTransform"),
        versions.clone(),
        [number(0), number(0), number(0), number(4)].concat(),
    ];
    [
        ("/\u{6}DataSpaces/Version", [text("Microsoft.Container.DataSpaces"), versions].concat()),
        ("/\u{6}DataSpaces/DataSpaceMap", map),
        (
            "/\u{6}DataSpaces/DataSpaceInfo/StrongEncryptionDataSpace",
            [number(8), number(1), text(TRANSFORM)].concat(),
        ),
        ("/\u{6}DataSpaces/TransformInfo/StrongEncryptionTransform/\u{6}Primary", primary.concat()),
    ]
}

fn number(value: u32) -> Vec<u8> {
    value.to_le_bytes().to_vec()
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// A text behind its length in bytes, filled up to a multiple of four (UNICODE-LP-P4, 2.1.2).
fn text(value: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = number(length(&bytes));
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    [length, bytes].concat()
}
