//! What `report.lua` should say, computed without Lua.

const NAMES: [&str; 5] = ["ada", "barbara", "edsger", "grace", "tony"];

/// The report on so many visits.
pub(crate) fn report(visits: u32) -> String {
    let mut seed = u64::from(visits);
    let mut number = |below| {
        seed = (seed * 1_664_525 + 1_013_904_223) % (1 << 32);
        (seed >> 16) % below
    };
    let mut spent: Vec<_> = NAMES.iter().map(|name| (0, *name)).collect();
    for _ in 0..visits {
        let customer = usize::try_from(number(5)).expect("a number below 5");
        spent[customer].0 += 100 * number(100) + number(100);
    }
    spent.sort_by(|a, b| b.cmp(a));
    let lines: Vec<_> = spent
        .into_iter()
        .filter(|(cents, _)| *cents > 0)
        .map(|(cents, name)| format!("{name} {}.{:02}", cents / 100, cents % 100))
        .collect();
    lines.join(", ")
}
