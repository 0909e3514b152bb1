//! What is searched for.

use core::fmt;
use exalloc::{Allocator, ExBox, ExString, ExVec, ex_format, ex_vec};

/// A tree of conditions.
#[derive(Clone, Debug)]
pub(crate) enum Query<A: Allocator> {
    /// Notes that have the word.
    Word(ExString<A>),
    /// Notes that have a word that begins so.
    Prefix(ExString<A>),
    /// Notes with the tag.
    Tag(ExString<A>),
    /// Notes with a line that has this text.
    Text(ExString<A>),
    /// The others.
    Not(ExBox<Query<A>, A>),
    /// Notes that all of these find.
    All(ExVec<Query<A>, A>),
    /// Notes that one of these finds.
    Any(ExVec<Query<A>, A>),
}

/// Why a text is no query.
#[derive(Clone, Debug)]
pub(crate) struct QueryError<A: Allocator> {
    message: ExString<A>,
    at: usize,
}

/// Reads a query: `apples or pear* (not #draft) "in a row"`.
struct Parser<'q, A: Allocator> {
    text: &'q str,
    at: usize,
    alloc: A,
}

impl<A: Allocator + Copy> Query<A> {
    pub(crate) fn parse(text: &str, alloc: A) -> Result<Self, QueryError<A>> {
        let mut parser = Parser { text, at: 0, alloc };
        let query = parser.any()?;
        if parser.peek().is_some() {
            return Err(parser.error("an end"));
        }
        Ok(query)
    }
}

impl<'q, A: Allocator + Copy> Parser<'q, A> {
    fn any(&mut self) -> Result<Query<A>, QueryError<A>> {
        let mut queries = ex_vec![in self.alloc; self.all()?];
        while self.take("or") {
            queries.push(self.all()?);
        }
        Ok(match queries.len() {
            1 => queries.swap_remove(0),
            _ => Query::Any(queries),
        })
    }

    fn all(&mut self) -> Result<Query<A>, QueryError<A>> {
        let mut queries = ex_vec![in self.alloc; self.one()?];
        while self.peek().is_some_and(|token| token != "or" && token != ")") {
            queries.push(self.one()?);
        }
        Ok(match queries.len() {
            1 => queries.swap_remove(0),
            _ => Query::All(queries),
        })
    }

    fn one(&mut self) -> Result<Query<A>, QueryError<A>> {
        if self.take("not") {
            return Ok(Query::Not(ExBox::new(self.one()?, self.alloc)));
        }
        if self.take("(") {
            let query = self.any()?;
            return if self.take(")") { Ok(query) } else { Err(self.error("`)`")) };
        }
        let token = match self.peek() {
            Some(token) if token != "or" && token != ")" => token,
            _ => return Err(self.error("a word")),
        };
        let query = if let Some(text) = token.strip_prefix('"') {
            let Some(text) = text.strip_suffix('"') else {
                return Err(self.error("a closed text"));
            };
            Query::Text(ExString::from_str_in(text, self.alloc))
        } else if let Some(tag) = token.strip_prefix('#') {
            Query::Tag(ExString::from_str_in(tag, self.alloc))
        } else {
            let mut word = ExString::new(self.alloc);
            word.extend(token.chars().flat_map(char::to_lowercase));
            match word.pop() {
                Some('*') => Query::Prefix(word),
                last => {
                    word.extend(last);
                    Query::Word(word)
                }
            }
        };
        self.take(token);
        Ok(query)
    }

    /// The next token, which stays.
    fn peek(&self) -> Option<&'q str> {
        let text = self.text[self.at..].trim_start();
        let first = text.chars().next()?;
        let end = match first {
            '(' | ')' => 1,
            '"' => text[1..].find('"').map_or(text.len(), |end| end + 2),
            _ => text
                .find(|ch: char| ch.is_whitespace() || "()\"".contains(ch))
                .unwrap_or(text.len()),
        };
        Some(&text[..end])
    }

    /// Goes on behind the next token, if it is this one.
    fn take(&mut self, token: &str) -> bool {
        let next = self.peek() == Some(token);
        if next {
            let spaces = self.text[self.at..].len() - self.text[self.at..].trim_start().len();
            self.at += spaces + token.len();
        }
        next
    }

    fn error(&self, expected: &str) -> QueryError<A> {
        let found = self.peek().unwrap_or("nothing more");
        QueryError {
            message: ex_format!(in self.alloc, "expected {expected}, found {found}"),
            at: self.at,
        }
    }
}

impl<A: Allocator + Copy> fmt::Display for Query<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (queries, between) = match self {
            Query::Word(word) => return write!(f, "{word}"),
            Query::Prefix(word) => return write!(f, "{word}*"),
            Query::Tag(tag) => return write!(f, "#{tag}"),
            Query::Text(text) => return write!(f, "{text:?}"),
            Query::Not(query) => return write!(f, "not {query}"),
            Query::All(queries) => (queries, " "),
            Query::Any(queries) => (queries, " or "),
        };
        for (number, query) in queries.iter().enumerate() {
            let (open, before) = if number == 0 { ("(", "") } else { ("", between) };
            write!(f, "{open}{before}{query}")?;
        }
        f.write_str(")")
    }
}

impl<A: Allocator + Copy> fmt::Display for QueryError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.at)
    }
}
