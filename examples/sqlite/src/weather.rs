//! Measurements of a few weather stations, and what a query should say about them.

use crate::database::Database;
use crate::error::Error;

/// In the order of their bytes, which is that of `ORDER BY`.
const STATIONS: [&str; 5] = ["Aarhus", "Basel", "Cusco", "Darwin", "Évora"];

/// A station, its number of measurements, the lowest, the highest and the sum of temperatures, in
/// tenths of a degree.
pub(crate) type Row = (String, i64, i64, i64, i64);

/// `count` measurements, the same ones each time.
pub(crate) fn measurements(count: u32) -> impl Iterator<Item = (&'static str, i64)> {
    let mut seed = 1_u32;
    let mut number = move |below| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    (0..count).map(move |_| {
        let station = STATIONS[number(5) as usize];
        (station, i64::from(number(600)) - 200)
    })
}

/// Makes the table and fills it, in one transaction.
pub(crate) fn load(database: &Database, count: u32) -> Result<(), Error> {
    database.execute(
        c"BEGIN;
          CREATE TABLE weather (id INTEGER PRIMARY KEY, station TEXT NOT NULL, tenths INTEGER)",
    )?;
    let mut insert = database.prepare(c"INSERT INTO weather (station, tenths) VALUES (?1, ?2)")?;
    for (station, tenths) in measurements(count) {
        insert.bind_text(1, station)?;
        insert.bind_int(2, tenths)?;
        insert.step()?;
        insert.reset();
    }
    database.execute(c"COMMIT")
}

/// The statement that [`summary`] runs.
pub(crate) const QUERY: &core::ffi::CStr = c"SELECT station, count(*), min(tenths), max(tenths), \
    sum(tenths) FROM weather WHERE tenths >= ?1 GROUP BY station ORDER BY station";

/// What the database says about measurements of `from` tenths of a degree and above.
pub(crate) fn summary(database: &Database, from: i64) -> Result<Vec<Row>, Error> {
    let mut query = database.prepare(QUERY)?;
    query.bind_int(1, from)?;
    let mut rows = Vec::new();
    while query.step()? {
        let station = query.text(0).unwrap_or_default();
        let station = String::from_utf8_lossy(station).into_owned();
        rows.push((station, query.int(1), query.int(2), query.int(3), query.int(4)));
    }
    Ok(rows)
}

/// What [`summary`] should say, computed without SQLite.
pub(crate) fn expected(count: u32, from: i64) -> Vec<Row> {
    let summary = |station: &&str| {
        let own = measurements(count).filter(|(at, tenths)| at == station && *tenths >= from);
        let tenths: Vec<_> = own.map(|(_, tenths)| tenths).collect();
        let (min, max) = (tenths.iter().copied().min()?, tenths.iter().copied().max()?);
        let number = i64::try_from(tenths.len()).ok()?;
        Some(((*station).to_owned(), number, min, max, tenths.iter().sum()))
    };
    STATIONS.iter().filter_map(summary).collect()
}
