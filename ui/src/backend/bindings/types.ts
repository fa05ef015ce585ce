// Written from src-tauri/app/dto by `EPURE_WRITE_BINDINGS=1 cargo test bindings`: never edit by hand.

/**
 * What the about box says.
 */
export type About = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * Where work is kept on this computer.
 */
data_folder: string, 
/**
 * Number of rules.
 */
rules: number, 
/**
 * Which rules these are: a short fingerprint of all of them.
 */
rules_version: string, 
/**
 * The day on which a legal ground was checked last.
 */
checked_on: string | null, 
/**
 * Countries with a pack.
 */
countries: Array<string>, 
/**
 * How well notes are read.
 */
accuracy: Array<Accuracy>, };

/**
 * How well notes of one language are read, measured on notes that no rule was written for.
 */
export type Accuracy = { 
/**
 * Language of the notes.
 */
lang: Lang, 
/**
 * The category, as `health`; `all` for all of them together.
 */
category: string, 
/**
 * Of what is flagged, the share that had to be (0 to 1).
 */
precision: number, 
/**
 * Of what had to be flagged, the share that is (0 to 1).
 */
recall: number, };

/**
 * What can be done about a finding (the contract's action kinds).
 */
export type ActionKind = "rewrite" | "clear_cell" | "set_cell" | "delete_row" | "move_row" | "ask_consent" | "add_to_opposition" | "remove_part" | "keep";

/**
 * Something that can be done.
 */
export type ActionView = { 
/**
 * What is done.
 */
kind: ActionKind, 
/**
 * The new text or value, when there is one.
 */
value: string | null, 
/**
 * For `set_cell`: the cell concerned, as `M12`.
 */
cell: string | null, };

/**
 * Contacts last heard of within a range of months.
 */
export type AgeBucket = { 
/**
 * At least that many whole months ago.
 */
from_months: number, 
/**
 * Less than that many months ago; none for the last bucket.
 */
to_months: number | null, 
/**
 * Number of contacts.
 */
contacts: number, 
/**
 * True past the limit.
 */
over: boolean, };

/**
 * What can be answered. Nothing is ever pre-ticked.
 */
export type Answer = "yes" | "partly" | "no" | "na" | "unknown";

/**
 * Everything a company filled in.
 */
export type Answers = { 
/**
 * Version of this layout: 1.
 */
schema: number, 
/**
 * Country whose questionnaire is answered, as `fr`.
 */
country: string, 
/**
 * Who it is.
 */
company: Company, 
/**
 * What it says of itself: fact → options chosen.
 */
profile: { [key in string]: Choice }, 
/**
 * Who handles its data for it.
 */
processors: Array<Processor>, 
/**
 * How long it keeps what, where that differs from the reference: duration → choice.
 */
retention: { [key in string]: Kept }, 
/**
 * Question → answer.
 */
answers: { [key in string]: Given }, 
/**
 * Sentences of the documents that the company wrote otherwise: `document.section.line` → text.
 */
edits: { [key in string]: string }, 
/**
 * What the last assessment gave, to compare with.
 */
previous: Run | null, };

/**
 * Why something could not be done: the window decides on `code` alone, people read `message`.
 */
export type AppError = { 
/**
 * What kind of trouble it is.
 */
code: ErrorCode, 
/**
 * One clear sentence in the reader's language: what could not be done, on what, what to do.
 */
message: string, 
/**
 * What the system or the reader of the format said, for those who look further.
 */
detail: string | null, 
/**
 * The file that asks for its password, or for another one.
 */
path: string | null, };

/**
 * Somebody to ask.
 */
export type AskedRow = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * 1-based row.
 */
row: number, 
/**
 * Name, else company.
 */
name: string, 
/**
 * How to ask.
 */
by: Channel, 
/**
 * What for.
 */
about: Array<Channel>, };

/**
 * A self-assessment of the list.
 */
export type AssessmentRow = { 
/**
 * Its number.
 */
id: number, 
/**
 * Whose it is.
 */
company: string, 
/**
 * When it was last saved (RFC 3339).
 */
saved_at: string, 
/**
 * Its colour, once it was looked at.
 */
colour: Colour | null, 
/**
 * Its share, in percent.
 */
share: number | null, };

/**
 * A self-assessment: what is asked, what was answered, what follows.
 */
export type AssessmentView = { 
/**
 * Its number.
 */
id: number, 
/**
 * What the questionnaire is called.
 */
title: string, 
/**
 * What it is and is not.
 */
intro: string, 
/**
 * What the company answered.
 */
answers: Answers, 
/**
 * What the company says of itself first.
 */
facts: Array<FactView>, 
/**
 * The themes, in order.
 */
blocks: Array<BlockView>, 
/**
 * The questions that concern the company, in order.
 */
questions: Array<QuestionView>, 
/**
 * What is to be done, in order.
 */
actions: Array<TaskView>, 
/**
 * The overall colour.
 */
colour: Colour, 
/**
 * Share of what could be reached, in percent.
 */
share: number, 
/**
 * Questions without an answer.
 */
unanswered: number, 
/**
 * Blocking questions that are not in place, worst first.
 */
blocking: Array<string>, 
/**
 * Why this self-check does not suffice, if it does not.
 */
stops: Array<StopView>, 
/**
 * What changed since the last one.
 */
changes: Array<Change>, 
/**
 * The audit whose figures are shown, once there is one.
 */
measured: MeasuredView | null, 
/**
 * How long things are kept.
 */
durations: Array<DurationView>, };

/**
 * Whom a contact is.
 */
export type Audience = "professional" | "consumer" | "sole_trader";

/**
 * What somebody says of a contact, or of all contacts of a file of whom nothing tells.
 */
export type AudienceChoice = { 
/**
 * A finding about the contact; none for the whole file.
 */
finding: string | null, 
/**
 * Whom they are; none to guess again.
 */
audience: Audience | null, };

/**
 * The audit of a file, in figures.
 */
export type AuditOverview = { 
/**
 * The day it speaks of.
 */
as_of: string, 
/**
 * Country pack used, as `fr`.
 */
country: string, 
/**
 * The parts of the one-sentence verdict.
 */
verdict: Verdict, 
/**
 * Counts of all findings.
 */
summary: Summary, 
/**
 * How many findings are in which state.
 */
states: StateCounts, 
/**
 * When contacts were last heard of.
 */
contact_ages: ContactAges, 
/**
 * Contacts that reach the retention limit in the coming months.
 */
forecast: Array<ForecastMonth>, 
/**
 * Days on which a rule begins or ends, with the contacts whose verdict it changes.
 */
changes: Array<VerdictChange>, 
/**
 * What is known of each channel's consent.
 */
consent: Array<ChannelConsent>, 
/**
 * Whom the contacts are of whom nothing tells, as somebody said; guessed when none.
 */
audience: Audience | null, 
/**
 * Decisions brought from an earlier version of the file.
 */
remembered: number, 
/**
 * What could not be judged as meant.
 */
warnings: Array<Warning>, };

