//! Streams of bytes, which say no more than that memory ran out.

use crate::c_string::vec;
use crate::case::{Refused, cases};
use std::io::{self, IoSlice, Write};

/// Out of memory, and nothing else.
fn refused(error: io::Error) -> Refused {
    assert_eq!(error.kind(), io::ErrorKind::OutOfMemory);
    Refused
}

cases! {
    write: "io::Write for ExVec", {
        for room in [3, 8, 90] {
            let mut v = vec(b"Ada", room)?;
            let mut slices = [IoSlice::new(b" Love"), IoSlice::new(b""), IoSlice::new(b"lace")];
            let results = [
                |v: &mut _, _: &mut _| Write::write(v, b" Lovelace"),
                |v: &mut exalloc::ExVec<u8, _>, _: &mut _| v.write_all(b" Lovelace").map(|()| 9),
                |v: &mut _, slices: &mut [IoSlice<'_>; 3]| Write::write_vectored(v, slices),
            ]
            .map(|write| {
                v.truncate(3);
                let before = (v.capacity(), v.as_ptr());
                let written = write(&mut v, &mut slices);
                if written.is_err() {
                    assert_eq!((&v[..], v.capacity(), v.as_ptr()), (&b"Ada"[..], before.0, before.1));
                } else {
                    assert_eq!(v, b"Ada Lovelace"[..]);
                }
                written
            });
            for result in results {
                assert_eq!(result.map_err(refused)?, 9);
            }
        }
    }
    write_to_a_box: "io::Write for ExBox", {
        let mut b = exalloc::ExBox::try_new(vec(b"Ada", 3)?, exalloc_tests::Heap).expect("memory");
        b.write_all(b" Lovelace").map_err(refused).inspect_err(|_| assert_eq!(**b, b"Ada"[..]))?;
        assert_eq!(**b, b"Ada Lovelace"[..]);
    }
}
