//! The dependency tree of the product, with and without its window, holds nothing that `deny.toml`
//! bans (HTTP clients above all) and no licence that it does not allow.
//!
//! `cargo deny` checks the same file; this test needs no tool beside cargo. The list of components that
//! the about box shows is written here too: `EPURE_WRITE_COMPONENTS=1 cargo test components`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde::Deserialize;

/// The desktop systems the product is built for; mobile ones link other crates.
const PLATFORMS: [&str; 3] =
    ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"];

#[derive(Deserialize)]
struct Deny {
    bans: Bans,
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
struct Banned {
    name: String,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
}

#[derive(Deserialize)]
struct NpmLock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Deserialize)]
struct NpmPackage {
    version: Option<String>,
    license: Option<String>,
    #[serde(default)]
    dev: bool,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
    root: String,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    kind: Option<String>,
}

/// Packages linked into the product (no build scripts' or tests' own), all features on.
fn linked() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--all-features", "--locked"])
        .args(PLATFORMS.iter().flat_map(|platform| ["--filter-platform", platform]))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Metadata = serde_json::from_slice(&output.stdout).expect("cargo's own JSON");
    let nodes: BTreeMap<_, _> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();

    let mut seen = BTreeSet::new();
    let mut todo = vec![metadata.resolve.root.as_str()];
    while let Some(id) = todo.pop() {
        if seen.insert(id) {
            let normal = |dependency: &&Dependency| {
                dependency.dep_kinds.iter().any(|kind| kind.kind.is_none())
            };
            todo.extend(nodes[id].deps.iter().filter(normal).map(|dep| dep.pkg.as_str()));
        }
    }
    metadata.packages.into_iter().filter(|package| seen.contains(package.id.as_str())).collect()
}

/// Packages whose code the bundler puts into the window although they are only needed to build it.
const BUNDLED: [&str; 3] = ["svelte", "clsx", "esm-env"];

/// npm packages that the window carries: name, version, licence.
fn bundled() -> BTreeSet<[String; 3]> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/package-lock.json");
    let lock = std::fs::read_to_string(path).expect("package-lock.json is there");
    let lock: NpmLock = serde_json::from_str(&lock).expect("npm's own JSON");
    let named = lock.packages.into_iter().filter_map(|(path, package)| {
        let name = path.strip_prefix("node_modules/")?.to_owned();
        Some((name, package))
    });
    named
        .filter(|(name, package)| !package.dev || BUNDLED.contains(&name.as_str()))
        .map(|(name, package)| {
            [name, package.version.unwrap_or_default(), package.license.unwrap_or_default()]
        })
        .collect()
}

/// One line a component, by name: what the program carries of others, in both its halves.
fn components() -> String {
    let rust = linked().into_iter().filter(|package| !package.name.starts_with("epure"));
    let rust =
        rust.map(|package| [package.name, package.version, package.license.unwrap_or_default()]);
    let all: BTreeSet<[String; 3]> = rust.chain(bundled()).collect();
    all.iter().map(|fields| fields.join("\t") + "\n").collect()
}

#[test]
fn the_list_of_components_is_that_of_the_lock_files() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/app/components.tsv");
    let wanted = components();
    if std::env::var_os("EPURE_WRITE_COMPONENTS").is_some() {
        std::fs::write(path, &wanted).expect("the list can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == wanted, "stale: run EPURE_WRITE_COMPONENTS=1 cargo test components");
}

fn deny() -> Deny {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml");
    toml::from_str(&std::fs::read_to_string(path).expect("deny.toml is there")).expect("valid")
}

#[test]
fn nothing_that_is_banned_is_linked() {
    let banned: BTreeSet<_> = deny().bans.deny.into_iter().map(|banned| banned.name).collect();
    assert!(banned.contains("reqwest"), "the list of HTTP clients is the point of this test");
    let found: Vec<_> =
        linked().into_iter().map(|package| package.name).filter(|n| banned.contains(n)).collect();
    assert!(found.is_empty(), "banned by deny.toml: {found:?}");
}

#[test]
fn every_licence_is_allowed() {
    let allowed: Vec<spdx::Licensee> =
        deny().licenses.allow.iter().map(|l| l.parse().expect("an SPDX licence")).collect();
    for package in linked() {
        let licence = package.license.unwrap_or_default();
        let expression = spdx::Expression::parse_mode(&licence, spdx::ParseMode::LAX)
            .unwrap_or_else(|_| panic!("{}: no SPDX licence: `{licence}`", package.name));
        let fits = expression.evaluate(|wanted| allowed.iter().any(|l| l.satisfies(wanted)));
        assert!(fits, "{}: `{licence}` is not allowed by deny.toml", package.name);
    }
}
