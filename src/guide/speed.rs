// The text and its chart are made of a run's results, by the package in `benches`.
#![doc = include_str!("speed.md")]
#![doc = ""]
#![doc = include_str!("speed.svg")]
