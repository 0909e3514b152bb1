//! The same calls on std's `Box` and on `ExBox`, and the same results.

#![cfg(all(feature = "infallible", feature = "std"))]

use core::error::Error;
use core::hash::{BuildHasher, Hash, Hasher};
use core::pin::Pin;
use exalloc::{ExBox, ExString, SystemAllocator as Heap};
use exalloc_tests::has;
use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::io::{BufRead, Cursor, IoSlice, IoSliceMut, Read, Seek, SeekFrom, Write};

/// Runs the body with `B` as either box, and compares what it returns, in the `Debug` form.
macro_rules! alike {
    ($($name:ident $body:block)+) => {$(
        #[test]
        fn $name() {
            let std = {
                type B<T> = Box<T>;
                type S = String;
                let _ = (size_of::<B<u8>>(), size_of::<S>());
                format!("{:?}", $body)
            };
            let ours = {
                type B<T> = ExBox<T, Heap>;
                type S = ExString<Heap>;
                let _ = (size_of::<B<u8>>(), size_of::<S>());
                format!("{:?}", $body)
            };
            assert_eq!(std, ours);
        }
    )+};
}

/// An error with a cause.
#[derive(Debug)]
struct Outer(core::num::ParseIntError);

impl core::fmt::Display for Outer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("outer")
    }
}

impl Error for Outer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