/**
 * What an audit is asked.
 */
export type AuditRequest = { 
/**
 * The day to speak of; today when none.
 */
as_of: string | null, };

/**
 * A legal ground.
 */
export type BasisView = { 
/**
 * Stable id.
 */
id: string, 
/**
 * The article or decision, as people cite it.
 */
title: string, 
/**
 * Where it was read.
 */
source: string, 
/**
 * Day from which it applies, when known.
 */
valid_from: string | null, 
/**
 * Day on which it was last checked.
 */
checked_on: string, 
/**
 * How sure it is; anything but `verified` is shown as a prudent reading.
 */
confidence: Confidence, };

/**
 * The result of a block.
 */
export type BlockResult = { 
/**
 * The block.
 */
block: string, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * Share of what could be reached, in percent.
 */
share: number, 
/**
 * Questions that concern the company.
 */
asked: number, 
/**
 * Those that are in place.
 */
in_place: number, };

/**
 * A theme, with its result.
 */
export type BlockView = { 
/**
 * Its name.
 */
title: string, 
/**
 * What it is about.
 */
intro: string, 
/**
 * Its result.
 */
result: BlockResult, };

/**
 * What is shown.
 */
export type BodyView = { "kind": "text", 
/**
 * Its words.
 */
text: string, } | { "kind": "bullet", 
/**
 * Its words.
 */
text: string, } | { "kind": "note", 
/**
 * Its words.
 */
text: string, } | { "kind": "letter", 
/**
 * What they are for; may be empty.
 */
label: string, 
/**
 * Its words.
 */
text: string, } | { "kind": "field", 
/**
 * The name.
 */
label: string, 
/**
 * The value; several lines for several values.
 */
text: string, } | { "kind": "table", 
/**
 * Its headers.
 */
columns: Array<string>, 
/**
 * Its rows; as many cells as columns.
 */
rows: Array<Array<string>>, } | { "kind": "scores", 
/**
 * Each with its name.
 */
scores: Array<ScoreView>, };

/**
 * A breach.
 */
export type BreachView = { 
/**
 * Its number; 0 for a new one.
 */
id: number, 
/**
 * When the company became aware of it (RFC 3339).
 */
found_at: string, 
/**
 * When the authority was told.
 */
notified_at: string | null, 
/**
 * Nature of the breach.
 */
nature: string, 
/**
 * Categories and approximate number of persons and of records.
 */
persons: string, 
/**
 * Likely consequences.
 */
consequences: string, 
/**
 * Measures taken or planned.
 */
measures: string, 
/**
 * Why the authority was not told, or late.
 */
reason: string, 
/**
 * The last moment to notify (out only).
 */
deadline: string, 
/**
 * Whole hours left; negative when late; none once notified (out only).
 */
hours_left: number | null, };

/**
 * What came of a campaign.
 */
export type CampaignResult = { 
/**
 * Answers read.
 */
asked: number, 
/**
 * Messages opened, when the file tells.
 */
opened: number | null, 
/**
 * Said yes.
 */
agreed: number, 
/**
 * Said no.
 */
refused: number, 
/**
 * Did not answer.
 */
silent: number, 
/**
 * Did not get the message.
 */
bounced: number, 
/**
 * Answered neither yes nor no.
 */
unread: number, 
/**
 * Are not in the file.
 */
unknown: number, };

/**
 * Who may be asked for a consent.
 */
export type CampaignView = { 
/**
 * File name.
 */
file: string, 
/**
 * How many may be asked.
 */
count: number, 
/**
 * The first of them.
 */
asked: Array<AskedRow>, 
/**
 * How many are not asked, by reason in words.
 */
left_out: Array<Counted>, 
/**
 * Channels that somebody may be asked about.
 */
about: Array<Channel>, };

/**
 * What a note reveals, or the signal it gives (GDPR 9 and 10, then what is excessive).
 */
export type Category = "health" | "ethnic_origin" | "political" | "religion" | "union" | "sex_life" | "genetic_biometric" | "criminal" | "insult" | "judgement" | "family" | "hardship" | "national_id" | "bank" | "opposition" | "consent";

/**
 * How a cell of the preview looks in the file.
 */
export type CellStyle = { 
/**
 * 0-based column.
 */
column: number, 
/**
 * Background, as `#1f4e5f`.
 */
fill: string | null, 
/**
 * Bold text.
 */
bold: boolean, };

/**
 * A question whose answer counts otherwise than last time.
 */
export type Change = { 
/**
 * The question.
 */
question: string, 
/**
 * What it counted as.
 */
before: Level, 
/**
 * What it counts as.
 */
after: Level, };

/**
 * A way to reach a person.
 */
export type Channel = "email" | "sms" | "phone" | "post";

/**
 * What the file says of consent for one channel.
 */
export type ChannelConsent = { 
/**
 * The channel.
 */
channel: Channel, 
/**
 * Contacts that said yes.
 */
given: number, 
/**
 * Contacts that said no.
 */
refused: number, 
/**
 * Contacts that can be reached on it and of whom nothing is known.
 */
unknown: number, };

/**
 * Which check made a finding (the command-line contract's `check`).
 */
export type Check = "sensitive_note" | "opposition" | "consent_missing" | "consent_expired" | "consent_contradicted" | "consent_unproved" | "stale" | "stale_soon" | "date_missing" | "date_invalid" | "excessive_column" | "duplicate" | "suppressed" | "hidden_content" | "invalid_contact";

/**
 * One option or several.
 */
export type Choice = string | Array<string>;

/**
 * Green, amber or red; always shown with its word.
 */
export type Colour = "green" | "amber" | "red";

/**
 * One column, and what it holds.
 */
export type ColumnView = { 
/**
 * 0-based index.
 */
index: number, 
/**
 * Its letters.
 */
letter: string, 
/**
 * Header text, empty when there is none.
 */
header: string, 
/**
 * What it holds.
 */
role: Role, 
/**
 * How sure that is, 0 to 1; 1 when a person chose.
 */
confidence: number, 
/**
 * Why this role was proposed, in one sentence.
 */
why: string, 
/**
 * True when a person chose the role (now, or in an earlier file with the same headers).
 */
chosen: boolean, 
/**
 * True when the person should look: the guess is unsure.
 */
unsure: boolean, 
/**
 * True when the file hides it.
 */
hidden: boolean, 
/**
 * Its width in the file, in characters, when the file says.
 */
width: number | null, 
/**
 * Number of rows that hold something in it.
 */
filled: number, 
/**
 * A few different values, as read.
 */
samples: Array<string>, };

/**
 * Who the company is. Empty texts are shown as "to complete".
 */
export type Company = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its trade, in a few words: "vocational training".
 */
activity: string, 
/**
 * Street.
 */
address: string, 
/**
 * Postcode and town.
 */
town: string, 
/**
 * Registration number (SIREN in France).
 */
