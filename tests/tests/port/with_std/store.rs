//! All notes, with their index and history.

use super::note::Note;
use super::query::{Query, QueryError};
use super::rank::{ByLength, ByTags, Rank};
use super::tree::Tree;
use core::cmp::Reverse;
use core::fmt::Write;
use core::mem;

/// How many changes can be undone.
const HISTORY: usize = 32;

/// Notes by number, a number being used again when its note is gone.
pub(crate) struct Store {
    notes: Vec<Option<Box<Note>>>,
    free: Vec<u32>,
    index: Tree,
    ranks: Vec<Box<dyn Rank>>,
    done: Vec<Change>,
    undone: Vec<Change>,
}

/// What a note was before a change, or is to be again.
#[derive(Clone, Debug)]
struct Change {
    id: u32,
    note: Option<Box<Note>>,
}

impl Store {
    pub(crate) fn new() -> Self {
        let ranks: Vec<Box<dyn Rank>> = vec![Box::new(ByLength), Box::new(ByTags { weight: 3 })];
        Store {
            notes: Vec::new(),
            free: Vec::new(),
            index: Tree::new(),
            ranks,
            done: Vec::new(),
            undone: Vec::new(),
        }
    }

    pub(crate) fn get(&self, id: u32) -> Option<&Note> {
        self.notes.get(id as usize)?.as_deref()
    }

    /// How many words are in some note.
    pub(crate) fn words(&self) -> usize {
        self.index.words()
    }

    /// The notes, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &Note)> {
        (0..).zip(&self.notes).filter_map(|(id, note)| Some((id, note.as_deref()?)))
    }

    pub(crate) fn add(&mut self, title: &str, text: &str) -> u32 {
        let id = self.free.pop().unwrap_or(self.notes.len() as u32);
        let note = Box::new(Note::new(title, text));
        self.exchange(Change { id, note: Some(note) });
        id
    }

    pub(crate) fn remove(&mut self, id: u32) -> bool {
        let found = self.get(id).is_some();
        if found {
            self.exchange(Change { id, note: None });
        }
        found
    }

    /// Lets `f` edit a copy of a note, which takes its place if `f` says that it changed.
    pub(crate) fn edit(&mut self, id: u32, f: impl FnOnce(&mut Note) -> bool) -> bool {
        let Some(note) = self.notes.get(id as usize).and_then(Option::as_ref) else { return false };
        let mut edited = note.clone();
        let changed = f(&mut edited);
        if changed {
            self.exchange(Change { id, note: Some(edited) });
        }
        changed
    }

    /// Makes a change that can be undone.
    fn exchange(&mut self, change: Change) {
        let before = self.put(change);
        self.done.push(before);
        self.undone.clear();
        let forgotten = self.done.len().saturating_sub(HISTORY);
        self.done.drain(..forgotten);
    }

    pub(crate) fn undo(&mut self) -> bool {
        let Some(change) = self.done.pop() else { return false };
        let after = self.put(change);
        self.undone.push(after);
        true
    }

    pub(crate) fn redo(&mut self) -> bool {
        let Some(change) = self.undone.pop() else { return false };
        let before = self.put(change);
        self.done.push(before);
        true
    }

    /// Puts a note in its place, or none, and gives what was there; keeps the index.
    fn put(&mut self, mut change: Change) -> Change {
        let id = change.id;
        let place = id as usize;
        if place >= self.notes.len() {
            self.notes.resize(place + 1, None);
        }
        if let Some(old) = &self.notes[place] {
            for word in old.words() {
                self.index.remove(&word, id);
            }
        }
        if let Some(new) = &change.note {
            for word in new.words() {
                self.index.add(word, id);
            }
        }
        mem::swap(&mut self.notes[place], &mut change.note);
        self.free.retain(|free| *free != id);
        if self.notes[place].is_none() {
            self.free.push(id);
        }
        change
    }

    /// The numbers of the notes that a query finds, in order.
    pub(crate) fn search(&self, text: &str) -> Result<Vec<u32>, QueryError> {
        Ok(self.find(&Query::parse(text)?))
    }

    /// What a query means, with all brackets.
    pub(crate) fn explain(&self, text: &str) -> String {
        match Query::parse(text) {
            Ok(query) => format!("{query}"),
            Err(error) => format!("{error}"),
        }
    }

    fn find(&self, query: &Query) -> Vec<u32> {
        match query {
            Query::Word(word) => {
                let mut found = Vec::new();
                found.extend_from_slice(self.index.find(word));
                found
            }
            Query::Prefix(prefix) => self.index.find_prefix(prefix),
            Query::Tag(tag) => self.having(|note| note.tags().contains(tag)),
            Query::Text(text) => {
                self.having(|note| note.lines().iter().any(|line| line.contains(text.as_str())))
            }
            Query::Not(query) => {
                let mut all = self.having(|_| true);
                let found = self.find(query);
                all.retain(|id| found.binary_search(id).is_err());
                all
            }
            Query::All(queries) => {
                let mut found = self.having(|_| true);
                for query in queries {
                    let other = self.find(query);
                    found.retain(|id| other.binary_search(id).is_ok());
                }
                found
            }
            Query::Any(queries) => {
                let mut found = Vec::new();
                for query in queries {
                    found.append(&mut self.find(query));
                }
                found.sort_unstable();
                found.dedup();
                found
            }
        }
    }

    fn having(&self, f: impl Fn(&Note) -> bool) -> Vec<u32> {
        Vec::from_iter(self.iter().filter(|(_, note)| f(note)).map(|(id, _)| id))
    }

    /// The best of the notes, at most `most`, by the rank of that name.
    pub(crate) fn best(&self, rank: &str, most: usize) -> Option<Box<[u32]>> {
        let rank = self.ranks.iter().find(|have| have.name() == rank)?;
        let scored = self.iter().map(|(id, note)| (Reverse(rank.score(note)), id));
        let mut scored = Vec::from_iter(scored);
        scored.sort_unstable();
        scored.truncate(most);
        Some(Vec::from_iter(scored.into_iter().map(|(_, id)| id)).into_boxed_slice())
    }

    /// All notes, and all words with their notes, as text.
    pub(crate) fn report(&self) -> String {
        let mut report = format!("{} words, depth {}\n", self.words(), self.index.depth());
        for (id, note) in self.iter() {
            // Writing to a string can't fail.
            let _ = writeln!(report, "[{id}] {note}");
        }
        self.index.for_each(|word, notes| {
            let _ = writeln!(report, "{word}: {notes:?}");
        });
        report
    }

    /// Forgets the history, and gives back memory that isn't needed.
    pub(crate) fn compact(&mut self) {
        self.done.clear();
        self.undone.clear();
        while matches!(self.notes.last(), Some(None)) {
            self.notes.pop();
        }
        self.free.retain(|id| (*id as usize) < self.notes.len());
        self.notes.shrink_to_fit();
        self.done.shrink_to_fit();
        self.undone.shrink_to_fit();
    }
}
