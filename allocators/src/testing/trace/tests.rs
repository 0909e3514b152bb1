use super::Trace;
use alloc::string::ToString;

#[test]
fn nothing_is_told_where_nothing_was_recorded() {
    assert!(!Trace::none().is_known());
    assert_eq!(Trace::none().to_string(), "");
}

#[test]
fn here_is_this_test() {
    let here = Trace::here();
    assert_eq!(here.is_known(), cfg!(feature = "std"));
    assert_eq!(here.clone().to_string().contains("here_is_this_test"), cfg!(feature = "std"));
}

/// What the program's heap does meanwhile.
#[cfg(feature = "std")]
#[test]
fn nothing_is_recorded_while_one_is_shown() {
    struct Heap<'a>(&'a Trace, usize);
    impl core::fmt::Write for Heap<'_> {
        fn write_str(&mut self, _: &str) -> core::fmt::Result {
            assert!(!Trace::here().is_known());
            assert!(self.0.to_string().starts_with("(not shown"));
            self.1 += 1;
            Ok(())
        }
    }
    let trace = Trace::here();
    let mut heap = Heap(&trace, 0);
    core::fmt::write(&mut heap, format_args!("{trace}")).unwrap();
    assert!(heap.1 > 0);
    assert!(Trace::here().is_known());
}