registration: string, 
/**
 * Address for questions and requests.
 */
email: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * Web site.
 */
website: string, 
/**
 * Who represents it.
 */
representative: string, 
/**
 * Person in charge of personal data.
 */
contact: string, 
/**
 * Data protection officer, when there is one.
 */
dpo: string, 
/**
 * How many people work there.
 */
staff: number, };

/**
 * A stretch of a sheet, before and after.
 */
export type ComparePage = { 
/**
 * How many rows there are to show.
 */
total: number, 
/**
 * How many of the sheet's rows change.
 */
changed: number, 
/**
 * Columns that disappear (0-based).
 */
columns_removed: Array<number>, 
/**
 * The stretch asked for.
 */
rows: Array<ComparedRow>, };

/**
 * Which rows of a sheet are wanted.
 */
export type CompareRequest = { 
/**
 * The sheet.
 */
sheet: string, 
/**
 * Rows that change alone.
 */
changed_only: boolean, 
/**
 * How many rows to skip.
 */
offset: number, 
/**
 * How many rows to give, 500 at most.
 */
limit: number, };

/**
 * A cell that changes.
 */
export type ComparedCell = { 
/**
 * 0-based column.
 */
column: number, 
/**
 * What it holds afterwards.
 */
text: string, };

/**
 * One row, before and after.
 */
export type ComparedRow = { 
/**
 * 1-based number in the original.
 */
number: number, 
/**
 * What becomes of it.
 */
fate: RowFate, 
/**
 * Its cells from column A, as a person would read them.
 */
before: Array<string>, 
/**
 * Its cells that change.
 */
after: Array<ComparedCell>, };

/**
 * Somebody else's work that the program carries.
 */
export type Component = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its version.
 */
version: string, 
/**
 * Its licence, as an SPDX expression.
 */
licence: string, };

/**
 * How sure a legal statement is; anything but `Verified` is shown as a prudent reading.
 */
export type Confidence = "verified" | "single" | "inferred";

/**
 * When contacts were last heard of.
 */
export type ContactAges = { 
/**
 * Months after which a prospect must go (36 in the French pack).
 */
limit_months: number, 
/**
 * Buckets from the most recent to the oldest; they meet at the limit.
 */
buckets: Array<AgeBucket>, 
/**
 * Contacts without any readable date.
 */
undated: number, };

/**
 * A number of people under a name.
 */
export type Counted = { 
/**
 * The name.
 */
name: string, 
/**
 * How many.
 */
count: number, };

/**
 * A decision to take.
 */
export type Decide = { 
/**
 * About what.
 */
findings: Selection, 
/**
 * What to do; findings that do not propose it are left alone. None takes each finding's
 * suggested action.
 */
action: ActionKind | null, 
/**
 * `rewrite`: the whole new text, or none for the proposed one. `set_cell`: the value, or none
 * for the proposed one. `keep`: the reason. Else none.
 */
value: string | null, };

/**
 * What a decision, an undo or a redo changed.
 */
export type Decided = { 
/**
 * The history entry concerned; none when there was nothing to do.
 */
operation: number | null, 
/**
 * How many findings have another decision now.
 */
changed: number, 
/**
 * The first of them. (Not all: a bulk decision may be about a hundred thousand.)
 */
first: string | null, 
/**
 * Findings that were left alone because they do not propose that action.
 */
skipped: number, 
/**
 * How things stand now.
 */
states: StateCounts, 
/**
 * Is there something to undo?
 */
can_undo: boolean, 
/**
 * Is there something to redo?
 */
can_redo: boolean, };

/**
 * What was decided about a finding.
 */
export type DecisionView = { 
/**
 * What is done.
 */
action: ActionKind, 
/**
 * New text, value or reason.
 */
value: string | null, 
/**
 * The history entry that holds it; none when it comes from memory.
 */
operation: number | null, 
/**
 * Who decided.
 */
author: string, 
/**
 * When (RFC 3339).
 */
at: string, };

/**
 * A document of the list.
 */
export type DocumentRow = { 
/**
 * Its id, as `register`.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What it is, in a few words.
 */
subtitle: string, 
/**
 * The files it becomes, by name.
 */
files: Array<string>, 
/**
 * How many places are left to complete.
 */
to_complete: number, };

/**
 * A document, to be looked at and corrected.
 */
export type DocumentView = { 
/**
 * Its line in the list.
 */
row: DocumentRow, 
/**
 * What its reader must know first; may be empty.
 */
note: string, 
/**
 * Its sections.
 */
sections: Array<SectionView>, 
/**
 * Its versions, the last one first.
 */
versions: Array<VersionView>, };

/**
 * How long something is kept; what the company chose otherwise is in `answers.retention`.
 */
export type DurationView = { 
/**
 * Its id, a key of `answers.retention`.
 */
id: string, 
/**
 * What is kept.
 */
text: string, 
/**
 * From when years are counted.
 */
start: string, 
/**
 * Years, by reference.
 */
years: number, 
/**
 * What the law says.
 */
basis: Array<BasisView>, };

/**
 * What an entry of the history is.
 */
export type EntryKind = "decide" | "export";

/**
 * Kinds of trouble.
 */
export type ErrorCode = "file_not_readable" | "not_a_spreadsheet" | "password_needed" | "password_wrong" | "protected_otherwise" | "damaged" | "empty" | "too_big" | "unknown" | "not_audited" | "bad_request" | "target_refused" | "target_exists" | "edit_unsafe" | "not_writable" | "check_failed" | "original_changed" | "cancelled" | "store" | "store_newer" | "packs";

/**
 * How the cleaned copy is wanted.
 */
export type ExportOptions = { 
/**
 * Where to write it; its extension says the format. Never the original.
 */
target: string, 
/**
 * Where to write the change log (xlsx); none for no log.
 */
log: string | null, 
/**
 * Where to write the certificate (xlsx or html); none for no certificate.
 */
certificate: string | null, 
/**
 * Empty the rows that would be deleted: for files whose structure forbids deleting.
 */
blank_rows: boolean, 
/**
 * Add drop-down lists, reminders and columns for consents.
 */
aids: boolean, 
/**
 * Archived rows go to a file of their own beside the copy, not to a sheet of it.
 */
archive_file: boolean, 
/**
 * The copy opens with a password.
 */
protect: boolean, 
/**
 * That password; none takes the one of the original.
 */
password: Secret | null, 
/**
 * Replace existing files.
 */
force: boolean, 
/**
 * Write every refusal in the copy, channel by channel, and keep those people on the suppression
 * list.
 */
refusals: boolean, };

/**
 * What came out.
 */
