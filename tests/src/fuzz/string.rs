//! `ExString` beside `String`.

use super::STEPS;
use super::coverage::{Coverage, End, Plan, Unreachable};
use super::input::{Input, Plant, Step};
use super::memory::{Bench, Strict, over};
use super::panics::outcome;
use super::text::{bytes, character, position, range, text};
use core::fmt::Write;
use exalloc::testing::{Fuse, LyingLength};
use exalloc::{ExBox, ExString, ExVec, TryReserveError};

/// A step isn't done where the string is longer, in bytes: it could double it.
const MOST: usize = 600;

const OPS: &[&str] = &[
    "push",
    "push_str",
    "insert",
    "insert_str",
    "replace_range",
    "remove",
    "pop",
    "truncate",
    "split_off",
    "drain",
    "retain",
    "extend",
    "extend_strs",
    "reserve",
    "reserve_exact",
    "shrink_to_fit",
    "shrink_to",
    "clear",
    "boxed",
    "bytes",
    "utf8",
    "lossy",
    "clone",
    "format",
    "write_str",
    "raw_parts",
    "from_str",
    "upper",
    "with_capacity",
];

const ENDS: &[End] = &[End::Done, End::NoOp, End::Grew, End::Shrank, End::Refused, End::Panicked];

/// What of the table stays empty.
pub(super) const PLAN: Plan = Plan { ops: OPS, ends: ENDS, unreachable: UNREACHABLE };

const UNREACHABLE: &[Unreachable] = &[
    Unreachable {
        ops: &["push", "insert", "remove", "extend_strs", "write_str"],
        ends: &[End::NoOp],
        why: "there is a character more, or less",
    },
    Unreachable {
        ops: &[
            "reserve",
            "reserve_exact",
            "shrink_to_fit",
            "shrink_to",
            "boxed",
            "bytes",
            "clone",
            "raw_parts",
        ],
        ends: &[End::Done],
        why: "the text stays as it is",
    },
    Unreachable {
        ops: &[
            "remove",
            "pop",
            "truncate",
            "split_off",
            "drain",
            "retain",
            "clear",
            "upper",
            "shrink_to_fit",
            "shrink_to",
            "boxed",
            "bytes",
            "clone",
            "raw_parts",
        ],
        ends: &[End::Grew],
        why: "no capacity is asked for",
    },
    Unreachable {
        ops: &[
            "push",
            "push_str",
            "insert",
            "insert_str",
            "replace_range",
            "remove",
            "pop",
            "truncate",
            "split_off",
            "drain",
            "retain",
            "extend",
            "extend_strs",
            "reserve",
            "reserve_exact",
            "clear",
            "bytes",
            "clone",
            "write_str",
            "raw_parts",
            "upper",
        ],
        ends: &[End::Shrank],
        why: "no capacity is given back",
    },
    Unreachable {
        ops: &[
            "remove",
            "pop",
            "truncate",
            "drain",
            "retain",
            "clear",
            "bytes",
            "raw_parts",
            "upper",
        ],
        ends: &[End::Refused],
        why: "no memory is asked for",
    },
    Unreachable {
        ops: &[
            "push",
            "push_str",
            "pop",
            "reserve",
            "reserve_exact",
            "shrink_to_fit",
            "shrink_to",
            "clear",
            "boxed",
            "bytes",
            "utf8",
            "lossy",
            "clone",
            "format",
            "write_str",
            "raw_parts",
            "from_str",
            "upper",
            "with_capacity",
        ],
        ends: &[End::Panicked],
        why: "no foreign code is called, and no position is given",
    },
];

/// How much to reserve: mostly little, sometimes what no allocator has.
fn amount(step: &Step) -> usize {
    match step.a {
        255 => usize::MAX,
        254 => isize::MAX as usize,
        a => usize::from(a) / 2,
    }
}

type Ours<'m> = ExString<&'m Strict<'m>>;

/// Steps that neither string can be refused.
macro_rules! common {
    ($s:ident, $fuse:ident, $step:ident) => {
        match $step.op {
            "remove" => {
                let at = position($step.a, &$s);
                $s.remove(at).to_string()
            }
            "pop" => format!("{:?}", $s.pop()),
            "truncate" => {
                let at = position($step.a, &$s);
                $s.truncate(at);
                String::new()
            }
            "drain" => {
                let bounds = range($step, &$s);
                let mut drain = $s.drain(bounds);
                let mut seen = String::new();
                for _ in 0..$step.c / 4 % 4 {
                    seen += &format!("{:?}{:?}", drain.next(), drain.size_hint());
                }
                for _ in 0..$step.c / 16 % 4 {
                    seen += &format!("{:?}", drain.next_back());
                }
                seen += drain.as_str();
                if $step.c >= 192 {
                    core::mem::forget(drain);
                }
                seen
            }
            "retain" => {
                let mask = u32::from($step.a) | u32::from($step.b) << 8;
                $s.retain(|ch| {
                    $fuse.burn("a predicate");
                    mask >> (u32::from(ch) % 16) & 1 == 1
                });
                String::new()
            }
            "clear" => {
                $s.clear();
                String::new()
            }
            "upper" => {
                $s.as_mut_str().make_ascii_uppercase();
                String::new()
            }
            op => unreachable!("an operation without a body: {op}"),
        }
    };
}

