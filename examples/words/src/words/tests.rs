//! Splitting and counting against models made of std's types, and every failure of the allocator.

use super::{WordTable, words};
use core::mem::{MaybeUninit, take};
use exalloc::{Allocator, BumpAllocator, CountingAllocator, SystemAllocator};
use std::collections::HashMap;

/// Texts that try every branch: cases, apostrophes, scripts, growth of the table.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        "12 + 34 = 46, …",
        "The quick brown fox jumps over THE lazy dog; the end",
        "don't DON'T don’t 'quoted' rock 'n' roll ''a'' a''b it's' 'a'b'",
        "'",
        "''",
        "a'",
        "'a",
        "a’",
        "a'1",
        "Größe GRÖSSE größe İstanbul ǅ ΣΑΣ 東京 한국어 ñ n\u{303}",
        "one1two2three_four-five\tsix\u{a0}seven\u{200b}eight",
    ]
    .map(String::from)
    .into();
    // More distinct words than a table has slots at first: letters spell the number.
    let spelled = |n: u32| -> String {
        n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
    };
    texts.push((0..5000).map(|n| spelled(n % 1700) + " ").collect());
    texts
}

/// Words, found letter by letter.
fn model_words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let letter =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    let mut found = Vec::new();
    let mut word = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let apostrophe =
            (c == '\'' || c == '’') && letter(at.checked_sub(1)) && letter(Some(at + 1));
        if letter(Some(at)) || apostrophe {
            word.push(c);
        } else if !word.is_empty() {
            found.push(take(&mut word));
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// The ranking, by std's map.
fn model_ranking(text: &str) -> Vec<(String, u64)> {
    let mut counts = HashMap::new();
    for word in model_words(text) {
        let lower: String = word.chars().flat_map(char::to_lowercase).collect();
        *counts.entry(lower).or_insert(0) += 1;
    }
    let mut ranking: Vec<_> = counts.into_iter().collect();
    ranking.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    ranking
}

/// The ranking, by the table on `alloc`; `None` when memory runs out.
fn ranking<A: Allocator>(text: &str, alloc: &A) -> Option<Vec<(String, u64)>> {
    let mut table = WordTable::new(alloc);
    table.try_count(text).ok()?;
    let ranked = table.try_ranked().ok()?;
    assert_eq!(ranked.len(), table.distinct());
    assert_eq!(ranked.iter().map(|entry| entry.count).sum::<u64>(), table.total());
    Some(ranked.iter().map(|entry| (entry.word.as_str().into(), entry.count)).collect())
}

#[test]
fn splitting_agrees_with_the_model() {
    for text in texts() {
        let found: Vec<&str> = words(&text).collect();
        assert_eq!(found, model_words(&text), "{text:?}");
    }
}

#[test]
fn apostrophes_belong_to_words_between_letters_only() {
    let found: Vec<&str> = words("'don't' 'a''b' it’s'").collect();
    assert_eq!(found, ["don't", "a", "b", "it’s"]);
}

#[test]
fn counting_agrees_with_the_model() {
    for text in texts() {
        let counting = CountingAllocator::new(SystemAllocator);
        assert_eq!(ranking(&text, &counting).as_ref(), Some(&model_ranking(&text)), "{text:?}");
        assert_eq!(counting.stats().live_bytes, 0, "{text:?}");
    }
}

#[test]
fn counting_goes_on_across_texts() {
    let mut table = WordTable::new(&SystemAllocator);
    for text in texts() {
        table.try_count(&text).expect("the system has memory");
    }
    let all: String = texts().iter().map(|text| text.clone() + "\n").collect();
    let ranked = table.try_ranked().expect("the system has memory");
    let found: Vec<_> = ranked.iter().map(|e| (e.word.as_str().into(), e.count)).collect();
    assert_eq!(found, model_ranking(&all));
}

/// A buffer one byte larger each time, until one is enough: so every request of the job is refused
/// once, and all bytes come back every time.
#[test]
fn every_failure_gives_everything_back() {
    let text = "The END isn't the end of the ÜBUNG";
    let expected = model_ranking(text);
    let mut memory = vec![MaybeUninit::uninit(); 1 << 17];
    // How many requests were granted before one was refused.
    let mut granted = Vec::new();
    for size in 0..memory.len() {
        let counting = CountingAllocator::new(BumpAllocator::new(&mut memory[..size]));
        let found = ranking(text, &counting);
        let stats = counting.stats();
        assert_eq!(stats.live_bytes, 0, "{size}");
        assert_eq!(stats.live_blocks, 0, "{size}");
        if let Some(found) = found {
            assert_eq!(found, expected);
            granted.sort_unstable();
            granted.dedup();
            assert!((0..stats.allocations).eq(granted), "{stats:?}");
            return;
        }
        granted.push(stats.allocations);
    }
    panic!("{} bytes were too small", memory.len());
}