export type ExportResult = { 
/**
 * The cleaned copy.
 */
path: string, 
/**
 * The change log, when one was asked for.
 */
log: string | null, 
/**
 * The certificate, when one was asked for.
 */
certificate: string | null, 
/**
 * Cells that got another content.
 */
cells_changed: number, 
/**
 * Rows that disappeared.
 */
rows_removed: number, 
/**
 * Rows that went to the archive.
 */
rows_moved: number, 
/**
 * The files they went to, when they left the copy.
 */
archives: Array<string>, 
/**
 * Parts of the package that changed.
 */
parts_changed: number, 
/**
 * Parts of the package.
 */
parts_total: number, 
/**
 * True: the copy was opened again, nothing removed is left in it and nothing else changed.
 */
checked: boolean, 
/**
 * What this format could not keep, one sentence each.
 */
not_kept: Array<string>, 
/**
 * People who entered the suppression list.
 */
suppressed: number, 
/**
 * SHA-256 of the copy, lower-case hexadecimal.
 */
sha256: string, };

/**
 * One value of a facet.
 */
export type Facet = { 
/**
 * What to put in the filter.
 */
value: string, 
/**
 * What to show, when it is not a word of the contract (header of a column, title of a rule).
 */
label: string | null, 
/**
 * How many findings.
 */
count: number, };

/**
 * Counts beside each possible value of a filter; each facet ignores its own filter.
 */
export type Facets = { 
/**
 * By check.
 */
check: Array<Facet>, 
/**
 * By category.
 */
category: Array<Facet>, 
/**
 * By severity, worst first.
 */
severity: Array<Facet>, 
/**
 * By state.
 */
state: Array<Facet>, 
/**
 * By sheet.
 */
sheet: Array<Facet>, 
/**
 * By column.
 */
column: Array<Facet>, 
/**
 * By rule.
 */
rule: Array<Facet>, 
/**
 * By author of the note, where a column or a signature says who that is.
 */
author: Array<Facet>, };

/**
 * Something that the company says of itself.
 */
export type FactView = { 
/**
 * Its id, a key of `answers.profile`.
 */
id: string, 
/**
 * One option or several.
 */
kind: Kind, 
/**
 * What is asked.
 */
text: string, 
/**
 * Its options.
 */
options: Array<OptionView>, };

/**
 * How many contacts of a file must not be contacted.
 */
export type FileChecked = { 
/**
 * File name.
 */
file: string, 
/**
 * Contacts.
 */
people: number, 
/**
 * Those on the list.
 */
suppressed: number, 
/**
 * Where the first of them are.
 */
rows: Array<SuppressedRow>, };

/**
 * Whom is looked for, where, and why.
 */
export type FindRequest = { 
/**
 * A name, an e-mail address or a number.
 */
person: string, 
/**
 * Further marks of the same person.
 */
also: Array<string>, 
/**
 * Files and folders (walked).
 */
paths: Array<string>, 
/**
 * What they ask for.
 */
kind: RequestKind, 
/**
 * The day they asked; today when none.
 */
received: string | null, };

/**
 * Which findings are wanted. An empty list or text narrows nothing; filled ones narrow together.
 */
export type FindingFilter = { 
/**
 * Any of these checks.
 */
check?: Array<Check>, 
/**
 * Any of these categories.
 */
category?: Array<Category>, 
/**
 * Any of these severities.
 */
severity?: Array<Severity>, 
/**
 * Any of these states.
 */
state?: Array<State>, 
/**
 * Any of these sheets.
 */
sheet?: Array<string>, 
/**
 * Any of these columns, as `Feuil1!L` (facet values).
 */
column?: Array<string>, 
/**
 * Any of these rules.
 */
rule?: Array<string>, 
/**
 * Any of these authors of notes.
 */
author?: Array<string>, 
/**
 * Only findings that propose this action.
 */
offers?: ActionKind, 
/**
 * Words to find in the note, the message or the contact (case and accents ignored).
 */
search?: string, 
/**
 * Only findings about the same words and rule as this finding.
 */
same_as?: string, 
/**
 * Only findings of this 1-based row (with `sheet`).
 */
row?: number, 
/**
 * Only what comes (true) or does not come (false) from an earlier version of the file.
 */
remembered?: boolean, };

/**
 * A finding in the list.
 */
export type FindingLine = { 
/**
 * Its id, the same at every run on the same file.
 */
id: string, 
/**
 * Which check spoke.
 */
check: Check, 
/**
 * What the note reveals, for notes.
 */
category: Category | null, 
/**
 * How pressing it is.
 */
severity: Severity, 
/**
 * Sheet, empty when it is about the whole file.
 */
sheet: string, 
/**
 * 1-based row.
 */
row: number | null, 
/**
 * Column letters.
 */
column: string | null, 
/**
 * Cell, as `L12`.
 */
cell: string | null, 
/**
 * Who the row is about (name or company), as read.
 */
contact: string, 
/**
 * The words that triggered it, empty when it is about something absent.
 */
text: string, 
/**
 * One plain sentence.
 */
message: string, 
/**
 * Where it stands.
 */
state: State, 
/**
 * True when the decision comes from an earlier version of the file.
 */
remembered: boolean, };

/**
 * A stretch of the list.
 */
export type FindingPage = { 
/**
 * How many findings the filter lets through.
 */
total: number, 
/**
 * How many of those are still open.
 */
open: number, 
/**
 * The stretch asked for.
 */
items: Array<FindingLine>, };

/**
 * Everything about one finding.
 */
export type FindingView = { 
/**
 * The same as in the list.
 */
line: FindingLine, 
/**
 * Rule id, as `fr.health.maternity-leave`.
 */
rule: string, 
/**
 * Title of the rule.
 */
title: string, 
/**
 * Why it is a problem, in one plain sentence.
 */
why: string, 
/**
 * What to write instead, in one plain sentence; empty when there is nothing to say.
 */
advice: string, 
/**
 * Legal grounds.
 */
basis: Array<BasisView>, 
/**
 * What can be done, the suggested action first.
 */
actions: Array<ActionView>, 
/**
 * The whole text of the cell, as read.
 */
note: string, 
/**
 * Every finding of that cell, to be marked in the note.
 */
marks: Array<Mark>, 
/**
 * Words of the cell that look like something and were left alone.
 */
spared: Array<SparedView>, 
/**
 * The proposed whole new text of the cell; none when no rewriting is proposed.
 */
proposed: string | null, 
/**
 * What was decided; none while it is open.
 */
decided: DecisionView | null, 
/**
 * The contact's row: filled cells with their headers.
 */
row: Array<RowCell>, 
/**
 * How many other findings, open or not, are about the same words and rule: decide once.
 */
same: number, };

/**
 * Contacts that reach the limit in one month.
 */
export type ForecastMonth = { 
/**
 * The month, as `2026-11`.
 */
month: string, 
/**
 * Number of contacts.
 */
contacts: number, };

/**
 * File format of a source or a target.
 */
export type Format = "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "csv" | "tsv";

/**
 * An answer with what goes with it; who does what is missing may be known before any answer is.
 */
