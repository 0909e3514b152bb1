//! Chooses what is kept of a fuzz target's corpus: `fuzz_corpus TARGET FROM TO FILES`.
//!
//! Copies up to `FILES` files of the folder `FROM` to `TO`, under names made of their contents.
//! First come, greedily, those that reach the most cells of the target's table which have been
//! reached fewer than three times so far; of equals the shortest. Then, while there is room, come
//! the longest of those that add nothing. In the end it prints the table of what was chosen.

use exalloc_tests::fuzz::{Coverage, End, TARGETS};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::{env, fs};

/// How often a cell should be reached, each time by another file.
const TIMES: usize = 3;

fn main() {
    let args: Vec<_> = env::args().skip(1).collect();
    let [name, from, to, most] = &args[..] else {
        panic!("arguments: TARGET FROM TO FILES");
    };
    let target = TARGETS.into_iter().find(|target| target.name == name).expect("a target");
    let most = most.parse().expect("a number");
    let mut files: Vec<Vec<u8>> = fs::read_dir(from)
        .expect("a folder")
        .map(|entry| fs::read(entry.expect("an entry").path()).expect("a file"))
        .collect();
    files.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let mut left: Vec<_> = files.iter().map(|data| (data, (target.body)(data))).collect();
    let mut times = BTreeMap::<(&str, End), usize>::new();
    let (mut chosen, mut seen) = (Vec::new(), Coverage::new());
    while chosen.len() < most && !left.is_empty() {
        let gain = |coverage: &Coverage| {
            let few = |cell| times.get(&cell).copied().unwrap_or(0) < TIMES;
            coverage.reached().filter(|&cell| few(cell)).count()
        };
        // Of equal ones `max_by_key` takes the last: the shortest, or the longest.
        let order = (0..left.len()).rev();
        let best = order.max_by_key(|&index| gain(&left[index].1)).expect("there are some");
        let best = if gain(&left[best].1) == 0 { left.len() - 1 } else { best };
        let (data, coverage) = left.remove(best);
        for cell in coverage.reached() {
            *times.entry(cell).or_default() += 1;
        }
        seen.add(&coverage);
        chosen.push(data);
    }
    for data in &chosen {
        let mut hasher = DefaultHasher::new();
        data.hash(&mut hasher);
        fs::write(format!("{to}/{:016x}", hasher.finish()), data).expect("the file is written");
    }
    println!("{}", seen.table(&target.plan));
    println!("{}", seen.against(&target.plan).join("\n"));
    let bytes: usize = chosen.iter().map(|data| data.len()).sum();
    println!("{} of {} files, {bytes} bytes", chosen.len(), files.len());
}
