//! The text of an HTML page.

use exalloc::{Allocator, ExString, TryReserveError};

/// Appends the text of `page` to `out`.
///
/// Tags, comments, scripts and styles are left out, and character references are resolved or, the
/// named ones beyond the few below, become a space. Where the page has a `<main>` element, only
/// that is taken: the rest of a documentation page is navigation. This is no validating parser: it
/// gives the words that a reader of real documentation sees, and takes any input.
///
/// # Errors
///
/// When the allocator of `out` has no memory; `out` keeps what it has then.
pub(crate) fn try_push_text<A: Allocator>(
    page: &str,
    out: &mut ExString<A>,
) -> Result<(), TryReserveError> {
    let mut rest = main_element(page);
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.try_push_str(before)?;
        rest =
            if from.starts_with('<') { try_markup(from, out)? } else { try_reference(from, out)? };
    }
    out.try_push_str(rest)
}

/// What is inside the first `<main>` element, or the whole page.
fn main_element(page: &str) -> &str {
    let Some(start) = page.find("<main") else { return page };
    let inside = &page[start..];
    inside.find("</main>").map_or(inside, |end| &inside[..end])
}

/// Leaves out the markup at the start of `from`, which is a `<`; returns what follows.
fn try_markup<'p, A: Allocator>(
    from: &'p str,
    out: &mut ExString<A>,
) -> Result<&'p str, TryReserveError> {
    if let Some(comment) = from.strip_prefix("<!--") {
        return Ok(comment.find("-->").map_or("", |end| &comment[end + "-->".len()..]));
    }
    let inside = &from['<'.len_utf8()..];
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        // A lone `<` is text.
        out.try_push('<')?;
        return Ok(inside);
    }
    let (tag, after) = split_tag(inside);
    let name_end = tag[1..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(tag.len(), |n| n + 1);
    let name = &tag[..name_end];
    if !is_inline(name.trim_start_matches('/')) {
        out.try_push(' ')?;
    }
    for raw in ["script", "style"] {
        if name.eq_ignore_ascii_case(raw) {
            return Ok(skip_raw(after, raw));
        }
    }
    Ok(after)
}

/// Splits what follows a `<` at the `>` that ends the tag; one inside quotes doesn't.
fn split_tag(inside: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in inside.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return (&inside[..at], &inside[at + 1..]),
            // Only attributes are quoted: an apostrophe elsewhere in broken markup is none.
            None if matches!(c, '"' | '\'') && inside[..at].trim_end().ends_with('=') => {
                quote = Some(c);
            }
            None => {}
        }
    }
    (inside, "")
}

/// Whether an element stands inside a line, so that its tags don't separate words.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 16] = [
        "a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "span",
        "strong", "wbr",
    ];
    INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline))
}

/// What follows the closing tag of the raw text element `name`.
fn skip_raw<'p>(mut rest: &'p str, name: &str) -> &'p str {
    while let Some(at) = rest.find("</") {
        rest = &rest[at + "</".len()..];
        let closes = rest.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        if closes {
            return split_tag(rest).1;
        }
    }
    ""
}

/// Resolves the character reference at the start of `from`, which is a `&`; returns what follows.
fn try_reference<'p, A: Allocator>(
    from: &'p str,
    out: &mut ExString<A>,
) -> Result<&'p str, TryReserveError> {
    let inside = &from['&'.len_utf8()..];
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(inside.len());
    let (name, after) = inside.split_at(end);
    let Some(after) = after.strip_prefix(';').filter(|_| !name.is_empty()) else {
        // A lone `&` is text.
        out.try_push('&')?;
        return Ok(inside);
    };
    out.try_push(resolve(name).unwrap_or(' '))?;
    Ok(after)
}

/// The character that a reference means, where it can be part of a word or stands for markup.
fn resolve(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "rsquo" => Some('\u{2019}'),
            _ => None,
        };
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests;
