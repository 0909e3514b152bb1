//! Pages, and the text in them.

use super::try_push_text;
use exalloc::{ExString, SystemAllocator};

fn text(page: &str) -> String {
    let mut out = ExString::new(SystemAllocator);
    try_push_text(page, &mut out).expect("the system has memory");
    out.as_str().into()
}

#[test]
fn tags_go_and_words_stay() {
    assert_eq!(text("<p>two</p><p>words</p>"), " two  words ");
    assert_eq!(text("<em>un</em>safe <SPAN class=\"a>b\">fn</SPAN>"), "unsafe fn");
    assert_eq!(text("a<br/>b"), "a b");
    assert_eq!(text("<!DOCTYPE html>x"), " x");
}

#[test]
fn scripts_styles_and_comments_go() {
    assert_eq!(text("a<script>if (a < b) { '</p>' }</SCRIPT >b"), "a b");
    assert_eq!(text("a<style>b</style><!-- <p> -->c"), "a c");
    assert_eq!(text("a<script>never closed"), "a ");
    assert_eq!(text("a<!-- never closed"), "a");
}

#[test]
fn references_are_resolved() {
    assert_eq!(
        text("Vec&lt;u8&gt; &amp;mut isn&#39;t isn&#x27;t isn&rsquo;t"),
        "Vec<u8> &mut isn't isn't isn\u{2019}t"
    );
    assert_eq!(text("a&nbsp;b&unknown;c"), "a b c");
    assert_eq!(text("a & b &; &#xFFFFFFFF; &#xD800; &#; c"), "a & b &;       c");
}

#[test]
fn only_main_is_taken() {
    assert_eq!(text("<nav>menu</nav><main id=\"m\">words</main>footer"), " words");
    assert_eq!(text("<main>not closed"), " not closed");
}

#[test]
fn broken_markup_is_survived() {
    for page in
        ["<", "a < b", "&", "<a", "<a href=\"", "</", "<!", "<?", "<!--", "&#", "é<é>", "<a é"]
    {
        let _ = text(page);
    }
    assert_eq!(text("1 < 2"), "1 < 2");
    // Every prefix of a page, cut at every character.
    let page = "<main><p title='ä > ö'>Größe &amp; <b>x</b><!-- ß --></p><script>ü</script></main>";
    for (at, _) in page.char_indices() {
        let _ = text(&page[..at]);
    }
}
