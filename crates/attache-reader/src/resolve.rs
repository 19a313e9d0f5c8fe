//! What stands for what: the article's pair, "the two countries", "the republic", "its neighbour".
//!
//! ```
//! use attache_reader::{resolve, contract::Party};
//! assert_eq!(resolve::pair(&[]), None::<[Party; 2]>);
//! ```

use std::collections::BTreeMap;

use crate::contract::Party;
use crate::mention::PartyMention;

/// The two parties mentioned most, the earlier first on a tie; `None` with fewer than two.
pub fn pair(mentions: &[PartyMention]) -> Option<[Party; 2]> {
    let mut counts: BTreeMap<Party, (usize, usize)> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        for party in &mention.parties {
            counts.entry(*party).or_insert((0, at)).0 += 1;
        }
    }
    let mut ranked: Vec<(usize, usize, Party)> = counts.into_iter().map(|(party, (count, at))| (usize::MAX - count, at, party)).collect();
    ranked.sort_unstable();
    let mut pair = [ranked.first()?.2, ranked.get(1)?.2];
    pair.sort_unstable();
    Some(pair)
}
