//! The answers to a campaign, found again in the file that it was made from.

use std::collections::BTreeMap;

use epure_engine::campaign::{Answered, Reply, reply};
use epure_engine::contact::{self, Identity, Listed};
use epure_engine::country::Channel;
use epure_engine::role::Role;
use epure_engine::table::{Cell, Table, Workbook};
use epure_engine::text::fold::plain;
use jiff::civil::Date;
use serde::Serialize;

use crate::opposition::keys;
use crate::pipeline::{Fitted, Pipeline, mapping};

/// What came of a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Figures {
    /// Lines of the answers.
    pub(crate) asked: u32,
    /// Those who opened the message; none when the file does not tell.
    pub(crate) opened: Option<u32>,
    /// Those who said yes.
    pub(crate) agreed: u32,
    /// Those who said no.
    pub(crate) refused: u32,
    /// Those who did not answer: nothing changes for them.
    pub(crate) silent: u32,
    /// Messages that did not arrive.
    pub(crate) bounced: u32,
    /// Answers that say neither yes nor no.
    pub(crate) unread: u32,
    /// Answers of people whom the file does not hold.
    pub(crate) unknown: u32,
}

/// What is known of the campaign beside its answers.
pub(crate) struct Answers<'a> {
    /// Channels asked about, by sheet and row; for the rest, `otherwise`.
    pub(crate) about: &'a BTreeMap<(String, u32), Vec<Channel>>,
    /// Channels asked about where nothing tells.
    pub(crate) otherwise: Vec<Channel>,
    /// The day of the answers.
    pub(crate) on: Date,
    /// What to keep as the proof.
    pub(crate) proof: String,
}

/// Headers under which tools and the list itself write the answers and the openings.
const ANSWER: [&str; 8] =
    ["reponse", "answer", "response", "statut", "status", "resultat", "consentement", "consent"];
const OPENED: [&str; 6] = ["ouvert", "opened", "ouvertures", "opens", "a ouvert", "open"];

/// Reads the answers of a file and finds their people in the file of the campaign.
pub(crate) fn read_answers(
    pipeline: &Pipeline,
    (file, file_sheets): (&Workbook, &[Fitted]),
    (book, sheets): (&Workbook, &[Fitted]),
    country: &str,
    campaign: &Answers<'_>,
) -> (Vec<Answered>, Figures) {
    let people = |book: &Workbook, sheets: &[Fitted]| {
        contact::people(book, &mapping(book, sheets), pipeline.packs(), country, false)
    };
    let known = people(file, file_sheets);
    let by_key = by_key(&known);
    let (mut answers, mut figures) = (Vec::new(), Figures::default());
    for answerer in people(book, sheets) {
        let Some((table, roles)) = book
            .sheets
            .iter()
            .zip(sheets)
            .find(|(table, _)| table.name == answerer.sheet)
            .map(|(table, fitted)| (table, fitted.roles()))
        else {
            continue;
        };
        figures.asked += 1;
        let opened = column(table, &roles, &OPENED, &[]);
        if let Some(column) = opened {
            let yes = is_yes(cell(table, answerer.row, column));
            *figures.opened.get_or_insert(0) += u32::from(yes);
        }
        let consents = [Role::ConsentEmail, Role::ConsentPhone, Role::ConsentSms, Role::Status];
        let said = column(table, &roles, &ANSWER, &consents);
        let said = said.map(|column| reply(cell(table, answerer.row, column), pipeline.packs()));
        let Some(said) = said.unwrap_or(Some(Reply::Silent)) else {
            figures.unread += 1;
            continue;
        };
        *match said {
            Reply::Agreed => &mut figures.agreed,
            Reply::Refused => &mut figures.refused,
            Reply::Silent => &mut figures.silent,
            Reply::Bounced => &mut figures.bounced,
        } += 1;
        let rows = rows_of(&answerer.identity, &by_key);
        figures.unknown += u32::from(rows.is_empty());
        for place in rows {
            let about = campaign.about.get(&place).unwrap_or(&campaign.otherwise).clone();
            answers.push(Answered {
                sheet: place.0,
                row: place.1,
                reply: said,
                about,
                on: campaign.on,
                proof: campaign.proof.clone(),
            });
        }
    }
    (answers, figures)
}

type ByKey<'a> = BTreeMap<String, Vec<&'a Listed>>;

fn by_key(people: &[Listed]) -> ByKey<'_> {
    let mut all = ByKey::new();
    for person in people {
        for key in keys(&person.identity) {
            all.entry(key).or_default().push(person);
        }
    }
    all
}

/// The rows of a person: those of the same address, else of the same name and company, else of the same
/// number.
fn rows_of(identity: &Identity, by_key: &ByKey<'_>) -> Vec<(String, u32)> {
    let all = keys(identity);
    for kind in ["email:", "name:", "phone:"] {
        let of_kind = all.iter().filter(|key| key.starts_with(kind));
        let mut rows: Vec<(String, u32)> = of_kind
            .filter_map(|key| by_key.get(key))
            .flatten()
            .map(|person| (person.sheet.clone(), person.row))
            .collect();
        rows.sort();
        rows.dedup();
        if !rows.is_empty() {
            return rows;
        }
    }
    Vec::new()
}

/// The column of one of these headers, else of one of these roles.
fn column(table: &Table, roles: &[Role], headers: &[&str], otherwise: &[Role]) -> Option<u32> {
    let named =
        |wanted: &&str| (0..table.width()).find(|at| plain(table.header_name(*at)) == **wanted);
    headers.iter().find_map(named).or_else(|| {
        (0u32..).zip(roles).find(|(_, role)| otherwise.contains(role)).map(|(column, _)| column)
    })
}

fn cell(table: &Table, row: u32, column: u32) -> &Cell {
    table.cell(epure_engine::table::CellRef { row, column })
}

fn is_yes(cell: &Cell) -> bool {
    match cell {
        Cell::Number(times) => *times > 0.0,
        Cell::Bool(yes) => *yes,
        Cell::Date(_) => true,
        Cell::Text(text) => {
            !matches!(plain(text).as_str(), "" | "0" | "non" | "no" | "false" | "faux" | "n")
        }
        Cell::Empty | Cell::Error(_) => false,
    }
}
