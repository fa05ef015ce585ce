//! The columns of a sheet by role, with what only a whole column tells.

use super::day::{self, Order};
use super::named;
use super::words::ContactWords;
use crate::country::Channel;
use crate::role::Role;
use crate::table::{Cell, Row, Table};

/// Roles of a sheet's columns, ready for rows.
pub(crate) struct Columns {
    roles: Vec<Role>,
    by_role: Vec<Vec<u32>>,
    /// Order of written dates, by column.
    orders: Vec<Order>,
    /// Columns in which people say yes or no, with what about.
    pub(crate) wills: Vec<WillColumn>,
    /// Columns of days and proofs of agreements, with the channels that their headers name.
    pub(crate) evidence: Vec<(u32, Vec<Channel>)>,
}

/// A column of agreements or refusals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WillColumn {
    /// 0-based.
    pub(crate) column: u32,
    /// True when "yes" means a refusal.
    pub(crate) refusal: bool,
    /// Channels it is about; all when empty.
    pub(crate) channels: Vec<Channel>,
    /// Does its header name no channel? Then its cells may.
    pub(crate) general: bool,
}

/// Roles of columns that hold days.
pub(crate) const DAYS: [Role; 4] =
    [Role::LastContact, Role::LastOutbound, Role::Created, Role::ConsentDate];

/// Roles of columns that back an agreement.
const EVIDENCE: [Role; 2] = [Role::ConsentDate, Role::ConsentProof];

impl Columns {
    /// Reads the columns of a sheet, whose roles are given by 0-based index.
    pub(crate) fn new(table: &Table, roles: &[Role], words: &ContactWords) -> Self {
        let mut by_role = vec![Vec::new(); Role::ALL.len()];
        for (column, role) in (0u32..).zip(roles) {
            if let Some(list) = by_role.get_mut(*role as usize) {
                list.push(column);
            }
        }
        let orders = (0u32..).zip(roles).map(|(column, role)| {
            if DAYS.contains(role) {
                day::order(table.body().map(|row| row.cell(column)))
            } else {
                Order::DayFirst
            }
        });
        let wills = (0u32..).zip(roles);
        let wills = wills.filter_map(|(column, role)| will_column(table, column, *role, words));
        let evidence = (0u32..).zip(roles);
        let evidence = evidence
            .filter(|(_, role)| EVIDENCE.contains(role))
            .map(|(column, _)| (column, named::in_header(table.header_name(column), words)));
        Self {
            by_role,
            orders: orders.collect(),
            wills: wills.collect(),
            evidence: evidence.collect(),
            roles: roles.to_vec(),
        }
    }

    /// Columns of a role that tell about a channel: those whose header names it, else those whose
    /// header names none.
    pub(crate) fn evidence_of(&self, role: Role, channel: Channel) -> Vec<u32> {
        let of = |wanted: &dyn Fn(&[Channel]) -> bool| -> Vec<u32> {
            let columns = self.evidence.iter().filter(|(_, channels)| wanted(channels));
            columns.map(|(column, _)| *column).filter(|column| self.role(*column) == role).collect()
        };
        let own = of(&|channels| channels.contains(&channel));
        if own.is_empty() { of(&<[Channel]>::is_empty) } else { own }
    }

    /// Columns of a role, left to right.
    pub(crate) fn of(&self, role: Role) -> &[u32] {
        self.by_role.get(role as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// Role of a column.
    pub(crate) fn role(&self, column: u32) -> Role {
        self.roles.get(column as usize).copied().unwrap_or(Role::Other)
    }

    /// Is there a column of one of these roles?
    pub(crate) fn has(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| !self.of(*role).is_empty())
    }

    /// Order of written dates in a column.
    pub(crate) fn order(&self, column: u32) -> Order {
        self.orders.get(column as usize).copied().unwrap_or_default()
    }

    /// The first filled text of a role in a row.
    pub(crate) fn text<'r>(&self, row: &'r Row, role: Role) -> Option<&'r str> {
        let texts = self.of(role).iter().filter_map(|column| row.cell(*column).as_text());
        texts.map(str::trim).find(|text| !text.is_empty())
    }

    /// The first filled cell of a role in a row.
    pub(crate) fn cell<'r>(&self, row: &'r Row, role: Role) -> Option<(u32, &'r Cell)> {
        let cells = self.of(role).iter().map(|column| (*column, row.cell(*column)));
        let mut filled = cells.filter(|(_, cell)| !cell.is_blank());
        filled.next()
    }

    /// Can people be told apart and reached with these columns?
    pub(crate) fn hold_contacts(&self) -> bool {
        self.has(&[Role::Email, Role::Phone, Role::Mobile])
            || (self.has(&[Role::LastName, Role::FullName, Role::Company])
                && self.has(&[
                    Role::Notes,
                    Role::Address,
                    Role::City,
                    Role::LastContact,
                    Role::Status,
                ]))
    }
}

fn will_column(table: &Table, column: u32, role: Role, words: &ContactWords) -> Option<WillColumn> {
    let channel = match role {
        Role::ConsentEmail => Some(Channel::Email),
        Role::ConsentSms => Some(Channel::Sms),
        Role::ConsentPhone => Some(Channel::Phone),
        Role::ConsentPost => Some(Channel::Post),
        Role::OptOut => None,
        _ => return None,
    };
    let named = named::in_header(table.header_name(column), words);
    let general = named.is_empty();
    let channels = channel.map_or(named, |channel| vec![channel]);
    Some(WillColumn { column, refusal: role == Role::OptOut, channels, general })
}
