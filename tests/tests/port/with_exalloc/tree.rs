//! An ordered index from words to the notes that have them: a B+-tree.

use core::mem;
use exalloc::{Allocator, ExBox, ExString, ExVec, ex_vec};

/// The most entries of a leaf, and the most children of an inner node.
const MOST: usize = 8;
/// The fewest, but for the root.
const LEAST: usize = MOST / 2;

/// The words and, for each, the numbers of the notes in order.
#[derive(Clone, Debug)]
pub(crate) struct Tree<A: Allocator> {
    root: Node<A>,
    words: usize,
    alloc: A,
}

#[derive(Clone, Debug)]
enum Node<A: Allocator> {
    Leaf(ExVec<Entry<A>, A>),
    /// In a box, so that a leaf is no larger than its vector.
    Inner(ExBox<Inner<A>, A>),
}

#[derive(Clone, Debug)]
struct Entry<A: Allocator> {
    word: ExString<A>,
    notes: ExVec<u32, A>,
}

/// `bounds[i]` is above every word of `children[i]`, and at most every one of `children[i + 1]`.
#[derive(Clone, Debug)]
struct Inner<A: Allocator> {
    bounds: ExVec<ExString<A>, A>,
    children: ExVec<Node<A>, A>,
}

/// The right half of a node that was split, and the bound between the halves.
struct Split<A: Allocator> {
    bound: ExString<A>,
    right: Node<A>,
}

impl<A: Allocator + Copy> Tree<A> {
    pub(crate) fn new(alloc: A) -> Self {
        Tree { root: Node::Leaf(ExVec::new(alloc)), words: 0, alloc }
    }

    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// Adds a note to a word, which takes the word over.
    pub(crate) fn add(&mut self, word: ExString<A>, note: u32) {
        let (split, new) = self.root.add(word, note);
        self.words += usize::from(new);
        if let Some(Split { bound, right }) = split {
            let left = mem::replace(&mut self.root, Node::Leaf(ExVec::new(self.alloc)));
            let root = Inner {
                bounds: ex_vec![in self.alloc; bound],
                children: ex_vec![in self.alloc; left, right],
            };
            self.root = Node::Inner(ExBox::new(root, self.alloc));
        }
    }

    /// Takes a note from a word, and the word out when it was the last one.
    pub(crate) fn remove(&mut self, word: &str, note: u32) {
        self.words -= usize::from(self.root.remove(word, note));
        let only = match &mut self.root {
            Node::Inner(root) if root.children.len() == 1 => root.children.pop(),
            _ => None,
        };
        if let Some(only) = only {
            self.root = only;
        }
    }

    pub(crate) fn find(&self, word: &str) -> &[u32] {
        let mut node = &self.root;
        loop {
            match node {
                Node::Leaf(entries) => {
                    let found = entries.binary_search_by(|entry| entry.word.as_str().cmp(word));
                    return found.map_or(&[], |at| &entries[at].notes);
                }
                Node::Inner(inner) => node = &inner.children[inner.child(word)],
            }
        }
    }

    /// The notes of all words that begin so, in order.
    pub(crate) fn find_prefix(&self, prefix: &str) -> ExVec<u32, A> {
        let mut notes = ExVec::new(self.alloc);
        self.root.collect(prefix, &mut notes);
        notes.sort_unstable();
        notes.dedup();
        notes
    }

    /// Calls `f` with each word and its notes, in order.
    pub(crate) fn for_each(&self, mut f: impl FnMut(&str, &[u32])) {
        self.root.for_each(&mut f);
    }

    /// How many levels there are; every leaf must be as deep.
    pub(crate) fn depth(&self) -> usize {
        self.root.depth()
    }
}

impl<A: Allocator + Copy> Node<A> {
    fn len(&self) -> usize {
        match self {
            Node::Leaf(entries) => entries.len(),
            Node::Inner(inner) => inner.children.len(),
        }
    }

    fn add(&mut self, word: ExString<A>, note: u32) -> (Option<Split<A>>, bool) {
        match self {
            Node::Leaf(entries) => {
                let new = match entries.binary_search_by(|entry| entry.word.cmp(&word)) {
                    Ok(at) => {
                        let notes = &mut entries[at].notes;
                        if let Err(at) = notes.binary_search(&note) {
                            notes.insert(at, note);
                        }
                        false
                    }
                    Err(at) => {
                        entries.insert(
                            at,
                            Entry { word, notes: ex_vec![in *entries.allocator(); note] },
                        );
                        true
                    }
                };
                if entries.len() <= MOST {
                    return (None, new);
                }
                let right = entries.split_off(MOST / 2);
                let bound = right[0].word.clone();
                (Some(Split { bound, right: Node::Leaf(right) }), new)
            }
            Node::Inner(inner) => {
                let at = inner.child(&word);
                let (split, new) = inner.children[at].add(word, note);
                (split.and_then(|split| inner.insert(at, split)), new)
            }
        }
    }

