//! A consent campaign from the window: who to ask, in which words, and the answers written back.

use std::collections::BTreeMap;
use std::path::Path;

use epure_engine::country::Channel as Means;

use super::{App, OnProgress};
use crate::audience;
use crate::campaign::{Answers, Message, lines, message, read_answers, table};
use crate::dto::{AskedRow, CampaignResult, CampaignView, Channel, Counted, MessageParts};
use crate::error::Error;
use crate::lines::csv;
use crate::opposition::{self, Origin};
use crate::packs;
use crate::pipeline::{Audited, Question, Target};
use crate::word;

/// People shown of a list.
const SHOWN: usize = 200;

impl App {
    /// Who of a file may be asked for a consent; by one channel, or by the first that is open.
    ///
    /// # Errors
    /// The file cannot be read; the store refused; the job was cancelled.
    pub fn campaign(
        &self,
        path: &str,
        by: Option<Channel>,
        progress: OnProgress<'_>,
    ) -> Result<CampaignView, Error> {
        let (audited, question) = self.audited(path, progress)?;
        let campaign = self.pipeline().who_to_ask(
            &audited.source.book,
            &audited.sheets,
            &question,
            by.map(means),
        )?;
        let texts = packs::texts(question.lang);
        let shown = campaign.asked.get(..SHOWN.min(campaign.asked.len())).unwrap_or_default();
        let asked = lines(&audited.source.book, &audited.sheets, shown);
        let asked = asked.into_iter().filter_map(|line| {
            let name = if line.name.is_empty() { line.company } else { line.name };
            let about = line.about.into_iter().filter_map(shown_channel).collect();
            let (sheet, row) = line.place;
            Some(AskedRow { sheet, row, name, by: shown_channel(line.by)?, about })
        });
        let left_out = campaign.left_out.iter().map(|(reason, count)| Counted {
            name: texts.say(&format!("left_out.{}", word::of(reason)), &[]),
            count: *count,
        });
        let mut about: Vec<Channel> = campaign
            .asked
            .iter()
            .flat_map(|one| &one.about)
            .copied()
            .filter_map(shown_channel)
            .collect();
        about.sort_unstable();
        about.dedup();
        Ok(CampaignView {
            file: audited.source.book.name.clone(),
            count: u32::try_from(campaign.asked.len()).unwrap_or(u32::MAX),
            asked: asked.collect(),
            left_out: left_out.collect(),
            about,
        })
    }

    /// Writes the list of those to ask, with columns for the answers (csv).
    ///
    /// # Errors
    /// As [`App::campaign`]; the list cannot be written.
    pub fn save_campaign(
        &self,
        path: &str,
        by: Option<Channel>,
        target: &str,
        progress: OnProgress<'_>,
    ) -> Result<(), Error> {
        let (audited, question) = self.audited(path, progress)?;
        let (book, sheets) = (&audited.source.book, &audited.sheets);
        let asked = self.pipeline().who_to_ask(book, sheets, &question, by.map(means))?.asked;
        let table = table(&lines(book, sheets, &asked), &packs::texts(question.lang));
        crate::files::write_whole(Path::new(target), &csv(&table)?)
    }

    /// The message to send, in the person's language.
    ///
    /// # Errors
    /// The store refused.
    pub fn campaign_message(&self, parts: &MessageParts) -> Result<String, Error> {
        let about: Vec<Means> = parts.about.iter().copied().map(means).collect();
        let parts = Message {
            company: parts.company.clone(),
            offer: parts.offer.clone(),
            source: parts.source.clone(),
            contact: parts.contact.clone(),
        };
        Ok(message(&about, &parts, &packs::texts(self.settings()?.lang)))
    }

    /// Writes answers in a copy of the file; those who refused enter the suppression list.
    ///
    /// # Errors
    /// A file cannot be read; the copy cannot be written or did not pass its check; the job was cancelled.
    pub fn record_answers(
        &self,
        path: &str,
        answers: &str,
        target: &str,
        progress: OnProgress<'_>,
    ) -> Result<CampaignResult, Error> {
        let (audited, question) = self.audited(path, progress)?;
        let pipeline = self.pipeline();
        let texts = packs::texts(question.lang);
        let mut source = self.read(Path::new(answers), progress)?;
        let fitted = pipeline.fit_all(&mut source.book);
        let book = &audited.source.book;
        let asked = pipeline.who_to_ask(book, &audited.sheets, &question, None)?.asked;
        let about: BTreeMap<(String, u32), Vec<Means>> =
            asked.into_iter().map(|one| ((one.sheet, one.row), one.about)).collect();
        let day = texts.day(question.as_of);
        let proof = [("day", day), ("file", source.book.name.clone())];
        let campaign = Answers {
            about: &about,
            otherwise: vec![Means::Email],
            on: question.as_of,
            proof: texts.say("campaign.proof", &proof),
        };
        let (answers, figures) = read_answers(
            &pipeline,
            (book, &audited.sheets),
            (&source.book, &fitted),
            &question.country,
            &campaign,
        );
        let target = Target {
            path: Path::new(target),
            log: None,
            certificate: None,
            force: false,
            archive_file: false,
            password: audited.source.password.as_ref(),
            aids: &[],
            on: question.as_of,
            lang: question.lang,
        };
        let refused = pipeline.record(&audited, &answers, target)?;
        if !refused.rows.is_empty() {
            let origin = Origin { file: &book.name, day: question.as_of, channel: None };
            opposition::take_in(&self.store(), &refused.people, &refused.rows, &origin)?;
        }
        Ok(CampaignResult {
            asked: figures.asked,
            opened: figures.opened,
            agreed: figures.agreed,
            refused: figures.refused,
            silent: figures.silent,
            bounced: figures.bounced,
            unread: figures.unread,
            unknown: figures.unknown,
        })
    }

    /// A file, read and audited as of today by the rules of the person's country.
    fn audited(&self, path: &str, progress: OnProgress<'_>) -> Result<(Audited, Question), Error> {
        let pipeline = self.pipeline();
        let settings = self.settings()?;
        let mut source = self.read(Path::new(path), progress)?;
        let sheets = pipeline.fit_all(&mut source.book);
        let question = {
            let store = self.store();
            Question {
                as_of: self.clock.today(),
                country: settings.country,
                lang: settings.lang,
                suppressed: opposition::lookup(&store)?,
                audience: audience::of_file(&store, path)?,
                audiences: audience::lookup(&store)?,
            }
        };
        let audit = pipeline.audit(&source.book, &sheets, &question, progress)?;
        Ok((Audited { source, sheets, audit }, question))
    }
}

fn means(channel: Channel) -> Means {
    match channel {
        Channel::Email => Means::Email,
        Channel::Sms => Means::Sms,
        Channel::Phone => Means::Phone,
        Channel::Post => Means::Post,
    }
}

fn shown_channel(channel: Means) -> Option<Channel> {
    match channel {
        Means::Email => Some(Channel::Email),
        Means::Sms => Some(Channel::Sms),
        Means::Phone => Some(Channel::Phone),
        Means::Post => Some(Channel::Post),
        _ => None,
    }
}
