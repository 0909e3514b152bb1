//! Every wrapper does with each of the five methods what the table in its docs says.
//!
//! What a wrapper does is observed: a [`RecordingAllocator`] inside tells what arrives there. The
//! observation is put into words, and the cell of the docs' table, in its column "passed to …",
//! has to begin with them.

use super::asking::{Block, layout};
use super::{
    AlwaysMoves, BookEntry, Call, CheckedAllocator, Disaligning, FailingAllocator,
    NarrowProvenance, RecordingAllocator, RefusesResize,
};
use crate::{AtomicCountingAllocator, CountingAllocator, InlineBump, LimitAllocator};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::alloc::Layout;
use core::mem::MaybeUninit;
use exalloc_core::Allocator;
use std::fs;
use std::path::Path;

/// What lies inside a wrapper: it refuses where told to, and tells what arrives.
type Probe<'a> = RecordingAllocator<FailingAllocator<&'a InlineBump<4096>>>;

const METHODS: [&str; 5] = ["alloc", "alloc_zeroed", "dealloc", "resize_in_place", "remap"];

/// What one call of a wrapper did.
struct Observed {
    method: &'static str,
    asked: (Option<usize>, Layout, Option<usize>),
    answer: Option<usize>,
    arrived: Vec<Call>,
}

impl Observed {
    /// In the words of the tables.
    fn words(&self) -> String {
        let wider = |call: &Call| {
            let (asked, arrived) = (self.asked.1, call.layout());
            let larger = match (self.asked.2, call.new_size()) {
                (None, None) => true,
                (Some(asked), Some(arrived)) => arrived > asked,
                _ => false,
            };
            larger && arrived.size() > asked.size() && arrived.align() >= asked.align()
        };
        match self.arrived.as_slice() {
            [] if self.answer.is_none() && self.method != "dealloc" => "refused".to_string(),
            [] => "nothing".to_string(),
            [call]
                if call.method() == self.method
                    && (call.address(), call.layout(), call.new_size()) == self.asked
                    && call.answer() == self.answer =>
            {
                "unchanged".to_string()
            }
            [call] if wider(call) => format!("`{}` of the wider block", call.method()),
            [first, second] if first.method() == "alloc" && second.method() == "dealloc" => {
                "`alloc`, copy, `dealloc`".to_string()
            }
            calls => calls.iter().map(|call| format!("`{}` ", call.method())).collect(),
        }
    }
}

/// Calls `method` of a fresh wrapper, with a block of 24 bytes where it takes one.
fn observe<A: Allocator>(wrapper: &A, probe: &Probe<'_>, method: &'static str) -> Observed {
    let small = layout(24, 8);
    let takes_block = !method.starts_with("alloc");
    let block = takes_block.then(|| Block::new(wrapper, small).unwrap());
    let address = block.map(|block| block.ptr.addr().get());
    probe.take();
    let (new_size, answer) = match (method, block) {
        ("alloc", _) => (None, Block::new(wrapper, small)),
        ("alloc_zeroed", _) => {
            let block = Block::zeroed(wrapper, small);
            assert!(block.unwrap().bytes(24).all(|byte| byte == 0));
            (None, block)
        }
        ("dealloc", Some(block)) => {
            block.give(wrapper);
            (None, None)
        }
        ("resize_in_place", Some(block)) => (Some(40), block.resize(wrapper, 40)),
        ("remap", Some(block)) => {
            block.fill();
            let moved = block.remap(wrapper, 40);
            assert!(moved.is_none_or(|moved| moved.is_filled(24)));
            (Some(40), moved)
        }
        (other, _) => panic!("no method is called `{other}`"),
    };
    let arrived = probe.calls();
    assert_eq!(arrived.missed(), 0);
    if let Some(live) = answer.or(block).filter(|_| method != "dealloc") {
        live.give(wrapper);
    }
    Observed {
        method,
        asked: (address, small, new_size),
        answer: answer.map(|block| block.ptr.addr().get()),
        arrived: arrived.iter().copied().collect(),
    }
}

/// What the allocator inside refuses is refused, and the block stays; equal sizes succeed.
fn refuses_what_is_refused_inside<A: Allocator>(wrapper: &A, probe: &Probe<'_>) {
    let block = Block::new(wrapper, layout(24, 8)).unwrap();
    block.fill();
    probe.inner().resume();
    for size in [8, 40] {
        assert_eq!((block.resize(wrapper, size), block.remap(wrapper, size)), (None, None));
    }
    assert_eq!((block.resize(wrapper, 24), block.remap(wrapper, 24)), (Some(block), Some(block)));
    let new = (Block::new(wrapper, layout(8, 8)), Block::zeroed(wrapper, layout(8, 8)));
    assert_eq!(new, (None, None));
    assert!(block.is_filled(24));
    block.give(wrapper);
}

/// The cells of the last table before a type, in the column that says what is passed on.
fn documented(source: &str, name: &str) -> Vec<(&'static str, String)> {
    let cells = |line: &str| -> Option<Vec<String>> {
        let row = line.strip_prefix("/// |")?.strip_suffix('|')?;
        Some(row.split('|').map(|cell| cell.trim().to_string()).collect())
    };
    let declaration = format!("pub struct {name}<");
    let (docs, _) = source.split_once(&declaration).expect("the type is declared in its file");
    let rows: Vec<_> = docs.lines().filter_map(cells).collect();
    let header = rows.iter().rposition(|row| row[0] == "method").expect("a table of methods");
    let titles = &rows[header];
    let column = titles.iter().position(|title| title.contains("passed to the"));
    let column = column.expect("a column that says what is passed on");
    METHODS
        .map(|method| {
            let link = format!("[`{method}`](Allocator::{method})");
            let mut rows = rows[header..].iter().filter(|row| row[0] == link);
            let row = rows.next().expect("a row for each method");
            assert!(rows.next().is_none() && row.len() == titles.len(), "{row:?}");
            (method, row[column].clone())
        })
        .into()
}

