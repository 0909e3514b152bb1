use crate::database::Database;
use crate::ffi;
use crate::weather;

#[test]
fn queries_agree_with_rust() {
    let database = Database::new().unwrap();
    weather::load(&database, 1000).unwrap();
    for from in [-300, -200, 0, 399, 400] {
        assert_eq!(weather::summary(&database, from).unwrap(), weather::expected(1000, from));
    }
}

#[test]
fn images_are_whole_and_of_their_own() {
    let database = Database::new().unwrap();
    weather::load(&database, 1000).unwrap();
    let (first, second) = (database.image().unwrap(), database.image().unwrap());
    assert!(first.starts_with(b"SQLite format 3\0") && first.len().is_multiple_of(512));
    assert!(first.block_size() >= first.len() as u64);
    drop(database);

    let copy = Database::from_image(first).unwrap();
    copy.execute(c"UPDATE weather SET tenths = tenths + 1").unwrap();
    // A database over an image may become larger than the block was.
    for _ in 0..4 {
        copy.execute(c"INSERT INTO weather (station, tenths) SELECT station, 0 FROM weather")
            .unwrap();
    }
    let larger = copy.image().unwrap();
    assert!(larger.len() > 4 * second.len());
    drop(copy);
    let again = Database::from_image(second).unwrap();
    assert_eq!(weather::summary(&again, -200).unwrap(), weather::expected(1000, -200));
}

#[test]
fn what_is_empty_is_null_and_no_block() {
    let image = Database::new().unwrap().image().unwrap();
    assert_eq!((image.len(), image.block_size()), (0, 0));
    assert_eq!(image.into_block(), (core::ptr::null_mut(), 0, 0));
    let image = Database::new().unwrap().image().unwrap();
    let database = Database::from_image(image).unwrap();
    database.execute(c"").unwrap();
    // An empty program has no statement.
    assert!(database.prepare(c"-- nothing").is_err());
}

#[test]
fn a_vector_over_an_image_shrinks_and_never_grows() {
    let database = Database::new().unwrap();
    weather::load(&database, 100).unwrap();
    let image = database.image().unwrap();
    let (len, size) = (image.len(), image.block_size());
    let mut bytes = image.into_bytes();
    let start = bytes.as_ptr();
    assert_eq!(bytes.try_push(7).unwrap_err().value, 7);
    assert!(bytes.try_reserve(1).is_err());
    assert_eq!((bytes.as_ptr(), bytes.len(), bytes.capacity()), (start, len, len));
    bytes.truncate(100);
    bytes.try_extend_from_slice(&[0; 20]).unwrap();
    bytes.try_shrink_to_fit().unwrap();
    assert_eq!((bytes.as_ptr(), bytes.capacity()), (start, 120));
    assert!(bytes.starts_with(b"SQLite format 3\0"));
    assert!(bytes.try_push(7).is_err());
    assert!(size >= len as u64);
}

#[test]
fn errors_carry_the_message_that_was_adopted() {
    let database = Database::new().unwrap();
    let error = database.execute(c"SELECT absent").unwrap_err();
    assert_eq!(error.message.as_ref().unwrap().to_str(), Ok("no such column: absent"));
    assert_eq!(error.to_string(), "no such column: absent (SQLite's code 1)");
    drop(error);
    // Without a message, SQLite's own words for the code, which are borrowed.
    let error = database.prepare(c"SELECT absent").unwrap_err();
    assert!(error.message.is_none());
    assert_eq!(error.to_string(), "SQL logic error (SQLite's code 1)");
    // A text that is empty is a block of one byte.
    weather::load(&database, 1).unwrap();
    let mut insert = database.prepare(c"SELECT ?1, ?2, NULL").unwrap();
    assert_eq!(insert.bind_int(3, 1).unwrap_err().code, ffi::SQLITE_RANGE);
    insert.bind_text(1, "").unwrap();
    insert.bind_text(2, "it's").unwrap();
    assert_eq!(insert.expanded_sql().unwrap().to_str(), Ok("SELECT '', 'it''s', NULL"));
}

/// SQLite leaves these undefined; the wrapper doesn't.
#[test]
fn columns_that_are_not_there() {
    let database = Database::new().unwrap();
    let mut select = database.prepare(c"SELECT 'é', NULL, 7").unwrap();
    assert_eq!((select.int(2), select.text(0)), (0, None));
    assert!(select.step().unwrap());
    assert_eq!(select.text(0), Some("é".as_bytes()));
    assert_eq!((select.int(1), select.int(2), select.text(1)), (0, 7, None));
    assert_eq!(select.text(2), Some(&b"7"[..]));
    for column in [-1, 3, i32::MAX, i32::MIN] {
        assert_eq!((select.int(column), select.text(column)), (0, None));
    }
    assert!(!select.step().unwrap());
    assert_eq!(select.text(0), None);
}

/// A database is closed after its statements, also after one that was forgotten.
#[test]
fn a_forgotten_statement_outlives_its_database() {
    let database = Database::new().unwrap();
    let select = database.prepare(c"SELECT 1").unwrap();
    let raw = select.raw();
    core::mem::forget(select);
    drop(database);
    // SAFETY: a statement that nobody else has any more; its connection waits for it.
    assert_eq!(unsafe { ffi::sqlite3_finalize(raw) }, ffi::SQLITE_OK);
}
