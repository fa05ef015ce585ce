# Every goal installs what it needs (Debian packages, npm packages, a Python environment for the
# judges of our files) and says what it does. Run `make help` for the list.
.DEFAULT_GOAL := help
SHELL := bash
.PHONY: help run test test-rust test-ui test-window pictures screens bench package fmt samples rules weights setup

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: ## open the app on the sample (without a display: audit and clean it into out/)
	@scripts/run.sh

test: ## everything: format, lints, unit, lexicons, cases, round trips, user interface
	@scripts/test.sh all

test-rust: ## format, lints and tests of the Rust side alone
	@scripts/test.sh rust

test-ui: ## types, lints, unit and browser tests of the user interface alone
	@scripts/test.sh ui

test-window: ## the real application driven in a real window alone
	@scripts/test.sh window

pictures: ## pictures of every screen in the real window, in target/pictures and docs/images
	@scripts/window.sh pictures

screens: ## every screen, dialog and state × language × theme × window × zoom, in ui/tests/out, with a record of 60 decisions
	@scripts/test.sh screens

bench: ## speed and memory, as ratios against peers on the same files (BENCH="--rows 1000000 read" for more)
	@scripts/bench.sh $(BENCH)

package: ## build the .deb, install it, start it, audit with it
	@scripts/package.sh

fmt: ## format Rust and the user interface
	@scripts/setup.sh node
	cargo fmt --all
	cd ui && npm run --silent fmt

samples: ## rebuild samples/ from its script
	@scripts/setup.sh python office
	.venv/bin/python samples/make.py

rules: ## regenerate docs/rules from lexicons/
	cargo run --quiet --bin epure -- rules --write docs/rules

weights: ## learn anew, from the notes of tests/accuracy, what words weigh for prose, for clauses that go on, for what is hinted at and around finds (lexicons/*/manner.tsv, beside.tsv, hints.tsv, appeal.tsv)
	@scripts/weights.sh --write

setup: ## install what every goal needs
	@scripts/setup.sh core desktop node python office window browser
