//! The documents of a self-assessment: looked at sentence by sentence, written into a folder, kept as
//! versions.

use std::path::Path;

use epure_engine::basis::Bases;
use epure_engine::checklist::Answers;
use epure_engine::dossier::{Asked, Block, Body, Document, Section};
use epure_store::{Assessment, Edition, Event, Value};

use super::App;
use super::accountability::{day, mark};
use crate::dossier::{Assessment as Case, Paper};
use crate::dto::{
    BodyView, DocumentRow, DocumentView, Lang, Papers, PapersRequest, PieceView, RequestView,
    ScoreView, SectionView, Settings, TakenBack, VersionView,
};
use crate::error::{Error, ErrorCode};
use crate::files::write_whole;
use crate::packs;
use crate::pipeline::silent;

impl App {
    /// The documents that concern a company, in the order they are read.
    ///
    /// # Errors
    /// There is no assessment of that number; the store refused.
    pub fn documents(&self, id: i64) -> Result<Vec<DocumentRow>, Error> {
        let (lang, kept, pipeline) = (self.settings()?.lang, self.kept(id)?, self.pipeline());
        let case = self.judge(&pipeline, &kept)?;
        Ok(case.documents(lang).iter().map(|document| row(&case, document)).collect())
    }

    /// A document, each piece with what it rests on, and the versions that were made of it.
    ///
    /// # Errors
    /// There is no such assessment or document; the store refused.
    pub fn document(&self, id: i64, document: &str) -> Result<DocumentView, Error> {
        let (lang, kept, pipeline) = (self.settings()?.lang, self.kept(id)?, self.pipeline());
        let case = self.judge(&pipeline, &kept)?;
        let found = case.documents(lang).into_iter().find(|known| known.id == document);
        let unknown = || Error::unknown("errors.unknown_document", Vec::new());
        let found = found.ok_or_else(unknown)?;
        let bases = &case.packs.bases;
        let versions = self.store().editions().of(id, document)?;
        Ok(DocumentView {
            row: row(&case, &found),
            note: found.note.clone(),
            sections: found.sections.iter().map(|one| section(bases, one, lang)).collect(),
            versions: versions.into_iter().rev().map(version).collect(),
        })
    }

    /// The texts that answer a request, its days filled in; without an assessment, what the company
    /// would say of itself is left to complete.
    ///
    /// # Errors
    /// A day that is none; there is no such assessment; the store refused.
    pub fn letters(&self, id: Option<i64>, request: &RequestView) -> Result<Vec<PieceView>, Error> {
        let Settings { lang, country, .. } = self.settings()?;
        let nobody = || Answers { schema: 1, country, ..Answers::default() };
        let kept = match id {
            Some(id) => self.kept(id)?,
            None => Assessment { answers: nobody(), ..Assessment::default() },
        };
        let answered = request.answered.as_deref().map(day).transpose()?;
        let asked = Asked {
            kind: request.kind.clone(),
            person: request.person.clone(),
            received: day(&request.received)?,
            done: answered.unwrap_or_else(|| self.clock.today()),
        };
        let pipeline = self.pipeline();
        let case = self.judge(&pipeline, &kept)?;
        let bases = &case.packs.bases;
        Ok(case.letters(&asked, lang).iter().map(|letter| piece(bases, letter, lang)).collect())
    }

    /// Writes documents into a folder and keeps a version of each that says something new.
    ///
    /// # Errors
    /// There is no assessment of that number; a file exists and may not be replaced; the folder cannot
    /// be written to; the store refused.
    pub fn make_papers(&self, id: i64, request: &PapersRequest) -> Result<Papers, Error> {
        let (settings, kept, pipeline) = (self.settings()?, self.kept(id)?, self.pipeline());
        let case = self.judge(&pipeline, &kept)?;
        let wanted = |document: &Document| {
            request.documents.is_empty() || request.documents.contains(&document.id)
        };
        let documents: Vec<Document> =
            case.documents(settings.lang).into_iter().filter(wanted).collect();
        let logo = self.store().logos().of(id)?;
        let papers = documents.iter().map(|document| case.files(document, logo.as_ref()));
        let papers: Vec<Paper> = papers.collect::<Result<Vec<_>, _>>()?.concat();
        let folder = Path::new(&request.folder);
        if let (false, Some(taken)) = (request.replace, Case::taken(&papers, folder)) {
            return Err(Error::Refused {
                code: ErrorCode::TargetRefused,
                key: "errors.target_exists",
                values: vec![("file", taken.display().to_string())],
            });
        }
        std::fs::create_dir_all(folder)
            .map_err(|source| Error::Write { path: folder.to_owned(), source })?;
        for (name, bytes) in &papers {
            write_whole(&folder.join(name), bytes)?;
        }
        let changed = self.editions(id, &documents)?;
        self.note_papers(&case, papers.len(), changed.len())?;
        let left: usize = documents.iter().map(|document| document.to_complete).sum();
        Ok(Papers {
            folder: folder.display().to_string(),
            files: papers.into_iter().map(|(name, _)| name).collect(),
            to_complete: u32::try_from(left).unwrap_or(u32::MAX),
            changed,
        })
    }

