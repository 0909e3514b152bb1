//! SQLite, whose results are adopted by collections and freed by its own `sqlite3_free`.
//!
//! SQLite allocates some of what it returns, and leaves it to its caller to free it by the right
//! function. Here such results become an [`ExVec`](exalloc::ExVec) or an
//! [`ExCString`](exalloc::ExCString) over [`FreeWith`](exalloc::FreeWith): the image of a whole
//! database, error messages, expanded statements. Nothing is copied, nothing is freed by hand.
//!
//! ```sh
//! apt-get install libsqlite3-dev     # Debian 12
//! cd examples/sqlite
//! cargo run --release
//! cargo test
//! ```
//!
//! The program loads a table, queries it, makes an image of the database, opens that again and asks
//! the same question. It prints what was adopted, and what SQLite counts as allocated; it exits
//! with 1 if an answer is wrong, or if one byte is left at the end.

mod database;
mod error;
mod ffi;
mod memory;
mod statement;
#[cfg(test)]
mod tests;
mod weather;

use core::error::Error as AnyError;
use core::ffi::CStr;
use database::Database;
use memory::{Image, Text};
use std::process::ExitCode;

const COUNT: u32 = 5000;

fn main() -> ExitCode {
    match run().and_then(|()| nothing_is_left()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sqlite: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn AnyError>> {
    // SAFETY: a C string in static memory: borrowed, and never freed.
    let version = unsafe { CStr::from_ptr(ffi::sqlite3_libversion()) };
    println!("SQLite {}, {} bytes allocated", version.to_str()?, ffi::sqlite3_memory_used());

    let database = Database::new()?;
    empty_results(&database)?;

    weather::load(&database, COUNT)?;
    let rows = weather::summary(&database, 0)?;
    println!("{COUNT} measurements, those of 0 degrees and above by station:");
    for (station, number, min, max, sum) in &rows {
        let [min, max, sum] = [min, max, sum].map(|tenths| *tenths as f64 / 10.0);
        let mean = sum / *number as f64;
        println!("  {station:7} {number:5}, from {min:4.1} to {max:.1}, {mean:.1} on average");
    }
    same(&rows, &weather::expected(COUNT, 0))?;

    let (query, message) = texts(&database)?;
    let image = database.image()?;
    let adopted = query.count_bytes() + message.count_bytes() + 2 + image.len();
    println!("adopted           {adopted} bytes of SQLite's, in 3 blocks, not one copied");
    println!("  error message   {}", message.to_str()?);
    println!("  expanded query  {}", query.to_str()?);
    println!("  image           {} bytes, '{}'", image.len(), image[..15].escape_ascii());
    drop((query, message));

    cannot_grow(database.image()?)?;

    // The image's block goes back to SQLite, as a database, which SQLite frees.
    let copy = Database::from_image(image)?;
    same(&weather::summary(&copy, 0)?, &rows)?;
    copy.execute(c"DELETE FROM weather WHERE tenths >= 0")?;
    same(&weather::summary(&copy, 0)?, &[])?;
    same(&weather::summary(&database, 0)?, &rows)?;
    let mut check = copy.prepare(c"PRAGMA integrity_check")?;
    if !check.step()? || check.text(0) != Some(b"ok") {
        return Err("the copy is damaged".into());
    }
    println!("a database from the image gives the same rows, and is changed on its own");
    Ok(())
}

/// Null where there is nothing: no message, and no bytes.
fn empty_results(database: &Database) -> Result<(), Box<dyn AnyError>> {
    let image = database.image()?;
    if !image.is_empty() || image.block_size() != 0 {
        return Err("the image of an empty database isn't empty".into());
    }
    Database::from_image(image)?;
    let again = Database::new()?.image()?.into_bytes();
    if again.capacity() != 0 {
        return Err("an empty image has a block".into());
    }
    Ok(())
}

/// Two C strings that SQLite allocates: a statement with its parameters, and an error's message.
fn texts(database: &Database) -> Result<(Text, Text), Box<dyn AnyError>> {
    let mut query = database.prepare(weather::QUERY)?;
    query.bind_int(1, 0)?;
    let query = query.expanded_sql().ok_or("no memory for the query")?;
    let error = database
        .execute(c"INSERT INTO weather VALUES (1, 'Basel', 10)")
        .err()
        .ok_or("a key can't be there twice")?;
    Ok((query, error.message.ok_or("no message")?))
}

/// A block of SQLite's can't grow in Rust; that is an error after which nothing is lost. Dropping
/// the vector gives SQLite back exactly what it counts for the block.
fn cannot_grow(image: Image) -> Result<(), Box<dyn AnyError>> {
    let block_size = i64::try_from(image.block_size())?;
    let mut bytes = image.into_bytes();
    let (start, len) = (bytes.as_ptr(), bytes.len());
    let error = bytes.try_extend_from_slice(b"more").err().ok_or("the image has grown")?;
    println!("  to grow         {error}");
    if (bytes.as_ptr(), bytes.len(), &bytes[..6]) != (start, len, b"SQLite") {
        return Err("the image has changed".into());
    }
    let before = ffi::sqlite3_memory_used();
    drop(bytes);
    let freed = before - ffi::sqlite3_memory_used();
    println!("  given back      {freed} bytes by one call of sqlite3_free");
    if freed != block_size { Err("not the whole block went back".into()) } else { Ok(()) }
}

fn same(rows: &[weather::Row], expected: &[weather::Row]) -> Result<(), Box<dyn AnyError>> {
    if rows == expected { Ok(()) } else { Err(format!("{rows:?} isn't {expected:?}").into()) }
}

/// Every database is closed, and all that was adopted is dropped: SQLite has nothing.
fn nothing_is_left() -> Result<(), Box<dyn AnyError>> {
    let (left, peak) = (ffi::sqlite3_memory_used(), ffi::sqlite3_memory_highwater(0));
    println!("SQLite has {left} bytes allocated; at the peak it had {peak}");
    if left != 0 { Err("something is left".into()) } else { Ok(()) }
}
