//! An order book: price levels, at each of which orders wait in the order of their coming.

use crate::feed::{OPEN_ORDERS, PRICES};
use exalloc::{Allocator, ExVec};

/// Who buys and who sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Wants the lowest price.
    Buy,
    /// Wants the highest price.
    Sell,
}

/// Two orders that met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The order that waited.
    pub order: u64,
    /// At the price of the order that waited, in ticks.
    pub price: u32,
    /// What changed hands.
    pub quantity: u64,
}

/// No slot.
const NONE: u32 = u32::MAX;

/// A place for an order that waits.
#[derive(Clone, Copy, Debug)]
struct Slot {
    order: u64,
    quantity: u64,
    price: u32,
    side: Side,
    before: u32,
    /// The next one that waits at this price, or the next free place.
    after: u32,
}

/// The orders that wait at a price.
#[derive(Clone, Copy, Debug)]
struct Level {
    first: u32,
    last: u32,
}

/// All its memory is taken when it is made.
#[derive(Debug)]
pub struct Book<A: Allocator> {
    slots: ExVec<Slot, A>,
    free: u32,
    /// By side and price.
    levels: ExVec<Level, A>,
    /// The place of each order of late, by its number.
    places: ExVec<u32, A>,
    /// The best price of each side, or beyond.
    best: [u32; 2],
}

impl<A: Allocator + Copy> Book<A> {
    /// An empty book with room for [`OPEN_ORDERS`].
    #[must_use]
    pub fn new(alloc: A) -> Self {
        let mut slots = ExVec::with_capacity(OPEN_ORDERS, alloc);
        for n in 1..=OPEN_ORDERS {
            let after = u32::try_from(n).ok().filter(|_| n < OPEN_ORDERS).unwrap_or(NONE);
            let (order, quantity, price) = (0, 0, 0);
            slots.push(Slot { order, quantity, price, side: Side::Buy, before: NONE, after });
        }
        let mut levels = ExVec::new(alloc);
        levels.resize(2 * PRICES as usize, Level { first: NONE, last: NONE });
        let mut places = ExVec::new(alloc);
        places.resize(2 * OPEN_ORDERS, NONE);
        Self { slots, free: 0, levels, places, best: [0, PRICES] }
    }

    fn level(&mut self, side: Side, price: u32) -> &mut Level {
        let offset = if side == Side::Buy { 0 } else { PRICES };
        &mut self.levels[(offset + price) as usize]
    }

    /// Where an order's place is noted.
    fn place(&mut self, order: u64) -> &mut u32 {
        let count = self.places.len() as u64;
        &mut self.places[(order % count) as usize]
    }

    /// Matches an order with what waits on the other side, and lets the rest wait. Says how much of
    /// it waits; nothing does when the book is full.
    pub fn insert(
        &mut self,
        side: Side,
        order: u64,
        price: u32,
        mut quantity: u64,
        mut filled: impl FnMut(Fill),
    ) -> u64 {
        let price = price.min(PRICES - 1);
        while quantity > 0 {
            let Some(best) = self.crossing(side, price) else { break };
            let other = if side == Side::Buy { Side::Sell } else { Side::Buy };
            let first = self.level(other, best).first;
            let slot = &mut self.slots[first as usize];
            let taken = quantity.min(slot.quantity);
            slot.quantity -= taken;
            quantity -= taken;
            let (waiting, done) = (slot.order, slot.quantity == 0);
            filled(Fill { order: waiting, price: best, quantity: taken });
            if done {
                self.remove(first);
            }
        }
        if quantity == 0 || self.free == NONE {
            return 0;
        }
        let index = self.free;
        self.free = self.slots[index as usize].after;
        let last = core::mem::replace(&mut self.level(side, price).last, index);
        self.slots[index as usize] =
            Slot { order, quantity, price, side, before: last, after: NONE };
        match self.slots.get_mut(last as usize) {
            Some(before) => before.after = index,
            None => self.level(side, price).first = index,
        }
        *self.place(order) = index;
        match side {
            Side::Buy => self.best[0] = self.best[0].max(price),
            Side::Sell => self.best[1] = self.best[1].min(price),
        }
        quantity
    }

    /// Takes an order out. Says how much of it was still waiting.
    pub fn cancel(&mut self, order: u64) -> Option<u64> {
        let index = *self.place(order);
        let slot = self.slots.get(index as usize)?;
        // The place may be another order's by now.
        if slot.order != order || slot.quantity == 0 {
            return None;
        }
        let quantity = slot.quantity;
        self.remove(index);
        Some(quantity)
    }

    /// The best price on the other side, if an order with this price takes it.
    fn crossing(&mut self, side: Side, price: u32) -> Option<u32> {
        match side {
            Side::Buy => {
                while self.best[1] < PRICES && self.level(Side::Sell, self.best[1]).first == NONE {
                    self.best[1] += 1;
                }
                Some(self.best[1]).filter(|&best| best < PRICES && best <= price)
            }
            Side::Sell => {
                while self.best[0] > 0 && self.level(Side::Buy, self.best[0]).first == NONE {
                    self.best[0] -= 1;
                }
                let best = self.best[0];
                let waits = self.level(Side::Buy, best).first != NONE;
                Some(best).filter(|_| waits && best >= price)
            }
        }
    }

    /// Frees a place.
    fn remove(&mut self, index: u32) {
        let Slot { order, price, side, before, after, .. } = self.slots[index as usize];
        match self.slots.get_mut(before as usize) {
            Some(slot) => slot.after = after,
            None => self.level(side, price).first = after,
        }
        match self.slots.get_mut(after as usize) {
            Some(slot) => slot.before = before,
            None => self.level(side, price).last = before,
        }
        let place = self.place(order);
        // It may be noted for another order by now.
        if *place == index {
            *place = NONE;
        }
        let free = core::mem::replace(&mut self.free, index);
        let slot = &mut self.slots[index as usize];
        (slot.quantity, slot.after) = (0, free);
    }
}

#[cfg(test)]
mod tests;
