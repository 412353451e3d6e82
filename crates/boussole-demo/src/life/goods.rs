//! What is in the parcel or the bag: from which batch each product is, whether it is sound, and whether it fits.

use super::Life;
use super::basket::Line;
use crate::random::Matter;

/// How long one batch of a product is on sale, in days; what remains of it goes out with the next.
const BATCH_DAYS: u32 = 60;
/// Of 1,000 products, how many come from what remains of the batch before.
const LEFT_OVER: u32 = 330;
/// Of 1,000 shoes and clothes, how many do not fit.
const MISFITS: u32 = 110;

impl Life<'_> {
    /// Packs what was ordered: the same piece looks the same to everybody, until it is used.
    pub(super) fn pack(&mut self, lines: &mut [Line]) {
        self.apart(Matter::Goods, |life| lines.iter_mut().for_each(|line| life.pack_one(line)));
    }

    fn pack_one(&mut self, line: &mut Line) {
        // Every draw is made for every piece, so that what one of them decides moves none of the others.
        let [left_over, flaw, misfit, guess] = [(); 4].map(|()| self.draw.below(1_000));
        let batch = 1 + self.today / BATCH_DAYS;
        line.batch = if left_over < LEFT_OVER { batch.saturating_sub(1).max(1) } else { batch };
        line.is_flawed = flaw < self.plants.flawed(&line.batch_code());
        let guided = self.knows_sizes && guess < self.plants.misfits_prevented(self.date);
        line.is_misfit = line.product.is_wearable() && misfit < MISFITS && !guided;
    }
}
