//! What happens to a message.

use crate::book::{Book, Fill, Side};
use core::fmt::{self, Write};
use exalloc::{Allocator, ExString, ExVec, TryReserveError};

/// Why a message wasn't applied.
#[derive(Debug)]
pub enum Failure {
    /// There was no memory.
    Memory(TryReserveError),
    /// The message lacks a field, or has one that is none.
    Message,
}

impl From<TryReserveError> for Failure {
    fn from(error: TryReserveError) -> Self {
        Self::Memory(error)
    }
}

impl From<fmt::Error> for Failure {
    fn from(_: fmt::Error) -> Self {
        Self::Message
    }
}

/// The fields of a message, by their numbers.
struct Fields<'m, A: Allocator>(ExVec<(u32, &'m str), A>);

impl<'m, A: Allocator> Fields<'m, A> {
    fn of(message: &'m str, alloc: A) -> Result<Self, Failure> {
        let mut fields = ExVec::new(alloc);
        for field in message.split('|') {
            let (tag, value) = field.split_once('=').ok_or(Failure::Message)?;
            let tag = tag.parse().map_err(|_| Failure::Message)?;
            fields.try_push((tag, value)).map_err(|failed| failed.error)?;
        }
        Ok(Self(fields))
    }

    fn text(&self, tag: u32) -> Result<&'m str, Failure> {
        self.0.iter().find(|field| field.0 == tag).map(|field| field.1).ok_or(Failure::Message)
    }

    fn number(&self, tag: u32) -> Result<u64, Failure> {
        self.text(tag)?.parse().map_err(|_| Failure::Message)
    }
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Of all reports' bytes (FNV-1a).
    pub checksum: u64,
    /// Reports, one for the order and one for each fill.
    pub reports: usize,
}

/// Applies a message to the book, and reports. Fields, fills and reports lie in scratch memory.
///
/// # Errors
///
/// When there is no memory, or the message isn't one.
pub fn handle<B: Allocator + Copy, A: Allocator>(
    message: &str,
    book: &mut Book<B>,
    scratch: &A,
) -> Result<Answer, Failure> {
    let fields = Fields::of(message, scratch)?;
    let mut reports = ExVec::new(scratch);
    match fields.text(35)? {
        "D" => {
            let order = fields.number(11)?;
            let side = if fields.text(54)? == "1" { Side::Buy } else { Side::Sell };
            let price = u32::try_from(fields.number(44)?).map_err(|_| Failure::Message)?;
            let quantity = fields.number(38)?;
            let mut fills: ExVec<Fill, &A> = ExVec::new(scratch);
            let mut stored = Ok(());
            let waits = book.insert(side, order, price, quantity, |fill| {
                if let Err(failed) = fills.try_push(fill) {
                    stored = Err(failed.error);
                }
            });
            stored?;
            for fill in &fills {
                let mut report = ExString::new(scratch);
                let Fill { order, price, quantity } = fill;
                write!(report, "35=8|150=F|37={order}|31={price}|32={quantity}|")?;
                reports.try_push(report).map_err(|failed| failed.error)?;
            }
            let mut report = ExString::new(scratch);
            write!(report, "35=8|150=0|37={order}|151={waits}|")?;
            reports.try_push(report).map_err(|failed| failed.error)?;
        }
        "F" => {
            let order = fields.number(41)?;
            let mut report = ExString::new(scratch);
            match book.cancel(order) {
                Some(quantity) => write!(report, "35=8|150=4|37={order}|84={quantity}|")?,
                None => write!(report, "35=9|37={order}|58=unknown or filled|")?,
            }
            reports.try_push(report).map_err(|failed| failed.error)?;
        }
        _ => return Err(Failure::Message),
    }
    let bytes = reports.iter().flat_map(|report| report.bytes());
    let checksum = bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    });
    Ok(Answer { checksum, reports: reports.len() })
}

#[cfg(test)]
mod tests {
    use super::{Failure, handle};
    use crate::book::Book;
    use exalloc::{LimitAllocator, SystemAllocator};

    #[test]
    fn orders_are_matched_and_reported() {
        let mut book = Book::new(SystemAllocator);
        let mut reports = |message| handle(message, &mut book, &SystemAllocator).map(|a| a.reports);
        assert_eq!(reports("35=D|11=0|54=1|44=100|38=5").ok(), Some(1));
        assert_eq!(reports("35=D|11=1|54=1|44=101|38=5").ok(), Some(1));
        assert_eq!(reports("35=D|11=2|54=2|44=99|38=7").ok(), Some(3));
        assert_eq!(reports("35=F|41=1").ok(), Some(1));
        assert!(matches!(reports("35=F"), Err(Failure::Message)));
        assert!(matches!(reports("nonsense"), Err(Failure::Message)));
        assert!(matches!(reports("35=X|1=1"), Err(Failure::Message)));
    }

    #[test]
    fn without_memory_the_message_fails() {
        let mut book = Book::new(SystemAllocator);
        let scratch = LimitAllocator::new(SystemAllocator, 64);
        let answer = handle("35=D|11=0|54=1|44=100|38=5", &mut book, &scratch);
        assert!(matches!(answer, Err(Failure::Memory(_))));
        assert_eq!(scratch.used(), 0);
    }
}