export type Given = { 
/**
 * The answer; none yet for a question that only has somebody to settle it.
 */
answer: Answer | null, 
/**
 * For yes: where the proof is.
 */
proof: string, 
/**
 * For "not applicable": why.
 */
reason: string, 
/**
 * Who will do what is missing.
 */
owner: string, 
/**
 * By when.
 */
due: string | null, 
/**
 * How far it is.
 */
status: Status, 
/**
 * The figure that was shown beside the question when it was answered.
 */
seen: Seen | null, };

/**
 * A row that speaks of the person.
 */
export type HeldRow = { 
/**
 * File name.
 */
file: string, 
/**
 * Sheet.
 */
sheet: string, 
/**
 * 1-based row.
 */
row: number, 
/**
 * Is the row about the person, or does it only mention them?
 */
about: boolean, 
/**
 * Is the name written otherwise? Then somebody must confirm.
 */
likely: boolean, 
/**
 * Header and value of each filled cell, other people left out.
 */
cells: Array<HeldText>, };

/**
 * A filled cell, or a comment (without a header).
 */
export type HeldText = { 
/**
 * Header of its column.
 */
header: string, 
/**
 * What it holds.
 */
value: string, };

/**
 * What can be hidden in a workbook.
 */
export type HiddenKind = "sheet" | "rows" | "columns" | "comments" | "authors" | "custom_properties" | "thumbnail" | "external_links" | "embedded_files" | "macros" | "connections" | "pivot_caches" | "change_history" | "printer_settings" | "custom_xml";

/**
 * A kind of content outside the cells.
 */
export type HiddenView = { 
/**
 * What it is.
 */
kind: HiddenKind, 
/**
 * How many there are.
 */
count: number, 
/**
 * The sheet, when it belongs to one.
 */
sheet: string | null, };

/**
 * Everything that was decided on a file, the last first.
 */
export type History = { 
/**
 * One entry an operation.
 */
entries: Array<HistoryEntry>, 
/**
 * Is there something to undo?
 */
can_undo: boolean, 
/**
 * Is there something to redo?
 */
can_redo: boolean, };

/**
 * One operation.
 */
export type HistoryEntry = { 
/**
 * Its number, growing.
 */
id: number, 
/**
 * What it is.
 */
kind: EntryKind, 
/**
 * When (RFC 3339).
 */
at: string, 
/**
 * Who.
 */
author: string, 
/**
 * What was done; none for mixed actions (suggested ones in bulk) and exports.
 */
action: ActionKind | null, 
/**
 * How many findings.
 */
findings: number, 
/**
 * The first finding concerned, when the present audit still has it.
 */
first: string | null, 
/**
 * Its place, as `Prospects!L12`.
 */
place: string | null, 
/**
 * True when it was undone.
 */
undone: boolean, 
/**
 * For exports: where the copy was written.
 */
path: string | null, 
/**
 * For exports: decisions have changed since.
 */
outdated: boolean, };

/**
 * A line of the journal.
 */
export type JournalLine = { 
/**
 * 1, 2, 3 …
 */
number: number, 
/**
 * When (RFC 3339).
 */
at: string, 
/**
 * What happened: audited, decided, cleaned …
 */
event: string, 
/**
 * Counts, hashes and versions, by name.
 */
facts: { [key in string]: string }, 
/**
 * SHA-256 that binds it to the line before, in hexadecimal.
 */
hash: string, };

/**
 * The journal: what happened, the first line first, and whether the lines hold together.
 */
export type JournalView = { 
/**
 * Its lines.
 */
lines: Array<JournalLine>, 
/**
 * The first line that does not follow the one before; none when all hold.
 */
first_fault: number | null, };

/**
 * A question that this company is asked, and what its answer counts as.
 */
export type Judged = { 
/**
 * The question.
 */
question: string, 
/**
 * Its block.
 */
block: string, 
/**
 * What it counts as.
 */
level: Level, 
/**
 * Why.
 */
reason: Reason, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * What the audit says, where it can measure this.
 */
proposal: Proposal | null, 
/**
 * The answer relied on a figure that the present audit no longer confirms.
 */
stale: boolean, };

/**
 * A retention period the company chose.
 */
export type Kept = { 
/**
 * Years.
 */
years: number, 
/**
 * Why, when longer than the reference.
 */
reason: string, };

/**
 * How many options a fact takes.
 */
export type Kind = "one" | "many";

/**
 * Language of what users read.
 */
export type Lang = "fr" | "en";

/**
 * What an answer counts as.
 */
export type Level = "yes" | "partly" | "no" | "na";

/**
 * A stretch of a note to be marked.
 */
export type Mark = { 
/**
 * The finding.
 */
finding: string, 
/**
 * First character (Unicode characters, from 0).
 */
start: number, 
/**
 * One past the last character.
 */
end: number, 
/**
 * What it reveals.
 */
category: Category | null, 
/**
 * How pressing it is.
 */
severity: Severity, 
/**
 * Where it stands.
 */
state: State, };

/**
 * The audit whose figures are shown beside questions.
 */
export type MeasuredView = { 
/**
 * Name of the file.
 */
file: string, 
/**
 * Its SHA-256.
 */
sha256: string, 
/**
 * Day of the audit (`YYYY-MM-DD`).
 */
as_of: string, 
/**
 * Lines of data.
 */
rows: number, };

/**
 * What the message of a campaign is made of.
 */
export type MessageParts = { 
/**
 * Channels asked about.
 */
about: Array<Channel>, 
/**
 * The company.
 */
company: string, 
/**
 * What it offers.
 */
offer: string, 
/**
 * Where the details come from.
 */
source: string, 
/**
 * Where to answer.
 */
contact: string, };

/**
 * One note.
 */
export type NoteView = { 
/**
 * Its sheet.
 */
sheet: string, 
/**
 * Its cell, as `L12`.
 */
cell: string, 
/**
 * Who its row is about; empty when nobody can tell.
 */
contact: string, 
/**
 * The note, as written.
 */
text: string, 
/**
 * What was found in it, in order.
 */
marks: Array<Mark>, };

/**
 * A stretch of the notes, in the file's order.
 */
export type NotesPage = { 
/**
 * How many notes the request lets through.
 */
total: number, 
/**
 * The stretch asked for.
 */
notes: Array<NoteView>, };

/**
 * A request for a stretch of the notes.
 */
export type NotesRequest = { 
/**
 * Words to find in the note or the contact (case and accents ignored).
 */
search: string, 
/**
 * Only notes without any finding.
 */
unmarked: boolean, 
/**
 * How many to skip.
 */
offset: number, 
/**
 * How many to give, 500 at most.
 */
limit: number, };

/**
 * How a file is to be opened.
 */
export type OpenRequest = { 
/**
 * Where it lies.
 */
path: string, 
/**
 * How to read it; none reads it as the last time.
 */
reading: Reading | null, 
/**
 * The password that it opens with, when it needs one.
 */
password: Secret | null, };

/**
 * A file, read, before or after its audit.
 */
