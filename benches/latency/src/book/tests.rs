use super::{Book, Fill, Side};
use crate::feed::{OPEN_ORDERS, PRICES, Random};
use exalloc::SystemAllocator;

/// The same book, as simply as can be: all orders that wait, in the order of their coming.
#[derive(Default)]
struct Model(Vec<(Side, u64, u32, u64)>);

impl Model {
    fn insert(
        &mut self,
        side: Side,
        order: u64,
        price: u32,
        mut quantity: u64,
    ) -> (Vec<Fill>, u64) {
        let mut fills = Vec::new();
        while quantity > 0 {
            let others = self.0.iter().enumerate().filter(|(_, other)| other.0 != side);
            let best = match side {
                // The first of the lowest, and the first of the highest.
                Side::Buy => others.min_by_key(|(at, other)| (other.2, *at)),
                Side::Sell => others.min_by_key(|(at, other)| (u32::MAX - other.2, *at)),
            };
            let Some((at, &(_, waiting, at_price, _))) = best else { break };
            let crosses = if side == Side::Buy { at_price <= price } else { at_price >= price };
            if !crosses {
                break;
            }
            let taken = quantity.min(self.0[at].3);
            self.0[at].3 -= taken;
            quantity -= taken;
            fills.push(Fill { order: waiting, price: at_price, quantity: taken });
            if self.0[at].3 == 0 {
                self.0.remove(at);
            }
        }
        if quantity > 0 {
            self.0.push((side, order, price, quantity));
        }
        (fills, quantity)
    }

    fn cancel(&mut self, order: u64) -> Option<u64> {
        let at = self.0.iter().position(|waiting| waiting.1 == order)?;
        Some(self.0.remove(at).3)
    }
}

#[test]
fn matches_as_the_model_does() {
    let mut random = Random::new(7);
    let mut book = Book::new(SystemAllocator);
    let mut model = Model::default();
    let (mut filled, mut cancelled) = (0, 0);
    for order in 0..5000_u64 {
        if random.below(3) == 0 {
            let other = order.saturating_sub(random.below(50));
            let expected = model.cancel(other);
            assert_eq!(book.cancel(other), expected, "{other}");
            cancelled += usize::from(expected.is_some());
        } else {
            let side = if random.below(2) == 0 { Side::Buy } else { Side::Sell };
            let price = u32::try_from(100 + random.below(12)).expect("small");
            let quantity = 1 + random.below(50);
            let mut fills = Vec::new();
            let waits = book.insert(side, order, price, quantity, |fill| fills.push(fill));
            assert_eq!((fills.clone(), waits), model.insert(side, order, price, quantity));
            filled += fills.len();
        }
    }
    assert!(filled > 500 && cancelled > 100, "{filled} {cancelled}");
}

#[test]
fn a_full_book_refuses_and_goes_on() {
    let mut book = Book::new(SystemAllocator);
    for order in 0..OPEN_ORDERS as u64 {
        assert_eq!(book.insert(Side::Buy, order, 5, 1, |_| ()), 1);
    }
    assert_eq!(book.insert(Side::Buy, OPEN_ORDERS as u64, 5, 1, |_| ()), 0);
    assert_eq!(book.cancel(3), Some(1));
    assert_eq!(book.cancel(3), None);
    assert_eq!(book.insert(Side::Buy, OPEN_ORDERS as u64, 5, 1, |_| ()), 1);
    // Prices at both ends, and one that isn't known.
    let mut fills = 0;
    book.insert(Side::Sell, OPEN_ORDERS as u64 + 1, 0, 9999, |_| fills += 1);
    assert_eq!(fills, OPEN_ORDERS);
    assert_eq!(book.insert(Side::Buy, 1, u32::MAX, 10_000, |_| ()), 10_000 - (9999 - 4096));
    assert_eq!(book.insert(Side::Sell, 2, PRICES - 1, 1, |_| fills += 1), 0);
}
