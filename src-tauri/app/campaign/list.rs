//! The list of those to ask, to be handed to a mailing tool and filled in with the answers.

use epure_engine::campaign::Asked;
use epure_engine::country::Channel;
use epure_engine::role::Role;
use epure_engine::table::{Row, Table, Workbook};

use crate::pipeline::Fitted;
use crate::texts::Texts;
use crate::word;

/// Somebody to ask, as the list tells them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListLine {
    /// Sheet and 1-based row.
    pub(crate) place: (String, u32),
    /// Name, else company.
    pub(crate) name: String,
    /// Company.
    pub(crate) company: String,
    /// Address or number to ask at.
    pub(crate) address: String,
    /// By which channel.
    pub(crate) by: Channel,
    /// What for.
    pub(crate) about: Vec<Channel>,
}

/// The people of a campaign, told from their rows.
pub(crate) fn lines(book: &Workbook, sheets: &[Fitted], asked: &[Asked]) -> Vec<ListLine> {
    asked.iter().filter_map(|one| line(book, sheets, one)).collect()
}

fn line(book: &Workbook, sheets: &[Fitted], asked: &Asked) -> Option<ListLine> {
    let at = book.sheets.iter().position(|table| table.name == asked.sheet)?;
    let (table, roles) = (book.sheets.get(at)?, sheets.get(at)?.roles());
    let row = row_of(table, asked.row)?;
    let first = |wanted: &[Role]| {
        let columns = wanted.iter().flat_map(|role| {
            (0u32..).zip(&roles).filter(move |(_, known)| *known == role).map(|(column, _)| column)
        });
        let texts = columns.map(|column| row.cell(column).to_string().trim().to_owned());
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    };
    let given = [first(&[Role::FirstName]), first(&[Role::LastName, Role::FullName])];
    let name = given.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    let address = match asked.by {
        Channel::Email => first(&[Role::Email]),
        Channel::Post => {
            let lines = [first(&[Role::Address]), first(&[Role::Postcode]), first(&[Role::City])];
            lines.iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join(" ")
        }
        Channel::Sms => first(&[Role::Mobile, Role::Phone]),
        _ => first(&[Role::Phone, Role::Mobile]),
    };
    Some(ListLine {
        place: (asked.sheet.clone(), asked.row),
        name,
        company: first(&[Role::Company]),
        address,
        by: asked.by,
        about: asked.about.clone(),
    })
}

/// A row of a sheet by its number.
fn row_of(table: &Table, number: u32) -> Option<&Row> {
    let at = table.rows.binary_search_by_key(&number, |row| row.number);
    match at {
        Ok(at) => table.rows.get(at),
        // Rows of a damaged file may follow no order.
        Err(_) => table.rows.iter().find(|row| row.number == number),
    }
}

/// The list as lines of cells, its header first; the last columns are for the answers.
pub(crate) fn table(lines: &[ListLine], texts: &Texts) -> Vec<Vec<String>> {
    const HEADER: [&str; 9] = [
        "campaign.sheet",
        "campaign.row",
        "campaign.name",
        "campaign.company",
        "campaign.by",
        "campaign.address",
        "campaign.about",
        "campaign.answer",
        "campaign.opened",
    ];
    let channel = |channel: &Channel| texts.say(&format!("channels.{}", word::of(channel)), &[]);
    let header = HEADER.iter().map(|key| texts.say(key, &[])).collect();
    let body = lines.iter().map(|line| {
        vec![
            line.place.0.clone(),
            line.place.1.to_string(),
            line.name.clone(),
            line.company.clone(),
            channel(&line.by),
            line.address.clone(),
            line.about.iter().map(channel).collect::<Vec<_>>().join(", "),
            String::new(),
            String::new(),
        ]
    });
    std::iter::once(header).chain(body).collect()
}
