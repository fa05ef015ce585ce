//! The columns of a sheet by role, with what only a whole column tells.

use super::day;
use super::named;
use super::words::ContactWords;
use crate::country::Channel;
use crate::moments::Order;
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
    /// Columns that back agreements.
    pub(crate) evidence: Vec<Backing>,
}

/// How a column backs agreements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backs {
    /// It tells the day on which they were given.
    Day,
    /// It tells the last day on which they hold.
    End,
    /// It tells how they were given.
    Proof,
}

/// A column that backs agreements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Backing {
    /// 0-based.
    pub(crate) column: u32,
    /// What it tells of them.
    pub(crate) backs: Backs,
    /// The channels it is about; all when empty.
    pub(crate) channels: Vec<Channel>,
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
    /// Is it about an agreement that the person confirmed (double opt-in)? Then it is proved.
    pub(crate) confirmed: bool,
}

/// Roles of columns that hold days.
pub(crate) const DAYS: [Role; 4] =
    [Role::LastContact, Role::LastOutbound, Role::Created, Role::ConsentDate];

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
                day::seen(table.body().map(|row| row.cell(column))).order()
            } else {
                Order::DayFirst
            }
        });
        let wills = (0u32..).zip(roles);
        let wills = wills.filter_map(|(column, role)| will_column(table, column, *role, words));
        let wills: Vec<WillColumn> = wills.collect();
        let evidence = evidence(table, roles, &wills, words);
        Self { by_role, orders: orders.collect(), wills, evidence, roles: roles.to_vec() }
    }

    /// Columns that back agreements to a channel in some way: those that are about it, else those
    /// that are about none.
    pub(crate) fn backing(&self, backs: Backs, channel: Channel) -> Vec<u32> {
        let of = |wanted: &dyn Fn(&[Channel]) -> bool| -> Vec<u32> {
            let known = self.evidence.iter().filter(|known| known.backs == backs);
            known.filter(|known| wanted(&known.channels)).map(|known| known.column).collect()
        };
        let own = of(&|channels| channels.contains(&channel));
        if own.is_empty() { of(&<[Channel]>::is_empty) } else { own }
    }

    /// Does a column of days tell until when an agreement holds? Such a day may be to come, and is no news
    /// of the contact.
    pub(crate) fn tells_end(&self, column: u32) -> bool {
        self.evidence.iter().any(|known| known.column == column && known.backs == Backs::End)
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
    let header = table.header_name(column);
    let named = named::in_header(header, words);
    let general = named.is_empty();
    let channels = channel.map_or(named, |channel| vec![channel]);
    let confirmed = words.tells_confirmed(header);
    Some(WillColumn { column, refusal: role == Role::OptOut, channels, general, confirmed })
}

/// The columns that back agreements. Those whose header names no channel ("Date", "Preuve") are about the
/// agreement that they stand right after, where several agreements have such columns of their own.
fn evidence(
    table: &Table,
    roles: &[Role],
    wills: &[WillColumn],
    words: &ContactWords,
) -> Vec<Backing> {
    let of = |column: u32| {
        let role = roles.get(column as usize).copied().unwrap_or(Role::Other);
        backing(table.header_name(column), column, role, words)
    };
    let agreements = || wills.iter().filter(|will| !will.refusal);
    let own = |will: &&WillColumn| of(will.column + 1).is_some_and(|next| next.channels.is_empty());
    let each_its_own = agreements().filter(own).count() > 1;
    let mut evidence = Vec::new();
    let mut about: Option<&WillColumn> = None;
    for column in (0u32..).take(roles.len()) {
        if let Some(will) = agreements().find(|will| will.column == column) {
            about = each_its_own.then_some(will);
            continue;
        }
        let Some(mut backing) = of(column) else {
            about = None;
            continue;
        };
        match about {
            Some(will) if backing.channels.is_empty() => {
                backing.channels.clone_from(&will.channels);
            }
            _ => about = None,
        }
        evidence.push(backing);
    }
    evidence
}

/// What a column backs, by its role and header.
fn backing(header: &str, column: u32, role: Role, words: &ContactWords) -> Option<Backing> {
    let backs = match role {
        Role::ConsentDate if words.tells_end(header) => Backs::End,
        Role::ConsentDate => Backs::Day,
        Role::ConsentProof => Backs::Proof,
        _ => return None,
    };
    Some(Backing { column, backs, channels: named::in_header(header, words) })
}
