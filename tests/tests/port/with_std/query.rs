//! What is searched for.

use core::fmt;

/// A tree of conditions.
#[derive(Clone, Debug)]
pub(crate) enum Query {
    /// Notes that have the word.
    Word(String),
    /// Notes that have a word that begins so.
    Prefix(String),
    /// Notes with the tag.
    Tag(String),
    /// Notes with a line that has this text.
    Text(String),
    /// The others.
    Not(Box<Query>),
    /// Notes that all of these find.
    All(Vec<Query>),
    /// Notes that one of these finds.
    Any(Vec<Query>),
}

/// Why a text is no query.
#[derive(Clone, Debug)]
pub(crate) struct QueryError {
    message: String,
    at: usize,
}

/// Reads a query: `apples or pear* (not #draft) "in a row"`.
struct Parser<'q> {
    text: &'q str,
    at: usize,
}

impl Query {
    pub(crate) fn parse(text: &str) -> Result<Self, QueryError> {
        let mut parser = Parser { text, at: 0 };
        let query = parser.any()?;
        if parser.peek().is_some() {
            return Err(parser.error("an end"));
        }
        Ok(query)
    }
}

impl<'q> Parser<'q> {
    fn any(&mut self) -> Result<Query, QueryError> {
        let mut queries = vec![self.all()?];
        while self.take("or") {
            queries.push(self.all()?);
        }
        Ok(match queries.len() {
            1 => queries.swap_remove(0),
            _ => Query::Any(queries),
        })
    }

    fn all(&mut self) -> Result<Query, QueryError> {
        let mut queries = vec![self.one()?];
        while self.peek().is_some_and(|token| token != "or" && token != ")") {
            queries.push(self.one()?);
        }
        Ok(match queries.len() {
            1 => queries.swap_remove(0),
            _ => Query::All(queries),
        })
    }

    fn one(&mut self) -> Result<Query, QueryError> {
        if self.take("not") {
            return Ok(Query::Not(Box::new(self.one()?)));
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
            Query::Text(String::from(text))
        } else if let Some(tag) = token.strip_prefix('#') {
            Query::Tag(String::from(tag))
        } else {
            let mut word = String::new();
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

    fn error(&self, expected: &str) -> QueryError {
        let found = self.peek().unwrap_or("nothing more");
        QueryError { message: format!("expected {expected}, found {found}"), at: self.at }
    }
}

impl fmt::Display for Query {
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

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.at)
    }
}
