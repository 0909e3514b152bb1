//! Made of std's API by `tests/parity/calls.py calls`; not to be edited.

/// Every stable function of std's `Vec`, `String` and `Box`, called: with std's types without
/// an argument, with exalloc's with the allocator.
macro_rules! calls {
    ($($alloc:expr)?) => {
        fn vec_new<T>() -> Vec<T> {
            <Vec<T>>::new($($alloc)?)
        }

        fn vec_with_capacity<T>(capacity: usize) -> Vec<T> {
            <Vec<T>>::with_capacity(capacity $(, $alloc)?)
        }

        unsafe fn vec_from_raw_parts<T>(ptr: *mut T, length: usize, capacity: usize) -> Vec<T> {
            // SAFETY: forwarded.
            unsafe { <Vec<T>>::from_raw_parts(ptr, length, capacity $(, $alloc)?) }
        }

        fn vec_into_raw_parts<T>(this: Vec<T>) -> (*mut T, usize, usize) {
            match <Vec<T>>::into_raw_parts(this) { (ptr, len, capacity, ..) => (ptr, len, capacity) }
        }

        fn vec_push<T>(this: &mut Vec<T>, value: T) {
            <Vec<T>>::push(this, value)
        }

        fn vec_push_mut<T>(this: &mut Vec<T>, value: T) -> &mut T {
            <Vec<T>>::push_mut(this, value)
        }

        fn vec_capacity<T>(this: &Vec<T>) -> usize {
            <Vec<T>>::capacity(this)
        }

        fn vec_reserve<T>(this: &mut Vec<T>, additional: usize) {
            <Vec<T>>::reserve(this, additional)
        }

        fn vec_reserve_exact<T>(this: &mut Vec<T>, additional: usize) {
            <Vec<T>>::reserve_exact(this, additional)
        }

        fn vec_try_reserve<T>(this: &mut Vec<T>, additional: usize) -> Result<(), TryReserveError> {
            <Vec<T>>::try_reserve(this, additional)
        }

        fn vec_try_reserve_exact<T>(this: &mut Vec<T>, additional: usize) -> Result<(), TryReserveError> {
            <Vec<T>>::try_reserve_exact(this, additional)
        }

        fn vec_shrink_to_fit<T>(this: &mut Vec<T>) {
            <Vec<T>>::shrink_to_fit(this)
        }

        fn vec_shrink_to<T>(this: &mut Vec<T>, min_capacity: usize) {
            <Vec<T>>::shrink_to(this, min_capacity)
        }

        fn vec_into_boxed_slice<T>(this: Vec<T>) -> Box<[T]> {
            <Vec<T>>::into_boxed_slice(this)
        }

        fn vec_truncate<T>(this: &mut Vec<T>, len: usize) {
            <Vec<T>>::truncate(this, len)
        }

        fn vec_as_slice<T>(this: &Vec<T>) -> &[T] {
            <Vec<T>>::as_slice(this)
        }

        fn vec_as_mut_slice<T>(this: &mut Vec<T>) -> &mut [T] {
            <Vec<T>>::as_mut_slice(this)
        }

        fn vec_as_ptr<T>(this: &Vec<T>) -> *const T {
            <Vec<T>>::as_ptr(this)
        }

        fn vec_as_mut_ptr<T>(this: &mut Vec<T>) -> *mut T {
            <Vec<T>>::as_mut_ptr(this)
        }

        unsafe fn vec_set_len<T>(this: &mut Vec<T>, new_len: usize) {
            // SAFETY: forwarded.
            unsafe { <Vec<T>>::set_len(this, new_len) }
        }

        fn vec_swap_remove<T>(this: &mut Vec<T>, index: usize) -> T {
            <Vec<T>>::swap_remove(this, index)
        }

        fn vec_insert<T>(this: &mut Vec<T>, index: usize, element: T) {
            <Vec<T>>::insert(this, index, element)
        }

        fn vec_insert_mut<T>(this: &mut Vec<T>, index: usize, element: T) -> &mut T {
            <Vec<T>>::insert_mut(this, index, element)
        }

        fn vec_remove<T>(this: &mut Vec<T>, index: usize) -> T {
            <Vec<T>>::remove(this, index)
        }

        fn vec_retain<T, F>(this: &mut Vec<T>, f: F) where F: FnMut(&T) -> bool {
            <Vec<T>>::retain(this, f)
        }

        fn vec_retain_mut<T, F>(this: &mut Vec<T>, f: F) where F: FnMut(&mut T) -> bool {
            <Vec<T>>::retain_mut(this, f)
        }

        fn vec_dedup_by_key<T, F, K>(this: &mut Vec<T>, key: F) where F: FnMut(&mut T) -> K, K: PartialEq {
            <Vec<T>>::dedup_by_key(this, key)
        }

        fn vec_dedup_by<T, F>(this: &mut Vec<T>, same_bucket: F) where F: FnMut(&mut T, &mut T) -> bool {
            <Vec<T>>::dedup_by(this, same_bucket)
        }

        fn vec_pop<T>(this: &mut Vec<T>) -> Option<T> {
            <Vec<T>>::pop(this)
        }

        fn vec_pop_if<T>(this: &mut Vec<T>, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
            <Vec<T>>::pop_if(this, predicate)
        }

        fn vec_append<T>(this: &mut Vec<T>, other: &mut Vec<T>) {
            <Vec<T>>::append(this, other)
        }

        fn vec_drain<T, R>(this: &mut Vec<T>, range: R) -> Drain<'_, T> where R: RangeBounds<usize> {
            <Vec<T>>::drain(this, range)
        }

        fn vec_clear<T>(this: &mut Vec<T>) {
            <Vec<T>>::clear(this)
        }

        fn vec_len<T>(this: &Vec<T>) -> usize {
            <Vec<T>>::len(this)
        }

        fn vec_is_empty<T>(this: &Vec<T>) -> bool {
            <Vec<T>>::is_empty(this)
        }

        fn vec_split_off<T>(this: &mut Vec<T>, at: usize) -> Vec<T> {
            <Vec<T>>::split_off(this, at)
        }

        fn vec_resize_with<T, F>(this: &mut Vec<T>, new_len: usize, f: F) where F: FnMut() -> T {
            <Vec<T>>::resize_with(this, new_len, f)
        }

        fn vec_leak<'a, T>(this: Vec<T>) -> &'a mut [T] {
            <Vec<T>>::leak(this)
        }

        fn vec_spare_capacity_mut<T>(this: &mut Vec<T>) -> &mut [MaybeUninit<T>] {
            <Vec<T>>::spare_capacity_mut(this)
        }

        fn vec_resize<T>(this: &mut Vec<T>, new_len: usize, value: T) where T: Clone {
            <Vec<T>>::resize(this, new_len, value)
        }

        fn vec_extend_from_slice<T>(this: &mut Vec<T>, other: &[T]) where T: Clone {
            <Vec<T>>::extend_from_slice(this, other)
        }

        fn vec_extend_from_within<T, R>(this: &mut Vec<T>, src: R) where T: Clone, R: RangeBounds<usize> {
            <Vec<T>>::extend_from_within(this, src)
        }

        fn vec_into_flattened<T, const N: usize>(this: Vec<[T; N]>) -> Vec<T> {
            <Vec<[T; N]>>::into_flattened(this)
        }

        fn vec_dedup<T>(this: &mut Vec<T>) where T: PartialEq {
            <Vec<T>>::dedup(this)
        }

        fn vec_splice<T, R, I>(this: &mut Vec<T>, range: R, replace_with: I) -> Splice<'_, <I as IntoIterator>::IntoIter> where R: RangeBounds<usize>, I: IntoIterator<Item = T> {
            <Vec<T>>::splice(this, range, replace_with)
        }

        fn vec_extract_if<T, F, R>(this: &mut Vec<T>, range: R, filter: F) -> ExtractIf<'_, T, F> where F: FnMut(&mut T) -> bool, R: RangeBounds<usize> {
            <Vec<T>>::extract_if(this, range, filter)
        }

        fn string_new() -> String {
            <String>::new($($alloc)?)
        }

        fn string_with_capacity(capacity: usize) -> String {
            <String>::with_capacity(capacity $(, $alloc)?)
        }

        fn string_from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error> {
            <String>::from_utf8(vec)
        }

        fn string_from_utf8_lossy(v: &[u8]) -> String {
            owned(<String>::from_utf8_lossy(v $(, $alloc)?))
        }

        fn string_from_utf16(v: &[u16]) -> Result<String, FromUtf16Error> {
            <String>::from_utf16(v $(, $alloc)?)
        }

        fn string_from_utf16_lossy(v: &[u16]) -> String {
            <String>::from_utf16_lossy(v $(, $alloc)?)
        }

        fn string_into_raw_parts(this: String) -> (*mut u8, usize, usize) {
            match <String>::into_raw_parts(this) { (ptr, len, capacity, ..) => (ptr, len, capacity) }
        }

        unsafe fn string_from_raw_parts(buf: *mut u8, length: usize, capacity: usize) -> String {
            // SAFETY: forwarded.
            unsafe { <String>::from_raw_parts(buf, length, capacity $(, $alloc)?) }
        }

        unsafe fn string_from_utf8_unchecked(bytes: Vec<u8>) -> String {
            // SAFETY: forwarded.
            unsafe { <String>::from_utf8_unchecked(bytes) }
        }

        fn string_into_bytes(this: String) -> Vec<u8> {
            <String>::into_bytes(this)
        }

        fn string_as_str(this: &String) -> &str {
            <String>::as_str(this)
        }

        fn string_as_mut_str(this: &mut String) -> &mut str {
            <String>::as_mut_str(this)
        }

        fn string_push_str(this: &mut String, string: &str) {
            <String>::push_str(this, string)
        }

        fn string_extend_from_within<R>(this: &mut String, src: R) where R: RangeBounds<usize> {
            <String>::extend_from_within(this, src)
        }

        fn string_capacity(this: &String) -> usize {
            <String>::capacity(this)
        }

        fn string_reserve(this: &mut String, additional: usize) {
            <String>::reserve(this, additional)
        }

        fn string_reserve_exact(this: &mut String, additional: usize) {
            <String>::reserve_exact(this, additional)
        }

        fn string_try_reserve(this: &mut String, additional: usize) -> Result<(), TryReserveError> {
            <String>::try_reserve(this, additional)
        }

        fn string_try_reserve_exact(this: &mut String, additional: usize) -> Result<(), TryReserveError> {
            <String>::try_reserve_exact(this, additional)
        }

        fn string_shrink_to_fit(this: &mut String) {
            <String>::shrink_to_fit(this)
        }

        fn string_shrink_to(this: &mut String, min_capacity: usize) {
            <String>::shrink_to(this, min_capacity)
        }

        fn string_push(this: &mut String, ch: char) {
            <String>::push(this, ch)
        }

        fn string_as_bytes(this: &String) -> &[u8] {
            <String>::as_bytes(this)
        }

        fn string_truncate(this: &mut String, new_len: usize) {
            <String>::truncate(this, new_len)
        }

        fn string_pop(this: &mut String) -> Option<char> {
            <String>::pop(this)
        }

        fn string_remove(this: &mut String, idx: usize) -> char {
            <String>::remove(this, idx)
        }

        fn string_retain<F>(this: &mut String, f: F) where F: FnMut(char) -> bool {
            <String>::retain(this, f)
        }

        fn string_insert(this: &mut String, idx: usize, ch: char) {
            <String>::insert(this, idx, ch)
        }

        fn string_insert_str(this: &mut String, idx: usize, string: &str) {
            <String>::insert_str(this, idx, string)
        }

        unsafe fn string_as_mut_vec(this: &mut String) -> &mut Vec<u8> {
            // SAFETY: forwarded.
            unsafe { <String>::as_mut_vec(this) }
        }

        fn string_len(this: &String) -> usize {
            <String>::len(this)
        }

        fn string_is_empty(this: &String) -> bool {
            <String>::is_empty(this)
        }

        fn string_split_off(this: &mut String, at: usize) -> String {
            <String>::split_off(this, at)
        }

        fn string_clear(this: &mut String) {
            <String>::clear(this)
        }

        fn string_drain<R>(this: &mut String, range: R) -> StringDrain<'_> where R: RangeBounds<usize> {
            <String>::drain(this, range)
        }

        fn string_replace_range<R>(this: &mut String, range: R, replace_with: &str) where R: RangeBounds<usize> {
            <String>::replace_range(this, range, replace_with)
        }

        fn string_into_boxed_str(this: String) -> Box<str> {
            <String>::into_boxed_str(this)
        }

        fn string_leak<'a>(this: String) -> &'a mut str {
            <String>::leak(this)
        }

        fn box_downcast<T>(this: Box<dyn Any>) -> Result<Box<T>, Box<dyn Any>> where T: Any {
            <Box<dyn Any>>::downcast(this)
        }

        fn box_new<T>(x: T) -> Box<T> {
            <Box<T>>::new(x $(, $alloc)?)
        }

        fn box_new_uninit<T>() -> Box<MaybeUninit<T>> {
            <Box<T>>::new_uninit($($alloc)?)
        }

        fn box_new_zeroed<T>() -> Box<MaybeUninit<T>> {
            <Box<T>>::new_zeroed($($alloc)?)
        }

        fn box_pin<T>(x: T) -> Pin<Box<T>> {
            <Box<T>>::pin(x $(, $alloc)?)
        }

        fn box_new_uninit_slice<T>(len: usize) -> Box<[MaybeUninit<T>]> {
            <Box<[T]>>::new_uninit_slice(len $(, $alloc)?)
        }

        fn box_new_zeroed_slice<T>(len: usize) -> Box<[MaybeUninit<T>]> {
            <Box<[T]>>::new_zeroed_slice(len $(, $alloc)?)
        }

        unsafe fn box_assume_init<T>(this: Box<MaybeUninit<T>>) -> Box<T> {
            // SAFETY: forwarded.
            unsafe { <Box<MaybeUninit<T>>>::assume_init(this) }
        }

        fn box_write<T>(boxed: Box<MaybeUninit<T>>, value: T) -> Box<T> {
            <Box<MaybeUninit<T>>>::write(boxed, value)
        }

        unsafe fn box_from_raw<T>(raw: *mut T) -> Box<T> where T: ?Sized {
            // SAFETY: forwarded.
            unsafe { <Box<T>>::from_raw(raw $(, $alloc)?) }
        }

        fn box_into_raw<T>(b: Box<T>) -> *mut T where T: ?Sized {
            <Box<T>>::into_raw(b)
        }

        fn box_leak<'a, T>(b: Box<T>) -> &'a mut T where T: ?Sized {
            <Box<T>>::leak(b)
        }

        fn box_into_pin<T>(boxed: Box<T>) -> Pin<Box<T>> where T: ?Sized {
            <Box<T>>::into_pin(boxed)
        }

        pub(crate) const COUNT: usize = 97;
    };
}

pub(crate) use calls;
