//! Rust's source as tokens, and what replaces some of them by others.

/// The tokens of a source without comments, and without commas before a closing bracket, which
/// rustfmt adds where it breaks a line. Operators come a character each.
pub(crate) fn tokens(source: &str) -> Vec<&str> {
    let mut tokens: Vec<&str> = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
            continue;
        }
        let length = match first {
            '"' => quoted(rest, '"'),
            '\'' if rest[1..].starts_with('\\') || rest.chars().nth(2) == Some('\'') => {
                quoted(rest, '\'')
            }
            '\'' => 1 + word(&rest[1..]),
            _ => word(rest).max(first.len_utf8()),
        };
        let (token, behind) = rest.split_at(length);
        if [")", "]", "}"].contains(&token) && tokens.last() == Some(&",") {
            tokens.pop();
        }
        tokens.push(token);
        rest = behind.trim_start();
    }
    tokens
}

/// The length of the name or number in front.
fn word(text: &str) -> usize {
    text.find(|ch: char| !ch.is_alphanumeric() && ch != '_').unwrap_or(text.len())
}

/// The length of the literal in front, quotes included.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text[1..].find(|ch| {
        let ends = ch == quote && !escaped;
        escaped = ch == '\\' && !escaped;
        ends
    });
    end.expect("a closing quote") + 2
}

/// Replaces a pattern, its tokens with spaces between, wherever it is, and says how often.
///
/// In the pattern, `_` is any token; in the replacement it is what the first one stood for.
pub(crate) fn replace(tokens: &mut Vec<&'static str>, pattern: &str, by: &'static str) -> usize {
    let pattern: Vec<&str> = pattern.split_whitespace().collect();
    let mut times = 0;
    let mut at = 0;
    while at + pattern.len() <= tokens.len() {
        let here = &tokens[at..at + pattern.len()];
        if pattern.iter().zip(here).all(|(pattern, token)| pattern == token || *pattern == "_") {
            let any = pattern.iter().position(|token| *token == "_").map_or("", |any| here[any]);
            let by = by.split_whitespace().map(|token| if token == "_" { any } else { token });
            let by: Vec<&'static str> = by.collect();
            let next = at + by.len();
            tokens.splice(at..at + pattern.len(), by);
            times += 1;
            at = next;
        } else {
            at += 1;
        }
    }
    times
}

/// The number of the bracket that closes the one at `open`.
pub(crate) fn closing(tokens: &[&str], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => (),
        }
        if depth == 0 {
            return at;
        }
    }
    panic!("nothing closes {:?}", &tokens[open..]);
}