export type OpenedFile = { 
/**
 * What the other calls name this file by, as long as the program runs.
 */
id: string, 
/**
 * File name without its folder.
 */
name: string, 
/**
 * Where it lies.
 */
path: string, 
/**
 * Format it was read from.
 */
format: Format, 
/**
 * Size in bytes.
 */
size: number, 
/**
 * SHA-256 of its bytes, lower-case hexadecimal.
 */
sha256: string, 
/**
 * Its sheets, hidden ones included, in the file's order.
 */
sheets: Array<SheetView>, 
/**
 * What it holds outside its cells.
 */
hidden: Array<HiddenView>, 
/**
 * What could not be read as meant.
 */
warnings: Array<Warning>, 
/**
 * What a person said of how it is read.
 */
reading: Reading, 
/**
 * Text files: how it was read.
 */
text: TextView | null, 
/**
 * Work found again from an earlier time, when there is some.
 */
resumed: Resumed | null, };

/**
 * An option of a fact.
 */
export type OptionView = { 
/**
 * Its id.
 */
id: string, 
/**
 * What is ticked.
 */
text: string, };

/**
 * How long a company keeps its prospects, by its own decision (GDPR 5(1)(e)).
 */
export type OwnRetention = { 
/**
 * Years after the last contact, 1 to 30.
 */
years: number, 
/**
 * Why: what the company would answer if asked.
 */
reason: string, };

/**
 * A sentence, and what the person wants of it.
 */
export type OwnSentence = { 
/**
 * The sentence.
 */
text: string, 
/**
 * True when something must be flagged in it, false when nothing may be.
 */
flagged: boolean, };

/**
 * A word, or a few in a row, that must be flagged.
 */
export type OwnWord = { 
/**
 * The words: letters, digits, spaces, hyphens and apostrophes.
 */
text: string, 
/**
 * What they reveal.
 */
category: Category, };

/**
 * Everything a person added to the rules.
 */
export type OwnWords = { 
/**
 * Words that must be flagged.
 */
flagged: Array<OwnWord>, 
/**
 * Words that must be left alone whichever rule would speak.
 */
spared: Array<string>, 
/**
 * Sentences kept as tests of these words.
 */
sentences: Array<OwnSentence>, };

/**
 * A request for a stretch of the list.
 */
export type PageRequest = { 
/**
 * Which findings.
 */
filter: FindingFilter, 
/**
 * In which order.
 */
sort: Sort, 
/**
 * How many to skip.
 */
offset: number, 
/**
 * How many to give, 500 at most.
 */
limit: number, };

/**
 * The documents that were made.
 */
export type Papers = { 
/**
 * Where they are.
 */
folder: string, 
/**
 * Their names.
 */
files: Array<string>, 
/**
 * How many places are left to complete in them.
 */
to_complete: number, 
/**
 * Documents that say something new since they were last made.
 */
changed: Array<string>, };

/**
 * What documents are to be made, and where.
 */
export type PapersRequest = { 
/**
 * The folder, made when missing.
 */
folder: string, 
/**
 * Ids of documents; all of them when empty.
 */
documents: Array<string>, 
/**
 * May files that are there be replaced?
 */
replace: boolean, };

/**
 * Everything held on somebody.
 */
export type PersonFound = { 
/**
 * The rows that speak of them.
 */
rows: Array<HeldRow>, 
/**
 * What to do, for another request than a copy.
 */
steps: Array<PersonStep>, 
/**
 * Files that were read.
 */
files: number, 
/**
 * Files that could not be read, with the reason.
 */
unread: Array<string>, 
/**
 * Paths of files that ask for their password.
 */
locked: Array<string>, 
/**
 * The last day to answer.
 */
due: string, };

/**
 * Something to do in a file.
 */
export type PersonStep = { 
/**
 * File name.
 */
file: string, 
/**
 * Sheet.
 */
sheet: string, 
/**
 * 1-based row.
 */
row: number, 
/**
 * Cell, when one is concerned.
 */
cell: string | null, 
/**
 * What, in words.
 */
action: string, 
/**
 * Must somebody confirm that the row is about the person?
 */
confirm: boolean, };

/**
 * A piece of a section.
 */
export type PieceView = { 
/**
 * A key of `answers.edits`.
 */
key: string, 
/**
 * Did the company write it otherwise than proposed?
 */
edited: boolean, 
/**
 * The grounds it states, as people cite them.
 */
basis: Array<string>, 
/**
 * What is shown.
 */
body: BodyView, };

/**
 * What the decisions taken so far will change.
 */
export type PlanPreview = { 
/**
 * Cells that get another content.
 */
cells_changed: number, 
/**
 * Rows that disappear.
 */
rows_removed: number, 
/**
 * Rows that go to the archive.
 */
rows_moved: number, 
/**
 * Columns that disappear.
 */
columns_removed: number, 
/**
 * Hidden parts that disappear.
 */
parts_removed: number, 
/**
 * Findings nobody decided on.
 */
open: number, 
/**
 * Where the copy could go: beside the original.
 */
target: string, 
/**
 * Where the change log could go.
 */
log: string, 
/**
 * Where the certificate could go, without its extension (`xlsx` or `html`).
 */
certificate: string, 
/**
 * May columns get drop-down lists, reminders and columns for consents? (xlsx and xlsm)
 */
aids: boolean, 
/**
 * Do archived rows go to a file of their own in any case? (text files, which have no other sheet)
 */
archives_apart: boolean, 
/**
 * May the copy get a password? (xlsx, xlsm and ods)
 */
takes_password: boolean, 
/**
 * The original has a password.
 */
locked: boolean, };

/**
 * One row of the preview.
 */
export type PreviewRow = { 
/**
 * 1-based number.
 */
number: number, 
/**
 * True when the file hides it.
 */
hidden: boolean, 
/**
 * Its cells from column A, as a person would read them.
 */
cells: Array<string>, 
/**
 * How those of its cells look that do not look plain, when the file says.
 */
styles: Array<CellStyle>, };

/**
 * A company that handles data for this one (GDPR, Article 28).
 */
export type Processor = { 
/**
 * Its name.
 */
name: string, 
/**
 * What it does: "e-mailing".
 */
service: string, 
/**
 * Where it keeps the data: "France".
 */
location: string, 
/**
 * Outside the European Economic Area?
 */
outside_eea: boolean, 
/**
 * What makes a transfer lawful: "standard clauses".
 */
guarantee: string, 
/**
 * Is there a contract with the commitments of Article 28?
 */
contract: boolean, };

/**
 * How far a job is.
 */
export type Progress = { 
/**
 * What it is busy with.
 */
stage: Stage, 
/**
 * Steps done in this stage.
 */
done: number, 
/**
 * Steps of this stage; 0 when unknown.
 */
total: number, 
/**
 * Seconds left in this stage, once that can be told.
 */
seconds_left: number | null, };

/**
 * What an audit says about a question.
 */
