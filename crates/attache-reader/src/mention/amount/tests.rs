//! What no case can say: that amounts never overlap, that nothing panics, that time grows with length only. Readings are in `cases/amount`.

use super::*;

fn scanner() -> Amounts {
    Amounts::new(&Data::embedded())
}

#[test]
fn amounts_are_in_order_and_apart() {
    let raw = "From $3 to $4 billion, 5-6 million tonnes (about 7 mln barrels), one in five or half a billion; 12% more than 3 000 km, 2.5 times.";
    let amounts = scanner().scan(&Text::new(raw), &[], Origin::default());
    assert!(amounts.len() > 6);
    assert!(amounts.windows(2).all(|w| w[0].tokens.last <= w[1].tokens.first));
    assert!(amounts.iter().all(|a| a.span.contains(a.core) && raw.get(a.span.start..a.span.end).is_some()));
}

#[test]
fn many_amounts_in_a_row_take_linear_time() {
    let scanner = scanner();
    for piece in [
        "$1.2bn ",
        "3 ",
        "1 000 ",
        "twenty-",
        "between 5 and ",
        "million ",
        "- ",
        "or 7",
        "a third of 4 in 5 times ",
        "$ m 5 ",
        "A | 5\n",
        "$m\nA 5 6\n",
        "2019 2020\n",
    ] {
        let raw = piece.repeat(20_000);
        let text = Text::unsplit(&raw);
        assert!(scanner.scan(&text, &[], Origin::default()).len() <= 20_000 * 4);
    }
}

#[test]
fn odd_texts_are_read_without_panic() {
    let scanner = scanner();
    let pieces = [
        "$",
        "€",
        "½",
        "1",
        "000",
        "99999999999999999999999999999",
        "%",
        "-",
        "–",
        "(",
        ")",
        "half",
        "a",
        "of",
        "million",
        "mln.",
        "twenty",
        "\u{202e}",
        "’s",
        "ß",
        "€1",
        "1,2,3",
        ".",
        "/",
        "0",
        "to",
        "between",
        "and",
        "times",
        "US$",
        "\n\n",
        "more than",
        "or so",
    ];
    let mut seed = 7u32;
    for _ in 0..3000 {
        let mut raw = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            raw.push_str(pieces[(seed >> 8) as usize % pieces.len()]);
            raw.push_str(if seed & 64 == 0 { " " } else { "" });
        }
        let text = Text::new(&raw);
        let amounts = scanner.scan(&text, &[], Origin::default());
        assert!(amounts.windows(2).all(|w| w[0].tokens.last <= w[1].tokens.first), "{raw}");
        scanner.spans(&text, &[], Origin::default());
    }
}
