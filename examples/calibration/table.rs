//! The table by kind of fact and class of confidence.

use std::collections::BTreeMap;

/// The bounds between the classes.
const BOUNDS: [f32; 7] = [0.0, 0.5, 0.7, 0.8, 0.9, 0.95, f32::INFINITY];
/// From here on a confidence promises something.
const SURE: f32 = 0.9;
/// What it promises.
const PROMISED: f32 = 0.95;

/// Facts by kind, each with its confidence and whether it is right.
#[derive(Default)]
pub(crate) struct Table(BTreeMap<&'static str, Vec<(f32, bool)>>);

impl Table {
    /// Takes in a fact of `kind`.
    pub(crate) fn add(&mut self, kind: &'static str, confidence: f32, right: bool) {
        self.0.entry(kind).or_default().push((confidence, right));
    }

    /// Whether of every kind what is given as sure is right as often as promised.
    pub(crate) fn holds(&self) -> bool {
        self.0.values().all(|facts| {
            let (right, all) = count(facts, SURE, f32::INFINITY);
            right as f32 >= PROMISED * all as f32
        })
    }

    /// Prints right of all, by class.
    pub(crate) fn print(&self) {
        print!("{:22}", "confidence");
        for bounds in BOUNDS.windows(2) {
            let [least, most] = bounds else { continue };
            print!("{:>16}", format!("{least:.2}-{:.2}", most.min(1.0)));
        }
        println!("{:>18}{:>16}", format!("{SURE:.2} and more"), "all");
        for (kind, facts) in &self.0 {
            print!("{kind:22}");
            for bounds in BOUNDS.windows(2) {
                let [least, most] = bounds else { continue };
                print!("{:>16}", share(count(facts, *least, *most)));
            }
            println!(
                "{:>18}{:>16}",
                share(count(facts, SURE, f32::INFINITY)),
                share(count(facts, 0.0, f32::INFINITY))
            );
        }
    }
}

/// How many of `facts` have a confidence from `least` to below `most`: the right ones, and all.
fn count(facts: &[(f32, bool)], least: f32, most: f32) -> (usize, usize) {
    let of = || facts.iter().filter(|(confidence, _)| (least..most).contains(confidence));
    (of().filter(|(_, right)| *right).count(), of().count())
}

fn share((right, all): (usize, usize)) -> String {
    if all == 0 { "-".to_owned() } else { format!("{right}/{all} {:.3}", right as f32 / all as f32) }
}