    fn remove(&mut self, word: &str, note: u32) -> bool {
        match self {
            Node::Leaf(entries) => {
                let found = entries.binary_search_by(|entry| entry.word.as_str().cmp(word));
                let Ok(at) = found else { return false };
                entries[at].notes.retain(|have| *have != note);
                let last = entries[at].notes.is_empty();
                if last {
                    entries.remove(at);
                }
                last
            }
            Node::Inner(inner) => {
                let at = inner.child(word);
                let last = inner.children[at].remove(word, note);
                if inner.children[at].len() < LEAST {
                    inner.fill(at);
                }
                last
            }
        }
    }

    fn collect(&self, prefix: &str, notes: &mut ExVec<u32, A>) {
        match self {
            Node::Leaf(entries) => {
                let start = entries.partition_point(|entry| entry.word.as_str() < prefix);
                let from = entries[start..].iter();
                for entry in from.take_while(|entry| entry.word.starts_with(prefix)) {
                    notes.extend_from_slice(&entry.notes);
                }
            }
            Node::Inner(inner) => {
                let first = inner.child(prefix);
                let ends =
                    |bound: &ExString<A>| bound.as_str() > prefix && !bound.starts_with(prefix);
                let more = inner.bounds[first..].iter().take_while(|bound| !ends(bound)).count();
                for child in &inner.children[first..=first + more] {
                    child.collect(prefix, notes);
                }
            }
        }
    }

    fn for_each(&self, f: &mut impl FnMut(&str, &[u32])) {
        match self {
            Node::Leaf(entries) => entries.iter().for_each(|entry| f(&entry.word, &entry.notes)),
            Node::Inner(inner) => inner.children.iter().for_each(|child| child.for_each(f)),
        }
    }

    fn depth(&self) -> usize {
        match self {
            Node::Leaf(_) => 1,
            Node::Inner(inner) => {
                let depth = inner.children[0].depth();
                assert!(inner.children.iter().all(|child| child.depth() == depth));
                assert_eq!(inner.bounds.len() + 1, inner.children.len());
                depth + 1
            }
        }
    }
}

impl<A: Allocator + Copy> Inner<A> {
    /// The number of the child in which a word is, or would be.
    fn child(&self, word: &str) -> usize {
        self.bounds.partition_point(|bound| bound.as_str() <= word)
    }

    /// Puts the right half of the child `at` behind it.
    fn insert(&mut self, at: usize, split: Split<A>) -> Option<Split<A>> {
        self.bounds.insert(at, split.bound);
        self.children.insert(at + 1, split.right);
        if self.children.len() <= MOST {
            return None;
        }
        let children = self.children.split_off(MOST / 2);
        let bounds = self.bounds.split_off(MOST / 2);
        let bound = self.bounds.pop()?;
        Some(Split {
            bound,
            right: Node::Inner(ExBox::new(Inner { bounds, children }, *self.bounds.allocator())),
        })
    }

    /// Merges the child `at`, which has too few, with a neighbour, and splits what is too much.
    fn fill(&mut self, at: usize) {
        let left = if at + 1 < self.children.len() { at } else { at - 1 };
        let bound = self.bounds.remove(left);
        let mut right = self.children.remove(left + 1);
        match (&mut self.children[left], &mut right) {
            (Node::Leaf(entries), Node::Leaf(others)) => {
                entries.append(others);
                if entries.len() > MOST {
                    let half = entries.len() / 2;
                    others.extend(entries.drain(half..));
                    self.bounds.insert(left, others[0].word.clone());
                    self.children.insert(left + 1, right);
                }
            }
            (Node::Inner(inner), Node::Inner(other)) => {
                inner.bounds.push(bound);
                inner.bounds.append(&mut other.bounds);
                inner.children.append(&mut other.children);
                if inner.children.len() > MOST {
                    let half = inner.children.len() / 2;
                    other.children.extend(inner.children.drain(half..));
                    other.bounds.extend(inner.bounds.drain(half..));
                    if let Some(bound) = inner.bounds.pop() {
                        self.bounds.insert(left, bound);
                    }
                    self.children.insert(left + 1, right);
                }
            }
            _ => unreachable!("all leaves are as deep"),
        }
    }
}
