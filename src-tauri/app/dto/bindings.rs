//! Writes `ui/src/backend/bindings/types.ts`, and fails when it is stale.
//!
//! To write it anew: `EPURE_WRITE_BINDINGS=1 cargo test bindings`.

use std::collections::BTreeMap;
use std::path::Path;

use ts_rs::{Config, TS, TypeVisitor};

use crate::dto;
use crate::error::AppError;

/// Collects the declaration of every type reachable from those visited.
struct Declarations {
    config: Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() {
            T::visit_generics(self);
            return;
        }
        let name = T::ident(&self.config);
        if self.found.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("{docs}export {}\n", T::decl(&self.config));
        self.found.insert(name, declaration);
        T::visit_dependencies(self);
    }
}

fn typescript() -> String {
    let mut all = Declarations { config: Config::new(), found: BTreeMap::new() };
    all.visit::<AppError>();
    all.visit::<dto::OpenedFile>();
    all.visit::<dto::OpenRequest>();
    all.visit::<dto::AudienceChoice>();
    all.visit::<dto::AuditRequest>();
    all.visit::<dto::AuditOverview>();
    all.visit::<dto::PageRequest>();
    all.visit::<dto::FindingPage>();
    all.visit::<dto::Facets>();
    all.visit::<dto::FindingView>();
    all.visit::<dto::NotesRequest>();
    all.visit::<dto::NotesPage>();
    all.visit::<dto::Decide>();
    all.visit::<dto::Decided>();
    all.visit::<dto::History>();
    all.visit::<dto::PlanPreview>();
    all.visit::<dto::CompareRequest>();
    all.visit::<dto::ComparePage>();
    all.visit::<dto::ExportOptions>();
    all.visit::<dto::ExportResult>();
    all.visit::<dto::Progress>();
    all.visit::<dto::RuleView>();
    all.visit::<dto::Settings>();
    all.visit::<dto::OwnWords>();
    all.visit::<dto::TriedSentence>();
    all.visit::<dto::RecentFile>();
    all.visit::<dto::About>();
    all.visit::<dto::Component>();
    all.visit::<dto::AssessmentRow>();
    all.visit::<dto::AssessmentView>();
    all.visit::<dto::PapersRequest>();
    all.visit::<dto::Papers>();
    all.visit::<dto::TakenBack>();
    all.visit::<dto::DocumentRow>();
    all.visit::<dto::DocumentView>();
    all.visit::<dto::RequestView>();
    all.visit::<dto::FindRequest>();
    all.visit::<dto::PersonFound>();
    all.visit::<dto::SuppressionView>();
    all.visit::<dto::RefusalsRead>();
    all.visit::<dto::FileChecked>();
    all.visit::<dto::CampaignView>();
    all.visit::<dto::MessageParts>();
    all.visit::<dto::CampaignResult>();
    all.visit::<dto::BreachView>();
    all.visit::<dto::JournalView>();
    let body: Vec<String> = all.found.into_values().collect();
    format!(
        "// Written from src-tauri/app/dto by `EPURE_WRITE_BINDINGS=1 cargo test bindings`: never edit by hand.\n\n{}",
        body.join("\n")
    )
}

#[test]
fn bindings_are_those_of_the_rust_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/backend/bindings/types.ts");
    let wanted = typescript();
    if std::env::var_os("EPURE_WRITE_BINDINGS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folder made");
        std::fs::write(&path, &wanted).expect("bindings written");
    }
    let found = std::fs::read_to_string(&path).expect("bindings readable");
    assert!(found == wanted, "stale: run EPURE_WRITE_BINDINGS=1 cargo test bindings");
}
