//! A person's own severities: how pressing each category of note is in their company.

use std::collections::BTreeMap;

use epure_engine::audit::Audit;
use epure_engine::finding::{Category, Severity};

/// Gives the findings of these categories the severity that the person set, and counts anew.
pub(crate) fn set(audit: &mut Audit, wanted: &BTreeMap<Category, Severity>) {
    for finding in &mut audit.findings {
        let own = finding.category.and_then(|category| wanted.get(&category));
        finding.severity = own.copied().unwrap_or(finding.severity);
    }
    let by_severity = &mut audit.summary.by_severity;
    by_severity.clear();
    for finding in &audit.findings {
        *by_severity.entry(finding.severity).or_default() += 1;
    }
}