alike! {
    default_values {
        (
            B::<[String]>::default(),
            B::<str>::default(),
            B::<(u8, String)>::default(),
            Pin::<B<u32>>::default(),
            Pin::<B<str>>::default(),
            Pin::<B<[u64]>>::default(),
        )
    }
    slices_from {
        let words = || ["Ada", "Grüße", ""].map(String::from);
        (
            B::<[String]>::from(&words()[..]),
            B::<[String]>::from(&mut words()[1..]),
            B::<[String]>::from(words()),
            B::<[String]>::from([]),
            B::<[String]>::from(Cow::Borrowed(&words()[..2])),
            B::<[String]>::from(Cow::Owned(words().to_vec())),
            B::<[()]>::from([(); 5]),
        )
    }
    text_from {
        let mut owned = String::from("Küsse");
        (
            B::<str>::from("Grüße"),
            B::<str>::from(""),
            B::<str>::from(owned.as_mut_str()),
            B::<str>::from(Cow::Borrowed("Ada")),
            B::<str>::from(Cow::<'_, str>::Owned("Lovelace".into())),
            B::<[u8]>::from(B::<str>::from("aß😀")),
        )
    }
    arrays_of_slices {
        let slice = || B::<[String]>::from(["a", "b", "c"].map(String::from));
        (
            B::<[String; 3]>::try_from(slice()),
            B::<[String; 2]>::try_from(slice()),
            B::<[String; 4]>::try_from(slice()),
            B::<[String; 0]>::try_from(B::<[String]>::default()),
            B::<[(); 2]>::try_from(B::<[()]>::from([(), ()])),
        )
    }
    collected_slices {
        (
            (0..1000).collect::<B<[u64]>>(),
            (0..100).filter(|n| n % 3 == 0).map(|n| n.to_string()).collect::<B<[String]>>(),
            core::iter::empty::<u8>().collect::<B<[u8]>>(),
            [(), ()].into_iter().collect::<B<[()]>>(),
            ["1", "2", "x"].iter().map(|text| text.parse()).collect::<Result<B<[u8]>, _>>(),
        )
    }
    collected_text {
        let words = ["Grüße", "", " und ", "Küsse"];
        (
            "aß😀bc".chars().cycle().take(100).collect::<B<str>>(),
            ['a', 'ß', '😀'].iter().collect::<B<str>>(),
            words.into_iter().collect::<B<str>>(),
            words.into_iter().map(S::from).collect::<B<str>>(),
            words.into_iter().map(B::<str>::from).collect::<B<str>>(),
            words.into_iter().map(Cow::Borrowed).collect::<B<str>>(),
            core::iter::empty::<char>().collect::<B<str>>(),
        )
    }
    clones {
        let (mut a, b) = (B::<[String]>::from(["a".into(), "b".into()]), B::<[String]>::default());
        let mut c = a.clone();
        a.clone_from(&b);
        c.clone_from(&B::<[String]>::from(["c".into(), "d".into()]));
        let mut text = B::<str>::from("Ada");
        let copy = text.clone();
        text.clone_from(&B::<str>::from("Lovelace"));
        (a, b, c, text, copy, B::<u8>::from(7).clone())
    }
    errors_by_question_mark {
        fn number(text: &str) -> Result<u8, B<dyn Error + '_>> {
            if text.is_empty() {
                Err(S::from("nothing"))?;
            }
            text.parse::<u8>().map_err(Outer)?;
            Ok(text.parse::<u8>()?)
        }
        let outer = number("x").unwrap_err();
        let cause = outer.source().map(|cause| cause.to_string());
        (number("7").is_ok(), number(""), number("").unwrap_err().to_string(), outer, cause)
    }
    errors_for_threads {
        fn number(text: &str) -> Result<u8, B<dyn Error + Send + Sync>> {
            if text.is_empty() {
                Err(S::from("nothing at \"all\""))?;
            }
            Ok(text.parse::<u8>()?)
        }
        let failed = number("300").unwrap_err();
        let kind = failed.downcast_ref::<core::num::ParseIntError>().map(|e| *e.kind());
        let sent = std::thread::spawn(|| number("").unwrap_err()).join().unwrap();
        (number("7").is_ok(), failed, kind, sent.to_string(), sent)
    }
    a_box_of_an_error {
        let inner = B::<Outer>::from(Outer("x".parse::<u8>().unwrap_err()));
        let cause = inner.source().map(ToString::to_string);
        let outer = B::<dyn Error>::from(inner);
        (cause, outer.to_string(), outer.is::<B<Outer>>())
    }
    hashers {
        let mut boxed = B::<DefaultHasher>::from(DefaultHasher::new());
        let value = (1u8, -1i16, 2u32, -2i64, 3u128, -3isize, 'x', "text", [true, false]);
        value.hash(&mut boxed);
        boxed.write_i8(-1);
        boxed.write_u16(7);
        boxed.write_i32(-7);
        boxed.write_u64(8);
        boxed.write_i128(-8);
        boxed.write_usize(9);
        let built = core::hash::BuildHasherDefault::<DefaultHasher>::default().hash_one(7);
        (boxed.finish(), built)
    }
    bytes_read {
        let mut source = B::<Cursor<Vec<u8>>>::from(Cursor::new(b"one\ntwo\0three\nfour".to_vec()));
        let (mut line, mut two, mut rest) = (String::new(), Vec::new(), Vec::new());
        let first = source.read_line(&mut line).unwrap();
        let second = source.read_until(0, &mut two).unwrap();
        let skipped = source.skip_until(b'\n').unwrap();
        let at = source.stream_position().unwrap();
        let ahead = source.fill_buf().unwrap().to_vec();
        source.consume(1);
        let mut exact = [0; 2];
        source.read_exact(&mut exact).unwrap();
        let read = source.read_to_end(&mut rest).unwrap();
        source.rewind().unwrap();
        let (mut a, mut b) = ([0; 2], [0; 3]);
        let slices = &mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)];
        let vectored = source.read_vectored(slices).unwrap();
        source.seek_relative(-1).unwrap();
        let mut one = [0];
        assert_eq!(source.read(&mut one).unwrap(), 1);
        let end = source.seek(SeekFrom::End(-2)).unwrap();
        let mut text = String::new();
        source.read_to_string(&mut text).unwrap();
        let failed = source.read_exact(&mut [0]).unwrap_err().kind();
        (first, line, second, two, skipped, at, ahead, exact, (read, rest, vectored, a, b, one, end, text, failed))
    }
    bytes_written {
        let mut sink = B::<Cursor<Vec<u8>>>::from(Cursor::new(Vec::new()));
        let one = sink.write(b"one").unwrap();
        let two = sink.write_vectored(&[IoSlice::new(b"tw"), IoSlice::new(b"o")]).unwrap();
        sink.write_all(b"three").unwrap();
        write!(sink, "{}", 4).unwrap();
        sink.flush().unwrap();
        let mut room = [0; 2];
        let mut short = B::<&mut [u8]>::from(&mut room[..]);
        let failed = short.write_all(b"long").unwrap_err().kind();
        (one, two, sink.get_ref().clone(), failed)
    }
}

