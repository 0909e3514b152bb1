//! Upper and lower case.

use super::case_ignorable::is_case_ignorable;
use crate::error::TryReserveError;
use crate::string::ExString;
use exalloc_core::Allocator;

/// Copies `text` in lower case.
pub(super) fn try_to_lowercase_in<A: Allocator>(
    text: &str,
    alloc: A,
) -> Result<ExString<A>, TryReserveError> {
    let mut lower = ExString::try_with_capacity(text.len(), alloc)?;
    for (at, ch) in text.char_indices() {
        if ch == 'Σ' {
            let (before, after) = (&text[..at], &text[at + ch.len_utf8()..]);
            lower.try_push(if is_end_of_word(before, after) { 'ς' } else { 'σ' })?;
        } else if ch.is_ascii() {
            lower.try_push(ch.to_ascii_lowercase())?;
        } else {
            for ch in ch.to_lowercase() {
                lower.try_push(ch)?;
            }
        }
    }
    Ok(lower)
}

/// Copies `text` in upper case.
pub(super) fn try_to_uppercase_in<A: Allocator>(
    text: &str,
    alloc: A,
) -> Result<ExString<A>, TryReserveError> {
    let mut upper = ExString::try_with_capacity(text.len(), alloc)?;
    for ch in text.chars() {
        if ch.is_ascii() {
            upper.try_push(ch.to_ascii_uppercase())?;
        } else {
            for ch in ch.to_uppercase() {
                upper.try_push(ch)?;
            }
        }
    }
    Ok(upper)
}

/// Whether a sigma between these ends a word: Unicode's condition `Final_Sigma`, the only one that
/// isn't for a single language.
fn is_end_of_word(before: &str, after: &str) -> bool {
    begins_cased(before.chars().rev()) && !begins_cased(after.chars())
}

/// Whether the first character that isn't ignorable has a case.
fn begins_cased(mut chars: impl Iterator<Item = char>) -> bool {
    chars.find(|&ch| !is_case_ignorable(ch)).is_some_and(is_cased)
}

/// Whether a character is of upper case, lower case or title case.
fn is_cased(ch: char) -> bool {
    // The last are all that there are: Latin digraphs, and Greek letters with an iota beside them.
    ch.is_lowercase()
        || ch.is_uppercase()
        || matches!(ch, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
        || matches!(ch, '\u{1F88}'..='\u{1F8F}' | '\u{1F98}'..='\u{1F9F}')
        || matches!(ch, '\u{1FA8}'..='\u{1FAF}' | '\u{1FBC}' | '\u{1FCC}' | '\u{1FFC}')
}