/// An iterator that says of its length the truth, nothing, or something else.
macro_rules! with_hint {
    ($fuse:ident, $step:ident, $items:expr, |$iter:ident| $body:expr) => {{
        let $iter = $items.inspect(|_| $fuse.burn("an iterator"));
        match $step.c % 4 {
            0 => $body,
            1 => {
                let $iter = $iter.filter(|_| true);
                $body
            }
            _ => {
                let $iter = LyingLength::new($iter, usize::from($step.c / 4));
                $body
            }
        }
    }};
}

/// Does a step on `ExString`; an error when there is no memory.
fn ours(step: &Step, s: &mut Ours<'_>, fuse: &Fuse) -> Result<String, TryReserveError> {
    let (len, cap, alloc) = (s.len(), s.capacity(), *s.allocator());
    let (ch, words) = (character(step.b), text(step.b, step.c));
    match step.op {
        "push" => s.try_push(ch)?,
        "push_str" => s.try_push_str(&words)?,
        "insert" => s.try_insert(position(step.a, s), ch)?,
        "insert_str" => s.try_insert_str(position(step.a, s), &words)?,
        "replace_range" => s.try_replace_range(range(step, s), &text(step.c, step.b))?,
        "split_off" => return Ok(s.try_split_off(position(step.a, s))?.as_str().to_owned()),
        "extend" => with_hint!(fuse, step, words.chars(), |iter| {
            if let Err(failed) = s.try_extend(iter) {
                fuse.disarm();
                let error = failed.error.clone();
                let mut all = s[len..].to_owned();
                all.extend(failed);
                assert_eq!(all, words, "characters were lost");
                s.truncate(len);
                return Err(error);
            }
        }),
        "extend_strs" => {
            let parts = [&words[..], "ß", ""];
            with_hint!(fuse, step, parts.into_iter(), |iter| {
                if let Err(failed) = s.try_extend(iter) {
                    fuse.disarm();
                    let error = failed.error.clone();
                    let mut all = s[len..].to_owned();
                    all.extend(failed);
                    assert_eq!(all, parts.concat(), "text was lost");
                    s.truncate(len);
                    return Err(error);
                }
            });
        }
        "reserve" => {
            s.try_reserve(amount(step))?;
            assert!(s.capacity() - len >= amount(step), "too little was reserved");
        }
        "reserve_exact" => {
            s.try_reserve_exact(amount(step))?;
            let now = s.capacity();
            assert!(now == cap || now == len + amount(step), "not exactly that was reserved");
            assert!(now - len >= amount(step), "too little was reserved");
        }
        "shrink_to_fit" => {
            s.try_shrink_to_fit()?;
            assert_eq!(s.capacity(), len);
        }
        "shrink_to" => {
            let least = step.index(len);
            s.try_shrink_to(least)?;
            assert_eq!(s.capacity(), cap.min(least.max(len)));
        }
        "boxed" => match core::mem::replace(s, ExString::new(alloc)).try_into_boxed_str() {
            Ok(boxed) => {
                let told = boxed.to_string();
                *s = ExBox::into_string(boxed);
                return Ok(told);
            }
            Err(failed) => {
                *s = failed.value;
                return Err(failed.error);
            }
        },
        "bytes" => {
            let bytes = core::mem::replace(s, ExString::new(alloc)).into_bytes();
            assert_eq!((bytes.len(), bytes.capacity()), (len, cap));
            *s = ExString::from_utf8(bytes).expect("it was UTF-8");
        }
        "utf8" => {
            let v = ExVec::try_from_slice_in(&bytes(step), alloc)?;
            match ExString::from_utf8(v) {
                Ok(valid) => *s = valid,
                Err(error) => {
                    let told = format!("{}", error.utf8_error());
                    assert_eq!(error.as_bytes(), bytes(step));
                    assert_eq!(error.into_bytes(), *bytes(step));
                    return Ok(told);
                }
            }
        }
        "lossy" => *s = ExString::try_from_utf8_lossy(&bytes(step), alloc)?,
        "clone" => return Ok(s.try_clone()?.as_str().to_owned()),
        "format" => {
            let args = format_args!("{}-{words}-{:>5}", step.a, step.b);
            *s = ExString::try_format_in(args, alloc)?;
        }
        "write_str" => {
            if write!(s, "{words}{}", step.a).is_err() {
                // Parts of the text may have been written; `fmt::Error` doesn't say why.
                assert!(format!("{words}{}", step.a).starts_with(&s[len..]), "other text");
                s.truncate(len);
                return Err(out_of_memory());
            }
        }
        "raw_parts" => {
            let taken = core::mem::replace(s, ExString::new(alloc));
            *s = if step.a.is_multiple_of(2) {
                let (ptr, len, cap, alloc) = taken.into_raw_parts();
                // SAFETY: the parts of one string, used once.
                unsafe { ExString::from_raw_parts(ptr, len, cap, alloc) }
            } else {
                let leaked = taken.leak();
                // SAFETY: the bytes that `leak` left behind, in a block of `cap` of this allocator.
                unsafe { ExString::from_raw_parts(leaked.as_mut_ptr(), len, cap, alloc) }
            };
        }
        "from_str" => *s = ExString::try_from_str_in(&words, alloc)?,
        "with_capacity" => {
            *s = ExString::try_with_capacity(amount(step), alloc)?;
            assert_eq!(s.capacity(), amount(step));
        }
        _ => return Ok(common!(s, fuse, step)),
    }
    Ok(String::new())
}

