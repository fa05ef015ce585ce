//! What goes with a cleaned file: its change log and its certificate. Neither holds a removed text.

use std::collections::BTreeMap;
use std::iter;
use std::path::Path;

use epure_engine::finding::ActionKind;
use epure_engine::plan::LogLine;
use epure_sheets::CleanError;
use epure_sheets::verify::ArchiveFile;
use epure_sheets::write::{self, Applied, Cleaning, Counts, FileFacts};

use super::clean::{Cleaned, Original, Target, name_of};
use super::{Pipeline, fingerprint};
use crate::dto::Lang;
use crate::error::{Error, ErrorCode};
use crate::files::write_whole;
use crate::{outputs, packs};

/// Refuses a copy and papers that cannot be written, or would replace the original, each other, or
/// anything without being told to: once the copy has its name it is too late.
pub(super) fn check(original: &Path, target: Target<'_>) -> Result<(), Error> {
    let papers = [target.log, target.certificate].into_iter().flatten();
    outputs::check(iter::once(target.path).chain(papers.clone()), [original])?;
    for paper in papers {
        if paper.exists() && !target.force {
            return Err(CleanError::TargetExists { path: paper.to_owned() }.into());
        }
    }
    match target.certificate {
        Some(path) => Shape::of(path).map(drop),
        None => Ok(()),
    }
}

/// How a certificate is written.
enum Shape {
    Xlsx,
    Html,
}

impl Shape {
    fn of(path: &Path) -> Result<Self, Error> {
        match path.extension().unwrap_or_default().to_string_lossy().to_lowercase().as_str() {
            "xlsx" => Ok(Self::Xlsx),
            "html" | "htm" => Ok(Self::Html),
            _ => Err(Error::Refused {
                code: ErrorCode::TargetRefused,
                key: "errors.certificate_format",
                values: vec![("file", name_of(path))],
            }),
        }
    }
}

impl Pipeline {
    /// Writes the papers that were asked for.
    pub(super) fn papers(
        &self,
        original: Original<'_>,
        lines: &[LogLine],
        target: Target<'_>,
        cleaned: &Cleaned,
    ) -> Result<(), Error> {
        if target.log.is_none() && target.certificate.is_none() {
            return Ok(());
        }
        let names = packs::names(target.lang)?;
        let facts = self.facts(original, lines, target, cleaned)?;
        if let Some(path) = target.log {
            let title = |rule: &str| self.title(rule, target.lang);
            write_whole(path, &write::log(lines, &facts, &names, &title)?)?;
        }
        if let Some(path) = target.certificate {
            let bytes = match Shape::of(path)? {
                Shape::Xlsx => write::certificate_xlsx(&facts, &names)?,
                Shape::Html => write::certificate_html(&facts, &names).into_bytes(),
            };
            write_whole(path, &bytes)?;
        }
        Ok(())
    }

    fn title(&self, rule: &str, lang: Lang) -> String {
        match self.rule(rule, lang).title {
            title if title.is_empty() => rule.to_owned(),
            title => title,
        }
    }

    fn facts(
        &self,
        original: Original<'_>,
        lines: &[LogLine],
        target: Target<'_>,
        cleaned: &Cleaned,
    ) -> Result<Cleaning, Error> {
        let proof = &cleaned.proof;
        let (_, bytes) = fingerprint(target.path)?;
        Ok(Cleaning {
            original: FileFacts {
                name: original.book.name.clone(),
                bytes: original.size,
                sha256: proof.sha256_before.clone(),
            },
            cleaned: FileFacts {
                name: name_of(target.path),
                bytes,
                sha256: proof.sha256_after.clone(),
            },
            archives: proof.archives.iter().map(archive_facts).collect(),
            on: target.on,
            program: concat!("Épure ", env!("CARGO_PKG_VERSION")).to_owned(),
            rules: packs::version(),
            counts: Counts {
                cells_changed: proof.cells_changed,
                rows_removed: proof.rows_removed,
                rows_moved: proof.rows_moved,
                columns_removed: proof.columns_removed,
                parts_total: proof.parts_total,
                parts_changed: proof.parts_changed,
                parts_searched: proof.parts_searched,
                texts_searched: proof.texts_searched,
                kept_elsewhere: proof.kept_elsewhere,
            },
            rebuilt: cleaned.rebuilt,
            not_kept: cleaned.not_kept.clone(),
            applied: self.applied(lines, target.lang),
        })
    }

    /// What each rule came to, in the order of their ids.
    fn applied(&self, lines: &[LogLine], lang: Lang) -> Vec<Applied> {
        let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for line in lines {
            let (changed, kept) = counts.entry(&line.rule).or_default();
            match line.action {
                ActionKind::Keep => *kept += 1,
                _ => *changed += 1,
            }
        }
        let applied = |(rule, (changed, kept)): (&str, (u32, u32))| Applied {
            rule: rule.to_owned(),
            title: self.title(rule, lang),
            changed,
            kept,
        };
        counts.into_iter().map(applied).collect()
    }
}

/// A file that rows moved to, as papers name it.
fn archive_facts(archive: &ArchiveFile) -> FileFacts {
    FileFacts { name: name_of(&archive.path), bytes: archive.bytes, sha256: archive.sha256.clone() }
}