export type Proposal = { 
/**
 * The answer it proposes.
 */
level: Level, 
/**
 * How many findings there are.
 */
count: number, 
/**
 * In how many lines.
 */
rows: number, 
/**
 * The file, the day and the count, to be kept with the answer.
 */
seen: Seen, 
/**
 * Name of the file.
 */
file: string, };

/**
 * A question, with its help and what its answer counts as.
 */
export type QuestionView = { 
/**
 * Its id, a key of `answers.answers`.
 */
id: string, 
/**
 * Can the result be no better than this answer?
 */
blocking: boolean, 
/**
 * The question.
 */
text: string, 
/**
 * Why it is asked.
 */
why: string, 
/**
 * What "yes" looks like.
 */
example: string, 
/**
 * What the law says, with how sure it is.
 */
basis: Array<BasisView>, 
/**
 * What the audit measured, as a sentence.
 */
evidence: string | null, 
/**
 * What its answer counts as.
 */
judged: Judged, };

/**
 * What a person says of how a file is read; the rest is guessed.
 */
export type Reading = { 
/**
 * Text files: the character between two fields.
 */
separator: string | null, 
/**
 * Text files: the encoding, by its label (`utf-8`, `windows-1252`).
 */
encoding: string | null, 
/**
 * Workbooks edited in place: numbers, dates and booleans as the text that is seen.
 */
as_text: boolean, 
/**
 * Header rows by sheet (1-based, first and last; none: no header), where a person said so.
 */
headers: { [key in string]: [number, number] | null }, };

/**
 * Why an answer counts as it does.
 */
export type Reason = "answered" | "no_proof" | "no_reason" | "unknown" | "unanswered" | "measured" | "contradicted";

/**
 * A file opened lately.
 */
export type RecentFile = { 
/**
 * Where it lies.
 */
path: string, 
/**
 * File name without its folder.
 */
name: string, 
/**
 * When it was last opened (RFC 3339).
 */
opened_at: string, 
/**
 * Is it still there?
 */
exists: boolean, 
/**
 * Decisions taken on it.
 */
decisions: number, };

/**
 * What was read into the suppression list.
 */
export type RefusalsRead = { 
/**
 * Contacts in the files.
 */
people: number, 
/**
 * Those who refuse.
 */
refusals: number, 
/**
 * Those who were not on the list yet.
 */
added: number, };

/**
 * What a person asks for.
 */
export type RequestKind = "access" | "rectification" | "erasure" | "opposition";

/**
 * A person's request.
 */
export type RequestView = { 
/**
 * Its number; 0 for a new one.
 */
id: number, 
/**
 * The day it came (`YYYY-MM-DD`).
 */
received: string, 
/**
 * The day the person was told that it takes two more months.
 */
extended: string | null, 
/**
 * The day it was answered.
 */
answered: string | null, 
/**
 * access, rectification, erasure, restriction, portability or objection.
 */
kind: string, 
/**
 * Who asks.
 */
person: string, 
/**
 * Anything worth keeping.
 */
note: string, 
/**
 * The last day to answer (out only).
 */
deadline: string, 
/**
 * Days left; negative when late; none once answered (out only).
 */
days_left: number | null, };

/**
 * Work found again.
 */
export type Resumed = { 
/**
 * Decisions of this very file (same bytes) that were found again.
 */
decisions: number, 
/**
 * Moment of the last of them.
 */
last_at: string | null, };

/**
 * Role of a column (the command-line contract's `role`).
 */
export type Role = "company" | "civility" | "first_name" | "last_name" | "full_name" | "job_title" | "email" | "phone" | "mobile" | "address" | "postcode" | "city" | "country" | "website" | "siren" | "notes" | "last_contact" | "last_outbound" | "next_action" | "created" | "status" | "source" | "audience" | "consent_email" | "consent_sms" | "consent_phone" | "consent_post" | "consent_date" | "consent_proof" | "opt_out" | "birth_date" | "national_id" | "iban" | "sensitive" | "other";

/**
 * A filled cell of the contact's row.
 */
export type RowCell = { 
/**
 * Column letters.
 */
letter: string, 
/**
 * Header text.
 */
header: string, 
/**
 * What the cell holds, as a person reads it.
 */
value: string, };

/**
 * What becomes of a row.
 */
export type RowFate = "same" | "changed" | "deleted" | "moved";

/**
 * One rule of the lexicons.
 */
export type RuleView = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it finds.
 */
category: Category, 
/**
 * How pressing that is.
 */
severity: Severity, 
/**
 * Title.
 */
title: string, 
/**
 * Why it is a problem.
 */
why: string, 
/**
 * What to write instead; may be empty.
 */
advice: string, 
/**
 * Legal grounds.
 */
basis: Array<BasisView>, };

/**
 * What an assessment gave, kept to compare with. Counts and colours only.
 */
export type Run = { 
/**
 * Its day.
 */
on: string, 
/**
 * Its overall colour.
 */
colour: Colour, 
/**
 * Its share, in percent.
 */
share: number, 
/**
 * Block → share, in percent.
 */
blocks: { [key in string]: number }, 
/**
 * Question → what its answer counted as.
 */
levels: { [key in string]: Level }, };

/**
 * Low, medium or high: a risk, or an effort.
 */
export type Scale = "low" | "medium" | "high";

/**
 * A share with its name and colour.
 */
export type ScoreView = { 
/**
 * Of what.
 */
title: string, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * In percent.
 */
share: number, };

/**
 * A password.
 */
export type Secret = string;

/**
 * A section.
 */
export type SectionView = { 
/**
 * Its id in the document.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What it holds.
 */
pieces: Array<PieceView>, };

/**
 * The figure of an audit, as it was when an answer relied on it.
 */
export type Seen = { 
/**
 * SHA-256 of the audited file.
 */
sha256: string, 
/**
 * Day of the audit.
 */
as_of: string, 
/**
 * How many were found.
 */
count: number, };

/**
 * Which findings a decision is about.
 */
export type Selection = { "by": "ids", 
/**
 * Finding ids.
 */
ids: Array<string>, } | { "by": "filter", 
/**
 * The filter.
 */
filter: FindingFilter, };

/**
 * What the person set. Unknown fields of a newer version are dropped, missing ones take defaults.
 */
export type Settings = { 
/**
 * Language of the window and of messages.
 */
lang: Lang, 
/**
 * Colours.
 */
theme: Theme, 
/**
 * Country pack, as `fr`.
 */
country: string, 
/**
 * The person's own retention period for prospects; the country's when none.
 */
own_retention: OwnRetention | null, 
/**
 * Name written beside decisions.
 */
author: string, 
/**
 * Single-letter keys in the review.
 */
letter_keys: boolean, 
/**
 * Keys that the person changed: action → keys, as `ctrl+shift+z` (empty: no key).
 */
keys: { [key in string]: string }, 
/**
 * Severities of categories of notes, where the person's own differ from the rules'.
 */
severities: { [key in Category]?: Severity }, 
/**
 * Zoom of the window, in percent (50 to 200).
 */
zoom: number, 
/**
 * Area and page shown last, as `company/journal`: where the window opens; empty at first.
 */
place: string, };