/// Writes down which of its methods is called.
#[derive(Default)]
struct Asked(std::cell::RefCell<Vec<&'static str>>);

/// Methods that write their names down, and answer.
macro_rules! asked {
    ($($method:ident(&mut self $(, $arg:ident: $type:ty)*) $(-> $output:ty)? = $answer:expr;)+) => {
        $(
            fn $method(&mut self $(, $arg: $type)*) $(-> $output)? {
                let _ = ($(&$arg,)*);
                self.0.borrow_mut().push(stringify!($method));
                $answer
            }
        )+
    };
}

impl Hasher for Asked {
    fn finish(&self) -> u64 {
        self.0.borrow_mut().push("finish");
        7
    }

    asked! {
        write(&mut self, bytes: &[u8]) = ();
        write_u8(&mut self, n: u8) = ();
        write_u16(&mut self, n: u16) = ();
        write_u32(&mut self, n: u32) = ();
        write_u64(&mut self, n: u64) = ();
        write_u128(&mut self, n: u128) = ();
        write_usize(&mut self, n: usize) = ();
        write_i8(&mut self, n: i8) = ();
        write_i16(&mut self, n: i16) = ();
        write_i32(&mut self, n: i32) = ();
        write_i64(&mut self, n: i64) = ();
        write_i128(&mut self, n: i128) = ();
        write_isize(&mut self, n: isize) = ();
    }
}

impl Read for Asked {
    asked! {
        read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> = Ok(0);
        read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> std::io::Result<usize> = Ok(1);
        read_to_end(&mut self, buf: &mut Vec<u8>) -> std::io::Result<usize> = Ok(2);
        read_to_string(&mut self, buf: &mut String) -> std::io::Result<usize> = Ok(3);
        read_exact(&mut self, buf: &mut [u8]) -> std::io::Result<()> = Ok(());
    }
}

impl BufRead for Asked {
    asked! {
        fill_buf(&mut self) -> std::io::Result<&[u8]> = Ok(b"");
        consume(&mut self, amount: usize) = ();
        read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> std::io::Result<usize> = Ok(4);
        skip_until(&mut self, byte: u8) -> std::io::Result<usize> = Ok(5);
        read_line(&mut self, buf: &mut String) -> std::io::Result<usize> = Ok(6);
    }
}

impl Write for Asked {
    asked! {
        write(&mut self, buf: &[u8]) -> std::io::Result<usize> = Ok(7);
        write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> std::io::Result<usize> = Ok(8);
        flush(&mut self) -> std::io::Result<()> = Ok(());
        write_all(&mut self, buf: &[u8]) -> std::io::Result<()> = Ok(());
        write_fmt(&mut self, args: core::fmt::Arguments<'_>) -> std::io::Result<()> = Ok(());
    }
}

impl Seek for Asked {
    asked! {
        seek(&mut self, to: SeekFrom) -> std::io::Result<u64> = Ok(9);
        rewind(&mut self) -> std::io::Result<()> = Ok(());
        stream_position(&mut self) -> std::io::Result<u64> = Ok(10);
        seek_relative(&mut self, offset: i64) -> std::io::Result<()> = Ok(());
    }
}

/// Every method is passed on to that of the value, which may do it better than the default.
#[test]
fn the_method_of_the_value_is_asked() {
    let mut b = ExBox::new(Asked::default(), Heap);
    Hasher::write(&mut b, b"Ada");
    b.write_u8(1);
    b.write_u16(1);
    b.write_u32(1);
    b.write_u64(1);
    b.write_u128(1);
    b.write_usize(1);
    b.write_i8(1);
    b.write_i16(1);
    b.write_i32(1);
    b.write_i64(1);
    b.write_i128(1);
    b.write_isize(1);
    assert_eq!(b.finish(), 7);
    let expected = "write write_u8 write_u16 write_u32 write_u64 write_u128 write_usize write_i8 \
                    write_i16 write_i32 write_i64 write_i128 write_isize finish";
    assert_eq!(b.0.take().join(" "), expected);

    let (mut bytes, mut text) = (Vec::new(), String::new());
    let numbers = [
        b.read(&mut []).unwrap(),
        b.read_vectored(&mut []).unwrap(),
        b.read_to_end(&mut bytes).unwrap(),
        b.read_to_string(&mut text).unwrap(),
        b.read_until(0, &mut bytes).unwrap(),
        b.skip_until(0).unwrap(),
        b.read_line(&mut text).unwrap(),
        Write::write(&mut b, b"").unwrap(),
        b.write_vectored(&[]).unwrap(),
    ];
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    b.read_exact(&mut [0]).unwrap();
    assert!(b.fill_buf().unwrap().is_empty());
    b.consume(1);
    b.flush().unwrap();
    b.write_all(b"Ada").unwrap();
    write!(b, "{}", 1).unwrap();
    assert_eq!((b.seek(SeekFrom::Start(0)).unwrap(), b.stream_position().unwrap()), (9, 10));
    b.rewind().unwrap();
    b.seek_relative(1).unwrap();
    let expected = "read read_vectored read_to_end read_to_string read_until skip_until read_line \
                    write write_vectored read_exact fill_buf consume flush write_all write_fmt seek \
                    stream_position rewind seek_relative";
    assert_eq!(b.0.take().join(" "), expected);
}

/// Streams as trait objects, which is what boxes of them are for.
#[test]
fn streams_as_objects() {
    let source = ExBox::new(Cursor::new(b"one\ntwo"), Heap);
    let source: ExBox<dyn BufRead, Heap> = exalloc::unsize!(source => dyn BufRead);
    let lines: Vec<String> = source.lines().map(Result::unwrap).collect();
    assert_eq!(lines, ["one", "two"]);
    let mut bytes = Vec::new();
    let mut sink: ExBox<dyn Write + '_, Heap> =
        exalloc::unsize!(ExBox::new(&mut bytes, Heap) => dyn Write + '_);
    std::io::copy(&mut &b"three"[..], &mut sink).unwrap();
    drop(sink);
    assert_eq!(bytes, b"three");
}

#[cfg(unix)]
#[test]
fn a_file_descriptor() {
    use std::os::fd::{AsFd, AsRawFd};
    let file = ExBox::new(std::fs::File::open("Cargo.toml").unwrap(), Heap);
    let raw = file.as_raw_fd();
    assert_eq!((file.as_fd().as_raw_fd(), (*file).as_raw_fd()), (raw, raw));
    let object = exalloc::unsize!(file => dyn AsRawFd);
    assert_eq!(object.as_raw_fd(), raw);
}

/// An error made of a text on an allocator that is at hand, not made by `default`.
#[test]
fn errors_of_a_text() {
    let strict = exalloc::testing::CheckedAllocator::new(Heap);
    let text = String::from("no \"such\" name");
    let error = ExBox::<dyn Error + '_, _>::from_str_in(&text, &strict);
    drop(text);
    assert_eq!(error.to_string(), "no \"such\" name");
    assert_eq!(format!("{error:?}"), format!("{:?}", Box::<dyn Error>::from("no \"such\" name")));
    assert!(error.source().is_none());
    drop(error);
    strict.finish().unwrap();
    let error = ExBox::<dyn Error + Send + Sync, _>::from_str_in("sent", Heap);
    assert_eq!(std::thread::spawn(move || error.to_string()).join().unwrap(), "sent");
}

/// As std: a box of `dyn Error` is made from errors, so it can't be one.
#[test]
fn what_is_an_error() {
    assert!(has!(ExBox<Outer, Heap>: Error));
    assert!(!has!(ExBox<dyn Error, Heap>: Error));
    assert!(!has!(Box<dyn Error>: Error));
    assert!(has!(ExBox<dyn Error + Send + Sync, Heap>: Send));
    assert!(!has!(ExBox<dyn Error + Send + Sync, &dyn exalloc::Allocator>: Send));
}