    /// Takes up a register or action plan that was changed in a spreadsheet program.
    ///
    /// # Errors
    /// There is no assessment of that number; the file cannot be read, or is neither; the store
    /// refused.
    pub fn take_back(&self, id: i64, path: &str) -> Result<TakenBack, Error> {
        let (kept, pipeline) = (self.kept(id)?, self.pipeline());
        let book = pipeline.read(Path::new(path).into(), &silent)?.book;
        let taken = self.judge(&pipeline, &kept)?.taken_back(&book);
        let not_ours = || Error::bad_request("errors.no_register", vec![("file", path.to_owned())]);
        let (answers, changed) = taken.ok_or_else(not_ours)?;
        let assessment = self.answer(id, answers)?;
        Ok(TakenBack { changed: u32::try_from(changed).unwrap_or(u32::MAX), assessment })
    }

    /// Keeps a version of each document that says something new; gives their titles.
    fn editions(&self, id: i64, documents: &[Document]) -> Result<Vec<String>, Error> {
        let store = self.store();
        let author = super::personal::author(&store)?;
        let mut changed = Vec::new();
        for document in documents {
            let text = document.outline(false);
            let edition = Edition { made_at: self.now(), author: author.clone(), text };
            if store.editions().add(id, &document.id, &edition)? {
                changed.push(document.title.clone());
            }
        }
        Ok(changed)
    }

    /// Writes in the journal what the documents rest on, and that they were made.
    fn note_papers(&self, case: &Case<'_>, files: usize, changed: usize) -> Result<(), Error> {
        let outcome = &case.outcome;
        let assessed = [
            ("share", Value::Count(u64::from(outcome.share))),
            ("questions", Value::Count(outcome.items.len() as u64)),
            ("unanswered", Value::Count(u64::from(outcome.unanswered))),
            ("actions", Value::Count(case.actions.len() as u64)),
        ];
        let made = [
            ("files", Value::Count(files as u64)),
            ("changed", Value::Count(changed as u64)),
            mark("rules", &packs::version()),
        ];
        let (store, now) = (self.store(), self.now());
        store.journal().write(Event::Assessed, &assessed, now)?;
        store.journal().write(Event::Documented, &made, now)?;
        Ok(())
    }
}

fn row(case: &Case<'_>, document: &Document) -> DocumentRow {
    DocumentRow {
        id: document.id.clone(),
        title: document.title.clone(),
        subtitle: document.subtitle.clone(),
        files: case.names(document),
        to_complete: u32::try_from(document.to_complete).unwrap_or(u32::MAX),
    }
}

fn version(edition: Edition) -> VersionView {
    let Edition { made_at, author, text } = edition;
    VersionView { made_at: made_at.to_string(), author, text }
}

fn section(bases: &Bases, section: &Section, lang: Lang) -> SectionView {
    SectionView {
        id: section.id.clone(),
        title: section.title.clone(),
        pieces: section.blocks.iter().map(|block| piece(bases, block, lang)).collect(),
    }
}

fn piece(bases: &Bases, block: &Block, lang: Lang) -> PieceView {
    PieceView {
        key: block.key.clone(),
        edited: block.edited,
        basis: bases.list(&block.basis, lang).iter().map(|ground| ground.title.clone()).collect(),
        body: body(&block.body, lang),
    }
}

fn body(body: &Body, lang: Lang) -> BodyView {
    match body.clone() {
        Body::Text(text) => BodyView::Text { text },
        Body::Bullet(text) => BodyView::Bullet { text },
        Body::Note(text) => BodyView::Note { text },
        Body::Letter { label, text } => BodyView::Letter { label, text },
        Body::Field { label, text } => BodyView::Field { label, text },
        Body::Table { columns, rows } => BodyView::Table {
            columns: columns.into_iter().map(|column| column.title).collect(),
            rows: rows
                .iter()
                .map(|cells| cells.iter().map(|cell| cell.say(lang)).collect())
                .collect(),
        },
        Body::Scores(scores) => BodyView::Scores {
            scores: scores
                .into_iter()
                .map(|score| ScoreView {
                    title: score.title,
                    colour: score.colour,
                    share: score.share,
                })
                .collect(),
        },
    }
}