/// An error as requests for memory have it.
fn out_of_memory() -> TryReserveError {
    exalloc::AllocError::new(core::alloc::Layout::new::<u8>()).into()
}

/// Does a step on `String`.
fn theirs(step: &Step, s: &mut String, fuse: &Fuse) -> String {
    let (ch, words) = (character(step.b), text(step.b, step.c));
    match step.op {
        "push" => s.push(ch),
        "push_str" => s.push_str(&words),
        "insert" => s.insert(position(step.a, s), ch),
        "insert_str" => s.insert_str(position(step.a, s), &words),
        "replace_range" => s.replace_range(range(step, s), &text(step.c, step.b)),
        "split_off" => return s.split_off(position(step.a, s)),
        "extend" => with_hint!(fuse, step, words.chars(), |iter| s.extend(iter)),
        "extend_strs" => {
            let parts = [&words[..], "ß", ""];
            with_hint!(fuse, step, parts.into_iter(), |iter| s.extend(iter));
        }
        "reserve" | "reserve_exact" | "shrink_to_fit" | "shrink_to" | "bytes" | "raw_parts" => {}
        "boxed" | "clone" => return s.clone(),
        "utf8" => match String::from_utf8(bytes(step)) {
            Ok(valid) => *s = valid,
            Err(error) => return error.utf8_error().to_string(),
        },
        "lossy" => *s = String::from_utf8_lossy(&bytes(step)).into_owned(),
        "format" => *s = format!("{}-{words}-{:>5}", step.a, step.b),
        "write_str" => write!(s, "{words}{}", step.a).expect("there is memory"),
        "from_str" => *s = words,
        "with_capacity" => *s = String::new(),
        _ => return common!(s, fuse, step),
    }
    String::new()
}

/// Runs a program on both strings.
///
/// # Panics
///
/// If they differ in what is returned, what they contain, or whether they panic; if a refused step
/// has changed or lost anything, or memory is misused.
#[must_use]
pub fn string(data: &[u8]) -> Coverage {
    let mut seen = Coverage::new();
    over(&mut Input::new(data), |input, bench| run(input, bench, &mut seen));
    seen
}

fn run(input: &mut Input<'_>, bench: &Bench<'_>, seen: &mut Coverage) {
    let (mut s, mut model) = (ExString::new(bench.alloc), String::new());
    let fuse = Fuse::never();
    for _ in 0..STEPS {
        let Some(step) = input.step(OPS) else { break };
        if s.len() > MOST {
            s.clear();
            model.clear();
        }
        let (before, cap) = (model.clone(), s.capacity());
        let arm = || if let Plant::Call(k) = step.plant { fuse.arm(k) } else { fuse.disarm() };
        arm();
        let result = outcome(|| ours(&step, &mut s, &fuse));
        assert!(core::str::from_utf8(s.as_bytes()).is_ok(), "not UTF-8 after {step:?}");
        assert!(s.capacity() >= s.len());
        if let Ok(Err(error)) = result {
            let absurd = ["reserve", "reserve_exact", "with_capacity"].contains(&step.op);
            let absurd = absurd && step.a >= 254;
            assert!(bench.may_refuse || absurd, "{step:?}: {error} without a reason");
            assert_eq!(s, *before, "after the refusal of {step:?}");
            seen.count(step.op, End::Refused);
            continue;
        }
        arm();
        let expected = outcome(|| theirs(&step, &mut model, &fuse));
        fuse.disarm();
        let result = result.map(Result::unwrap_or_default);
        assert_eq!(result.is_ok(), expected.is_ok(), "{step:?}: {result:?} is not {expected:?}");
        if result.is_ok() {
            assert_eq!(result, expected, "what {step:?} tells");
        }
        if let (Err(_), "retain", Plant::Call(k)) = (&result, step.op, step.plant) {
            // Ours keeps what the predicate hasn't judged; `String` loses it.
            model.extend(before.chars().skip(k - 1));
        }
        assert_eq!(s, *model, "after {step:?}");
        let end = match s.capacity().cmp(&cap) {
            _ if result.is_err() => End::Panicked,
            core::cmp::Ordering::Greater => End::Grew,
            core::cmp::Ordering::Less => End::Shrank,
            core::cmp::Ordering::Equal if model == before => End::NoOp,
            core::cmp::Ordering::Equal => End::Done,
        };
        seen.count(step.op, end);
    }
}