/// Each wrapper: the name of its test, its file, its type, and one over `probe`.
macro_rules! tables {
    ($($test:ident: $file:literal, $type:ident: |$probe:ident $(, $books:ident)?| $make:expr;)+) => {
        /// The types whose tables are tested.
        const LISTED: &[&str] = &[$(stringify!($type)),+];

        $(
            #[test]
            fn $test() {
                for (method, cell) in documented(include_str!($file), stringify!($type)) {
                    let bump = InlineBump::<4096>::new();
                    let probe = RecordingAllocator::new(FailingAllocator::never(&bump));
                    let $probe = &probe;
                    $(let mut $books = [const { MaybeUninit::<BookEntry>::uninit() }; 8];)?
                    let observed = observe(&$make, &probe, method).words();
                    std::println!("`{}::{method}`: {observed}", stringify!($type));
                    assert!(
                        cell.starts_with(&observed),
                        "the docs of `{}` say of `{method}`: {cell:?}; observed: {observed:?}",
                        stringify!($type),
                    );
                }
                let bump = InlineBump::<4096>::new();
                let probe = RecordingAllocator::new(FailingAllocator::always(&bump));
                probe.inner().pause();
                let $probe = &probe;
                $(let mut $books = [const { MaybeUninit::<BookEntry>::uninit() }; 8];)?
                refuses_what_is_refused_inside(&$make, &probe);
            }
        )+
    };
}

tables! {
    counting: "../counting.rs", CountingAllocator: |probe| CountingAllocator::new(probe);
    atomic_counting: "../counting/atomic.rs", AtomicCountingAllocator: |probe|
        AtomicCountingAllocator::new(probe);
    limit: "../limit.rs", LimitAllocator: |probe| LimitAllocator::new(probe, 1000);
    checked: "checked/mod.rs", CheckedAllocator: |probe, books|
        CheckedAllocator::with_books(probe, &mut books).with_quarantine(0);
    failing: "failing.rs", FailingAllocator: |probe| FailingAllocator::never(probe);
    recording: "recording.rs", RecordingAllocator: |probe| RecordingAllocator::new(probe);
    disaligning: "disaligning.rs", Disaligning: |probe| Disaligning::new(probe);
    refuses_resize: "refuses_resize.rs", RefusesResize: |probe| RefusesResize::new(probe);
    always_moves: "always_moves.rs", AlwaysMoves: |probe| AlwaysMoves::new(probe);
    narrow_provenance: "narrow_provenance.rs", NarrowProvenance: |probe|
        NarrowProvenance::new(probe);
}

/// Generic over an allocator, and not listed above.
const OTHERS: [(&str, &str); 2] = [
    ("ArenaAllocator", "takes chunks from the allocator inside, and serves from them"),
    ("TestAllocatorIn", "all_failures/tests/table.rs tests its table"),
];

#[test]
fn no_wrapper_is_forgotten() {
    let mut found = Vec::new();
    wrappers_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    for name in &found {
        let listed = LISTED.contains(&name.as_str());
        let other = OTHERS.iter().any(|(other, _)| other == name);
        assert!(listed || other, "`{name}` wraps an allocator: list it in `tables!`");
    }
    // The search does find them.
    for name in LISTED.iter().copied().chain(OTHERS.map(|(name, _)| name)) {
        assert!(found.iter().any(|found| found == name), "`{name}` isn't found: {found:?}");
    }
}

/// The types of the crate that are allocators for an `A` that is one.
fn wrappers_in(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with("tests") {
            continue;
        }
        if path.is_dir() {
            wrappers_in(&path, found);
        } else if name.ends_with(".rs") {
            let source = fs::read_to_string(&path).unwrap();
            for header in source.split("\nunsafe impl<").skip(1) {
                let header = header.split('{').next().unwrap();
                if let Some((generics, name)) = header.split_once("> Allocator for ") {
                    if generics.contains("A: Allocator") {
                        found.push(name.split('<').next().unwrap().to_string());
                    }
                }
            }
        }
    }
}

#[test]
fn references_forward() {
    for method in METHODS {
        let bump = InlineBump::<4096>::new();
        let mut probe = RecordingAllocator::new(FailingAllocator::never(&bump));
        assert_eq!(observe(&&probe, &probe, method).words(), "unchanged");
        let twice: &dyn Allocator = &&probe;
        assert_eq!(observe(&twice, &probe, method).words(), "unchanged");
        // `&mut A` lends nothing else meanwhile: its calls are looked at afterwards.
        let block = Block::new(&&mut probe, layout(24, 8)).unwrap();
        block.give(&&mut probe);
        let calls: Vec<_> = probe.take().iter().map(Call::method).collect();
        assert!(calls.ends_with(&["alloc", "dealloc"]), "{calls:?}");
    }
}

/// The words tell a wrapper that does something else apart.
#[test]
fn observations_differ() {
    let bump = InlineBump::<4096>::new();
    let probe = RecordingAllocator::new(FailingAllocator::never(&bump));
    assert_eq!(observe(&RefusesResize::new(&probe), &probe, "remap").words(), "refused");
    assert_eq!(
        observe(&AlwaysMoves::new(&probe), &probe, "remap").words(),
        "`alloc`, copy, `dealloc`"
    );
    assert_eq!(
        observe(&Disaligning::new(&probe), &probe, "remap").words(),
        "`remap` of the wider block"
    );
    assert_eq!(observe(&probe.inner(), &probe, "alloc").words(), "nothing");
}
