//! The dependency tree of the product, with and without its window, holds nothing that `deny.toml`
//! bans (HTTP clients above all) and no licence that it does not allow.
//!
//! `cargo deny` checks the same file; this test needs no tool beside cargo.

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
    license: Option<String>,
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
