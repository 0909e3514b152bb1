//! Numbers appended without `core::fmt`: the same text, or the same number.

#![cfg(all(feature = "itoa", feature = "zmij"))]

use exalloc::ExString;
use exalloc::testing::CheckedAllocator;
use exalloc_tests::Heap;
use proptest::prelude::*;

/// Appends `value` behind other text, and gives what was appended.
macro_rules! appended {
    ($push:ident, $value:expr) => {{
        let heap = CheckedAllocator::new(Heap);
        let mut s = ExString::try_from_str_in("x = ", &heap).unwrap();
        s.$push($value).unwrap();
        let text = s.strip_prefix("x = ").expect("what was there stays").to_string();
        drop(s);
        heap.finish().unwrap();
        text
    }};
}

macro_rules! integers {
    ($($name:ident)+) => {
        proptest! {
            $(
                #[test]
                fn $name(value: $name) {
                    prop_assert_eq!(appended!(try_push_int, value), value.to_string());
                }
            )+
        }

        #[test]
        fn bounds() {
            $(
                for value in [$name::MIN, 0, 9, 10, 99, 100, $name::MAX] {
                    assert_eq!(appended!(try_push_int, value), value.to_string());
                }
            )+
        }
    };
}

integers! { u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize }

proptest! {
    #[test]
    fn doubles_come_back(bits: u64) {
        let value = f64::from_bits(bits);
        let text = appended!(try_push_float, value);
        let read: f64 = text.parse().unwrap();
        prop_assert!(read.to_bits() == bits || (read.is_nan() && value.is_nan()), "{value} {text}");
        // The shortest: no digit more than the digits of `Debug`, which are shortest too.
        let digits = |text: &str| {
            let mantissa = text.split('e').next().unwrap_or_default();
            let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
            digits.trim_matches('0').len()
        };
        prop_assert_eq!(digits(&text), digits(&format!("{value:?}")));
    }

    #[test]
    fn floats_come_back(bits: u32) {
        let value = f32::from_bits(bits);
        let text = appended!(try_push_float, value);
        let read: f32 = text.parse().unwrap();
        prop_assert!(read.to_bits() == bits || (read.is_nan() && value.is_nan()), "{value} {text}");
    }
}

#[test]
fn the_layout_of_floats_is_as_documented() {
    for (value, text) in [
        (1.0, "1.0"),
        (-0.0, "-0.0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e100, "1e+100"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
    ] {
        assert_eq!(appended!(try_push_float, value), text);
    }
}