/**
 * How pressing a finding is. Orders from the least to the most pressing.
 */
export type Severity = "info" | "minor" | "major" | "critical";

/**
 * One sheet of an opened file.
 */
export type SheetView = { 
/**
 * Name on its tab.
 */
name: string, 
/**
 * Is it on show?
 */
visibility: Visibility, 
/**
 * Is it audited? (a person may leave a sheet out)
 */
included: boolean, 
/**
 * Number of rows below the header that hold something.
 */
rows: number, 
/**
 * 1-based first and last rows of the header; none when the sheet has no header.
 */
header_rows: [number, number] | null, 
/**
 * Its columns, from A.
 */
columns: Array<ColumnView>, 
/**
 * Its first rows, header and title rows included.
 */
preview: Array<PreviewRow>, 
/**
 * True when the roles come from an earlier file with the same headers.
 */
remembered: boolean, };

/**
 * In which order findings are listed.
 */
export type Sort = "severity" | "place" | "kind";

/**
 * Why words that look like something were left alone.
 */
export type SparedBecause = "context" | "name" | "alone";

/**
 * Words that look like something and were left alone.
 */
export type SparedView = { 
/**
 * First character (Unicode characters, from 0).
 */
start: number, 
/**
 * One past the last character.
 */
end: number, 
/**
 * Title of the rule that would have spoken.
 */
title: string, 
/**
 * Why it did not.
 */
because: SparedBecause, };

/**
 * What a job is busy with.
 */
export type Stage = "reading" | "searching" | "auditing" | "planning" | "writing" | "verifying";

/**
 * Where a finding stands.
 */
export type State = "open" | "accepted" | "edited" | "cleared" | "set" | "deleted" | "moved" | "removed" | "noted" | "kept";

/**
 * How many findings are in which state.
 */
export type StateCounts = { 
/**
 * Not decided on yet.
 */
open: number, 
/**
 * Decided on.
 */
settled: number, 
/**
 * Decided to be left as it is (part of `settled`).
 */
kept: number, };

/**
 * Where an action stands.
 */
export type Status = "open" | "doing" | "done";

/**
 * Why this self-check does not suffice.
 */
export type StopView = { 
/**
 * What to do instead.
 */
text: string, 
/**
 * What the law says.
 */
basis: Array<BasisView>, };

/**
 * Counts of findings.
 */
export type Summary = { 
/**
 * Rows read below headers.
 */
rows: number, 
/**
 * All findings.
 */
findings: number, 
/**
 * By check.
 */
by_check: { [key in Check]?: number }, 
/**
 * By category of note.
 */
by_category: { [key in Category]?: number }, 
/**
 * By severity.
 */
by_severity: { [key in Severity]?: number }, };

/**
 * A row of somebody who is on the list.
 */
export type SuppressedRow = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * 1-based row.
 */
row: number, 
/**
 * Channels refused, in words.
 */
channels: string, 
/**
 * Since when.
 */
since: string | null, };

/**
 * The suppression list in figures.
 */
export type SuppressionView = { 
/**
 * People on it.
 */
people: number, 
/**
 * People by channel refused; `all` for every channel.
 */
channels: Array<Counted>, 
/**
 * People by year of their refusal.
 */
years: Array<Counted>, 
/**
 * People whose refusals are older than `kept_years`.
 */
past: number, 
/**
 * Years for which a refusal is kept at least.
 */
kept_years: number, };

/**
 * A register or plan that came back from a spreadsheet program.
 */
export type TakenBack = { 
/**
 * How many values were written otherwise there.
 */
changed: number, 
/**
 * The assessment with them.
 */
assessment: AssessmentView, };

/**
 * Something to do.
 */
export type TaskView = { 
/**
 * The question it settles.
 */
question: string, 
/**
 * What to do.
 */
title: string, 
/**
 * How, in three sentences.
 */
how: string, 
/**
 * Why it is to be done.
 */
reason: Reason, 
/**
 * Amber or red.
 */
colour: Colour, 
/**
 * What is at stake.
 */
risk: Scale, 
/**
 * What it takes.
 */
effort: Scale, 
/**
 * Does the whole result depend on it?
 */
blocking: boolean, 
/**
 * Who.
 */
owner: string, 
/**
 * By when (`YYYY-MM-DD`).
 */
due: string, 
/**
 * How far it is.
 */
status: Status, 
/**
 * What the law says.
 */
basis: Array<BasisView>, };

/**
 * How a text file was read.
 */
export type TextView = { 
/**
 * The character between two fields.
 */
separator: string, 
/**
 * The encoding's name, as `UTF-8`.
 */
encoding: string, };

/**
 * Colours of the window.
 */
export type Theme = "system" | "light" | "dark" | "contrast";

/**
 * Something found in a sentence.
 */
export type TriedMark = { 
/**
 * First character (Unicode characters, from 0).
 */
start: number, 
/**
 * One past the last character.
 */
end: number, 
/**
 * What it reveals.
 */
category: Category, };

/**
 * A sentence as the rules read it.
 */
export type TriedSentence = { 
/**
 * The sentence.
 */
sentence: OwnSentence, 
/**
 * What is found in it.
 */
found: Array<TriedMark>, 
/**
 * True when it reads as the person wants.
 */
as_wanted: boolean, };

/**
 * The parts of the verdict; the window makes the sentence.
 */
export type Verdict = { 
/**
 * The worst severity found; none when nothing is to settle.
 */
worst: Severity | null, 
/**
 * Number of contacts (rows below the headers of the audited sheets).
 */
contacts: number, 
/**
 * Number of those with at least one finding that is worse than `info`.
 */
contacts_concerned: number, 
/**
 * Number of notes that hold something forbidden or excessive.
 */
notes_concerned: number, 
/**
 * Number of contacts past the retention limit.
 */
stale_contacts: number, };

/**
 * Contacts that may be reached on one channel more or less from a day on.
 */
export type VerdictChange = { 
/**
 * The first day of the new rule.
 */
on: string, 
/**
 * Number of contacts.
 */
contacts: number, };

/**
 * A version of a document that was made.
 */
export type VersionView = { 
/**
 * When (RFC 3339).
 */
made_at: string, 
/**
 * Who made it.
 */
author: string, 
/**
 * What it said, as plain text.
 */
text: string, };

/**
 * Is a sheet on show?
 */
export type Visibility = "visible" | "hidden" | "very_hidden";

/**
 * Something odd in the file; the work went on.
 */
export type Warning = { 
/**
 * The sheet, when it concerns one.
 */
sheet: string | null, 
/**
 * The cell, when it concerns one, as `L12`.
 */
cell: string | null, 
/**
 * One sentence in the reader's language.
 */
message: string, };
