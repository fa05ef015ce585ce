//! Measures one job as a process of its own: CPU seconds, elapsed seconds and peak memory.
//!
//! A job runs in a child process so that its peak memory is its own, and jobs to compare run in
//! turn (A B A B …) so that a drifting machine moves both.

use std::process::{Command, Stdio};

/// What one run of a job cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// User and system CPU time in seconds, its children included.
    pub(crate) cpu: f64,
    /// Seconds from its start to its end.
    pub(crate) elapsed: f64,
    /// Largest resident memory in MiB, of the process or one of its children.
    pub(crate) memory: f64,
}

/// Runs a command through `/usr/bin/time`; its output is thrown away.
///
/// # Panics
/// When the command cannot be started or fails: a benchmark of a failing job means nothing.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Cost {
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%U %S %e %M", "--", program])
        .args(arguments)
        .stdout(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("/usr/bin/time {program}: {error}"));
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?} failed:\n{report}");
    let last = report.lines().last().unwrap_or_default();
    let figures: Vec<f64> = last.split(' ').filter_map(|figure| figure.parse().ok()).collect();
    let [user, system, elapsed, kibibytes] = figures[..] else {
        panic!("unexpected report: {last}")
    };
    Cost { cpu: user + system, elapsed, memory: kibibytes / 1024.0 }
}

/// Runs this benchmark program itself with a hidden job name.
pub(crate) fn job(name: &str, arguments: &[&str]) -> Cost {
    let program = std::env::current_exe().expect("the program knows its path");
    let mut all = vec!["--job", name];
    all.extend(arguments);
    run(program.to_str().expect("a readable path"), &all)
}

/// Runs jobs in turn, `rounds` times, after one warm-up each; the median cost of each.
pub(crate) fn in_turn(rounds: usize, jobs: &mut [&mut dyn FnMut() -> Cost]) -> Vec<Cost> {
    for job in &mut *jobs {
        let _ = job();
    }
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); jobs.len()];
    for _ in 0..rounds {
        for (job, costs) in jobs.iter_mut().zip(&mut costs) {
            costs.push(job());
        }
    }
    costs.iter().map(|costs| median(costs)).collect()
}

fn median(costs: &[Cost]) -> Cost {
    let middle = |mut figures: Vec<f64>| {
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    };
    Cost {
        cpu: middle(costs.iter().map(|cost| cost.cpu).collect()),
        elapsed: middle(costs.iter().map(|cost| cost.elapsed).collect()),
        memory: middle(costs.iter().map(|cost| cost.memory).collect()),
    }
}
