//! `ExBox`: traits of what is inside, and what is copied into it.

use crate::case::{Context, cases};
use crate::foreign::{Held, Sink, hold};
use core::error::Error;
use core::hash::Hasher;
use exalloc::testing::Tracked;
use exalloc::{ExBox, unsize};
use exalloc_tests::Watched;
use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};

/// A stream of bytes without an end; its methods and its destructor are calls.
struct Stream<'c> {
    cx: &'c Context,
    _held: Held<'c>,
}

impl Read for Stream<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.cx.call("`read`");
        buf.fill(7);
        Ok(buf.len())
    }
}

impl BufRead for Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.cx.call("`fill_buf`");
        Ok(b"line\n")
    }

    fn consume(&mut self, _: usize) {
        self.cx.call("`consume`");
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.cx.call("`write`");
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.cx.call("`flush`");
        Ok(())
    }
}

impl Seek for Stream<'_> {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        self.cx.call("`seek`");
        Ok(7)
    }
}

impl Drop for Stream<'_> {
    fn drop(&mut self) {
        self.cx.call("the destructor of a stream");
    }
}

fn stream(cx: &Context) -> ExBox<Stream<'_>, Watched<'_, exalloc_tests::Heap>> {
    ExBox::try_new(Stream { cx, _held: hold(cx) }, Watched::new(cx)).expect("memory")
}

cases! {
    hasher: "Hasher for ExBox", alone["call"], |cx| {
        let mut hasher = ExBox::try_new(Sink(cx), Watched::new(cx)).expect("memory");
        hasher.write_u64(7);
        hasher.write(b"Ada");
        assert_eq!(hasher.finish(), 0);
    };
    read: "io::Read for ExBox", alone["call"], |cx| {
        let mut bytes = [0; 9];
        let mut stream = stream(cx);
        assert_eq!(stream.read(&mut bytes).expect("bytes"), 9);
        stream.read_exact(&mut bytes).expect("bytes");
    };
    read_lines: "io::BufRead for ExBox", alone["call"], |cx| {
        let (mut stream, mut line) = (stream(cx), String::new());
        let len = stream.fill_buf().expect("bytes").len();
        stream.consume(len);
        assert_eq!(stream.read_line(&mut line).expect("bytes"), 5);
    };
    write: "io::Write for ExBox", alone["call"], |cx| {
        let mut stream = unsize!(stream(cx) => dyn Write + '_);
        stream.write_all(b"Ada").expect("written");
        stream.flush().expect("written");
    };
    seek: "io::Seek for ExBox", alone["call"], |cx| {
        let mut stream = stream(cx);
        assert_eq!(stream.seek(SeekFrom::Start(7)).expect("there"), stream.stream_position().expect("there"));
    };
    from_slice: "ExBox::try_from_slice_in", alone["clone", "drop", "call"], |cx| {
        let elements = cx.ledger().elements::<3>();
        drop(ExBox::<[Tracked<'_>], _>::try_from_slice_in(&elements, Watched::new(cx)).expect("memory"));
    };
    error_from_str: "ExBox::try_from_str_in", alone["call"], |cx| {
        drop(ExBox::<dyn Error + '_, _>::try_from_str_in("no name", Watched::new(cx)).expect("memory"));
    };
    text_from_str: "ExBox::try_from_str_in", alone["call"], |cx| drop(ExBox::<str, _>::try_from_str_in("Ada", Watched::new(cx)).expect("memory"));
}
